import type { NumberRead, Sign } from "../values";
import { centreOf, keyOf } from "./boxes";
import { habitsOf, valueOf } from "./notation";
import { at, pairwise, sortedBy } from "./sequences";
import { inOrder, innerSignsOf, JOINING, Line, signsBetween, signsWithin, surest, writtenOf } from "./signs";

/** Signs -> their places in numbers and at their ends, and what these say, as `inkread.signs` has it. */

// How far from the number a sign may stand: before it, and after it. A dash before is a minus only
// where it is close; a dash after, that shows the one before to be a guard, may stand further away.
const BEFORE: Readonly<Record<string, number>> = { ".": 0.3, ",": 0.3, "-": 0.5, "/": 0, "'": 0 };
const AFTER: Readonly<Record<string, number>> = { ".": 0.6, ",": 0.6, "-": 1, "/": 0.6, "'": 0 };
const BESIDE = 1;
// What joins, with another number so near on its other side, belongs to neither.
const BETWEEN = 1.2;
// No row of guards before or after a number is longer.
const FARTHEST = 6;

/** The numbers with their signs; a sign belongs to one number at most, or to none. */
export function signNumbers(numbers: readonly NumberRead[], signs: readonly Sign[]): NumberRead[] {
  const own: Sign[][] = numbers.map(() => []);
  let free = inOrder(signs);
  numbers.forEach((number, place) => {
    for (const [left, right] of pairwise(number.digits)) {
      const here = signsBetween(left.box, right.box, free);
      const best = surest(here);
      if (!best) continue;
      at(own, place).push(best);
      const taken = new Set(here.map((sign) => keyOf(sign.box)));
      free = free.filter((sign) => !taken.has(keyOf(sign.box)));
    }
  });
  for (const [place, sign] of outerSigns(numbers, free)) at(own, place).push(sign);
  return numbers.map((number, place) => {
    const found = at(own, place);
    return found.length > 0 ? { ...number, signs: inOrder(found) } : number;
  });
}

/**
 * The numbers with their values, where signs are written; a number with a sign that is less sure
 * than `accept`, between its digits or of a kind that changes what it says, is not accepted. Where
 * a number does not tell how it is meant, the others of the page do.
 */
export function valueNumbers(numbers: readonly NumberRead[], accept: number): NumberRead[] {
  const habits = habitsOf(numbers.filter((number) => number.signs).map(writtenOf));
  const isClear = (number: NumberRead): boolean => {
    const signs = number.signs?.filter((sign) => sign.confidence >= accept) ?? [];
    if (signs.length === number.signs?.length) return true;
    if (innerSignsOf(number).some((sign) => !signs.includes(sign))) return false;
    const [told, sure] = [number, { ...number, signs }].map((each) => JSON.stringify(valueOf(writtenOf(each), {}, habits)));
    return told === sure;
  };
  return numbers.map((number) => {
    if (!number.signs) return number;
    const written = writtenOf(number);
    const value = valueOf(written, {}, habits);
    const accepted = number.accepted && isClear(number);
    return { ...number, written, accepted, ...(value ? { value } : {}) };
  });
}

/** A sign that may stand before (or else after) a number, as it reads there. */
interface End {
  readonly place: number;
  readonly isBefore: boolean;
  readonly sign: Sign;
  readonly height: number;
}

/** From the sign to the number, whose edge is at this x, in heights. */
function gapTo(end: End, edge: number): number {
  const { box } = end.sign;
  return (end.isBefore ? edge - box[2] : box[0] - edge) / end.height;
}

/** The signs at the ends of numbers, each with the place of its number; the nearest first. */
function outerSigns(numbers: readonly NumberRead[], signs: readonly Sign[]): [number, Sign][] {
  const edges = new Map(
    numbers.flatMap(({ digits }, place) => [
      [sideOf(place, true), at(digits, 0).box[0]],
      [sideOf(place, false), at(digits, -1).box[2]],
    ]),
  );
  const edgeOf = (end: End): number => edges.get(sideOf(end.place, end.isBefore)) ?? 0;
  const ends = endsOf(numbers, signs).map((end) => ({ end, gap: gapTo(end, edgeOf(end)) }));
  const taken = betweenNumbers(ends);
  const extended = new Set<string>();
  const found: [number, Sign][] = [];
  for (const { end } of sortedBy(ends, ({ gap }) => [gap])) {
    const { sign, place, isBefore } = end;
    const side = sideOf(place, isBefore);
    let reach = (isBefore ? BEFORE : AFTER)[sign.text] ?? BESIDE;
    // A second dash needs not be as close as a minus.
    if (extended.has(side) && reach > 0) reach = BESIDE;
    if (taken.has(keyOf(sign.box)) || gapTo(end, edgeOf(end)) > reach) continue;
    taken.add(keyOf(sign.box));
    extended.add(side);
    edges.set(side, isBefore ? sign.box[0] : sign.box[2]);
    found.push([place, sign]);
  }
  return found;
}

/** All signs beside the ends of numbers, a few heights away at most. */
function endsOf(numbers: readonly NumberRead[], signs: readonly Sign[]): End[] {
  return numbers.flatMap(({ digits }, place) =>
    [true, false].flatMap((isBefore) => {
      const { box } = at(digits, isBefore ? 0 : -1);
      const line = new Line(box, box);
      const { x } = centreOf(box);
      const far = FARTHEST * line.height;
      const near = isBefore ? signsWithin(signs, x - far, x) : signsWithin(signs, x, x + far);
      return near.flatMap((sign) => {
        const read = line.read(sign);
        return read ? [{ place, isBefore, sign: read, height: line.height }] : [];
      });
    }),
  );
}

/** Where the signs are that join, and stand between two numbers: they belong to neither. */
function betweenNumbers(ends: readonly { end: End; gap: number }[]): Set<string> {
  const before = new Set<string>();
  const after = new Set<string>();
  for (const { end, gap } of ends) {
    if (JOINING.includes(end.sign.text) && gap <= BETWEEN) (end.isBefore ? before : after).add(keyOf(end.sign.box));
  }
  return new Set([...before].filter((key) => after.has(key)));
}

function sideOf(place: number, isBefore: boolean): string {
  return `${place} ${isBefore ? "before" : "after"}`;
}
