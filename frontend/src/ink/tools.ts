import { element } from "../elements";
import { save } from "../exports/saving";
import { remember, remembered } from "../remembering";
import { inkmlOf } from "./inkml";
import type { Pad } from "./pad";
import { svgOf } from "./svg";

const LINES = "ruled lines";

/** The tools of the pad: eraser, pen, lines, room, and the ink as a file. */
export class Tools {
  private readonly eraser = element("eraser", HTMLButtonElement);
  private readonly lines = element("lines", HTMLButtonElement);
  private readonly undo = element("undo", HTMLButtonElement);
  private readonly redo = element("redo", HTMLButtonElement);
  private readonly clear = element("clear-ink", HTMLButtonElement);
  private readonly back = element("pad-back", HTMLButtonElement);
  private readonly on = element("pad-on", HTMLButtonElement);
  private readonly saving = element("save-ink", HTMLDetailsElement);

  constructor(private readonly pad: Pad) {
    this.undo.addEventListener("click", () => pad.undo());
    this.redo.addEventListener("click", () => pad.redo());
    this.clear.addEventListener("click", () => pad.clear());
    this.back.addEventListener("click", () => pad.goBack());
    this.on.addEventListener("click", () => pad.goOn());
    this.eraser.addEventListener("click", () => this.erase(!pad.isErasing));
    this.lines.addEventListener("click", () => this.rule(this.lines.getAttribute("aria-pressed") !== "true"));
    const pen = element("pen", HTMLSelectElement);
    pen.addEventListener("change", () => {
      pad.weight = Number(pen.value);
      this.erase(false);
    });
    element("save-inkml", HTMLButtonElement).addEventListener("click", () => this.save(inkmlOf, "inkml"));
    element("save-svg", HTMLButtonElement).addEventListener("click", () => this.save(svgOf, "svg"));
    this.rule(remembered(LINES) === "yes");
    document.addEventListener("keydown", (event) => this.press(event));
  }

  /** Marks what can be done now. Marked, not disabled: a disabled button would lose the focus. */
  refresh(): void {
    const { isBlank, canUndo, canRedo, canGo } = this.pad;
    mark(this.undo, canUndo);
    mark(this.redo, canRedo);
    mark(this.clear, !isBlank);
    mark(this.back, canGo.back);
    mark(this.on, canGo.on);
    this.saving.classList.toggle("absent", isBlank);
  }

  private erase(isErasing: boolean): void {
    this.pad.isErasing = isErasing;
    this.eraser.setAttribute("aria-pressed", String(isErasing));
    element("pad-frame", HTMLElement).classList.toggle("erases", isErasing);
  }

  private rule(isRuled: boolean): void {
    this.lines.setAttribute("aria-pressed", String(isRuled));
    element("pad-frame", HTMLElement).classList.toggle("ruled", isRuled);
    remember(LINES, isRuled ? "yes" : "no");
  }

  private save(write: typeof svgOf, kind: "svg" | "inkml"): void {
    const mediaType = kind === "svg" ? "image/svg+xml" : "application/inkml+xml";
    save(new Blob([write(this.pad.sheet)], { type: mediaType }), `drawing.${kind}`);
  }

  private press(event: KeyboardEvent): void {
    const isOurs = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isOurs || element("panel-draw", HTMLElement).hidden || isWriting(event.target)) return;
    const key = event.key.toLowerCase();
    const redoes = key === "y" || (key === "z" && event.shiftKey);
    if (!redoes && key !== "z") return;
    event.preventDefault();
    if (redoes) this.pad.redo();
    else this.pad.undo();
  }
}

function mark(button: HTMLButtonElement, isPossible: boolean): void {
  button.setAttribute("aria-disabled", String(!isPossible));
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea");
}
