/** Plain geometry. Each function says in which space its points live. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** [x0, y0, x1, y1], as in the answer's JSON. */
export type Box = readonly [number, number, number, number];

/** outer = inner * scale + (dx, dy) */
export interface Fit {
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
}

/** How `inner` lies inside `outer`: whole, as large as possible, centred. */
export function fit(inner: Size, outer: Size): Fit {
  if (inner.width <= 0 || inner.height <= 0) return { scale: 1, dx: 0, dy: 0 };
  const scale = Math.min(outer.width / inner.width, outer.height / inner.height);
  return {
    scale,
    dx: (outer.width - inner.width * scale) / 2,
    dy: (outer.height - inner.height * scale) / 2,
  };
}

/** From the inner space to the outer one. */
export function toOuter(point: Point, by: Fit): Point {
  return { x: point.x * by.scale + by.dx, y: point.y * by.scale + by.dy };
}

/** From the outer space to the inner one. */
export function toInner(point: Point, by: Fit): Point {
  const scale = by.scale || 1;
  return { x: (point.x - by.dx) / scale, y: (point.y - by.dy) / scale };
}

/** The scale, at most 1, that makes the longer side of `size` at most `longest`. */
export function shrink(size: Size, longest: number): number {
  return Math.min(1, longest / Math.max(size.width, size.height, 1));
}

export function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** `box` grown by `margin` on every side. */
export function grown(box: Box, margin: number): Box {
  return [box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin];
}

/** How far `point` lies outside `box`; 0 inside. */
export function distance(point: Point, box: Box): number {
  const x = Math.max(box[0] - point.x, 0, point.x - box[2]);
  const y = Math.max(box[1] - point.y, 0, point.y - box[3]);
  return Math.hypot(x, y);
}
