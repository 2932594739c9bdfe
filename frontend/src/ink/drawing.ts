import type { Fit, Size } from "../geometry";
import { piecesOf } from "./line";
import { resolutionOf } from "./resolution";
import { nibFor, onPad, thickness, type InkPoint, type Sheet, type Stroke } from "./stroke";

type Surface = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export interface Pen {
  readonly colour: string;
  /** The width of every line in the surface's units, whatever pen wrote it; left out: as written. */
  readonly nib?: number;
}

/** Draws the strokes of a sheet as smooth lines, in the surface's own units. */
export function drawInk(surface: Surface, sheet: Sheet, by: Fit, { colour, nib }: Pen): void {
  surface.strokeStyle = colour;
  surface.fillStyle = colour;
  surface.lineCap = "round";
  surface.lineJoin = "round";
  const usual = nibFor(sheet.window) * by.scale;
  for (const stroke of sheet.strokes) drawStroke(surface, stroke, by, nib ?? usual * (stroke.weight ?? 1));
}

function drawStroke(surface: Surface, stroke: Stroke, by: Fit, nib: number): void {
  const points = stroke.points.map((point) => onPad(point, by));
  const [first] = points;
  if (first && points.length === 1) dot(surface, first, thickness(stroke.pointer, first.pressure, nib));
  for (const { from, bend, to, width } of piecesOf(stroke, points, nib)) {
    surface.beginPath();
    surface.lineWidth = width;
    surface.moveTo(from.x, from.y);
    surface.quadraticCurveTo(bend.x, bend.y, to.x, to.y);
    surface.stroke();
  }
}

function dot(surface: Surface, at: InkPoint, width: number): void {
  surface.beginPath();
  surface.arc(at.x, at.y, width / 2, 0, Math.PI * 2);
  surface.fill();
}

/** The sheet in black, so large that it is `width` units wide, from the corner of the surface on. */
export function paintInk(surface: Surface, sheet: Sheet, width: number): void {
  drawInk(surface, sheet, { scale: width / sheet.size.width, dx: 0, dy: 0 }, { colour: "#000" });
}

/** The sheet as pixels, black on white, at the resolution that suits the reader. */
export function inkPicture(sheet: Sheet): ImageData {
  const { width, height, scale, nib } = resolutionOf(sheet);
  const { canvas, surface } = blankCanvas({ width, height });
  surface.fillStyle = "#fff";
  surface.fillRect(0, 0, canvas.width, canvas.height);
  drawInk(surface, sheet, { scale, dx: 0, dy: 0 }, { colour: "#000", nib });
  return surface.getImageData(0, 0, canvas.width, canvas.height);
}

/** Pixels as a file that the server reads. */
export async function packed(pixels: ImageData): Promise<Blob> {
  const { canvas, surface } = blankCanvas(pixels);
  surface.putImageData(pixels, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("The drawing could not be turned into a picture."));
    }, "image/png");
  });
}

function blankCanvas({ width, height }: Size): { canvas: HTMLCanvasElement; surface: CanvasRenderingContext2D } {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  // Read at once, so it is better drawn where it is read than on a graphics card.
  const surface = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!surface) throw new Error("This browser gives no surface to draw on.");
  return { canvas, surface };
}
