import type { Box } from "../geometry";
import { centreOf, heightOf, widthOf } from "./boxes";
import { clip, median, quantile } from "./figures";
import { at, sortedBy, upTo } from "./sequences";

/** Which digits stand beside each other, and what the page looks like, as `inkread.layout` has it. */

// Two digits of one number: at most this far apart, this much higher or lower, this much taller.
const WIDEST_GAP = 0.85;
const WIDEST_GAP_OF_A_LONE_LINE = 1.3;
const WIDEST_GAP_OF_A_COMB = 1.8;
const WIDEST_GAP_IN_A_GRID = 0.45;
const LARGEST_RISE = 0.65;
const LARGEST_RATIO = 2.5;
// The spaces of a comb differ at most so much from their median, and are at least two.
const UNEVENNESS = 0.3;
const FEWEST_SPACES = 2;
// A page is a grid from so many neighbours on, this far apart in the middle, when the spaces
// downwards are those to the right but for a factor.
export const FEWEST_NEIGHBOURS = 6;
const FEWEST_BELOW = 3;
const GRID_GAP = 0.8;
const SQUARE = [0.74, 1.35] as const;
// Neighbours that tell the slope of the writing stand this close; it is at most so steep.
const REACH = 3.5;
const STEEPEST = 0.4;
/** Room above and below a lone line that still counts as a picture of this line only. */
export const MARGIN = 3;

/** Where the next digit of the same number is expected, px from this one's centre; a hint. */
export interface Link {
  readonly dx: number;
  readonly dy: number;
  readonly chance: number;
}

/** Two boxes that could be neighbours, by their places among the boxes. */
export interface Pair {
  readonly left: number;
  readonly right: number;
  readonly dx: number;
  readonly dy: number;
  readonly height: number;
  readonly gap: number;
  /** Beside each other, and of one size. */
  readonly isAlike: boolean;
  /** How badly the two follow each other. */
  readonly cost: number;
}

/** All boxes of a page, and the pairs of them that could be neighbours. */
export class Pairs {
  readonly all: readonly Pair[];
  readonly centres: readonly { readonly x: number; readonly y: number }[];
  /** The pairs of next neighbours along a line, whatever the gap. */
  readonly neighbours: readonly Pair[];

  constructor(readonly boxes: readonly Box[]) {
    this.centres = boxes.map(centreOf);
    const heights = boxes.map((box) => Math.max(heightOf(box), 1e-6));
    this.all = upTo(boxes.length).flatMap((left) =>
      upTo(boxes.length).flatMap((right) => this.pair(left, right, heights) ?? []),
    );
    this.neighbours = matching(this.all.filter((pair) => pair.isAlike));
  }

  /** The rise of the writing, dy / dx; near 0 where there is little to tell it by. */
  slope(): number {
    const n = this.neighbours.length;
    if (n === 0) return 0;
    const slopes = this.neighbours.map((pair) => clip(pair.dy / pair.dx, -STEEPEST, STEEPEST));
    return (median(slopes) * n) / (n + 2);
  }

  private pair(left: number, right: number, heights: readonly number[]): Pair | null {
    const [from, to] = [at(this.centres, left), at(this.centres, right)];
    const [a, b] = [at(heights, left), at(heights, right)];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const near = REACH * Math.max(a, b);
    if (!(dx > 0 && dx < near && Math.abs(dy) < near)) return null;
    const height = (a + b) / 2;
    const widths = [widthOf(at(this.boxes, left)), widthOf(at(this.boxes, right))] as const;
    const room = Math.max(widths[0], height / 2) + Math.max(widths[1], height / 2);
    const gap = (dx - room / 2) / height;
    const rise = Math.abs(dy) / height;
    // What stands right above something else is not beside it, however close.
    const isBeside = rise <= LARGEST_RISE && Math.abs(dy) <= 1.5 * dx;
    const isAlike = isBeside && Math.max(a / b, b / a) <= LARGEST_RATIO;
    return { left, right, dx, dy, height, gap, isAlike, cost: gap + (1.5 * Math.abs(dy)) / height };
  }
}

/** What the model's hint says for a pair: from -1, apart, over 0 to 1, together. */
export function agreementOf(pair: Pair, link: Link | undefined): number {
  if (!link) return 0;
  const miss = Math.hypot(pair.dx - link.dx, pair.dy - link.dy) / pair.height;
  return 2 * link.chance * Math.exp(-((miss / 0.6) ** 2)) - 1;
}

/** For a pair and its hint, how far apart two digits of one number may stand, by the page's layout. */
export function widestGaps(pairs: Pairs, pageHeight: number): (pair: Pair, hint: number) => number {
  if (isGrid(pairs)) return (_, hint) => WIDEST_GAP_IN_A_GRID + hint;
  const widest = isLoneLine(pairs, pageHeight) ? WIDEST_GAP_OF_A_LONE_LINE : WIDEST_GAP;
  const spaces = new Set(combs(pairs));
  // The model sees no number in a comb, only boxes: its hints do not count there.
  return (pair, hint) => (spaces.has(pair) ? Infinity : widest + hint);
}

/** Whether the picture holds one line, and little above and below it. */
function isLoneLine({ boxes, neighbours }: Pairs, pageHeight: number): boolean {
  if (neighbours.length === 0 || boxes.length - neighbours.length > 1) return false;
  const top = Math.min(...boxes.map((box) => box[1]));
  const bottom = Math.max(...boxes.map((box) => box[3]));
  const height = median(neighbours.map((pair) => pair.height));
  return pageHeight - (bottom - top) <= MARGIN * height;
}

/** Whether single digits stand as far from each other downwards as to the right. */
export function isGrid(pairs: Pairs): boolean {
  const { neighbours } = pairs;
  if (neighbours.length < FEWEST_NEIGHBOURS || median(neighbours.map((pair) => pair.gap)) < GRID_GAP) return false;
  const below = spacesBelow(pairs);
  if (below.length < FEWEST_BELOW) return false;
  // The nearest quarter: where cells are empty the next digit stands several cells away.
  const ratio = quantile(below, 0.25) / quantile(spacesBeside(pairs), 0.25);
  return SQUARE[0] <= ratio && ratio <= SQUARE[1];
}

/** How far to the right of each box its neighbour stands, px. */
export function spacesBeside({ neighbours }: Pairs): number[] {
  return neighbours.map((pair) => pair.dx);
}

/** How far below each box the next one stands, px, where one does. */
export function spacesBelow({ centres, neighbours }: Pairs): number[] {
  const height = median(neighbours.map((pair) => pair.height));
  const nearest = centres.map((from) => {
    const below = centres.filter((to) => {
      const down = to.y - from.y;
      return Math.abs(to.x - from.x) <= 0.4 * height + 0.2 * down && down > 0.6 * height;
    });
    return Math.min(Infinity, ...below.map((to) => to.y - from.y));
  });
  return nearest.filter((down) => down <= 2 * REACH * height);
}

/** The pairs within rows of equally spaced digits, of each row all or none. */
function combs({ boxes, neighbours }: Pairs): Pair[] {
  const after = new Map(neighbours.map((pair) => [pair.left, pair]));
  const rows: Pair[][] = [];
  for (const chain of follow(boxes.length, neighbours)) {
    let row: Pair[] = [];
    rows.push(row);
    for (const left of chain.slice(0, -1)) {
      const space = after.get(left);
      if (!space) continue;
      const middle = median((row.length > 0 ? row : [space]).map((pair) => pair.dx));
      if (Math.abs(space.dx - middle) > UNEVENNESS * middle) {
        row = [];
        rows.push(row);
      }
      row.push(space);
    }
  }
  const isComb = (row: Pair[]): boolean =>
    row.length >= FEWEST_SPACES && median(row.map((pair) => pair.gap)) <= WIDEST_GAP_OF_A_COMB;
  return rows.filter(isComb).flat();
}

/** The best pairs such that each box has at most one neighbour on either side. */
export function matching<T extends { left: number; right: number; cost: number }>(allowed: readonly T[]): T[] {
  const hasRight = new Set<number>();
  const hasLeft = new Set<number>();
  return sortedBy(allowed, (pair) => [pair.cost]).filter(({ left, right }) => {
    if (hasRight.has(left) || hasLeft.has(right)) return false;
    hasRight.add(left);
    hasLeft.add(right);
    return true;
  });
}

/** Chains of n things, each followed by at most one other; one without neighbours is its own. */
export function follow(n: number, steps: readonly { left: number; right: number }[]): number[][] {
  const following = new Map(steps.map(({ left, right }) => [left, right]));
  const followed = new Set(following.values());
  return upTo(n)
    .filter((start) => !followed.has(start))
    .map((start) => {
      const chain = [start];
      for (let next = following.get(start); next !== undefined; next = following.get(next)) chain.push(next);
      return chain;
    });
}
