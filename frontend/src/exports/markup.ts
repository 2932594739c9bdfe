import type { Box } from "../geometry";
import type { Digit, NumberRead, Page, Sign } from "../values";
import { markupText } from "./characters";

/** What the formats of markup share: elements, lines, marks and whole pixels. */

export interface Element {
  readonly tag: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: Element[];
  text: string;
  /** What stands behind it. */
  tail: string;
}

export type Attributes = Readonly<Record<string, string | number | null | undefined>>;
export type Mark = Digit | Sign;
/** In whole pixels, inside the page: left, top, right, bottom. */
export type Pixels = readonly [number, number, number, number];

const LEAST_CHANCE = 0.0005;

/** A new element; attributes that are null or undefined are left out. */
export function element(parent: Element | null, tag: string, attributes: Attributes = {}, text = ""): Element {
  const told = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined);
  const made: Element = {
    tag,
    attributes: told.map(([name, value]) => [name, markupText(String(value))] as const),
    children: [],
    text: markupText(text),
    tail: "",
  };
  parent?.children.push(made);
  return made;
}

/** The whole document, with what stands before the root. */
export function documentOf(root: Element, doctype = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${doctype}${written(root)}\n`;
}

/** The same, a line an element; only for markup in which blanks between elements say nothing. */
export function indented(root: Element, level = 0): Element {
  if (root.children.length === 0) return root;
  const inside = `\n${"  ".repeat(level + 1)}`;
  root.text = inside;
  for (const child of root.children) {
    indented(child, level + 1);
    child.tail = inside;
  }
  const last = root.children.at(-1);
  if (last) last.tail = `\n${"  ".repeat(level)}`;
  return root;
}

/** The smallest box around all of them, one pixel wide and high at least. */
export function pixelsAround(boxes: readonly Box[], page: Page): Pixels {
  const edge = (index: number, of: (...values: number[]) => number): number =>
    of(...boxes.map((box) => box[index] ?? 0));
  const x0 = Math.min(Math.max(Math.floor(edge(0, Math.min)), 0), page.width - 1);
  const y0 = Math.min(Math.max(Math.floor(edge(1, Math.min)), 0), page.height - 1);
  const x1 = Math.min(Math.max(Math.ceil(edge(2, Math.max)), x0 + 1), page.width);
  const y1 = Math.min(Math.max(Math.ceil(edge(3, Math.max)), y0 + 1), page.height);
  return [x0, y0, x1, y1];
}

/** The numbers of each line that has some, from top to bottom. */
export function linesOf(page: Page): NumberRead[][] {
  const lines = new Map<number, NumberRead[]>();
  for (const read of page.numbers) lines.set(read.line, [...(lines.get(read.line) ?? []), read]);
  return [...lines].sort(([a], [b]) => a - b).map(([, numbers]) => numbers);
}

/** Digits and signs as they are written, from left to right. */
export function marksOf(read: NumberRead): Mark[] {
  if (!read.signs?.length) return [...read.digits];
  const centre = (mark: Mark): number => (mark.box[0] + mark.box[2]) / 2;
  return [...read.digits, ...read.signs].sort((a, b) => centre(a) - centre(b));
}

/** Of the numbers with their signs. */
export function boxesOf(numbers: readonly NumberRead[]): Box[] {
  return numbers.flatMap((read) => marksOf(read).map((mark) => mark.box));
}

/** What else a digit may be, the likeliest first, each with its chance; nothing of a sign. */
export function rivalsOf(mark: Mark): (readonly [string, number])[] {
  if (!("alternatives" in mark)) return [];
  return mark.alternatives.filter(([text, likely]) => text !== mark.text && likely >= LEAST_CHANCE);
}

function written({ tag, attributes, children, text, tail }: Element): string {
  const told = attributes.map(([name, value]) => ` ${name}="${inAttribute(value)}"`).join("");
  const inside = inText(text) + children.map(written).join("");
  return inside ? `<${tag}${told}>${inside}</${tag}>${tail}` : `<${tag}${told} />${tail}`;
}

function inText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function inAttribute(text: string): string {
  const plain = inText(text).replaceAll('"', "&quot;").replaceAll("\r", "&#13;");
  return plain.replaceAll("\n", "&#10;").replaceAll("\t", "&#09;");
}
