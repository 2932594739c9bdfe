import { element, make } from "../elements";
import { fit, toInner, type Box, type Point } from "../geometry";
import { translate } from "../language";
import type { Editor } from "./editor";

const DRAG = 6;
const STEP = 4;
const SMALLEST = 8;
const NAME = translate(
  "Box of the new number. Arrows move it, Shift and arrows change its size, Enter takes it.",
);

/** A rectangle in the frame: left, top, width and height. */
interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Adding a number: a box is dragged, or moved by the arrows, then its digits are typed. */
export class Adding {
  private readonly frame = element("photo-frame", HTMLElement);
  /** What of the frame is in sight. */
  private readonly view = element("view", HTMLElement);
  private readonly button = element("add", HTMLButtonElement);
  private readonly form = element("adding", HTMLFormElement);
  private readonly field = element("added", HTMLInputElement);
  private readonly box = make("div", "new-box");
  private place: Place = { left: 0, top: 0, width: 0, height: 0 };
  private start: Point | null = null;
  private isDragged = false;

  constructor(private readonly editor: Editor) {
    this.box.tabIndex = 0;
    this.box.hidden = true;
    this.box.setAttribute("role", "application");
    this.box.setAttribute("aria-label", NAME);
    this.frame.append(this.box);
    this.button.addEventListener("click", () => this.toggle());
    element("cancel", HTMLButtonElement).addEventListener("click", () => this.end());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.end();
    });
    this.frame.addEventListener("pointerdown", (event) => this.begin(event));
    this.frame.addEventListener("pointermove", (event) => this.drag(event));
    this.frame.addEventListener("pointerup", () => this.drop());
    this.frame.addEventListener("pointercancel", () => this.end());
    // The click that ends a drag points at no digit.
    this.frame.addEventListener("click", (event) => this.isDragged && event.stopImmediatePropagation(), true);
  }

  private get isOn(): boolean {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  /** Turns the mode on or off; on, a box waits in the middle for those who have no pointer. */
  toggle(): void {
    if (this.isOn) {
      this.end();
      return;
    }
    this.button.setAttribute("aria-pressed", "true");
    this.frame.classList.add("adds");
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.view;
    const width = clientWidth / 5;
    const height = clientHeight / 8;
    const left = scrollLeft + (clientWidth - width) / 2;
    this.show({ left, top: scrollTop + (clientHeight - height) / 2, width, height });
    this.box.focus();
  }

  private begin(event: PointerEvent): void {
    this.isDragged = false;
    // A finger scrolls, unless it was said that a box is to be drawn.
    if (event.button !== 0 || (event.pointerType === "touch" && !this.isOn)) return;
    this.start = this.at(event);
  }

  private drag(event: PointerEvent): void {
    if (!this.start) return;
    const at = this.at(event);
    if (!this.isDragged && Math.hypot(at.x - this.start.x, at.y - this.start.y) < DRAG) return;
    if (!this.isDragged) this.frame.setPointerCapture(event.pointerId);
    this.isDragged = true;
    this.show({
      left: Math.min(at.x, this.start.x),
      top: Math.min(at.y, this.start.y),
      width: Math.abs(at.x - this.start.x),
      height: Math.abs(at.y - this.start.y),
    });
  }

  private drop(): void {
    this.start = null;
    if (this.isDragged) this.ask();
  }

  private press(event: KeyboardEvent): void {
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const move = moves[event.key];
    const { left, top, width, height } = this.place;
    if (event.key === "Escape") this.end();
    else if (event.key === "Enter") this.ask();
    else if (move && event.shiftKey) {
      const [x, y] = move;
      this.show({ left, top, width: Math.max(SMALLEST, width + x), height: Math.max(SMALLEST, height + y) });
    } else if (move) this.show({ ...this.place, left: left + move[0], top: top + move[1] });
    else return;
    event.preventDefault();
  }

  private ask(): void {
    this.form.hidden = false;
    this.field.value = "";
    this.field.focus();
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const { left, top, width, height } = this.place;
    const by = fit(this.editor.page, { width: this.frame.clientWidth, height: this.frame.clientHeight });
    const a = toInner({ x: left, y: top }, by);
    const b = toInner({ x: left + width, y: top + height }, by);
    const box: Box = [a.x, a.y, b.x, b.y];
    const text = this.field.value;
    this.end();
    void this.editor.add(box, text);
  }

  private end(): void {
    this.start = null;
    this.box.hidden = true;
    this.form.hidden = true;
    this.frame.classList.remove("adds");
    this.button.setAttribute("aria-pressed", "false");
    this.editor.focus();
  }

  private show(place: Place): void {
    this.place = place;
    this.box.hidden = false;
    for (const [name, value] of Object.entries(place)) this.box.style.setProperty(name, `${value}px`);
  }

  private at(event: PointerEvent): Point {
    const frame = this.frame.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }
}
