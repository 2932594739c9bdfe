import { element } from "../elements";
import { middle, type Point } from "../geometry";

const STEP = 1.5;
export const MOST = 8;

/** The scale one step closer or further away; 1 is the whole picture, and the least. */
export function stepped(scale: number, direction: 1 | -1): number {
  return clamped(direction === 1 ? scale * STEP : scale / STEP);
}

export function clamped(scale: number): number {
  return Math.max(1, Math.min(MOST, scale));
}

/** Where to scroll, along one axis, so that what lies at `at` in the view stays there. */
export function scrolledTo(scroll: number, at: number, from: number, to: number): number {
  return ((scroll + at) * to) / from - at;
}

/**
 * Looking closer at the picture. The sheet that holds it grows within its view, which scrolls: so
 * it is moved by finger, wheel, arrows or scroll bar, and all that lies on the sheet grows along.
 */
export class Zoom {
  private readonly view = element("view", HTMLElement);
  private readonly sheet = element("photo-frame", HTMLElement);
  private scale = 1;
  /** How it was when the second finger came. */
  private start = { apart: 0, scale: 1 };

  constructor() {
    element("zoom-in", HTMLButtonElement).addEventListener("click", () => this.step(1));
    element("zoom-out", HTMLButtonElement).addEventListener("click", () => this.step(-1));
    element("zoom-whole", HTMLButtonElement).addEventListener("click", () => this.become(1));
    this.view.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.view.addEventListener("touchstart", (event) => this.begin(event), { passive: true });
    this.view.addEventListener("touchmove", (event) => this.pinch(event), { passive: false });
    this.show();
  }

  step(direction: 1 | -1): void {
    this.become(stepped(this.scale, direction), this.inSight());
  }

  become(scale: number, around: Point = this.centre()): void {
    const next = clamped(scale);
    if (next === this.scale) return;
    const { scrollLeft, scrollTop } = this.view;
    const before = this.scale;
    this.scale = next;
    this.show();
    this.view.scrollLeft = scrolledTo(scrollLeft, around.x, before, next);
    this.view.scrollTop = scrolledTo(scrollTop, around.y, before, next);
  }

  /** Brings the marked digit into sight, and never scrolls the page. */
  follow(): void {
    const mark = this.mark();
    if (this.scale === 1 || !mark) return;
    const { x, y } = mark;
    const { clientWidth, clientHeight } = this.view;
    if (x < 0 || x > clientWidth) this.view.scrollLeft += x - clientWidth / 2;
    if (y < 0 || y > clientHeight) this.view.scrollTop += y - clientHeight / 2;
  }

  private show(): void {
    const side = `${this.scale * 100}%`;
    const isWhole = this.scale === 1;
    this.sheet.style.setProperty("width", side);
    this.sheet.style.setProperty("height", side);
    this.view.classList.toggle("closer", !isWhole);
    // A view that scrolls is one that the keyboard can reach.
    this.view.tabIndex = isWhole ? -1 : 0;
    element("zoom-whole", HTMLButtonElement).textContent = `${Math.round(this.scale * 100)}%`;
    for (const id of ["zoom-out", "zoom-whole"]) disable(id, isWhole);
    disable("zoom-in", this.scale === MOST);
  }

  /** The marked digit where it is in sight, else the middle of the view. */
  private inSight(): Point {
    const mark = this.mark();
    const { clientWidth, clientHeight } = this.view;
    const isInSight = mark && mark.x >= 0 && mark.y >= 0 && mark.x <= clientWidth && mark.y <= clientHeight;
    return isInSight ? mark : this.centre();
  }

  /** The middle of the marked digit, from the corner of the view. */
  private mark(): Point | null {
    const box = this.sheet.querySelector("rect.selected")?.getBoundingClientRect();
    if (!box) return null;
    return this.at(box.left + box.width / 2, box.top + box.height / 2);
  }

  private centre(): Point {
    return { x: this.view.clientWidth / 2, y: this.view.clientHeight / 2 };
  }

  private at(clientX: number, clientY: number): Point {
    const view = this.view.getBoundingClientRect();
    return { x: clientX - view.left, y: clientY - view.top };
  }

  /** A pinch on a pad beside the keyboard comes as a wheel with Control. */
  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.become(this.scale * Math.exp(-event.deltaY / 100), this.at(event.clientX, event.clientY));
  }

  private begin(event: TouchEvent): void {
    this.start = { apart: apart(event.touches), scale: this.scale };
  }

  private pinch(event: TouchEvent): void {
    const [one, other] = event.touches;
    if (!one || !other || !event.cancelable) return;
    event.preventDefault();
    const between = middle({ x: one.clientX, y: one.clientY }, { x: other.clientX, y: other.clientY });
    const grown = apart(event.touches) / this.start.apart;
    if (this.start.apart > 0) this.become(this.start.scale * grown, this.at(between.x, between.y));
  }
}

/** How far two fingers are from each other; 0 for any other number of them. */
function apart(touches: TouchList): number {
  const [one, other] = touches;
  return one && other ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0;
}

function disable(id: string, isDisabled: boolean): void {
  element(id, HTMLButtonElement).setAttribute("aria-disabled", String(isDisabled));
}
