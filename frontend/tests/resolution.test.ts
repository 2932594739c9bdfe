import { describe, expect, it } from "vitest";
import { resolutionOf, writingHeight } from "../src/ink/resolution";
import { blankSheet, withStroke, type Sheet } from "../src/ink/stroke";

const size = { width: 800, height: 500 };

/** A sheet with upright strokes of these heights. */
function written(...heights: number[]): Sheet {
  return heights.reduce(
    (sheet, height, index) =>
      withStroke(sheet, {
        pointer: "mouse",
        points: [100, 100 + height].map((y) => ({ x: 50 * index, y, time: 0, pressure: 0.5 })),
      }),
    blankSheet(size),
  );
}

describe("the height of the writing", () => {
  it("is that of its high strokes, not of its cross-bars", () => {
    expect(writingHeight(written(300, 10, 280, 5, 260))).toBe(280);
  });

  it("is never less than a tenth of the sheet", () => {
    expect(writingHeight(written(3))).toBe(50);
    expect(writingHeight(blankSheet(size))).toBe(50);
  });
});

describe("the picture of the ink", () => {
  it("makes large and small writing alike", () => {
    expect(resolutionOf(written(400))).toMatchObject({ width: 36, height: 23, scale: 0.045 });
    expect(resolutionOf(written(100))).toMatchObject({ width: 144, height: 90, scale: 0.18 });
  });

  it("keeps the line visible when large writing shrinks", () => {
    expect(resolutionOf(written(400)).nib).toBeCloseTo(1.62);
    expect(resolutionOf(written(60)).nib).toBeCloseTo(2.7);
  });

  it("never grows beyond what is sensible", () => {
    const wide = { ...written(50), size: { width: 9000, height: 100 } };
    expect(resolutionOf(wide).width).toBe(1024);
  });
});
