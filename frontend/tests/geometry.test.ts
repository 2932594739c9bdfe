import { describe, expect, it } from "vitest";
import { distance, fit, grown, shrink, toInner, toOuter } from "../src/geometry";

describe("fit", () => {
  it("shows a wide picture whole, centred from top to bottom", () => {
    expect(fit({ width: 200, height: 100 }, { width: 400, height: 400 })).toEqual({ scale: 2, dx: 0, dy: 100 });
  });

  it("shows a high picture whole, centred from left to right", () => {
    expect(fit({ width: 100, height: 200 }, { width: 300, height: 100 })).toEqual({ scale: 0.5, dx: 125, dy: 0 });
  });

  it("leaves a picture without area alone", () => {
    expect(fit({ width: 0, height: 10 }, { width: 30, height: 30 })).toEqual({ scale: 1, dx: 0, dy: 0 });
  });

  it("is undone on the way back", () => {
    const by = fit({ width: 640, height: 480 }, { width: 333, height: 555 });
    const there = toOuter({ x: 12.5, y: 470 }, by);
    const back = toInner(there, by);
    expect(back.x).toBeCloseTo(12.5);
    expect(back.y).toBeCloseTo(470);
  });
});

describe("boxes", () => {
  it("grow on every side", () => {
    expect(grown([10, 10, 20, 30], 2)).toEqual([8, 8, 22, 32]);
  });

  it("are as far from a point as their nearest edge", () => {
    const box = [10, 10, 20, 30] as const;
    expect(distance({ x: 15, y: 12 }, box)).toBe(0);
    expect(distance({ x: 5, y: 20 }, box)).toBe(5);
    expect(distance({ x: 23, y: 34 }, box)).toBe(5);
  });
});

describe("shrink", () => {
  it("never enlarges", () => {
    expect(shrink({ width: 100, height: 50 }, 1000)).toBe(1);
    expect(shrink({ width: 4000, height: 50 }, 1000)).toBe(0.25);
  });
});
