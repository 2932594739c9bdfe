import { shrink, type Size } from "../geometry";
import { nibFor, type Sheet, type Stroke } from "./stroke";

/**
 * Ink has no pixels of its own, so a picture of it may have any: it is drawn at the size at which
 * the reader sees most, as if the number had been written on a page and scanned.
 */
export interface Resolution extends Size {
  /** Pixels of the picture for one unit of the sheet. */
  readonly scale: number;
  /** The width of the line in the picture, px. */
  readonly nib: number;
}

const DIGIT_HEIGHT = 18;
const LINE_TO_HEIGHT = 0.09;
const LARGEST_SCALE = 2;
const LONGEST_SIDE = 1024;

/** The size and the nib of the picture of a sheet. */
export function resolutionOf(sheet: Sheet): Resolution {
  const wanted = Math.min(LARGEST_SCALE, DIGIT_HEIGHT / writingHeight(sheet));
  const scale = Math.min(wanted, shrink(scaled(sheet.size, wanted), LONGEST_SIDE) * wanted);
  const size = scaled(sheet.size, scale);
  return {
    width: Math.max(1, Math.round(size.width)),
    height: Math.max(1, Math.round(size.height)),
    scale,
    nib: Math.max(nibFor(sheet.window) * scale, DIGIT_HEIGHT * LINE_TO_HEIGHT),
  };
}

/**
 * How high the digits on a sheet are, about: the middle one of the high strokes, so that neither a
 * cross-bar nor one large digit decides. A tenth of the sheet for a sheet without high strokes.
 */
export function writingHeight(sheet: Sheet): number {
  const heights = sheet.strokes.map(heightOf).sort((a, b) => a - b);
  const tallest = heights.at(-1) ?? 0;
  const high = heights.filter((height) => height >= tallest * 0.5);
  const middle = high[Math.floor(high.length / 2)] ?? 0;
  return Math.max(middle, sheet.size.height / 10);
}

function heightOf(stroke: Stroke): number {
  const ys = stroke.points.map((point) => point.y);
  return Math.max(...ys) - Math.min(...ys);
}

function scaled(size: Size, by: number): Size {
  return { width: size.width * by, height: size.height * by };
}
