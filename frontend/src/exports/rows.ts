import type { NumberRead, Page } from "../values";
import { fixed } from "./figures";

/** A number as a row of a table: the columns of Python's `inkread.exports.rows`. */

export const PLACE_COLUMNS = "source page line number confidence accepted x0 y0 x1 y1".split(" ");
export const VALUE_COLUMNS = "written value kind currency alternatives".split(" ");
export const STYLE_COLUMNS = (
  "size_px aspect spacing slant_degrees stroke_px stroke_share ink paper contrast ink_l ink_a ink_b"
).split(" ");
export const READING_COLUMNS = ["order", "writing", "readings"];

/** The columns that hold figures with decimals. */
export const DECIMALS = new Set([
  ..."confidence x0 y0 x1 y1".split(" "),
  ...STYLE_COLUMNS.filter((name) => name !== "ink" && name !== "paper"),
]);

const MOST_READINGS = 4;
const LEAST_CHANCE = 0.0005;

export type Cell = string | number | undefined;

/** The cells of each number by the names of all columns; undefined for what could not be told. */
export function rowsOf(page: Page): Record<string, Cell>[] {
  return page.numbers.map((read, index) => {
    const [x0, y0, x1, y1] = read.box;
    const { ink_lab: [ink_l, ink_a, ink_b] = [], ...style } = read.style ?? {};
    return {
      source: page.source,
      page: page.page,
      line: read.line,
      number: read.text,
      confidence: read.confidence,
      accepted: yesOrNo(read.accepted),
      ...{ x0, y0, x1, y1 },
      written: read.written ?? read.text,
      value: read.value?.text,
      kind: read.value?.kind,
      currency: read.value?.currency,
      alternatives: read.value?.alternatives.join(" "),
      ...style,
      ...{ ink_l, ink_a, ink_b },
      order: index + 1,
      writing: writingOf(read),
      readings: readingsOf(read)
        .map(([text, likely]) => `${text} ${fixed(likely, 4)}`)
        .join("; "),
    };
  });
}

/** Whether its digits are written by hand, printed, or some of each. */
export function writingOf(read: NumberRead): "hand" | "print" | "mixed" {
  const kinds = new Set(read.digits.map((digit) => digit.kind));
  const [only] = kinds;
  return kinds.size === 1 && only ? only : "mixed";
}

/** What else the digits may be, the likeliest first, each with its chance. */
export function readingsOf(read: NumberRead): (readonly [string, number])[] {
  if (read.alternatives?.length) return read.alternatives.filter(([text]) => text !== read.text);
  const others = read.digits.flatMap((digit, place) =>
    digit.alternatives
      .filter(([text]) => text !== digit.text && digit.confidence > 0)
      .map(([text, likely]) => {
        const whole = read.text.slice(0, place) + text + read.text.slice(place + 1);
        return [whole, read.confidence * (likely / digit.confidence)] as const;
      }),
  );
  return others
    .filter(([, likely]) => likely >= LEAST_CHANCE)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_READINGS);
}

export function yesOrNo(claim: boolean): string {
  return claim ? "yes" : "no";
}
