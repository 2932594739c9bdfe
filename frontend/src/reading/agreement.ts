import type { Box } from "../geometry";
import type { Digit, NumberRead, Second } from "../values";
import { centreOf, heightOf, keyOf } from "./boxes";
import { clip, median, placeOfLargest, roundedScaled, roundToEven, sum } from "./figures";
import { at, pairwise, sortedBy, upTo } from "./sequences";
import { along, innerSignsOf } from "./signs";

/** Two readers that agree: what the reader of whole strings says, as `inkread.agreement` has it. */

// A faint box is beside a number, in heights of its digits: so far from the middle of the last one
// and from its edge, so much higher or lower, so short or tall.
const APART = 0.3;
const REACH = 1;
const LEVEL = 0.5;
const SHORTEST = 0.4;
const TALLEST = 2.2;

/** Where the string of a digit begins and ends, and the part of it under the digit's box, in frames. */
export type Span = readonly [number, number, number, number];

/** What the second reader says of one digit. */
export interface Member {
  readonly box: Box;
  readonly span: Span;
  /** Whether the first reader expects a further digit after this one. */
  readonly goesOn: boolean;
}

/** What the second reader says of a page. */
export interface Frames {
  /** 0..1 in each frame: of the characters of the alphabet, of the signs and of the blank. */
  readonly chances: readonly (readonly number[])[];
  readonly members: readonly Member[];
  /** Boxes where a digit may be, and none is believed. */
  readonly faint: readonly Box[];
  /** The signs that it reads; none where it knows digits only. */
  readonly signs: readonly string[];
  /** The digits that may be there, one for each of the faint boxes, or none. */
  readonly hints: readonly Digit[];
}

/** From which margin on a number is accepted, and whether it is all that the picture shows. */
export interface Sureness {
  readonly margin: number;
  readonly alone?: boolean;
}

/**
 * The numbers with what the second reader says of each. A number is accepted when both read the
 * same, each is sure enough, and it seems to be whole; where the second one reads signs, those
 * between the digits must be the same too.
 */
export function confirm(
  numbers: readonly NumberRead[],
  frames: Frames,
  alphabet: readonly string[],
  { margin, alone = false }: Sureness,
): NumberRead[] {
  const known = [...alphabet, ...frames.signs];
  const cells = cellsOf(frames.members.map(({ span }) => span));
  const rows = new Map(frames.members.map(({ box }, row) => [keyOf(box), row]));
  return numbers.map((number) => {
    const own = number.digits.map((digit) => rows.get(keyOf(digit.box)) ?? NaN);
    const cut = own.flatMap((row) => frames.chances.slice(...at(cells, row)));
    const whole = isWhole(number, frames.faint) && !at(frames.members, at(own, -1)).goesOn;
    const within = frames.signs.length > 0 ? withinOf(number) : number.text;
    const text = [...within].map((character) => known.indexOf(character)).filter((k) => k >= 0);
    const chance = roundedScaled(chanceOf(cut, text, frames.signs.length), 6);
    // What is likelier than not is the likeliest; else the best path is, to all appearance.
    const read = chance > 0.5 ? within : bestPath(cut, known);
    const second = { ...secondOf(read, frames.signs, chance, whole), ...(alone ? { alone } : {}) };
    const agreed = second.text === number.text && whole && (second.within ?? within) === within;
    return { ...number, second, accepted: agreed && marginOf(number, second) >= margin };
  });
}

function secondOf(read: string, signs: readonly string[], confidence: number, whole: boolean): Second {
  if (signs.length === 0) return { text: read, confidence, whole };
  const isSign = (character: string): boolean => signs.includes(character);
  const characters = [...read];
  const first = characters.findIndex((each) => !isSign(each));
  const last = characters.findLastIndex((each) => !isSign(each));
  const text = characters.filter((each) => !isSign(each)).join("");
  return { text, confidence, whole, within: characters.slice(Math.max(first, 0), last + 1).join("") };
}

/** What is written from the first digit to the last, in the signs that the second reader knows. */
function withinOf(number: NumberRead): string {
  const known = innerSignsOf(number).filter((sign) => ".,'-/".includes(sign.text));
  return known.length > 0 ? along([...number.digits, ...known]).replaceAll("'", ",") : number.text;
}

/**
 * How sure one may be of what two readers agree on, 0..1; 0 where the first alone reads another
 * string than the answer. On a page, how likely the less sure of them finds a digit: the geometric
 * mean; of a number alone on its picture, the chance that both are right, as of two witnesses.
 */
function marginOf(number: NumberRead, second: Second): number {
  const first = number.first ?? number;
  if (first.text !== number.text) return 0;
  if (second.alone) {
    const both = first.confidence * second.confidence;
    const neither = (1 - first.confidence) * (1 - second.confidence);
    return both > 0 ? both / (both + neither) : 0;
  }
  return Math.min(first.confidence, second.confidence) ** (1 / number.text.length);
}

/**
 * Whether none of the boxes `faint` stands right before the first or after the last digit, as high
 * and about as tall as these.
 */
export function isWhole({ digits }: NumberRead, faint: readonly Box[]): boolean {
  const [first, last] = [at(digits, 0).box, at(digits, -1).box];
  const height = median(digits.map((digit) => heightOf(digit.box)));
  return !faint.some((box) => {
    const { x, y } = centreOf(box);
    if (!(SHORTEST * height < heightOf(box) && heightOf(box) < TALLEST * height)) return false;
    const isAfter = centreOf(last).x + APART * height < x && x < last[2] + REACH * height;
    const isBefore = first[0] - REACH * height < x && x < centreOf(first).x - APART * height;
    const beside = centreOf(isAfter ? last : first);
    return (isAfter || isBefore) && Math.abs(y - beside.y) < LEVEL * height;
  });
}

/**
 * The frames, from and to, that are each digit's own: its string is divided half-way between
 * neighbouring boxes, and goes to the first and the last digit beyond them.
 */
export function cellsOf(spans: readonly Span[]): (readonly [number, number])[] {
  const cells = spans.map((): readonly [number, number] => [0, 0]);
  const ends = spans.map((span) => [roundToEven(span[0]), roundToEven(span[1])] as const);
  for (const begin of new Set(ends.map(([from]) => from))) {
    const inside = upTo(spans.length).filter((i) => at(ends, i)[0] === begin && at(ends, i)[1] > begin);
    const members = sortedBy(inside, (i) => [at(spans, i)[2] + at(spans, i)[3]]);
    const [first] = members;
    if (first === undefined) continue;
    const end = at(ends, first)[1];
    const between = pairwise(members).map(([a, b]) => roundToEven((at(spans, a)[3] + at(spans, b)[2]) / 2));
    let highest = begin;
    const edges = [begin, ...between, end].map((edge) => clip((highest = Math.max(highest, edge)), begin, end));
    members.forEach((i, place) => (cells[i] = [at(edges, place), at(edges, place + 1)]));
  }
  return cells;
}

/** What the likeliest class of each frame spells, repetitions and blanks left out. */
export function bestPath(chances: readonly (readonly number[])[], known: readonly string[]): string {
  const path = chances.map(placeOfLargest);
  return path.map((k, i) => (k === path[i - 1] ? "" : (known[k] ?? ""))).join("");
}

/**
 * The chance of a text, summed over all paths through these frames that spell it, and of whatever
 * the last `signs` characters make before and after it: the forward algorithm.
 */
export function chanceOf(frames: readonly (readonly number[])[], text: readonly number[], signs = 0): number {
  const length = 2 * text.length + 1;
  // Blanks stand between the digits, and before and after them blanks or signs.
  const isAround = (i: number): boolean => i === 0 || i === length - 1;
  let state = new Float64Array(length);
  state[0] = 1;
  for (const frame of frames) {
    const blank = frame.length - 1;
    const around = sum(frame.slice(blank - signs));
    const before = state;
    state = before.map((stay, i) => {
      const label = i % 2 === 1 ? at(text, (i - 1) / 2) : blank;
      // From one digit straight to the next only where they differ: else they are one.
      const canJump = i % 2 === 1 && i > 1 && label !== at(text, (i - 3) / 2);
      const arrived = stay + (before[i - 1] ?? 0) + (canJump ? at(before, i - 2) : 0);
      return arrived * (isAround(i) ? around : at(frame, label));
    });
  }
  const total = at(state, -1) + (state[length - 2] ?? 0);
  return clip(total, 0, 1);
}
