import { describe, expect, it } from "vitest";
import { cardFrom } from "../src/reading/card";
import { exactSum, quantile, rounded, roundedScaled, roundToEven } from "../src/reading/figures";

const LEAST = {
  name: "reader",
  file: "reader.onnx",
  sha256: "AB12",
  alphabet: "0123456789",
  thresholds: { find: 0.9, accept: 0.8 },
};

describe("a card", () => {
  it("fills in what it does not say as Python does", () => {
    expect(cardFrom(LEAST)).toMatchObject({ sha256: "ab12", beside: 0.9, sign: 0.5, doubt: 1, margin: null, temperature: 1 });
  });

  it("names the margin of the share of errors that it chose itself", () => {
    const acceptance = { max_error: 0.01, margins: { "0.02": 0.5, "0.010": 0.7 }, doubt: 0.05 };
    expect(cardFrom({ ...LEAST, acceptance })).toMatchObject({ margin: 0.7, doubt: 0.05 });
    expect(() => cardFrom({ ...LEAST, acceptance: { ...acceptance, max_error: 0.2 } })).toThrow("none of its margins");
  });

  it("is refused when it says too little", () => {
    expect(() => cardFrom(null)).toThrow("'card'");
    expect(() => cardFrom({ ...LEAST, alphabet: undefined })).toThrow("'alphabet'");
    expect(() => cardFrom({ ...LEAST, thresholds: { accept: 1 } })).toThrow("'find'");
  });

  it("has margins and weights of their own for a number that is alone", () => {
    const acceptance = { max_error: 0.01, margins: { "0.01": 0.7 } };
    const marginFor = (margins: object) => cardFrom({ ...LEAST, acceptance, alone: { margins } }).alone?.margin;
    expect(cardFrom({ ...LEAST, acceptance }).alone).toBeNull();
    expect(marginFor({ "0.02": 0.5, "0.01": 0.6, "0.001": 0.9 })).toBe(0.6);
    expect(marginFor({ "0.02": 0.5, "0.001": 0.9 })).toBe(0.9);
    expect(marginFor({ "0.02": 0.5 })).toBeGreaterThan(1);
    expect(cardFrom({ ...LEAST, alone: { margins: { "0.02": 0.5 } } }).alone?.margin).toBeNull();
  });

  it("has the weights of a joint answer all or not at all", () => {
    const joint = { second: 0.4, which: 0.3, present: 0.1, put_in: -1.6, left_out: 0.9, own: 0.7, other: -3.4, torn: 3.2 };
    expect(cardFrom(LEAST).joint).toBeNull();
    expect(cardFrom({ ...LEAST, joint: {} }).joint).toBeNull();
    expect(cardFrom({ ...LEAST, joint: { ...joint, change: 0.8, recount: 0.4 } }).joint).toMatchObject({ putIn: -1.6, leftOut: 0.9 });
    expect(() => cardFrom({ ...LEAST, joint })).toThrow("'change'");
  });
});

describe("a figure", () => {
  it("is rounded as in Python, from half-way to the even digit", () => {
    expect(rounded(0.0078125, 6)).toBe(0.007812);
    expect(rounded(0.0234375, 6)).toBe(0.023438);
    expect(rounded(0.1234565, 6)).toBe(0.123456); // in binary a little less than it looks
    expect([0.5, 1.5, 2.5, -0.4, 3.7].map(roundToEven)).toEqual([0, 2, 2, -0, 4]);
    expect(roundedScaled(12.345, 2)).toBe(12.34);
  });

  it("is the exact sum of others, rounded once", () => {
    expect(exactSum([])).toBe(0);
    expect(exactSum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
    expect(exactSum([1e100, 1, -1e100])).toBe(1);
    // Half-way between two figures, and beyond it by the last part.
    expect(exactSum([1, 2 ** -53])).toBe(1);
    expect(exactSum([1, 2 ** -53, 2 ** -120])).toBe(1 + 2 ** -52);
    expect(exactSum([1, 2 ** -53, -(2 ** -120)])).toBe(1);
  });

  it("lies on the straight line between its neighbours", () => {
    expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
    expect(quantile([7], 0.25)).toBe(7);
  });
});
