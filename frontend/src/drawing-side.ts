import type { Question } from "./client";
import { element } from "./elements";
import { Pad } from "./ink/pad";
import { Tools } from "./ink/tools";
import type { Screen } from "./screen";
import type { Side } from "./side";

const PAUSE_MS = 300;

export interface DrawingSide {
  readonly side: Side;
  readonly pad: Pad;
}

/**
 * The Draw tab: a pad that is read after each stroke; where `isAtHand` says that this is cheap, at
 * once, else shortly after.
 */
export function openDrawingSide(screen: Screen, isAtHand: () => boolean): DrawingSide {
  const room = element("pad-room", HTMLElement);
  const side = screen.addSide("Write a number, and it is read here.", room);
  const hint = element("pad-hint", HTMLElement);
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
      if (pad.isBlank) side.desk.reset();
      else side.desk.ask(question, isAtHand() ? 0 : PAUSE_MS);
    },
    moved: () => tools?.refresh(),
  });
  tools = new Tools(pad);
  const question = async (): Promise<Question> => {
    return { picture: pad.picture(), name: "drawing.png", withPreviews: false, isLive: true };
  };
  return { side, pad };
}
