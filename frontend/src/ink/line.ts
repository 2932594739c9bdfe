import { middle, type Point } from "../geometry";
import { thickness, type InkPoint, type Stroke } from "./stroke";

/** A piece of a line: from one point to another, bent by a third, and as thick as this. */
export interface Piece {
  readonly from: Point;
  readonly bend: Point;
  readonly to: Point;
  readonly width: number;
}

/**
 * A stroke as pieces from middle to middle, each bent by the point between: smooth, and each has
 * its own thickness. Empty for a dot.
 */
export function piecesOf(stroke: Stroke, points: readonly InkPoint[], nib: number): Piece[] {
  const [first] = points;
  if (!first) return [];
  let from: Point = { x: first.x, y: first.y };
  return points.slice(1).map((here, index) => {
    const before = points[index] ?? first;
    const to = index === points.length - 2 ? { x: here.x, y: here.y } : middle(before, here);
    const piece = { from, bend: before, to, width: thickness(stroke.pointer, here.pressure, nib) };
    from = to;
    return piece;
  });
}
