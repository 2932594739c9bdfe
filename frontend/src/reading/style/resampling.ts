import type { Size } from "../../geometry";
import type { Pixels } from "../pixels";
import { upTo } from "../sequences";

/**
 * Pictures made larger or smaller bilinearly, to the last bit as Pillow does it: when it reduces, a
 * pixel is made of as many as it takes the place of; across first, then down, in whole numbers.
 */

// A weight is a whole number, of which 2^22 make 1: 8 bits are left for the pixel, and 2 for sums.
const WEIGHT_BITS = 22;
const HALF = 1 << (WEIGHT_BITS - 1);

/** What one pixel is made of: so many that lie side by side, from `first` on. */
interface Share {
  readonly first: number;
  readonly weights: Int32Array;
}

/** The picture with so many pixels across and down, one or more of each. */
export function resized(pixels: Pixels, { width, height }: Size): Pixels {
  const across = width === pixels.width ? pixels : resizedAcross(pixels, width);
  return height === pixels.height ? across : resizedDown(across, height);
}

function resizedAcross({ width: from, height, data }: Pixels, width: number): Pixels {
  const shares = sharesOf(from, width);
  const made = new Uint8Array(width * height * 3);
  for (let y = 0, place = 0; y < height; y++) {
    for (const share of shares) {
      mix(data, (y * from + share.first) * 3, 3, share.weights, made, place);
      place += 3;
    }
  }
  return { width, height, data: made };
}

function resizedDown({ width, height: from, data }: Pixels, height: number): Pixels {
  const row = width * 3;
  const made = new Uint8Array(row * height);
  sharesOf(from, height).forEach((share, y) => {
    for (let x = 0; x < row; x += 3) mix(data, share.first * row + x, row, share.weights, made, y * row + x);
  });
  return { width, height, data: made };
}

/** Puts the weighted mean of pixels that lie `step` apart, from `start` on, in its place. */
function mix(from: Uint8Array, start: number, step: number, weights: Int32Array, to: Uint8Array, place: number): void {
  let [red, green, blue] = [HALF, HALF, HALF];
  for (let i = 0, k = start; i < weights.length; i++, k += step) {
    const weight = weights[i] ?? 0;
    red += (from[k] ?? 0) * weight;
    green += (from[k + 1] ?? 0) * weight;
    blue += (from[k + 2] ?? 0) * weight;
  }
  to[place] = Math.min(red >> WEIGHT_BITS, 255);
  to[place + 1] = Math.min(green >> WEIGHT_BITS, 255);
  to[place + 2] = Math.min(blue >> WEIGHT_BITS, 255);
}

/** What each of `to` pixels in a row is made of, out of `from`. */
function sharesOf(from: number, to: number): Share[] {
  const scale = from / to;
  const reach = Math.max(scale, 1);
  return upTo(to).map((place) => {
    const centre = (place + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - reach + 0.5), 0);
    const end = Math.min(Math.trunc(centre + reach + 0.5), from);
    const weights = upTo(end - first).map((i) =>
      Math.max(1 - Math.abs((i + first - centre + 0.5) * (1 / reach)), 0),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: Int32Array.from(weights, (weight) => (weight / total) * 2 ** WEIGHT_BITS + 0.5) };
  });
}
