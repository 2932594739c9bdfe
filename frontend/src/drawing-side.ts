import type { Question } from "./client";
import { element } from "./elements";
import { Pad } from "./ink/pad";
import type { Screen } from "./screen";
import type { Side } from "./side";

const PAUSE_MS = 300;

/**
 * The Draw tab: a pad that is read after each stroke; where `isAtHand` says that this is cheap, at
 * once, else shortly after.
 */
export function openDrawingSide(screen: Screen, isAtHand: () => boolean): Side {
  const side = screen.addSide("Write a number, and it is read here.", element("pad-frame", HTMLElement));
  const hint = element("pad-hint", HTMLElement);
  const undo = element("undo", HTMLButtonElement);
  const clear = element("clear-ink", HTMLButtonElement);

  const pad = new Pad(element("pad", HTMLCanvasElement), {
    begun: () => {
      side.desk.stop();
      side.hideBoxes();
      hint.hidden = true;
    },
    changed: () => {
      hint.hidden = !pad.isBlank;
      // Marked, not disabled: a disabled button would lose the focus that pressed it.
      for (const button of [undo, clear]) button.setAttribute("aria-disabled", String(pad.isBlank));
      if (pad.isBlank) side.desk.reset();
      else side.desk.ask(question, isAtHand() ? 0 : PAUSE_MS);
    },
  });
  const question = async (): Promise<Question> => {
    return { picture: pad.picture(), name: "drawing.png", withPreviews: false, isLive: true };
  };

  undo.addEventListener("click", () => pad.undo());
  clear.addEventListener("click", () => pad.clear());
  document.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (!isUndo || element("panel-draw", HTMLElement).hidden) return;
    event.preventDefault();
    pad.undo();
  });
  return side;
}
