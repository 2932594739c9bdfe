import type { Box } from "./geometry";
import { translate } from "./language";
import type { Given } from "./reading/pixels";

/** The answer of POST /read: the same values as in Python, in pixels of the picture sent. */

export type Kind = "hand" | "print";

export interface Digit {
  readonly text: string;
  readonly box: Box;
  readonly confidence: number;
  readonly kind: Kind;
  /** All ten digits, the likeliest first. */
  readonly alternatives: readonly (readonly [string, number])[];
}

/** A sign within a number or at its ends, with the chance that it is there. */
export interface Sign {
  readonly text: string;
  readonly box: Box;
  readonly confidence: number;
}

/** What the second reader, who sees a number as a whole, makes of it. */
export interface Second {
  readonly text: string;
  readonly confidence: number;
  readonly whole: boolean;
  readonly within?: string;
  /** Whether the number is all that the picture shows. */
  readonly alone?: boolean;
}

/** What the first reader alone, who sees a number digit by digit, makes of it. */
export interface First {
  readonly text: string;
  readonly confidence: number;
}

/** What digits and signs together say, in a normal form. */
export interface Value {
  readonly kind: string;
  readonly text: string;
  readonly currency?: string;
  readonly symbol?: string;
  /** What it may mean instead. */
  readonly alternatives: readonly string[];
}

/** How a number is written, measured from its picture; what that did not tell is left out. */
export interface Style {
  /** Median height of the digits, px. */
  readonly size_px: number;
  /** Median width of a digit, in its heights. */
  readonly aspect: number;
  /** Median gap between neighbours, in `size_px`; below 0 where they overlap. */
  readonly spacing?: number;
  /** From upright, positive to the right. */
  readonly slant_degrees?: number;
  /** Median width of the stroke, px. */
  readonly stroke_px?: number;
  /** The same, in `size_px`. */
  readonly stroke_share?: number;
  /** Median colours, "#rrggbb". */
  readonly ink?: string;
  readonly ink_lab?: readonly [number, number, number];
  readonly paper?: string;
  /** Of ink to paper: 1 (none) to 21 (black on white). */
  readonly contrast?: number;
}

export interface NumberRead {
  readonly text: string;
  /** The digits with the signs in their places; only where there are signs. */
  readonly written?: string;
  /** Between the digits and at their ends, from left to right; left out where there are none. */
  readonly signs?: readonly Sign[];
  readonly value?: Value;
  readonly box: Box;
  readonly confidence: number;
  readonly accepted: boolean;
  /** A person said all of its digits; only in kept readings. */
  readonly checked?: boolean;
  readonly line: number;
  readonly digits: readonly Digit[];
  readonly second?: Second;
  /** The likeliest strings under both readers, the likeliest first; only where both answer together. */
  readonly alternatives?: readonly (readonly [string, number])[];
  /** As `alternatives`. */
  readonly first?: First;
  /** Where the server read; of what this device read, once it was measured: `reading/style`. */
  readonly style?: Style;
}

export interface Page {
  readonly source: string;
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly numbers: readonly NumberRead[];
}

/** Where a picture was read. */
export type Where = "device" | "server";

export interface Reading {
  readonly where: Where;
  readonly pages: readonly Page[];
  /** One picture a page, as data: addresses, when they were asked for. */
  readonly previews: readonly string[];
  /** What this device read the one page from; the styles of its numbers can still be measured. */
  readonly picture?: Given;
}

/** Where a digit stands on its page; or the sign of this index, after that digit or before the first. */
export interface Place {
  readonly number: number;
  readonly digit: number;
  readonly sign?: number;
}

export function samePlace(a: Place | null, b: Place | null): boolean {
  return a === b || (!!a && !!b && a.number === b.number && a.digit === b.digit && a.sign === b.sign);
}

/** All digits of a page in reading order. */
export function places(page: Page): Place[] {
  return page.numbers.flatMap((read, number) => read.digits.map((_, digit) => ({ number, digit })));
}

/** All digits and signs of a number, as they are written. */
export function marksOf(read: NumberRead, number: number): Place[] {
  let digits = 0;
  let signs = 0;
  return [...(read.written ?? read.text)].map((character) =>
    character >= "0" && character <= "9"
      ? { number, digit: digits++ }
      : { number, digit: Math.max(0, digits - 1), sign: signs++ },
  );
}

/** All digits and signs of a page in reading order. */
export function marks(page: Page): Place[] {
  return page.numbers.flatMap(marksOf);
}

/** The digit at a place; none where that is a sign's. */
export function digitAt(page: Page, place: Place): Digit | undefined {
  return place.sign === undefined ? page.numbers[place.number]?.digits[place.digit] : undefined;
}

export function signAt(page: Page, place: Place): Sign | undefined {
  return place.sign === undefined ? undefined : page.numbers[place.number]?.signs?.[place.sign];
}

/** The same with all digits by hand: what was drawn on the pad is not printed, however neat it is. */
export function byHand(reading: Reading): Reading {
  const pages = reading.pages.map((page) => ({ ...page, numbers: page.numbers.map(numberByHand) }));
  return { ...reading, pages };
}

function numberByHand(read: NumberRead): NumberRead {
  return { ...read, digits: read.digits.map((digit) => ({ ...digit, kind: "hand" as const })) };
}

/** The server's answer, checked where it enters; an Error when it is not one. */
export function readingFrom(answer: unknown): Reading {
  if (!isRecord(answer) || !Array.isArray(answer["pages"]) || !answer["pages"].every(isPage)) {
    throw new Error(translate("The answer is not one that this page understands."));
  }
  const previews: unknown = answer["previews"] ?? [];
  const texts = Array.isArray(previews) ? previews.filter((each) => typeof each === "string") : [];
  return { where: "server", pages: answer["pages"], previews: texts };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isPage(value: unknown): value is Page {
  return (
    isRecord(value) &&
    typeof value["width"] === "number" &&
    typeof value["height"] === "number" &&
    Array.isArray(value["numbers"]) &&
    value["numbers"].every(
      (read: unknown) => isRecord(read) && typeof read["text"] === "string" && Array.isArray(read["digits"]),
    )
  );
}
