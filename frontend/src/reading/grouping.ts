import type { Digit, NumberRead, Sign } from "../values";
import { boxAround, centreOf, heightOf } from "./boxes";
import { mean, median, quantile, rounded, roundToEven, sum } from "./figures";
import {
  agreementOf,
  FEWEST_NEIGHBOURS,
  follow,
  isGrid,
  MARGIN,
  matching,
  Pairs,
  spacesBelow,
  spacesBeside,
  widestGaps,
  type Link,
  type Pair,
} from "./layout";
import { at, pairwise, sortedBy, upTo } from "./sequences";
import { inOrder, isBridged, makesValue } from "./signs";

/** Digits -> numbers -> lines; which of the faint digits are believed, as `inkread.grouping` has it. */

// A digit in a cell of a grid: so far from the middle of it, in cells, and so many times as tall or
// short as the others.
const OFF_CELL = 0.3;
const ALIKE_IN_CELLS = 1.6;
// How far a hint of the model moves the widest gap, up or down.
const HINT = 0.35;
// A number with faint digits: on average, its digits are at least so likely to be there.
const FAINTEST_MEAN = 0.8;
// The same of the only number of a picture that was cut out around it, and of the surest of these.
const FAINTEST_OF_ALL = 0.5;
const SUREST_OF_A_LONE_LINE = 0.85;
// Two numbers of one line: at most this much higher or lower, once the slope is taken off.
const LARGEST_STEP = 0.6;

/** A digit that may be there, with the model's hint at the next one, and whether it is found. */
export interface Seen {
  readonly digit: Digit;
  readonly link: Link | undefined;
  readonly isSure: boolean;
}

/** What the digits stand on: the signs that are believed, and the height of the picture, px. */
export interface Ground {
  readonly signs: readonly Sign[];
  readonly height: number;
}

interface Joined {
  /** The digits of each number from left to right. */
  readonly numbers: readonly (readonly Seen[])[];
  readonly slope: number;
}

/** Numbers in reading order; every digit is in at most one of them. They do not have signs yet. */
export function groupDigits(seen: readonly Seen[], ground: Ground, accept: number): NumberRead[] {
  const given = { ...ground, signs: inOrder(ground.signs) };
  let order = sortedBy(seen, ({ digit }) => [...digit.box, digit.text, digit.confidence]);
  if (!order.every(({ isSure }) => isSure)) {
    const { numbers } = join(order, given);
    const kept = new Set([
      ...numbers.filter(isBelieved).flat(),
      ...inCells(order),
      ...inALoneLine(numbers, ground.height),
    ]);
    order = order.filter((each) => kept.has(each));
  }
  if (order.length === 0) return [];
  const { numbers, slope } = join(order, given);
  const digits = numbers.map((members) => members.map(({ digit }) => digit));
  return linesOf(digits, slope).flatMap((line, i) => line.map((members) => numberOf(members, i + 1, accept)));
}

/** The number that these digits make; accepted from `accept` on. */
function numberOf(digits: readonly Digit[], line: number, accept: number): NumberRead {
  const product = digits.reduce((chance, digit) => chance * digit.confidence, 1);
  const confidence = rounded(product, 6);
  return {
    text: digits.map((digit) => digit.text).join(""),
    box: boxAround(digits.map((digit) => digit.box)),
    confidence,
    accepted: confidence >= accept,
    line,
    digits,
  };
}

/** How likely there is a digit at all. */
function presenceOf({ digit }: Seen): number {
  return sum(digit.alternatives.map(([, chance]) => chance));
}

/** Whether digits that would be one number have a sure one among them, and enough chances. */
function isBelieved(members: readonly Seen[]): boolean {
  return members.some(({ isSure }) => isSure) && mean(members.map(presenceOf)) >= FAINTEST_MEAN;
}

/** The digits of the only number, where the picture holds little else: somebody cut it out. */
function inALoneLine(numbers: readonly (readonly Seen[])[], pageHeight: number): readonly Seen[] {
  const [members] = numbers;
  if (!members || numbers.length !== 1) return [];
  const chances = members.map(presenceOf);
  const isLikely = Math.max(...chances) >= SUREST_OF_A_LONE_LINE && mean(chances) >= FAINTEST_OF_ALL;
  const digits = members.map(({ digit }) => digit);
  return isLikely && isCutOut(digits, pageHeight) ? members : [];
}

/** Whether a picture `pageHeight` px high holds one number and little else: cut out, or a pad. */
export function isAlone(numbers: readonly NumberRead[], pageHeight: number): boolean {
  const [number] = numbers;
  return number !== undefined && numbers.length === 1 && isCutOut(number.digits, pageHeight);
}

/** Whether little room is left above and below these digits. */
function isCutOut(digits: readonly Digit[], pageHeight: number): boolean {
  const boxes = digits.map(({ box }) => box);
  return pageHeight - heightOf(boxAround(boxes)) <= MARGIN * median(boxes.map(heightOf));
}

/**
 * The faint digits that stand in a cell of a grid: sure ones tell that there is one, and others
 * stand one or two cells beside it, and above or below it. What is no digit stands anywhere.
 */
function inCells(order: readonly Seen[]): Seen[] {
  const sure = order.filter(({ isSure }) => isSure).map(({ digit }) => digit.box);
  const faint = order.filter(({ isSure }) => !isSure);
  if (sure.length < FEWEST_NEIGHBOURS || faint.length === 0) return [];
  const pairs = new Pairs(sure);
  if (!isGrid(pairs)) return [];
  const wide = quantile(spacesBeside(pairs), 0.25);
  const tall = quantile(spacesBelow(pairs), 0.25);
  const height = median(sure.map(heightOf));
  return faint.filter(({ digit }) => {
    const { x, y } = centreOf(digit.box);
    const steps = pairs.centres.map((centre) => [Math.abs(centre.x - x) / wide, Math.abs(centre.y - y) / tall] as const);
    // So many cells away, one way or the other: 0, 1 or 2, and near to the middle of that one.
    const cells = steps
      .map((step) => [roundToEven(step[0]), roundToEven(step[1])] as const)
      .filter((cell, i) => [0, 1].every((k) => Math.abs(at(at(steps, i), k) - at(cell, k)) <= OFF_CELL));
    const isBeside = cells.some(([across, down]) => down === 0 && (across === 1 || across === 2));
    const isAbove = cells.some(([across, down]) => across === 0 && (down === 1 || down === 2));
    const own = heightOf(digit.box);
    return isBeside && isAbove && Math.max(own / height, height / Math.max(own, 1e-6)) <= ALIKE_IN_CELLS;
  });
}

/** Which digits make a number each, and the slope of the writing. */
function join(order: readonly Seen[], { signs, height }: Ground): Joined {
  const boxes = order.map(({ digit }) => digit.box);
  const pairs = new Pairs(boxes);
  const widest = widestGaps(pairs, height);
  const alike = pairs.all.filter((pair) => pair.isAlike);
  const isNear = (pair: Pair): boolean =>
    pair.gap <= widest(pair, HINT * agreementOf(pair, at(order, pair.left).link));
  const isHeld = (pair: Pair): boolean =>
    signs.length > 0 && isBridged(at(boxes, pair.left), at(boxes, pair.right), signs);
  const bridges = new Set(alike.filter((pair) => !isNear(pair) && isHeld(pair)));
  const allowed = alike.filter((pair) => bridges.has(pair) || isNear(pair));
  const isBridge = new Set([...bridges].map(({ left, right }) => `${left} ${right}`));
  const chains = follow(order.length, matching(allowed)).flatMap((chain) => {
    const parts = cut(chain, (left, right) => isBridge.has(`${left} ${right}`));
    const hasValue = parts.length > 1 && makesValue(chain.map((k) => at(order, k).digit), signs);
    return hasValue ? [chain] : parts;
  });
  return { numbers: chains.map((chain) => chain.map((k) => at(order, k))), slope: pairs.slope() };
}

/** The parts of a chain between its bridges. */
function cut(chain: readonly number[], isBridge: (left: number, right: number) => boolean): number[][] {
  const parts = [[at(chain, 0)]];
  for (const [left, right] of pairwise(chain)) {
    if (isBridge(left, right)) parts.push([]);
    at(parts, -1).push(right);
  }
  return parts;
}

/**
 * The numbers of each line from left to right; lines from top to bottom. A number is followed by
 * the nearest one to the right that stands as high as it does, once the slope is taken off.
 */
function linesOf(numbers: readonly (readonly Digit[])[], slope: number): (readonly Digit[])[][] {
  const ends = numbers.map((digits) => {
    const [first, last] = [at(digits, 0).box, at(digits, -1).box];
    const [before, after] = [centreOf(first), centreOf(last)];
    // How low the middles lie, px, once the slope of the page is taken off.
    const [begin, end] = [before.y - slope * before.x, after.y - slope * after.x];
    return { first, last, begin, end, height: median(digits.map((digit) => heightOf(digit.box))) };
  });
  const steps = upTo(ends.length).flatMap((left) =>
    upTo(ends.length).flatMap((right) => {
      const [from, to] = [at(ends, left), at(ends, right)];
      const tall = Math.max(from.height, to.height, 1e-6);
      const step = Math.abs(to.begin - from.end) / tall;
      const gap = (to.first[0] - from.last[2]) / tall;
      const isRight = to.first[0] + to.first[2] > from.last[0] + from.last[2];
      const isNext = isRight && step <= LARGEST_STEP && gap > -LARGEST_STEP;
      return isNext ? [{ left, right, cost: gap + 3 * step }] : [];
    }),
  );
  const lines = follow(ends.length, matching(steps));
  const middleOf = (line: readonly number[]): number =>
    mean(line.map((k) => (at(ends, k).begin + at(ends, k).end) / 2));
  return sortedBy(lines, (line) => [middleOf(line)]).map((line) => line.map((k) => at(numbers, k)));
}
