import { roundToEven } from "../figures";
import { at } from "../sequences";

/** Colours in numbers, as `inkread.style` has them: sRGB, 0..255 a channel. */

export type Colour = readonly [number, number, number];

// sRGB to CIE XYZ, and its white, D65 (IEC 61966-2-1).
const XYZ: readonly Colour[] = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];
const WHITE = XYZ.map(([red, green, blue]) => red + green + blue);

/** CIELAB (CIE 1976) for the white D65. */
export function labOf(colour: Colour): Colour {
  const [x, y, z] = xyzOf(colour).map((value, i) => {
    const ratio = value / at(WHITE, i);
    return ratio > (6 / 29) ** 3 ? Math.cbrt(ratio) : ratio / (3 * (6 / 29) ** 2) + 4 / 29;
  }) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The contrast ratio of WCAG 2, 1 (none) to 21 (black and white). */
export function contrastOf(ink: Colour, paper: Colour): number {
  const [one, other] = [at(xyzOf(ink), 1), at(xyzOf(paper), 1)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** "#rrggbb", of whole numbers. */
export function hexOf(colour: Colour): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Each channel made whole. */
export function whole([red, green, blue]: Colour): Colour {
  return [roundToEven(red), roundToEven(green), roundToEven(blue)];
}

/** The median of each channel, of those pixels (RGB) that are chosen: one or more. */
export function medianColour(data: Uint8Array, isChosen: Uint8Array): Colour {
  return [medianOf(data, isChosen, 0), medianOf(data, isChosen, 1), medianOf(data, isChosen, 2)];
}

function medianOf(data: Uint8Array, isChosen: Uint8Array, channel: number): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let i = 0; i < isChosen.length; i++) {
    if (!isChosen[i]) continue;
    const value = data[3 * i + channel] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
    total++;
  }
  const [low, high] = [Math.floor((total - 1) / 2), Math.floor(total / 2)];
  return (valueAt(counts, low) + valueAt(counts, high)) / 2;
}

/** The value that stands at this place when all are put in order. */
function valueAt(counts: Uint32Array, place: number): number {
  let before = 0;
  return counts.findIndex((count) => (before += count) > place);
}

/** Light, as CIE X, Y and Z, 0..1 or about that. */
function xyzOf(colour: Colour): number[] {
  const [red, green, blue] = colour.map(linear) as [number, number, number];
  return XYZ.map((row) => row[0] * red + row[1] * green + row[2] * blue);
}

/** Light, 0..1, of a channel, 0..255 (IEC 61966-2-1). */
function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
