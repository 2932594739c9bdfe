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
  /** How many times as thick as the usual pen; that one where it is left out. */
  readonly weight?: number;
  readonly points: readonly InkPoint[];
}

/** A sheet and the strokes on it. */
export interface Sheet {
  readonly size: Size;
  /** What of it is seen at once: as large as the pad was when the first stroke was begun. */
  readonly window: Size;
  readonly strokes: readonly Stroke[];
}

/** As large as what is seen at once, until it is made wider. */
export function blankSheet(size: Size): Sheet {
  return { size, window: size, strokes: [] };
}

/** The same with more room at its right: half as much as is seen at once. */
export function widened(sheet: Sheet): Sheet {
  const { width, height } = sheet.size;
  return { ...sheet, size: { width: width + sheet.window.width / 2, height } };
}

export function withStroke(sheet: Sheet, stroke: Stroke): Sheet {
  return { ...sheet, strokes: [...sheet.strokes, stroke] };
}

/** How wide the sheet is in the pad's units: as wide as the pad, or wider. */
export function extent(sheet: Sheet, pad: Size): number {
  return Math.max(pad.width, sheet.size.width * fit(sheet.window, pad).scale);
}

/**
 * Where the sheet lies on a pad of that size, whatever the pad's new shape, when it was pulled
 * `pulled` units to the left: one that is no wider than what is seen lies whole and centred.
 */
export function placement(sheet: Sheet, pad: Size, pulled = 0): Fit {
  const whole = fit(sheet.size, { width: extent(sheet, pad), height: pad.height });
  return { ...whole, dx: whole.dx - pulled };
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
