import type { Size } from "../geometry";
import { drawInk, inkPicture } from "./drawing";
import { Recorder } from "./recorder";
import {
  blankSheet,
  onSheet,
  placement,
  withoutLastStroke,
  withStroke,
  type Sheet,
  type Stroke,
} from "./stroke";

export interface PadEvents {
  /** A stroke was begun: what was read before is about to be out of date. */
  begun(): void;
  /** The ink changed: a stroke ended, or was taken back, or all of it was cleared. */
  changed(): void;
}

/** The pad: a canvas that shows a sheet, and puts new strokes on it. */
export class Pad {
  private sheet: Sheet = blankSheet({ width: 1, height: 1 });
  private current: Stroke | null = null;
  private size: Size = { width: 1, height: 1 };
  private isDrawPlanned = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly events: PadEvents,
  ) {
    new Recorder(canvas, {
      begun: () => this.begin(),
      grown: (stroke) => this.grow(stroke),
      ended: (stroke) => this.end(stroke),
      dropped: () => this.grow(null),
    });
    new ResizeObserver(() => this.measure()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.plan());
    this.measure();
  }

  get isBlank(): boolean {
    return this.sheet.strokes.length === 0;
  }

  undo(): void {
    if (this.isBlank) return;
    this.sheet = withoutLastStroke(this.sheet);
    this.plan();
    this.events.changed();
  }

  clear(): void {
    if (this.isBlank) return;
    this.sheet = blankSheet(this.size);
    this.plan();
    this.events.changed();
  }

  /** What is written, as a picture. */
  picture(): ImageData {
    return inkPicture(this.sheet);
  }

  private begin(): void {
    if (this.isBlank) this.sheet = blankSheet(this.size);
    this.events.begun();
  }

  private grow(stroke: Stroke | null): void {
    this.current = stroke && this.settled(stroke);
    this.plan();
  }

  private end(stroke: Stroke): void {
    this.sheet = withStroke(this.sheet, this.settled(stroke));
    this.current = null;
    this.plan();
    this.events.changed();
  }

  private settled(stroke: Stroke): Stroke {
    const by = placement(this.sheet, this.size);
    return { ...stroke, points: stroke.points.map((point) => onSheet(point, by)) };
  }

  private measure(): void {
    const frame = this.canvas.getBoundingClientRect();
    if (frame.width === 0 || frame.height === 0) return;
    this.size = { width: frame.width, height: frame.height };
    this.canvas.width = Math.round(frame.width * devicePixelRatio);
    this.canvas.height = Math.round(frame.height * devicePixelRatio);
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
    const shown = this.current ? withStroke(this.sheet, this.current) : this.sheet;
    drawInk(surface, shown, placement(shown, this.size), { colour });
  }
}
