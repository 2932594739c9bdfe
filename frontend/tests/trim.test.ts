import { describe, expect, it } from "vitest";
import { cutOf, isUntouched, moved, resized, SMALLEST, turned, turnedSize, UNTOUCHED } from "../src/picture/trim";

const SIZE = { width: 600, height: 400 };

describe("turning", () => {
  it("changes the sides with each quarter, and four quarters change nothing", () => {
    const once = turned(UNTOUCHED, 1);
    expect(turnedSize(SIZE, once).width).toBeCloseTo(400);
    expect(turnedSize(SIZE, once).height).toBeCloseTo(600);
    expect(isUntouched(turned(turned(turned(once, 1), 1), 1))).toBe(true);
    expect(isUntouched(turned(once, -1))).toBe(true);
  });

  it("takes what was left of the picture along", () => {
    // The upper left quarter lies at the upper right after a turn to the right.
    const quarter = { ...UNTOUCHED, box: [0, 0, 0.5, 0.25] as const };
    expect(turned(quarter, 1).box).toEqual([0.75, 0, 1, 0.5]);
    expect(turned(turned(quarter, 1), -1)).toEqual(quarter);
    expect(turned(quarter, -1).box).toEqual([0, 0.5, 0.25, 1]);
  });

  it("by some degrees needs more room, and the pixels keep their size", () => {
    const { width, height } = turnedSize(SIZE, { ...UNTOUCHED, angle: 10 });
    expect(width).toBeCloseTo(660.3, 0);
    expect(height).toBeCloseTo(498.1, 0);
    expect(turnedSize(SIZE, { ...UNTOUCHED, angle: -10 })).toEqual(turnedSize(SIZE, { ...UNTOUCHED, angle: 10 }));
  });
});

describe("cropping", () => {
  it("moves the frame within the picture, as large as it was", () => {
    expect(moved([0.25, 0.25, 0.5, 0.75], 0.25, -1)).toEqual([0.5, 0, 0.75, 0.5]);
    expect(moved([0.25, 0.25, 0.5, 0.75], 9, 9)).toEqual([0.75, 0.5, 1, 1]);
  });

  it("moves an edge or a corner, never over the opposite one or out of the picture", () => {
    expect(resized([0.25, 0.25, 0.75, 0.75], { x: 1, y: 0 }, 0.125, 0.5)).toEqual([0.25, 0.25, 0.875, 0.75]);
    expect(resized([0.25, 0.25, 0.75, 0.75], { x: -1, y: -1 }, -1, 1)).toEqual([0, 0.75 - SMALLEST, 0.75, 0.75]);
    expect(resized([0.25, 0.25, 0.75, 0.75], { x: 1, y: 1 }, 1, -1)).toEqual([0.25, 0.25, 1, 0.25 + SMALLEST]);
  });

  it("is counted in whole pixels of the turned picture", () => {
    expect(cutOf(SIZE, UNTOUCHED)).toEqual({ x: 0, y: 0, ...SIZE });
    expect(cutOf(SIZE, { turns: 1, angle: 0, box: [0.5, 0, 1, 0.5] })).toEqual({ x: 200, y: 0, width: 200, height: 300 });
    expect(cutOf({ width: 3, height: 3 }, { ...UNTOUCHED, box: [0, 0, 0.02, 0.02] })).toMatchObject({ width: 1, height: 1 });
  });
});
