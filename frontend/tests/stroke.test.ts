import { describe, expect, it } from "vitest";
import {
  blankSheet,
  nibFor,
  onPad,
  onSheet,
  placement,
  thickness,
  withStroke,
  type InkPoint,
  type Stroke,
} from "../src/ink/stroke";

const point = (x: number, y: number, pressure = 0.5): InkPoint => ({ x, y, time: 0, pressure });
const stroke = (...points: InkPoint[]): Stroke => ({ pointer: "mouse", points });

describe("a sheet", () => {
  const sheet = blankSheet({ width: 400, height: 200 });

  it("takes strokes without changing itself", () => {
    const first = withStroke(sheet, stroke(point(1, 1)));
    const second = withStroke(first, stroke(point(2, 2)));
    expect(sheet.strokes).toHaveLength(0);
    expect(first.strokes).toHaveLength(1);
    expect(second.strokes).toHaveLength(2);
  });

  it("lies whole and centred on a pad that was turned", () => {
    const by = placement(sheet, { width: 200, height: 400 });
    expect(onPad(point(0, 0), by)).toMatchObject({ x: 0, y: 150 });
    expect(onPad(point(400, 200), by)).toMatchObject({ x: 200, y: 250 });
  });

  it("takes a point of the pad to where it was meant", () => {
    const by = placement(sheet, { width: 200, height: 400 });
    expect(onSheet(point(100, 200, 0.7), by)).toEqual(point(200, 100, 0.7));
  });
});

describe("the nib", () => {
  it("is pressed by a pen only", () => {
    expect(thickness("mouse", 0.9, 8)).toBe(8);
    expect(thickness("touch", 1, 8)).toBe(8);
    expect(thickness("pen", 0.5, 8)).toBe(8);
    expect(thickness("pen", 1, 8)).toBe(12);
    expect(thickness("pen", 0, 8)).toBe(8);
  });

  it("grows with the sheet and is never a hair", () => {
    expect(nibFor({ width: 100, height: 100 })).toBe(4);
    expect(nibFor({ width: 1000, height: 600 })).toBeCloseTo(10.8);
  });
});
