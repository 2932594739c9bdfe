/** Rounding and middles, to the last bit as Python and numpy have them. */

import { at } from "./sequences";

/** To the nearest whole number; from half-way, to the even one. */
export function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** As numpy.round: scaled, made whole, scaled back. */
export function roundedScaled(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return roundToEven(value * scale) / scale;
}

/** As Python's round: the decimal that is nearest to the exact value. */
export function rounded(value: number, decimals: number): number {
  // Only odd multiples of 1 / 2^(decimals + 1) lie exactly half-way between two decimals.
  const isHalfWay = Math.abs((value * 2 ** (decimals + 1)) % 2) === 1;
  if (!isHalfWay) return Number(value.toFixed(decimals));
  const digits = value.toFixed(decimals + 1).slice(0, -1);
  const away = Number(value.toFixed(decimals));
  return Number(digits.at(-1)) % 2 === 0 ? Number(digits) : away;
}

/** As `rounded`, but 0 has no sign: it would show in a file. */
export function unsigned(value: number, decimals: number): number {
  return rounded(value, decimals) + 0;
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/**
 * As Python's math.fsum: the exact sum, rounded once (Shewchuk, 1997).
 *
 * What each addition loses is kept as a further part; the parts do not overlap, the smallest first.
 */
export function exactSum(values: Iterable<number>): number {
  let parts: number[] = [];
  for (const value of values) {
    let high = value;
    const lost: number[] = [];
    for (const part of parts) {
      const [large, small] = Math.abs(high) < Math.abs(part) ? [part, high] : [high, part];
      high = large + small;
      const low = small - (high - large);
      if (low !== 0) lost.push(low);
    }
    parts = [...lost, high];
  }
  return roundedOnce(parts);
}

/** The sum of parts that do not overlap, the smallest first; from half-way as the parts below tell. */
function roundedOnce(parts: readonly number[]): number {
  let total = 0;
  for (let i = parts.length - 1; i >= 0; i--) {
    const before = total;
    total += at(parts, i);
    const low = at(parts, i) - (total - before);
    if (low === 0) continue;
    const isBeyondHalf = i > 0 && Math.sign(at(parts, i - 1)) === Math.sign(low);
    const further = total + low * 2;
    return isBeyondHalf && further - total === low * 2 ? further : total;
  }
  return total;
}

/** Not a number for no values at all. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Of one value or more. */
export function median(values: readonly number[]): number {
  return medianOfSorted([...values].sort((a, b) => a - b));
}

/** The same, of values in order. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? at(sorted, half) : (at(sorted, half - 1) + at(sorted, half)) / 2;
}

/** Of one value or more, 0 <= share <= 1; between two values, on the straight line. */
export function quantile(values: readonly number[], share: number): number {
  return quantileOfSorted(
    [...values].sort((a, b) => a - b),
    share,
  );
}

/** The same, of values in order. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [at(sorted, below), at(sorted, Math.min(below + 1, sorted.length - 1))];
  const part = place - below;
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}

/** The place of the largest value; of the first of several. */
export function placeOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (at(values, i) > at(values, best)) best = i;
  return best;
}

export function clip(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
