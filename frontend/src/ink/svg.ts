import type { Point } from "../geometry";
import { documentOf, element, indented, type Element } from "../exports/markup";
import { piecesOf, type Piece } from "./line";
import { nibFor, thickness, type Sheet, type Stroke } from "./stroke";

/** Ink as SVG: lines that stay sharp at any size, each as thick as it was pressed. */

export function svgOf(sheet: Sheet): string {
  const { width, height } = sheet.size;
  const size = { width: places(width), height: places(height) };
  const root = element(null, "svg", {
    xmlns: "http://www.w3.org/2000/svg",
    ...size,
    viewBox: `0 0 ${size.width} ${size.height}`,
  });
  const look = { fill: "none", stroke: "#000", "stroke-linecap": "round", "stroke-linejoin": "round" };
  const ink = element(root, "g", look);
  for (const stroke of sheet.strokes) addStroke(ink, stroke, nibFor(sheet.window) * (stroke.weight ?? 1));
  return documentOf(indented(root));
}

function addStroke(ink: Element, stroke: Stroke, nib: number): void {
  const [first] = stroke.points;
  if (!first) return;
  if (stroke.points.length === 1) {
    const width = places(thickness(stroke.pointer, first.pressure, nib));
    element(ink, "path", { d: `M${at(first)}h0`, "stroke-width": width });
    return;
  }
  for (const run of runsOf(piecesOf(stroke, stroke.points, nib))) {
    const curves = run.map(({ bend, to }) => `Q${at(bend)} ${at(to)}`).join("");
    const [{ from, width }] = run;
    element(ink, "path", { d: `M${at(from)}${curves}`, "stroke-width": places(width) });
  }
}

type Run = [Piece, ...Piece[]];

/** Pieces that follow each other and are equally thick. */
function runsOf(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last && places(last[0].width) === places(piece.width)) last.push(piece);
    else runs.push([piece]);
  }
  return runs;
}

function at(point: Point): string {
  return `${places(point.x)},${places(point.y)}`;
}

/** With two decimals at most. */
function places(value: number): number {
  return Math.round(value * 100) / 100;
}
