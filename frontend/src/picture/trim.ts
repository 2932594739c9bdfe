import type { Box, Size } from "../geometry";

/** How a picture is turned, and what of it is left: plain values, nothing is drawn here. */
export interface Trim {
  /** Quarter turns clockwise, 0 to 3. */
  readonly turns: number;
  /** And so many degrees more, clockwise. */
  readonly angle: number;
  /** What is left, in parts of the turned picture, 0..1. */
  readonly box: Box;
}

/** Which edges move: -1 the left or upper one, 1 the right or lower one, 0 neither. */
export interface Edges {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

export const WHOLE: Box = [0, 0, 1, 1];
export const UNTOUCHED: Trim = { turns: 0, angle: 0, box: WHOLE };
/** No side of what is left is shorter, in parts of the picture. */
export const SMALLEST = 0.02;

export function isUntouched({ turns, angle, box }: Trim): boolean {
  return turns === 0 && angle === 0 && box.every((value, index) => value === WHOLE[index]);
}

/** Radians clockwise. */
export function radians({ turns, angle }: Trim): number {
  return ((turns * 90 + angle) * Math.PI) / 180;
}

/** The least upright size that holds the whole turned picture. */
export function turnedSize(size: Size, trim: Trim): Size {
  const cos = Math.abs(Math.cos(radians(trim)));
  const sin = Math.abs(Math.sin(radians(trim)));
  return { width: size.width * cos + size.height * sin, height: size.width * sin + size.height * cos };
}

/** A quarter turn more, to the right (1) or to the left (-1); what was left of it turns along. */
export function turned(trim: Trim, direction: 1 | -1): Trim {
  const [left, top, right, bottom] = trim.box;
  const box: Box = direction === 1 ? [1 - bottom, left, 1 - top, right] : [top, 1 - right, bottom, 1 - left];
  return { ...trim, turns: (trim.turns + direction + 4) % 4, box };
}

/** The box elsewhere, as large as it was and within the picture. */
export function moved(box: Box, dx: number, dy: number): Box {
  const x = clamp(dx, -box[0], 1 - box[2]);
  const y = clamp(dy, -box[1], 1 - box[3]);
  return [box[0] + x, box[1] + y, box[2] + x, box[3] + y];
}

/** The box with some edges moved, within the picture and never smaller than `SMALLEST`. */
export function resized(box: Box, edges: Edges, dx: number, dy: number): Box {
  const [left, top, right, bottom] = box;
  return [
    edges.x === -1 ? clamp(left + dx, 0, right - SMALLEST) : left,
    edges.y === -1 ? clamp(top + dy, 0, bottom - SMALLEST) : top,
    edges.x === 1 ? clamp(right + dx, left + SMALLEST, 1) : right,
    edges.y === 1 ? clamp(bottom + dy, top + SMALLEST, 1) : bottom,
  ];
}

/** What is left, in whole pixels of the turned picture: at least one by one. */
export function cutOf(size: Size, trim: Trim): { x: number; y: number; width: number; height: number } {
  const { width, height } = turnedSize(size, trim);
  const x = Math.round(trim.box[0] * width);
  const y = Math.round(trim.box[1] * height);
  return {
    x,
    y,
    width: Math.max(1, Math.round(trim.box[2] * width) - x),
    height: Math.max(1, Math.round(trim.box[3] * height) - y),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
