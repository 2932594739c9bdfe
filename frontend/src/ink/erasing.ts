import type { Point } from "../geometry";
import { nibFor, type Sheet, type Stroke } from "./stroke";

/** The sheet without the strokes that a path comes as near as `reach`, in the sheet's units. */
export function withoutTouched(sheet: Sheet, path: readonly Point[], reach: number): Sheet {
  const nib = nibFor(sheet.window);
  const strokes = sheet.strokes.filter((stroke) => {
    return !touches(stroke, path, reach + (nib * (stroke.weight ?? 1)) / 2);
  });
  return strokes.length === sheet.strokes.length ? sheet : { ...sheet, strokes };
}

function touches(stroke: Stroke, path: readonly Point[], reach: number): boolean {
  return pairs(path).some(([a, b]) => pairs(stroke.points).some(([c, d]) => apart(a, b, c, d) <= reach));
}

/** Neighbours; a lone point with itself. */
function pairs(points: readonly Point[]): [Point, Point][] {
  const [first] = points;
  if (first && points.length === 1) return [[first, first]];
  return points.slice(1).map((point, index) => [points[index] ?? point, point]);
}

/** The distance between two segments; 0 where they cross. */
function apart(a: Point, b: Point, c: Point, d: Point): number {
  const cross = side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  return cross ? 0 : Math.min(toSegment(a, c, d), toSegment(b, c, d), toSegment(c, a, b), toSegment(d, a, b));
}

/** On which side of the line through a and b the point lies: above 0, below 0, or on it. */
function side(a: Point, b: Point, point: Point): number {
  return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
}

function toSegment(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy);
}
