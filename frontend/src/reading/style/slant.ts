import { mean, median, placeOfLargest, roundToEven } from "../figures";
import { at, upTo } from "../sequences";
import type { Mask } from "./mask";

/** How digits lean, as `inkread.style` has it. */

// Slants that are tried, degrees. The best must beat the middling one by a factor.
const SLANTS = upTo(91).map((place) => place - 45);
const TANGENTS = SLANTS.map((degrees) => Math.tan(degrees * (Math.PI / 180)));
const CLEARLY_BETTER = 1.15;

/**
 * Whole degrees from upright, positive to the right, -44..44; null when it cannot be told.
 *
 * The slant that the ink must be sheared back by so that it stands in the fewest and fullest columns,
 * all digits together: the sum of the squared columns. A round 0 and a level stroke look the same at
 * every slant.
 */
export function slantOf(masks: readonly Mask[]): number | null {
  const each = masks.map(peaksOf);
  const peaks = SLANTS.map((_, i) => each.reduce((total, own) => total + at(own, i), 0));
  const best = placeOfLargest(peaks);
  const isClear = at(peaks, best) > CLEARLY_BETTER * median(peaks);
  return isClear && best > 0 && best < SLANTS.length - 1 ? at(SLANTS, best) : null;
}

/** How peaked the columns of one digit are at each slant, 1 on average. */
function peaksOf(mask: Mask): number[] {
  const thinned = inkOf(mask, 2);
  const ink = thinned.x.length > 0 ? thinned : inkOf(mask, 1);
  // To either side, the ink is sheared by no more than its height.
  const counts = new Uint32Array(mask.width + 2 * mask.height + 1);
  const squares = TANGENTS.map((tangent) => {
    counts.fill(0);
    let total = 0;
    for (let i = 0; i < ink.x.length; i++) {
      const column = roundToEven((ink.x[i] ?? 0) + (ink.y[i] ?? 0) * tangent) + mask.height;
      const count = counts[column] ?? 0;
      counts[column] = count + 1;
      // What the square of the column grows by.
      total += 2 * count + 1;
    }
    return total;
  });
  const average = mean(squares);
  return squares.map((square) => square / average);
}

/** Where there is ink, of every sample or every second one each way, counted in these. */
function inkOf({ width, height, data }: Mask, step: number): { readonly x: number[]; readonly y: number[] } {
  const ink = { x: [] as number[], y: [] as number[] };
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      if (!data[y * width + x]) continue;
      ink.x.push(x / step);
      ink.y.push(y / step);
    }
  }
  return ink;
}
