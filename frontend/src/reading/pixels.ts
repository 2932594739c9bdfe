import { upTo } from "./sequences";

/** An upright picture: RGB, a byte a channel, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Ink that the page drew itself, or a file of any kind. */
export type Given = Blob | ImageData;

// As `inkread.images` recognises them: by the file's own mark. Whatever else a browser may decode
// has several pages, or is not read from Python either.
const BEGINNINGS = ["\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF87a", "GIF89a", "BM"];
const MOST_PIXELS = 25_000_000;
// A strip at a time: some browsers give no larger canvas, and memory is dear on a telephone.
const STRIP_PIXELS = 4_000_000;

/** The pixels; null where this browser cannot, or should not, decode the file. */
export async function pixelsOf(given: Given): Promise<Pixels | null> {
  if (given instanceof ImageData) {
    const pixels = blank(given.width, given.height);
    copy(given, pixels.data, 0);
    return pixels;
  }
  if (!(await isKnown(given))) return null;
  let bitmap: ImageBitmap;
  try {
    // Colours as they are written, as everywhere in inkread; the camera's rotation is followed.
    bitmap = await createImageBitmap(given, { colorSpaceConversion: "none", imageOrientation: "from-image" });
  } catch {
    return null;
  }
  try {
    return bitmap.width * bitmap.height > MOST_PIXELS ? null : drawn(bitmap);
  } finally {
    bitmap.close();
  }
}

export async function isKnown(file: Blob): Promise<boolean> {
  const header = String.fromCharCode(...new Uint8Array(await file.slice(0, 12).arrayBuffer()));
  const isWebP = header.startsWith("RIFF") && header.slice(8) === "WEBP";
  return isWebP || BEGINNINGS.some((beginning) => header.startsWith(beginning));
}

function drawn(bitmap: ImageBitmap): Pixels {
  const { width, height } = bitmap;
  const pixels = blank(width, height);
  const rows = Math.max(1, Math.min(height, Math.floor(STRIP_PIXELS / width)));
  const surface = new OffscreenCanvas(width, rows).getContext("2d", { willReadFrequently: true });
  if (!surface) throw new Error("This browser gives no surface to draw on.");
  for (const strip of upTo(Math.ceil(height / rows))) {
    // What is transparent becomes white.
    surface.fillStyle = "#fff";
    surface.fillRect(0, 0, width, rows);
    surface.drawImage(bitmap, 0, -strip * rows);
    const here = Math.min(rows, height - strip * rows);
    copy(surface.getImageData(0, 0, width, here), pixels.data, strip * rows * width * 3);
  }
  return pixels;
}

function blank(width: number, height: number): Pixels {
  return { width, height, data: new Uint8Array(width * height * 3) };
}

/** RGBA into RGB, from that place on. */
function copy({ data: from }: ImageData, to: Uint8Array, place: number): void {
  for (let i = 0, k = place; i < from.length; i += 4) {
    to[k++] = from[i] ?? 0;
    to[k++] = from[i + 1] ?? 0;
    to[k++] = from[i + 2] ?? 0;
  }
}
