import { describe, expect, it } from "vitest";
import { clamped, MOST, scrolledTo, stepped } from "../src/kept/zoom";

describe("looking closer", () => {
  it("goes there and back by the same steps, and never below the whole picture", () => {
    expect(stepped(stepped(1, 1), -1)).toBe(1);
    expect(stepped(1, -1)).toBe(1);
    expect(stepped(MOST, 1)).toBe(MOST);
    expect(clamped(0.3)).toBe(1);
    expect(clamped(100)).toBe(MOST);
  });

  it("keeps in its place what it was looked at", () => {
    // 30 px from the edge of a view that is scrolled by 100 lies px 130, at twice the scale px 260.
    expect(scrolledTo(100, 30, 1, 2)).toBe(230);
    expect(scrolledTo(scrolledTo(100, 30, 1, 2), 30, 2, 1)).toBe(100);
  });
});
