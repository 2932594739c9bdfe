import { translate } from "../language";
import { nibFor, type InkPoint, type Pointer, type Sheet, type Stroke } from "./stroke";

/** Ink that was saved as InkML, by this page or by another program, on a sheet again. */

const KNOWN: readonly Pointer[] = ["pen", "touch", "mouse"];
const MOST_BYTES = 8_000_000;
const MOST_POINTS = 200_000;
const MARGIN = 0.1;

/** Whether a file is ink, and no picture. */
export function isInk(file: File): boolean {
  return file.type === "application/inkml+xml" || file.name.toLowerCase().endsWith(".inkml");
}

/** The sheet in a file; rejects with an Error whose message is a sentence for people. */
export async function sheetIn(file: File): Promise<Sheet> {
  const sheet = file.size <= MOST_BYTES ? sheetFrom(await file.text()) : null;
  if (!sheet) throw new Error(translate("This is no ink that can be opened here: InkML with plain traces is."));
  return sheet;
}

function sheetFrom(text: string): Sheet | null {
  // What is no XML at all is not parsed: browsers make a page of their own of the fault.
  if (!/^\s*</.test(text)) return null;
  const ink = new DOMParser().parseFromString(text, "application/xml").documentElement;
  if (ink.localName !== "ink") return null;
  const written = [...ink.getElementsByTagNameNS("*", "trace")].map((trace) => ({ trace, points: pointsOf(ink, trace) }));
  const points = written.flatMap((each) => each.points);
  const isPlain = points.every(({ x, y, pressure, time }) => [x, y, pressure, time].every(Number.isFinite));
  if (points.length === 0 || points.length > MOST_POINTS || !isPlain) return null;
  const { size, moved } = sizeOf(ink, points);
  const window = annotated(ink, "window") ?? size;
  const strokes = written
    .filter((each) => each.points.length > 0)
    .map((each): Stroke => ({
      pointer: pointerOf(each.trace),
      weight: weightOf(ink, each.trace, nibFor(window)),
      points: each.points.map((point) => ({ ...point, x: point.x + moved.x, y: point.y + moved.y })),
    }));
  return { size, window, strokes };
}

/** The points of a trace, by the channels that its context names: X and Y where it names none. */
function pointsOf(ink: Element, trace: Element): InkPoint[] {
  const context = referred(ink, trace, "contextRef") ?? ink;
  const named = [...context.getElementsByTagNameNS("*", "channel")].map((channel) => channel.getAttribute("name"));
  const channels = named.length > 0 ? named : ["X", "Y"];
  const samples = (trace.textContent ?? "").split(",").map((sample) => sample.trim().split(/\s+/).map(Number));
  return samples
    .filter((sample) => sample.length > 1)
    .map((sample) => {
      const value = (name: string): number | undefined => sample[channels.indexOf(name)];
      return { x: value("X") ?? NaN, y: value("Y") ?? NaN, pressure: value("F") ?? 0, time: value("T") ?? 0 };
    });
}

/** As large as the ink says, or as it needs with a margin; and how far its points move for that. */
function sizeOf(ink: Element, points: readonly InkPoint[]): { size: Sheet["size"]; moved: { x: number; y: number } } {
  const size = annotated(ink, "size");
  if (size) return { size, moved: { x: 0, y: 0 } };
  const extent = (values: readonly number[]): { least: number; length: number } => {
    const [least, most] = values.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [Infinity, -Infinity]);
    return { least, length: Math.max(1, most - least) };
  };
  const across = extent(points.map(({ x }) => x));
  const down = extent(points.map(({ y }) => y));
  const margin = MARGIN * Math.max(across.length, down.length);
  return {
    size: { width: across.length + 2 * margin, height: down.length + 2 * margin },
    moved: { x: margin - across.least, y: margin - down.least },
  };
}

function annotated(ink: Element, type: string): Sheet["size"] | null {
  const found = [...ink.getElementsByTagNameNS("*", "annotation")].find((each) => each.getAttribute("type") === type);
  const [width = NaN, height = NaN] = (found?.textContent ?? "").trim().split(/\s+/).map(Number);
  return width > 0 && height > 0 && width < Infinity && height < Infinity ? { width, height } : null;
}

function pointerOf(trace: Element): Pointer {
  const name = (trace.getAttribute("contextRef") ?? "").replace("#", "");
  return KNOWN.find((pointer) => pointer === name) ?? "mouse";
}

function weightOf(ink: Element, trace: Element, nib: number): number {
  const brush = referred(ink, trace, "brushRef");
  const properties = [...(brush?.getElementsByTagNameNS("*", "brushProperty") ?? [])];
  const width = Number(properties.find((each) => each.getAttribute("name") === "width")?.getAttribute("value"));
  return width > 0 ? Math.min(4, Math.max(0.25, width / nib)) : 1;
}

function referred(ink: Element, trace: Element, attribute: string): Element | null {
  const id = (trace.getAttribute(attribute) ?? "").replace("#", "");
  const all = [...ink.getElementsByTagNameNS("*", "context"), ...ink.getElementsByTagNameNS("*", "brush")];
  return (id && all.find((each) => each.getAttribute("xml:id") === id)) || null;
}
