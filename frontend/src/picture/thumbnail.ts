import { shrink } from "../geometry";

const SIDE = 192;

/** The picture small, on a canvas; null where this browser cannot decode it. */
export async function thumbnailOf(picture: Blob): Promise<HTMLCanvasElement | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(picture, { imageOrientation: "from-image" });
  } catch {
    // Which kinds a browser decodes is only known by trying.
    return null;
  }
  const scale = shrink(bitmap, SIDE);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (context) {
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  }
  bitmap.close();
  return canvas;
}

/** The picture in a data: address of base64, which no policy of this page lets be shown itself. */
export function pictureIn(data: string): Blob {
  const [head = "", body = ""] = data.split(",", 2);
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: head.replace(/^data:|;base64$/g, "") });
}
