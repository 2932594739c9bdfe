import type { Digit, Kind, NumberRead, Page } from "../values";

/** The answer in words, for the eye and for the ear. */

/** A chance as a figure: never "100 %", since nothing is that sure. */
export function percent(chance: number): string {
  const value = chance * 100;
  if (value >= 99.95) return "> 99.9 %";
  if (value >= 99) return `${(Math.floor(value * 10) / 10).toFixed(1)} %`;
  if (value > 0 && value < 0.5) return "< 1 %";
  return `${Math.min(98, Math.round(value))} %`;
}

/** The same, to be spoken. */
export function spokenPercent(chance: number): string {
  return percent(chance)
    .replace("> ", "more than ")
    .replace("< ", "less than ")
    .replace(" %", " percent");
}

export function sureness(read: NumberRead): "checked" | "sure" | "unsure" {
  if (read.checked) return "checked";
  return read.accepted ? "sure" : "unsure";
}

/** How sure the reader is, as a figure; empty where a person checked the number. */
export function figureOf(read: NumberRead): string {
  return read.checked ? "" : percent(read.confidence);
}

export function hand(kind: Kind): string {
  return kind === "hand" ? "handwritten" : "printed";
}

/** What hands a number is in: "handwritten", "printed" or both. */
export function handOf(read: NumberRead): string {
  const kinds = new Set(read.digits.map((digit) => digit.kind));
  if (kinds.size > 1) return "handwritten and printed";
  return hand(read.digits[0]?.kind ?? "hand");
}

/** What a number with signs means: "= 1234.5 EUR, or 12345 EUR"; empty where there are none. */
export function meaningOf(read: NumberRead): string {
  const { value } = read;
  if (!value) return "";
  const unit = value.currency ?? value.symbol;
  const [first, ...others] = [value.text, ...value.alternatives].map((text) => (unit ? `${text} ${unit}` : text));
  return `= ${[first, ...others.map((other) => `or ${other}`)].join(", ")}`;
}

export function nameOfNumber(read: NumberRead): string {
  const meaning = read.value ? `, ${meaningOf(read).replace("= ", "means ")}` : "";
  const sure = read.checked ? "" : `, ${spokenPercent(read.confidence)}`;
  return `${spelled(read.written ?? read.text)}${meaning}, ${sureness(read)}${sure}, ${handOf(read)}`;
}

export function nameOfDigit(digit: Digit, position: number, count: number): string {
  const place = count > 1 ? `digit ${position} of ${count}` : "the only digit";
  return `${digit.text}, ${place}, ${spokenPercent(digit.confidence)}`;
}

/** What the live region says when a page was read. */
export function announcement(page: Page): string {
  const { numbers } = page;
  const [only] = numbers;
  if (!only) return "No number found.";
  if (numbers.length === 1) return `Read ${nameOfNumber(only)}.`;
  const unsure = numbers.filter((read) => !read.accepted).length;
  const doubt = unsure === 0 ? "all sure" : `${unsure} unsure`;
  const first = numbers.slice(0, 5).map((read) => spelled(read.written ?? read.text));
  const more = numbers.length > 5 ? ", and more" : "";
  return `Read ${numbers.length} numbers, ${doubt}: ${first.join(", ")}${more}.`;
}

/** Digits apart, so that a screen reader says "6 7 0" and not "six hundred and seventy". */
function spelled(text: string): string {
  return [...text].join(" ");
}
