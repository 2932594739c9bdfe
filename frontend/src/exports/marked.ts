import type { Size } from "../geometry";
import type { NumberRead, Page } from "../values";

/**
 * The picture with its numbers marked, as Python's `inkread.exports.annotated` draws it: sure ones
 * in a solid blue frame, unsure ones in a dashed orange one with a question mark.
 */

/** Draws a whole picture, so large, from the corner of the surface on. */
export type Paint = (surface: CanvasRenderingContext2D, size: Size) => void;

/** Paints what an image shows; nothing while it shows nothing. */
export function paintImage(image: HTMLImageElement): Paint {
  return (surface, { width, height }) => {
    if (image.naturalWidth > 0) surface.drawImage(image, 0, 0, width, height);
  };
}

const SURE = "rgb(0 72 178)";
const UNSURE = "rgb(200 76 0)";
// Small pictures are enlarged until their digits have this height, px, and at most so much.
const LEGIBLE_DIGIT = 44;
const LARGEST_SIDE = 4000;
const LABEL_OF_DIGIT = 0.5;
const LABEL_SIZES = [13, 40] as const;
const DASH = [3.5, 2.5] as const;

/** Draws it onto a canvas, which takes its size. */
export function drawMarked(canvas: HTMLCanvasElement, page: Page, paint: Paint): void {
  const scale = scaleOf(page);
  const size = labelSize(page, scale);
  // Room for the labels of what stands at the edges.
  const margin = page.numbers.length > 0 ? Math.ceil(size * 1.6) : 0;
  const picture = { width: Math.round(page.width * scale), height: Math.round(page.height * scale) };
  canvas.width = picture.width + 2 * margin;
  canvas.height = picture.height + 2 * margin;
  const surface = canvas.getContext("2d");
  if (!surface) throw new Error("This browser gives no surface to draw on.");
  surface.fillStyle = "#fff";
  surface.fillRect(0, 0, canvas.width, canvas.height);
  surface.translate(margin, margin);
  paint(surface, picture);
  surface.resetTransform();
  for (const read of page.numbers) mark(surface, read, { scale, margin, size });
}

/** The same as a file. */
export async function markedPicture(page: Page, paint: Paint): Promise<Blob> {
  const canvas = document.createElement("canvas");
  drawMarked(canvas, page, paint);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("The marked picture could not be made."));
    }, "image/png");
  });
}

interface Look {
  readonly scale: number;
  readonly margin: number;
  /** Of the labels' letters, px. */
  readonly size: number;
}

function mark(surface: CanvasRenderingContext2D, read: NumberRead, { scale, margin, size }: Look): void {
  const colour = read.accepted ? SURE : UNSURE;
  const line = Math.max(2, Math.round(size / 9));
  const pad = 1.5 * line;
  const [x0, y0, x1, y1] = read.box.map((value) => value * scale + margin) as [number, number, number, number];
  surface.strokeStyle = colour;
  surface.lineWidth = line;
  surface.setLineDash(read.accepted ? [] : DASH.map((part) => part * line));
  surface.strokeRect(x0 - pad, y0 - pad, x1 - x0 + 2 * pad, y1 - y0 + 2 * pad);
  const text = (read.written ?? read.text) + (read.accepted ? "" : "?");
  surface.font = `${size}px sans-serif`;
  const width = Math.ceil(surface.measureText(text).width) + 2 * line;
  const height = Math.ceil(size * 1.1) + line;
  // Above the frame, where a reader looks first; the picture's edge pushes it back inside.
  const x = Math.max(0, Math.min(x0 - pad - line / 2, surface.canvas.width - width));
  const y = Math.max(0, y0 - pad - line / 2 - height);
  surface.fillStyle = colour;
  surface.fillRect(x, y, width, height);
  surface.fillStyle = "#fff";
  surface.textBaseline = "middle";
  surface.fillText(text, x + line, y + height / 2 + size * 0.04);
}

/** How many times the picture is enlarged; below 1 where it is larger than a canvas should be. */
function scaleOf(page: Page): number {
  const most = LARGEST_SIDE / Math.max(page.width, page.height, 1);
  const wanted = Math.ceil(LEGIBLE_DIGIT / Math.max(middleHeight(page), 1));
  return most < 1 ? most : Math.max(1, Math.min(page.numbers.length > 0 ? wanted : 1, Math.floor(most)));
}

function labelSize(page: Page, scale: number): number {
  const [smallest, largest] = LABEL_SIZES;
  return Math.round(Math.min(Math.max(middleHeight(page) * scale * LABEL_OF_DIGIT, smallest), largest));
}

function middleHeight(page: Page): number {
  const heights = page.numbers.flatMap((read) => read.digits.map(({ box }) => box[3] - box[1]));
  return heights.sort((a, b) => a - b)[Math.floor(heights.length / 2)] ?? 0;
}
