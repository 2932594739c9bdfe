import type { Size } from "../geometry";
import { drawInk, inkPicture } from "./drawing";
import { withoutTouched } from "./erasing";
import { History } from "./history";
import { Recorder } from "./recorder";
import { blankSheet, extent, onSheet, placement, widened, withStroke, type Sheet, type Stroke } from "./stroke";

export interface PadEvents {
  /** The ink is about to change: what was read before is about to be out of date. */
  begun(): void;
  /** The ink changed, or the sheet it is on. */
  changed(): void;
  /** Another part of the sheet is seen. */
  moved(): void;
}

const ERASER_REACH = 10;
const WIDEST = 12;
// As far as the sheet is pulled at once, in parts of what is seen.
const PULL = 0.5;

/** The pad: a frame with a canvas that shows a sheet, and puts new strokes on it or takes some off. */
export class Pad {
  /** Whether the next stroke takes away those that it touches. */
  isErasing = false;
  /** How many times as thick as the usual pen the next stroke is. */
  weight = 1;
  private readonly history = new History(blankSheet({ width: 1, height: 1 }));
  private current: Stroke | null = null;
  private erases = false;
  private size: Size = { width: 1, height: 1 };
  private pulled = 0;
  private isDrawPlanned = false;

  /** `room` is an element as wide as the whole sheet, for what is shown over it. */
  constructor(
    private readonly frame: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    private readonly room: HTMLElement,
    private readonly events: PadEvents,
  ) {
    new Recorder(frame, {
      begun: (erases) => this.begin(erases),
      grown: (stroke) => this.grow(stroke),
      ended: (stroke) => this.end(stroke),
      dropped: () => this.grow(null),
    });
    new ResizeObserver(() => this.measure()).observe(frame);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.plan());
    this.measure();
  }

  get sheet(): Sheet {
    return this.history.now;
  }

  get isBlank(): boolean {
    return this.sheet.strokes.length === 0;
  }

  get canUndo(): boolean {
    return this.history.canUndo;
  }

  get canRedo(): boolean {
    return this.history.canRedo;
  }

  /** Whether the sheet can be pulled to the right, and to the left, where there may be made room. */
  get canGo(): { readonly back: boolean; readonly on: boolean } {
    const { size, window } = this.sheet;
    const isWidest = size.width >= WIDEST * window.width;
    return { back: this.pulled > 0, on: !this.isBlank && !(isWidest && this.pulled >= this.farthest) };
  }

  undo(): void {
    this.alter(() => this.history.undo());
  }

  redo(): void {
    this.alter(() => this.history.redo());
  }

  clear(): void {
    if (!this.isBlank) this.alter(() => this.history.clear());
  }

  /** Puts another sheet in the place of this one, which can be taken back. */
  open(sheet: Sheet): void {
    this.pulled = 0;
    this.alter(() => this.history.change(sheet));
  }

  /** Shows what lies farther to the left. */
  goBack(): void {
    this.pull(this.pulled - PULL * this.size.width);
  }

  /** Shows what lies farther to the right; at the end there is made more room. */
  goOn(): void {
    if (!this.canGo.on) return;
    const wanted = this.pulled + PULL * this.size.width;
    if (wanted > this.farthest + 1) this.alter(() => this.history.adopt(widened(this.sheet)));
    this.pull(wanted);
  }

  /** What is written, as a picture for the reader. */
  picture(): ImageData {
    return inkPicture(this.sheet);
  }

  private get farthest(): number {
    return extent(this.sheet, this.size) - this.size.width;
  }

  private alter(change: () => boolean | void): void {
    this.events.begun();
    change();
    this.pull(this.pulled);
    this.events.changed();
  }

  private pull(wanted: number): void {
    this.pulled = Math.max(0, Math.min(this.farthest, wanted));
    this.room.style.width = `${extent(this.sheet, this.size)}px`;
    this.room.style.left = `${-this.pulled}px`;
    this.plan();
    this.events.moved();
  }

  private begin(erases: boolean): void {
    this.erases = erases || this.isErasing;
    if (this.isBlank) this.history.adopt(blankSheet(this.size));
    this.events.begun();
  }

  private grow(stroke: Stroke | null): void {
    this.current = stroke && this.settled(stroke);
    this.plan();
  }

  private end(stroke: Stroke): void {
    this.current = this.settled(stroke);
    const after = this.shown;
    this.current = null;
    if (after !== this.sheet) this.history.change(after);
    this.pull(this.pulled);
    this.events.changed();
  }

  /** The sheet with what is being done to it just now. */
  private get shown(): Sheet {
    const { current, sheet } = this;
    if (!current) return sheet;
    if (!this.erases) return withStroke(sheet, current);
    return withoutTouched(sheet, current.points, ERASER_REACH / this.lies.scale);
  }

  private get lies(): ReturnType<typeof placement> {
    return placement(this.sheet, this.size, this.pulled);
  }

  private settled(stroke: Stroke): Stroke {
    const { lies } = this;
    const points = stroke.points.map((point) => onSheet(point, lies));
    return this.weight === 1 ? { ...stroke, points } : { ...stroke, points, weight: this.weight };
  }

  private measure(): void {
    const { clientWidth: width, clientHeight: height } = this.frame;
    if (width === 0 || height === 0) return;
    const share = this.pulled / this.size.width;
    this.size = { width, height };
    this.canvas.width = Math.round(width * devicePixelRatio);
    this.canvas.height = Math.round(height * devicePixelRatio);
    this.pull(share * width);
    this.draw();
  }

  /** At most one drawing a frame, however many points arrive. */
  private plan(): void {
    if (this.isDrawPlanned) return;
    this.isDrawPlanned = true;
    requestAnimationFrame(() => {
      this.isDrawPlanned = false;
      this.draw();
    });
  }

  private draw(): void {
    const surface = this.canvas.getContext("2d");
    if (!surface) return;
    const ratio = this.canvas.width / this.size.width;
    surface.setTransform(ratio, 0, 0, ratio, 0, 0);
    surface.clearRect(0, 0, this.size.width, this.size.height);
    const { color: colour } = getComputedStyle(this.canvas);
    drawInk(surface, this.shown, this.lies, { colour });
  }
}
