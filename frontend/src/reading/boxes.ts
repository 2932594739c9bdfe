import type { Box, Point } from "../geometry";

/** What one asks of a box [x0, y0, x1, y1], px. */

export function widthOf(box: Box): number {
  return box[2] - box[0];
}

export function heightOf(box: Box): number {
  return box[3] - box[1];
}

export function areaOf(box: Box): number {
  return widthOf(box) * heightOf(box);
}

export function centreOf(box: Box): Point {
  return { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 };
}

/** How large the part of two boxes is that both share. */
export function sharedBy(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return Math.max(width, 0) * Math.max(height, 0);
}

/** Intersection over union, 0..1; 0 for boxes without area. */
export function overlapOf(a: Box, b: Box): number {
  const shared = sharedBy(a, b);
  const whole = areaOf(a) + areaOf(b) - shared;
  return whole > 0 ? shared / whole : 0;
}

/** The smallest box around all of them; one or more. */
export function boxAround(boxes: readonly Box[]): Box {
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}

/** The same text for equal boxes, and for no others. */
export function keyOf(box: Box): string {
  return box.join(" ");
}
