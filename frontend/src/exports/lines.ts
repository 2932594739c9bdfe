import type { NumberRead, Page } from "../values";
import { printable } from "./characters";
import { decimal } from "./figures";
import { DECIMALS, PLACE_COLUMNS, READING_COLUMNS, rowsOf, STYLE_COLUMNS, VALUE_COLUMNS, type Cell } from "./rows";

/** Pages as lines of text, CSV and JSON: the same as Python's `inkread.exports.lines`. */

// A cell that begins with one of these is a formula to some spreadsheet; a plain number is none.
const BEGINS_A_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBERS = /^-?[0-9]+(?:[.,'][0-9]+)*(?: -?[0-9]+(?:[.,'][0-9]+)*)*$/;

/** The numbers of each line with blanks between them, as values where they have one. */
export function textOf(pages: readonly Page[]): string {
  return pages.flatMap(linesOf).map((line) => `${line}\n`).join("");
}

/** What stands for a number in text: its value, or else what is written. */
export function plainText(read: NumberRead): string {
  return read.value?.text ?? read.written ?? read.text;
}

/** One object a page, each on a line of its own. */
export function jsonOf(pages: readonly Page[]): string {
  return pages.map((page) => `${JSON.stringify(page)}\n`).join("");
}

/** A row a number, with the columns of values, and those of style where one was measured. */
export function csvOf(pages: readonly Page[]): string {
  const hasStyle = pages.some((page) => page.numbers.some((read) => read.style));
  const columns = [...PLACE_COLUMNS, ...VALUE_COLUMNS, ...(hasStyle ? STYLE_COLUMNS : []), ...READING_COLUMNS];
  const rows = pages.flatMap(rowsOf).map((cells) => columns.map((name) => cell(name, cells[name])));
  return [columns.map(quoted), ...rows].map((row) => `${row.join(",")}\n`).join("");
}

function linesOf(page: Page): string[] {
  const lines = new Map<number, string[]>();
  for (const read of page.numbers) {
    lines.set(read.line, [...(lines.get(read.line) ?? []), plainText(read)]);
  }
  return [...lines].sort(([a], [b]) => a - b).map(([, texts]) => texts.join(" "));
}

/** Text stands in quotes, and none of it is taken for a formula by a spreadsheet. */
function cell(column: string, value: Cell): string {
  if (typeof value === "number") return DECIMALS.has(column) ? decimal(value) : String(value);
  const text = printable(value ?? "");
  const isHarmless = !BEGINS_A_FORMULA.test(text) || (column !== "source" && NUMBERS.test(text));
  return quoted(isHarmless ? text : `'${text}`);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
