import type { InkPoint, Pointer, Stroke } from "./stroke";

export interface RecorderEvents {
  /** A stroke was begun; with the end of the pen that erases, where it has one. */
  begun(erases: boolean): void;
  /** The stroke so far, in the pad's units. */
  grown(stroke: Stroke): void;
  /** The stroke is finished. */
  ended(stroke: Stroke): void;
  /** The stroke was taken over by a pen and is to be forgotten. */
  dropped(): void;
}

// The end of a pen that erases is a button of its own (W3C Pointer Events).
const ERASER = 5;

/** Records pen, touch and mouse on a surface, one pointer at a time; a pen goes before a finger. */
export class Recorder {
  private active: { id: number; pointer: Pointer; points: InkPoint[] } | null = null;

  constructor(
    private readonly surface: HTMLElement,
    private readonly events: RecorderEvents,
  ) {
    surface.addEventListener("pointerdown", (event) => this.begin(event));
    surface.addEventListener("pointermove", (event) => this.move(event));
    surface.addEventListener("pointerup", (event) => this.end(event));
    surface.addEventListener("pointercancel", (event) => this.end(event));
    surface.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  private begin(event: PointerEvent): void {
    if (event.button !== 0 && event.button !== ERASER) return;
    if (this.active) {
      const penTakesOver = event.pointerType === "pen" && this.active.pointer === "touch";
      if (!penTakesOver) return;
      this.active = null;
      this.events.dropped();
    }
    event.preventDefault();
    this.surface.setPointerCapture(event.pointerId);
    this.active = { id: event.pointerId, pointer: pointerOf(event), points: [this.point(event)] };
    this.events.begun(event.button === ERASER);
    this.events.grown(this.stroke(this.active));
  }

  private move(event: PointerEvent): void {
    if (event.pointerId !== this.active?.id) return;
    // The browser hands over several points at once: all of them belong to the line.
    const parts = event.getCoalescedEvents();
    for (const part of parts.length > 0 ? parts : [event]) this.active.points.push(this.point(part));
    this.events.grown(this.stroke(this.active));
  }

  private end(event: PointerEvent): void {
    if (event.pointerId !== this.active?.id) return;
    const stroke = this.stroke(this.active);
    this.active = null;
    this.events.ended(stroke);
  }

  private stroke(active: { pointer: Pointer; points: InkPoint[] }): Stroke {
    return { pointer: active.pointer, points: [...active.points] };
  }

  private point(event: PointerEvent): InkPoint {
    const frame = this.surface.getBoundingClientRect();
    return {
      x: event.clientX - frame.left - this.surface.clientLeft,
      y: event.clientY - frame.top - this.surface.clientTop,
      time: event.timeStamp,
      pressure: event.pressure,
    };
  }
}

function pointerOf(event: PointerEvent): Pointer {
  return event.pointerType === "pen" || event.pointerType === "touch" ? event.pointerType : "mouse";
}
