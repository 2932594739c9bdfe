import type { Box } from "../../geometry";
import { centreOf, heightOf, widthOf } from "../boxes";
import { roundToEven } from "../figures";
import type { Pixels } from "../pixels";
import { upTo } from "../sequences";
import { resized } from "./resampling";

/** A digit cut out of its picture, and brought to about one size, as `inkread.style` has it. */

// The longer side of a box, samples: smaller boxes are enlarged to the first, larger ones reduced to
// the second. Boxes below so many px say nothing.
const SIDES = [192, 384] as const;
const SMALLEST_SIDE = 4;
// In longer sides: the rim of paper that is cut out around a box, and how far beyond the box ink
// still counts; the rim has at least so many px.
const RIM = 0.15;
const SLACK = 0.04;
const NARROWEST_RIM = 2;

/** A box and its rim. */
export interface Cut {
  readonly colours: Pixels;
  /** How far each sample is beyond the box, px. */
  readonly beyond: Float64Array;
  /** Samples a px. */
  readonly scale: number;
  /** So far beyond the box ink still counts, px. */
  readonly slack: number;
  /** The width and height of box and rims, samples. */
  readonly reach: readonly [number, number];
}

/** Null where the box is too small or lies outside the picture. */
export function cutOut(pixels: Pixels, box: Box): Cut | null {
  const side = Math.max(widthOf(box), heightOf(box));
  const rim = Math.max(RIM * side, NARROWEST_RIM);
  const crop = cropped(pixels, [box[0] - rim, box[1] - rim, box[2] + rim, box[3] + rim]);
  if (side < SMALLEST_SIDE || !crop) return null;
  const scale = Math.max(SIDES[0] / side, Math.min(SIDES[1] / side, 1));
  const sampled = (length: number): number => Math.max(roundToEven(length * scale), 1);
  const [width, height] = [sampled(crop.part.width), sampled(crop.part.height)];
  const centre = centreOf(box);
  const across = upTo(width).map((i) => Math.abs((i + 0.5) / scale + crop.x - centre.x) - widthOf(box) / 2);
  const down = upTo(height).map((i) => Math.abs((i + 0.5) / scale + crop.y - centre.y) - heightOf(box) / 2);
  const beyond = new Float64Array(width * height);
  down.forEach((far, y) => beyond.set(across.map((own) => Math.max(own, far)), y * width));
  return {
    colours: resized(crop.part, { width, height }),
    beyond,
    scale,
    slack: SLACK * side,
    reach: [(widthOf(box) + 2 * rim) * scale, (heightOf(box) + 2 * rim) * scale],
  };
}

interface Crop {
  readonly part: Pixels;
  readonly x: number;
  readonly y: number;
}

/** The whole pixels under a box, and where they begin; null where there are none. */
function cropped(pixels: Pixels, box: Box): Crop | null {
  const [x, y] = [Math.max(Math.floor(box[0]), 0), Math.max(Math.floor(box[1]), 0)];
  const width = Math.min(Math.ceil(box[2]), pixels.width) - x;
  const height = Math.min(Math.ceil(box[3]), pixels.height) - y;
  if (width <= 0 || height <= 0) return null;
  const data = new Uint8Array(width * height * 3);
  for (const row of upTo(height)) {
    const start = ((y + row) * pixels.width + x) * 3;
    data.set(pixels.data.subarray(start, start + width * 3), row * width * 3);
  }
  return { part: { width, height, data }, x, y };
}
