import type { Box } from "../geometry";
import type { Digit, NumberRead, Sign } from "../values";
import { areaOf, centreOf, heightOf, overlapOf, sharedBy, widthOf } from "./boxes";
import { clip } from "./figures";
import { at, compareKeys, pairwise, sortedBy } from "./sequences";
import { valueOf } from "./notation";

/** Signs -> which are there, and which hold digits together, as `inkread.signs` has it. */

// How high the middle of a sign stands: 0 on the base line of the digits, 1 at their top.
const LEVELS: Readonly<Record<string, readonly [number, number]>> = {
  ".": [-0.4, 0.7], // a point half-way up is one as well
  ",": [-0.6, 0.55],
  "'": [0.55, 1.4],
  "-": [0.15, 0.85],
};
const LEVELS_OF_OTHERS = [0, 1] as const;
const LOWEST_APOSTROPHE = 0.55;
// A stroke of the pen is at least so tall, and nothing is so much larger than a digit.
const SHORTEST_SLASH = 0.5;
const LARGEST = 2;
const WIDEST_DASH = 1.2;
// A sign that holds the digits on either side together has at most so much room before and after
// it, and about the same on either side.
export const JOINING = ".,'-/";
const ROOM = 0.6;
const IMBALANCE = 0.4;
// A sign and a digit are the same ink from this overlap on, or where the middle of the sign lies in
// the middle part, as wide as this, of the digit.
const SAME = 0.4;
const MIDDLE = 0.6;

/** Where digits stand: the middles of the outer ones, base line and height between them. */
export class Line {
  readonly height: number;

  constructor(
    private readonly left: Box,
    private readonly right: Box,
  ) {
    this.height = Math.max((heightOf(left) + heightOf(right)) / 2, 1e-6);
  }

  /** The sign as it reads at its height; null where no such sign stands there. */
  read(sign: Sign): Sign | null {
    const [width, height] = [widthOf(sign.box), heightOf(sign.box)];
    const isLarge = height > LARGEST * this.height || width > LARGEST * this.height;
    const isLong = sign.text === "-" && width > WIDEST_DASH * this.height;
    const isShort = sign.text === "/" && height < SHORTEST_SLASH * this.height;
    if (isLarge || isLong || isShort) return null;
    const level = this.level(sign.box);
    const text = sign.text === "," && level >= LOWEST_APOSTROPHE ? "'" : sign.text;
    const [lowest, highest] = LEVELS[text] ?? LEVELS_OF_OTHERS;
    return lowest <= level && level <= highest ? { ...sign, text } : null;
  }

  /** How high the middle of a box lies: 0 on the base line, 1 at the top. */
  private level(box: Box): number {
    const { x, y } = centreOf(box);
    const [x0, x1] = [centreOf(this.left).x, centreOf(this.right).x];
    const share = x1 > x0 ? clip((x - x0) / (x1 - x0), 0, 1) : 0;
    const base = this.left[3] + share * (this.right[3] - this.left[3]);
    return (base - y) / this.height;
  }
}

/**
 * Which boxes of digits, there with these chances, and which signs are left when of a digit and a
 * sign in the same ink, or of two signs, the likelier one stays. A small sign in the middle of a
 * digit, as the bar of a 7, is part of it, however likely, where there rather is a digit.
 */
export function partInk(boxes: readonly Box[], chances: readonly number[], signs: readonly Sign[]): [boolean[], Sign[]] {
  const isDigit = boxes.map(() => true);
  const kept: Sign[] = [];
  for (const sign of sortedBy(signs, (each) => [-each.confidence, ...each.box, each.text])) {
    if (kept.some((other) => overlapOf(sign.box, other.box) >= SAME)) continue;
    const isSame = boxes.map((box) => isSameInk(box, sign.box));
    const isTaken = boxes.some((box, i) =>
      isSame[i] ? at(chances, i) >= sign.confidence : liesInside(sign.box, box) && at(chances, i) >= 0.5,
    );
    if (isTaken) continue;
    isSame.forEach((same, i) => {
      if (same) isDigit[i] = false;
    });
    kept.push(sign);
  }
  return [isDigit, inOrder(kept)];
}

/** Those of the signs that have the same ink as one of these boxes of digits. */
export function rivalsOf(boxes: readonly Box[], signs: readonly Sign[]): Sign[] {
  return signs.filter((sign) => boxes.some((box) => isSameInk(box, sign.box)));
}

/**
 * The signs, and those of their rivals in whose ink no number has a digit any more: what was taken
 * for a 1 until both readers were asked may be a stroke between two numbers.
 */
export function regain(signs: readonly Sign[], rivals: readonly Sign[], numbers: readonly NumberRead[]): Sign[] {
  const boxes = numbers.flatMap((number) => number.digits.map((digit) => digit.box));
  const kept = [...signs];
  for (const rival of rivals) {
    const isTaken = kept.some((other) => overlapOf(rival.box, other.box) >= SAME);
    if (!isTaken && !boxes.some((box) => isSameInk(box, rival.box))) kept.push(rival);
  }
  return inOrder(kept);
}

/** Whether a box is the ink of one of the signs. */
export function isCovered(box: Box, signs: readonly Sign[]): boolean {
  return signs.some((sign) => isSameInk(box, sign.box) || liesInside(sign.box, box));
}

function isSameInk(box: Box, other: Box): boolean {
  const shared = sharedBy(box, other);
  return shared >= SAME * Math.max(areaOf(box) + areaOf(other) - shared, 1e-9);
}

/** Whether the middle of `inner` lies in the middle part of `box`. */
function liesInside(inner: Box, box: Box): boolean {
  const { x, y } = centreOf(inner);
  return Math.abs(x - centreOf(box).x) <= (MIDDLE / 2) * widthOf(box) && box[1] <= y && y <= box[3];
}

/** From left to right. */
export function inOrder(signs: readonly Sign[]): Sign[] {
  return sortedBy(signs, (sign) => [centreOf(sign.box).x, centreOf(sign.box).y, sign.text]);
}

/**
 * Whether one of the signs, in order, holds two digits together however wide the gap between them
 * is, since it stands there and is near to both.
 */
export function isBridged(left: Box, right: Box, signs: readonly Sign[]): boolean {
  const { height } = new Line(left, right);
  return signsBetween(left, right, signs).some((sign) => {
    if (!JOINING.includes(sign.text)) return false;
    const before = (sign.box[0] - left[2]) / height;
    const after = (right[0] - sign.box[2]) / height;
    // A comma close to the digit before it and not to the one after it is that of a list.
    return Math.max(before, after) <= ROOM && Math.abs(before - after) <= IMBALANCE;
  });
}

/** Whether the digits, from left to right, say something with the signs that stand between them. */
export function makesValue(digits: readonly Digit[], signs: readonly Sign[]): boolean {
  const inner = pairwise(digits).map(([left, right]) => surest(signsBetween(left.box, right.box, signs))?.text ?? "");
  return valueOf(digits.map((digit, i) => digit.text + (inner[i] ?? "")).join("")) !== null;
}

/** The signs, as they read, whose middles lie between those of two digits. */
export function signsBetween(left: Box, right: Box, signs: readonly Sign[]): Sign[] {
  const line = new Line(left, right);
  return signsWithin(signs, centreOf(left).x, centreOf(right).x).flatMap((sign) => line.read(sign) ?? []);
}

/** Those of the signs whose middles lie between x0 and x1. */
export function signsWithin(signs: readonly Sign[], x0: number, x1: number): Sign[] {
  return signs.filter((sign) => {
    const { x } = centreOf(sign.box);
    return x0 < x && x < x1;
  });
}

/** The sign with the highest confidence; of equal ones that whose text comes last. */
export function surest(signs: readonly Sign[]): Sign | undefined {
  const key = (sign: Sign): [number, string] => [sign.confidence, sign.text];
  return signs.reduce<Sign | undefined>((best, sign) => (best && compareKeys(key(sign), key(best)) <= 0 ? best : sign), undefined);
}

/** What digits and signs say from left to right. */
export function along(marks: readonly (Digit | Sign)[]): string {
  return sortedBy(marks, (mark) => [centreOf(mark.box).x])
    .map((mark) => mark.text)
    .join("");
}

/** The digits with the signs in their places; the text where there are none. */
export function writtenOf(number: NumberRead): string {
  return number.signs ? along([...number.digits, ...number.signs]) : number.text;
}

/** The signs that stand between the digits. */
export function innerSignsOf({ digits, signs = [] }: NumberRead): readonly Sign[] {
  return signsWithin(signs, centreOf(at(digits, 0).box).x, centreOf(at(digits, -1).box).x);
}
