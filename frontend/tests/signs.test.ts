import { describe, expect, it } from "vitest";
import { bestPath, cellsOf, chanceOf } from "../src/reading/agreement";
import { digitsOf } from "../src/reading/decoding";
import { cardFrom } from "../src/reading/card";
import { valueOf } from "../src/reading/notation";
import { ModelFailed } from "../src/reading/outputs";
import { partInk } from "../src/reading/signs";
import type { Sign } from "../src/values";

const CARD = cardFrom({
  name: "reader",
  file: "reader.onnx",
  sha256: "",
  alphabet: "0123456789",
  thresholds: { find: 0.5, accept: 0.9 },
});

describe("what is written", () => {
  it.each([
    ["12,34,567", "integer", "1234567", []],
    ["1.234", "decimal", "1.234", ["1234"]],
    ["€1.234,50", "amount", "1234.50", []],
    ["12.-", "amount", "12", []],
    ["29.02.2024", "date", "2024-02-29", []],
    ["--31--", "integer", "31", []],
  ])("%s is a value", (written, kind, text, alternatives) => {
    expect(valueOf(written)).toMatchObject({ kind, text, alternatives });
  });

  it.each(["1.2.3", "$1€", "30.02.2024", "-"])("%s says nothing", (written) => {
    expect(valueOf(written)).toBeNull();
  });
});

describe("ink that may be a digit or a sign", () => {
  const dash = (x: number, confidence: number): Sign => ({ text: "-", box: [x, 9, x + 4, 11], confidence });

  it("stays a seven with a bar, however likely the bar is a dash", () => {
    expect(partInk([[0, 0, 12, 20]], [0.6], [dash(4, 0.99)])).toEqual([[true], []]);
    expect(partInk([[0, 0, 12, 20]], [0.4], [dash(4, 0.99)])[1]).toHaveLength(1);
  });

  it("is not inside a digit when it stands at its edge", () => {
    expect(partInk([[0, 0, 12, 20]], [0.6], [dash(8.5, 0.99)])[1]).toHaveLength(1);
  });
});

describe("the second reader", () => {
  // Of an alphabet of two characters, and the blank.
  const frames = [
    [0.1, 0.1, 0.8],
    [0.7, 0.1, 0.2],
    [0.1, 0.1, 0.8],
  ];

  it("adds up all paths that spell a text", () => {
    // a--, aa-, aaa, -a-, -aa, --a
    const paths = [0.1 * 0.2 * 0.8, 0.1 * 0.7 * 0.8, 0.1 * 0.7 * 0.1, 0.8 * 0.7 * 0.8, 0.8 * 0.7 * 0.1, 0.8 * 0.2 * 0.1];
    expect(chanceOf(frames, [0], 0)).toBeCloseTo(paths.reduce((all, path) => all + path), 6);
    expect(chanceOf([], [], 0)).toBe(1);
    expect(chanceOf([], [0], 0)).toBe(0);
    expect(bestPath(frames, ["a", "b"])).toBe("a");
  });

  it("shares the frames of a string out among its digits", () => {
    const spans = [
      [3, 12, 9, 12],
      [3, 12, 3, 6],
      [0, 0, 0, 0],
    ] as const;
    expect(cellsOf(spans)).toEqual([[8, 12], [3, 8], [0, 0]]);
  });
});

describe("a graph that answers nonsense", () => {
  const tensor = (dims: number[], fill = 0.5) => ({ dims, data: new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(fill) });
  const right = { boxes: tensor([1, 4]), probabilities: tensor([1, 10]), digitness: tensor([1]), printed: tensor([1]) };
  const size = { width: 10, height: 10 };

  it("is not believed", () => {
    expect(() => digitsOf({ ...right, boxes: undefined }, CARD, size)).toThrow("gives no 'boxes'");
    expect(() => digitsOf({ ...right, boxes: tensor([2, 4]) }, CARD, size)).toThrow("has shape (2, 4), not (1, 4)");
    expect(() => digitsOf({ ...right, printed: tensor([1], NaN) }, CARD, size)).toThrow(ModelFailed);
    const wild = { ...right, strings: tensor([2, 11]), spans: tensor([1, 4], 9) };
    expect(() => digitsOf(wild, CARD, size)).toThrow("lie outside");
  });
});
