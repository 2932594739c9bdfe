import type { Question } from "./client";
import { element } from "./elements";
import type { Paint } from "./exports/marked";
import { paintInk } from "./ink/drawing";
import { Pad } from "./ink/pad";
import { sheetIn } from "./ink/reopening";
import { foundAside, setAside } from "./ink/setting-aside";
import type { Sheet } from "./ink/stroke";
import { Tools } from "./ink/tools";
import { translate } from "./language";
import type { Screen } from "./screen";
import type { Side } from "./side";

const PAUSE_MS = 300;

export interface DrawingSide {
  readonly side: Side;
  /** Puts ink that was saved on the pad, or says why that cannot be. */
  open(file: File): Promise<void>;
  /** How the ink is drawn that an answer is about, even when there is more of it by now. */
  paintOf(question: Question | null): Paint;
}

/**
 * The Draw tab: a pad that is read after each stroke; where `isAtHand` says that this is cheap, at
 * once, else shortly after.
 */
export function openDrawingSide(screen: Screen, isAtHand: () => boolean): DrawingSide {
  const room = element("pad-room", HTMLElement);
  const side = screen.addSide(translate("Write a number, and it is read here."), room);
  const hint = element("pad-hint", HTMLElement);
  const writer = element("stage", HTMLElement).dataset["writer"] ?? "";
  let tools: Tools | null = null;

  const pad = new Pad(element("pad-frame", HTMLElement), element("pad", HTMLCanvasElement), room, {
    begun: () => {
      side.desk.stop();
      side.hideBoxes();
      hint.hidden = true;
    },
    changed: () => {
      hint.hidden = !pad.isBlank;
      tools?.refresh();
      setAside(pad.sheet, writer);
      if (pad.isBlank) side.desk.reset();
      else side.desk.ask(question, isAtHand() ? 0 : PAUSE_MS);
    },
    moved: () => tools?.refresh(),
  });
  tools = new Tools(pad);
  const sheets = new WeakMap<Question, Sheet>();
  const question = async (): Promise<Question> => {
    const asked = { picture: pad.picture(), name: "drawing.png", withPreviews: false, isLive: true };
    sheets.set(asked, pad.sheet);
    return asked;
  };
  const paintOf = (asked: Question | null): Paint => {
    const sheet = (asked && sheets.get(asked)) ?? pad.sheet;
    return (surface, { width }) => paintInk(surface, sheet, width);
  };
  const open = async (file: File): Promise<void> => {
    try {
      pad.open(await sheetIn(file));
    } catch (error) {
      side.desk.fail(error instanceof Error ? error.message : String(error));
    }
  };
  const before = foundAside(writer);
  if (before) pad.open(before);
  return { side, open, paintOf };
}
