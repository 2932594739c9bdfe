import { make } from "../elements";
import type { Box, Point } from "../geometry";
import { translate } from "../language";
import { moved, resized, type Edges } from "./trim";

const STEP = 0.01;
const FAR = 0.05;
const NAME =
  translate("What is left of the picture. Arrows move it, Shift and arrows change its size, with Control they do it faster.");
const HANDLES: readonly Edges[] = [-1, 0, 1].flatMap((y) =>
  [-1, 0, 1].filter((x) => x !== 0 || y !== 0).map((x) => ({ x, y }) as Edges),
);

/** Where the turned picture lies in the layer, px. */
export interface Lies {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The frame around what is left of a picture, moved by pointer and by keyboard. */
export class Crop {
  private readonly frame = make("div", "crop");
  private lies: Lies = { left: 0, top: 0, width: 1, height: 1 };
  private box: Box = [0, 0, 1, 1];
  /** What is dragged, from where, and how the box was then; null for moving it as a whole. */
  private drag: { readonly edges: Edges | null; readonly from: Point; readonly box: Box } | null = null;

  constructor(
    layer: HTMLElement,
    private readonly onChange: (box: Box) => void,
  ) {
    this.frame.tabIndex = 0;
    this.frame.setAttribute("role", "application");
    this.frame.setAttribute("aria-label", NAME);
    for (const edges of HANDLES) this.frame.append(this.handle(edges));
    this.frame.addEventListener("pointerdown", (event) => this.begin(event, null));
    this.frame.addEventListener("pointermove", (event) => this.follow(event));
    for (const end of ["pointerup", "pointercancel"]) this.frame.addEventListener(end, () => (this.drag = null));
    this.frame.addEventListener("keydown", (event) => this.press(event));
    layer.append(this.frame);
  }

  show(box: Box, lies: Lies): void {
    this.box = box;
    this.lies = lies;
    const [left, top, right, bottom] = box;
    this.set("left", lies.left + left * lies.width);
    this.set("top", lies.top + top * lies.height);
    this.set("width", (right - left) * lies.width);
    this.set("height", (bottom - top) * lies.height);
  }

  focus(): void {
    this.frame.focus({ preventScroll: true });
  }

  private handle(edges: Edges): HTMLElement {
    const handle = make("span", "handle");
    handle.dataset["x"] = String(edges.x);
    handle.dataset["y"] = String(edges.y);
    handle.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      this.begin(event, edges);
    });
    return handle;
  }

  private begin(event: PointerEvent, edges: Edges | null): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.focus();
    this.frame.setPointerCapture(event.pointerId);
    this.drag = { edges, from: { x: event.clientX, y: event.clientY }, box: this.box };
  }

  private follow(event: PointerEvent): void {
    if (!this.drag) return;
    const { edges, from, box } = this.drag;
    const dx = (event.clientX - from.x) / this.lies.width;
    const dy = (event.clientY - from.y) / this.lies.height;
    this.onChange(edges ? resized(box, edges, dx, dy) : moved(box, dx, dy));
  }

  private press(event: KeyboardEvent): void {
    const directions: Record<string, Point> = {
      ArrowLeft: { x: -1, y: 0 },
      ArrowRight: { x: 1, y: 0 },
      ArrowUp: { x: 0, y: -1 },
      ArrowDown: { x: 0, y: 1 },
    };
    const direction = directions[event.key];
    if (!direction) return;
    event.preventDefault();
    const step = event.ctrlKey ? FAR : STEP;
    const [dx, dy] = [direction.x * step, direction.y * step];
    this.onChange(event.shiftKey ? resized(this.box, { x: 1, y: 1 }, dx, dy) : moved(this.box, dx, dy));
  }

  private set(name: string, value: number): void {
    this.frame.style.setProperty(name, `${value}px`);
  }
}
