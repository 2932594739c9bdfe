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

/** The sheet in a text; null where that is no ink with plain traces. */
export function sheetFrom(text: string): Sheet | null {
  // What is no XML at all is not parsed: browsers make a page of their own of the fault.
  if (!/^\s*</.test(text)) return null;
  const ink = new DOMParser().parseFromString(text, "application/xml").documentElement;
  if (ink.localName !== "ink") return null;
  const definitions = definitionsIn(ink);
  const written = all(ink, "trace").map((trace) => ({ trace, points: pointsOf(trace, definitions) }));
  const points = written.flatMap((each) => each.points);
  const isPlain = points.every(({ x, y, pressure, time }) => [x, y, pressure, time].every(Number.isFinite));
  if (points.length === 0 || points.length > MOST_POINTS || !isPlain) return null;
  const { size, moved } = sizeOf(ink, points);
  const window = annotated(ink, "window") ?? size;
  const strokes = written
    .filter((each) => each.points.length > 0)
    .map((each): Stroke => ({
      pointer: pointerOf(each.trace),
      weight: weightOf(each.trace, definitions, nibFor(window)),
      points: each.points.map((point) => ({ ...point, x: point.x + moved.x, y: point.y + moved.y })),
    }));
  return { size, window, strokes };
}

/** What traces refer to by name; under the empty name, what holds where they name nothing known. */
interface Definitions {
  readonly channels: ReadonlyMap<string, readonly string[]>;
  readonly widths: ReadonlyMap<string, number>;
}

function definitionsIn(ink: Element): Definitions {
  const named = (each: Element): string => each.getAttribute("xml:id") ?? "";
  const channels = all(ink, "context").map((context) => [named(context), channelsIn(context)] as const);
  const widths = all(ink, "brush").map((brush) => [named(brush), widthOf(brush)] as const);
  return { channels: new Map([...channels, ["", channelsIn(ink)]]), widths: new Map([...widths, ["", NaN]]) };
}

/** The channels of a point: X and Y where none are named. */
function channelsIn(context: Element): string[] {
  const named = all(context, "channel").map((channel) => channel.getAttribute("name") ?? "");
  return named.length > 0 ? named : ["X", "Y"];
}

function widthOf(brush: Element): number {
  const width = all(brush, "brushProperty").find((each) => each.getAttribute("name") === "width");
  return Number(width?.getAttribute("value") ?? NaN);
}

/** What a trace refers to, or what holds where that is not known. */
function referred<T>(values: ReadonlyMap<string, T>, trace: Element, attribute: string): T | undefined {
  const name = (trace.getAttribute(attribute) ?? "").replace("#", "");
  return values.get(name) ?? values.get("");
}

function all(within: Element, name: string): Element[] {
  return [...within.getElementsByTagNameNS("*", name)];
}

/** The points of a trace, by the channels that its context names. */
function pointsOf(trace: Element, { channels: known }: Definitions): InkPoint[] {
  const channels = referred(known, trace, "contextRef") ?? [];
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
  const found = all(ink, "annotation").find((each) => each.getAttribute("type") === type);
  const [width = NaN, height = NaN] = (found?.textContent ?? "").trim().split(/\s+/).map(Number);
  return width > 0 && height > 0 && width < Infinity && height < Infinity ? { width, height } : null;
}

function pointerOf(trace: Element): Pointer {
  const name = (trace.getAttribute("contextRef") ?? "").replace("#", "");
  return KNOWN.find((pointer) => pointer === name) ?? "mouse";
}

function weightOf(trace: Element, { widths }: Definitions, nib: number): number {
  const width = referred(widths, trace, "brushRef") ?? NaN;
  return width > 0 ? Math.min(4, Math.max(0.25, width / nib)) : 1;
}
