import { figure } from "../language";
import { element } from "../elements";
import { fit } from "../geometry";
import { Crop, type Lies } from "./crop";
import { cut, decoded, drawTurned } from "./cutting";
import { isUntouched, resized, turned, turnedSize, UNTOUCHED, WHOLE, type Edges, type Trim } from "./trim";

// Round the picture, px, so that its edges can be taken hold of.
const MARGIN = 16;
/** The edges that have a slider, in the order of a box. */
const EDGES: readonly (readonly [string, Edges])[] = [
  ["trim-left", { x: -1, y: 0 }],
  ["trim-top", { x: 0, y: -1 }],
  ["trim-right", { x: 1, y: 0 }],
  ["trim-bottom", { x: 0, y: 1 }],
];

export interface TrimmingEvents {
  /** What is left, and how it was cut; null for the whole picture as it came. */
  done(cut: Blob | null, trim: Trim): void;
  /** Nothing is changed. */
  left(): void;
}

/** Turning and cropping the picture on show, by hand. */
export class Trimming {
  private readonly layer = element("trimmer", HTMLElement);
  private readonly canvas = element("trim-canvas", HTMLCanvasElement);
  private readonly form = element("trimming", HTMLFormElement);
  private readonly angle = element("trim-angle", HTMLInputElement);
  private readonly crop = new Crop(this.layer, (box) => this.become({ ...this.trim, box }));
  private trim: Trim = UNTOUCHED;
  private bitmap: ImageBitmap | null = null;
  private events: TrimmingEvents | null = null;

  constructor() {
    element("turn-left", HTMLButtonElement).addEventListener("click", () => this.become(turned(this.trim, -1)));
    element("turn-right", HTMLButtonElement).addEventListener("click", () => this.become(turned(this.trim, 1)));
    element("trim-reset", HTMLButtonElement).addEventListener("click", () => this.become(UNTOUCHED));
    element("trim-cancel", HTMLButtonElement).addEventListener("click", () => this.leave());
    this.angle.addEventListener("input", () => this.become({ ...this.trim, angle: Number(this.angle.value) }));
    EDGES.forEach(([id, edges], index) => {
      const slider = element(id, HTMLInputElement);
      slider.addEventListener("input", () => this.move(edges, index, Number(slider.value) / 100));
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.finish();
    });
    for (const part of [this.layer, this.form]) {
      part.addEventListener("keydown", (event) => event.key === "Escape" && this.leave());
    }
    new ResizeObserver(() => this.draw()).observe(this.layer);
  }

  get isOn(): boolean {
    return this.events !== null;
  }

  /** Shows the picture as it was trimmed before; false where this browser cannot decode it. */
  async open(picture: Blob, trim: Trim, events: TrimmingEvents): Promise<boolean> {
    this.leave();
    let bitmap: ImageBitmap;
    try {
      bitmap = await decoded(picture);
    } catch {
      return false;
    }
    this.bitmap = bitmap;
    this.events = events;
    this.layer.hidden = this.form.hidden = false;
    this.become(trim);
    this.crop.focus();
    return true;
  }

  /** Ends it without a change. */
  leave(): void {
    const { events } = this;
    this.close();
    events?.left();
  }

  private close(): void {
    this.events = null;
    this.bitmap?.close();
    this.bitmap = null;
    this.layer.hidden = this.form.hidden = true;
  }

  private async finish(): Promise<void> {
    const { bitmap, events, trim } = this;
    if (!bitmap || !events) return;
    // Closed first, so that nothing is changed while it is cut.
    this.bitmap = null;
    const left = isUntouched(trim) ? null : await cut(bitmap, trim);
    bitmap.close();
    this.close();
    events.done(left, trim);
  }

  private move(edges: Edges, index: number, value: number): void {
    const distance = value - (this.trim.box[index] ?? 0);
    this.become({ ...this.trim, box: resized(this.trim.box, edges, distance, distance) });
  }

  private become(trim: Trim): void {
    this.trim = trim;
    this.angle.value = String(trim.angle);
    element("trim-degrees", HTMLOutputElement).textContent = `${figure(trim.angle, 2).replace("-", "−")}°`;
    EDGES.forEach(([id], index) => {
      element(id, HTMLInputElement).value = String(Math.round((trim.box[index] ?? WHOLE[index] ?? 0) * 100));
    });
    this.draw();
  }

  private draw(): void {
    const { bitmap } = this;
    if (!bitmap) return;
    const { clientWidth, clientHeight } = this.layer;
    const size = turnedSize(bitmap, this.trim);
    const inner = { width: Math.max(1, clientWidth - 2 * MARGIN), height: Math.max(1, clientHeight - 2 * MARGIN) };
    const { scale, ...by } = fit(size, inner);
    const [left, top] = [by.dx + MARGIN, by.dy + MARGIN];
    const dots = devicePixelRatio;
    this.canvas.width = Math.max(1, Math.round(clientWidth * dots));
    this.canvas.height = Math.max(1, Math.round(clientHeight * dots));
    const context = this.canvas.getContext("2d");
    context?.translate(left * dots, top * dots);
    if (context) drawTurned(context, bitmap, this.trim, scale * dots);
    const lies: Lies = { left, top, width: size.width * scale, height: size.height * scale };
    this.crop.show(this.trim.box, lies);
  }
}
