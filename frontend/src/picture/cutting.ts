import type { Size } from "../geometry";
import { cutOf, radians, turnedSize, type Trim } from "./trim";

// As many as this device reads by itself: reading/pixels.ts.
const MOST_PIXELS = 25_000_000;
// A photograph as PNG would be larger than what may be sent; a small cut loses nothing as one.
const MOST_PNG_PIXELS = 2_000_000;

/** The picture decoded, upright, in the colours it was written with. Rejects where it cannot be. */
export function decoded(picture: Blob): Promise<ImageBitmap> {
  return createImageBitmap(picture, { colorSpaceConversion: "none", imageOrientation: "from-image" });
}

/** Draws the whole turned picture at that scale, its corner at the origin. */
export function drawTurned(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  bitmap: ImageBitmap,
  trim: Trim,
  scale: number,
): void {
  const { width, height } = turnedSize(bitmap, trim);
  context.save();
  context.imageSmoothingQuality = "high";
  context.scale(scale, scale);
  context.translate(width / 2, height / 2);
  context.rotate(radians(trim));
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  context.restore();
}

/** What is left of the picture, as a file of its own. */
export async function cut(bitmap: ImageBitmap, trim: Trim): Promise<Blob> {
  const { x, y, width, height } = cutOf(bitmap, trim);
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  const size: Size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const canvas = document.createElement("canvas");
  Object.assign(canvas, size);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser gives no surface to draw on.");
  // The corners that a turn leaves open look like the rest: an edge there could be read as a stroke.
  context.fillStyle = groundOf(bitmap);
  context.fillRect(0, 0, size.width, size.height);
  context.translate(-x * scale, -y * scale);
  drawTurned(context, bitmap, trim, scale);
  const kind = size.width * size.height <= MOST_PNG_PIXELS ? "image/png" : "image/jpeg";
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The cut could not be packed."))), kind, 0.95),
  );
}

/** The mean colour, on white. */
function groundOf(bitmap: ImageBitmap): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const context = canvas.getContext("2d");
  if (!context) return "#fff";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, 8, 8);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, 8, 8);
  const { data } = context.getImageData(0, 0, 8, 8);
  const mean = [0, 1, 2].map((channel) => {
    const values = data.filter((_, index) => index % 4 === channel);
    return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  });
  return `rgb(${mean.join(" ")})`;
}
