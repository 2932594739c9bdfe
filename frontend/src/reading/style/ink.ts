import type { Box } from "../../geometry";
import { medianOfSorted, quantileOfSorted } from "../figures";
import type { Pixels } from "../pixels";
import { at } from "../sequences";
import { medianColour, type Colour } from "./colours";
import { cutOut, type Cut } from "./cut";
import { countOf, distances, type Mask } from "./mask";

/** The ink of a digit and the paper around it, as `inkread.style` tells them apart. */

// Ink differs from paper by at least so much of 255, by so many times what paper differs from
// itself, and covers at least so many px.
const FAINTEST = 10;
const SPREADS = 4;
const LEAST_INK = 6;
// A straight run of ink this long, in lengths of the box and its rims, is a printed line.
const LINE = 0.9;
// From the middle of the outermost ink samples to the edge of the ink: 0.5 samples where the edge is
// upright or level, 0.35 where it runs diagonally.
const EDGE = 0.45;
const BINS = 256;

/** The ink of one digit. */
export interface Ink {
  /** Where it is, samples. */
  readonly mask: Mask;
  /** The width of its stroke, px. */
  readonly stroke: number;
  readonly colour: Colour;
  readonly paper: Colour;
}

/**
 * The ink in a box of the picture; null where there is hardly any.
 *
 * Paper is the median colour around the box. Otsu's threshold on the difference from it finds the
 * ink, whose edge is then put where a colour is half way from paper to ink. The stroke is four times
 * the mean distance from the edge, since that is a quarter of a band's width. The colour is the median
 * of what lies deepest, away from the soft edge.
 */
export function separateInk(pixels: Pixels, box: Box): Ink | null {
  const cut = cutOut(pixels, box);
  if (!cut) return null;
  const { colours, beyond, scale } = cut;
  const within = chosen(beyond, (far) => far <= cut.slack);
  if (!within.includes(1)) return null;
  // A box that fills the picture has no rim but its own outermost px.
  const inside = Math.min(0, largest(beyond) - 1);
  const around = chosen(beyond, (far) => far > inside);
  const paper = medianColour(colours.data, around);
  const difference = differenceFrom(paper, colours);
  const spread = medianOfSorted(difference.filter((_, i) => around[i]).sort());
  const sorted = difference.filter((_, i) => within[i]).sort();
  const threshold = otsuThreshold(sorted);
  const found = sorted.subarray(sorted.findIndex((value) => value >= threshold));
  // The upper part of what was found: samples at the edge are mixed with paper.
  const full = quantileOfSorted(found, 0.8);
  if (full < Math.max(FAINTEST, SPREADS * spread)) return null;
  const mask = inkOf(cut, chosen(difference, (value) => value > full / 2), within);
  const count = countOf(mask);
  if (count < LEAST_INK * scale ** 2) return null;
  const depth = distances(mask);
  const mean = depth.reduce((total, far) => total + far, 0) / count;
  const deepest = Math.min(1.5 * mean, largest(depth));
  const core = chosen(depth, (far) => far >= deepest);
  return { mask, stroke: (4 * (mean - EDGE)) / scale, colour: medianColour(colours.data, core), paper };
}

/** The root of the mean squared difference of the channels, sample by sample. */
function differenceFrom([red, green, blue]: Colour, { width, height, data }: Pixels): Float64Array {
  const difference = new Float64Array(width * height);
  for (let i = 0, k = 0; i < difference.length; i++) {
    const r = (data[k++] ?? 0) - red;
    const g = (data[k++] ?? 0) - green;
    const b = (data[k++] ?? 0) - blue;
    difference[i] = Math.sqrt((r * r + g * g + b * b) / 3);
  }
  return difference;
}

/**
 * What is dark and within the box, but for level and upright lines that run through box and rims: a
 * digit's own strokes end at its box.
 */
function inkOf({ colours: { width, height }, reach }: Cut, dark: Uint8Array, within: Uint8Array): Mask {
  const [level, upright] = [new Uint32Array(height), new Uint32Array(width)];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const isDark = dark[i] ?? 0;
      level[y] = (level[y] ?? 0) + isDark;
      upright[x] = (upright[x] ?? 0) + isDark;
    }
  }
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const isLine = (level[y] ?? 0) >= LINE * reach[0];
    for (let x = 0; x < width; x++, i++) {
      const isInk = dark[i] && within[i] && !isLine && (upright[x] ?? 0) < LINE * reach[1];
      data[i] = isInk ? 1 : 0;
    }
  }
  return { width, height, data };
}

/** Of values in order, the least one of the upper class: the two differ most for their size (Otsu 1979). */
export function otsuThreshold(sorted: Float64Array): number {
  const { counts, edges } = histogramOf(sorted);
  const [below, sums] = [new Float64Array(BINS), new Float64Array(BINS)];
  for (let bin = 0, count = 0, sum = 0; bin < BINS; bin++) {
    count += at(counts, bin);
    sum += (at(counts, bin) * (at(edges, bin + 1) + at(edges, bin))) / 2;
    below[bin] = count;
    sums[bin] = sum;
  }
  const [total, whole] = [at(below, -1), at(sums, -1)];
  const gap = below.map(
    (count, bin) => (at(sums, bin) * total - whole * count) ** 2 / Math.max(count * (total - count), 1),
  );
  // Of equally good thresholds the middle one.
  const enough = largest(gap) * (1 - 1e-9);
  const best = [...gap.keys()].filter((bin) => at(gap, bin) >= enough);
  return Math.min(at(edges, at(best, Math.floor(best.length / 2)) + 1), at(sorted, -1));
}

/** How many values lie in each of as many bins, equally wide, and the bins' edges, as numpy has them. */
function histogramOf(sorted: Float64Array): { readonly counts: Uint32Array; readonly edges: Float64Array } {
  const isFlat = at(sorted, 0) === at(sorted, -1);
  const first = at(sorted, 0) - (isFlat ? 0.5 : 0);
  const last = at(sorted, -1) + (isFlat ? 0.5 : 0);
  const step = (last - first) / BINS;
  const edges = Float64Array.from({ length: BINS + 1 }, (_, i) => (i === BINS ? last : i * step + first));
  const counts = new Uint32Array(BINS);
  for (const value of sorted) {
    let bin = Math.min(Math.trunc(((value - first) / (last - first)) * BINS), BINS - 1);
    // The last bits of that figure may put a value on the wrong side of an edge.
    if (value < (edges[bin] ?? 0)) bin--;
    else if (value >= (edges[bin + 1] ?? 0) && bin < BINS - 1) bin++;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { counts, edges };
}

/** 1 for the values of which that is true. */
function chosen(values: Float64Array, isTrue: (value: number) => boolean): Uint8Array {
  const marks = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) if (isTrue(values[i] ?? 0)) marks[i] = 1;
  return marks;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}
