import { fit, toInner, toOuter, type Fit, type Point, type Size } from "../geometry";

/** Ink is data: strokes in the units of the sheet they were written on, never pixels of a screen. */

export type Pointer = "pen" | "touch" | "mouse";

export interface InkPoint extends Point {
  /** Milliseconds, by the clock of the pointer's events. */
  readonly time: number;
  /** 0..1; only a pen's says anything. */
  readonly pressure: number;
}

export interface Stroke {
  readonly pointer: Pointer;
  readonly points: readonly InkPoint[];
}

/** A sheet as large as the pad was when the first stroke was begun, and the strokes on it. */
export interface Sheet {
  readonly size: Size;
  readonly strokes: readonly Stroke[];
}

export function blankSheet(size: Size): Sheet {
  return { size, strokes: [] };
}

export function withStroke(sheet: Sheet, stroke: Stroke): Sheet {
  return { ...sheet, strokes: [...sheet.strokes, stroke] };
}

export function withoutLastStroke(sheet: Sheet): Sheet {
  return { ...sheet, strokes: sheet.strokes.slice(0, -1) };
}

/** Where the sheet lies on a pad of that size: whole and centred, whatever the pad's new shape. */
export function placement(sheet: Sheet, pad: Size): Fit {
  return fit(sheet.size, pad);
}

/** A point of the pad in the sheet's units. */
export function onSheet(point: InkPoint, by: Fit): InkPoint {
  return { ...point, ...toInner(point, by) };
}

/** A point of the sheet in the pad's units. */
export function onPad(point: InkPoint, by: Fit): InkPoint {
  return { ...point, ...toOuter(point, by) };
}

/** How thick the line is at a point, in the sheet's units, for a nib of width `nib`. */
export function thickness(pointer: Pointer, pressure: number, nib: number): number {
  if (pointer !== "pen" || pressure <= 0) return nib;
  return nib * (0.5 + Math.min(1, pressure));
}

/** A nib in proportion to the sheet: about as thick as a felt pen on a note. */
export function nibFor(size: Size): number {
  return Math.max(4, Math.min(size.width, size.height) * 0.018);
}
