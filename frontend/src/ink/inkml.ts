import { documentOf, element, indented } from "../exports/markup";
import { nibFor, type Pointer, type Sheet } from "./stroke";

/** Ink as InkML (W3C, 2011): where the pen was, when, and how hard it was pressed. */

const NAMESPACE = "http://www.w3.org/2003/InkML";
// Units of the sheet are CSS pixels, 1/96 inch. Force is 0 to 1, and says something of pens only.
const CHANNELS = [
  { name: "X", type: "decimal" },
  { name: "Y", type: "decimal" },
  { name: "F", type: "decimal", min: 0, max: 1 },
  { name: "T", type: "integer", units: "ms" },
] as const;
const POINTERS: readonly Pointer[] = ["pen", "touch", "mouse"];

export function inkmlOf(sheet: Sheet): string {
  const root = element(null, "ink", { xmlns: NAMESPACE });
  const { width, height } = sheet.size;
  element(root, "annotation", { type: "size" }, `${places(width)} ${places(height)}`);
  // What was seen at once, where the sheet was made wider: lines are in proportion to that.
  const { window } = sheet;
  if (window.width !== width || window.height !== height) {
    element(root, "annotation", { type: "window" }, `${places(window.width)} ${places(window.height)}`);
  }
  const definitions = element(root, "definitions");
  const used = POINTERS.filter((pointer) => sheet.strokes.some((stroke) => stroke.pointer === pointer));
  for (const pointer of used) {
    const context = element(definitions, "context", { "xml:id": pointer });
    const source = element(context, "inkSource", { "xml:id": `${pointer}-source`, description: pointer });
    const format = element(source, "traceFormat");
    for (const channel of CHANNELS) element(format, "channel", channel);
  }
  const weights = [...new Set(sheet.strokes.map((stroke) => stroke.weight ?? 1))];
  weights.forEach((weight, index) => {
    const brush = element(definitions, "brush", { "xml:id": `brush-${index + 1}` });
    element(brush, "brushProperty", { name: "width", value: places(nibFor(sheet.window) * weight) });
  });
  const start = Math.min(...sheet.strokes.flatMap((stroke) => stroke.points.map((point) => point.time)));
  for (const stroke of sheet.strokes) {
    const points = stroke.points.map(({ x, y, pressure, time }) =>
      [places(x), places(y), places(pressure), Math.round(time - start)].join(" "),
    );
    const brush = weights.indexOf(stroke.weight ?? 1) + 1;
    const attributes = { contextRef: `#${stroke.pointer}`, brushRef: `#brush-${brush}` };
    element(root, "trace", attributes, points.join(", "));
  }
  return documentOf(indented(root));
}

/** With three decimals at most. */
function places(value: number): number {
  return Math.round(value * 1000) / 1000;
}
