import { describe, expect, it } from "vitest";
import { doubtfulPlaces, nearest, nextDoubtful } from "../src/kept/doubtful";
import { stateFrom } from "../src/kept/state";
import { number, page } from "./pages";

const form = page(number("12"), number("34", [0.6, 0.99], false), number("5", [0.7], false));

describe("the way from doubt to doubt", () => {
  it("knows the doubtful digits in reading order", () => {
    expect(doubtfulPlaces(form)).toEqual([
      { number: 1, digit: 0 },
      { number: 2, digit: 0 },
    ]);
  });

  it("leads on, back, and ends", () => {
    expect(nextDoubtful(form, null)).toEqual({ number: 1, digit: 0 });
    expect(nextDoubtful(form, { number: 1, digit: 0 })).toEqual({ number: 2, digit: 0 });
    expect(nextDoubtful(form, { number: 2, digit: 0 })).toBeNull();
    expect(nextDoubtful(form, { number: 2, digit: 0 }, -1)).toEqual({ number: 1, digit: 0 });
    expect(nextDoubtful(form, null, -1)).toEqual({ number: 2, digit: 0 });
    expect(nextDoubtful(form, { number: 1, digit: 0 }, -1)).toBeNull();
  });

  it("keeps the mark near a digit that has gone", () => {
    expect(nearest(form, { number: 2, digit: 3 })).toEqual({ number: 2, digit: 0 });
    expect(nearest(form, { number: 9, digit: 9 })).toEqual({ number: 2, digit: 0 });
    expect(nearest(form, null)).toEqual({ number: 0, digit: 0 });
    expect(nearest(page(), { number: 0, digit: 0 })).toBeNull();
  });

  it("leads on from a sign, and keeps the mark on it while it is there", () => {
    const sign = { text: ".", box: [22, 16, 24, 20] as const, confidence: 1 };
    const signed = page({ ...number("12"), written: "12.", signs: [sign] }, number("5", [0.7], false));
    const place = { number: 0, digit: 1, sign: 0 };
    expect(nextDoubtful(signed, place)).toEqual({ number: 1, digit: 0 });
    expect(nearest(signed, place)).toEqual(place);
    expect(nearest(form, place)).toEqual({ number: 0, digit: 1 });
  });
});

describe("the state of a kept reading", () => {
  it("is taken in as it is given", () => {
    const values = { pages: [form], pictures: ["/p/1"], joinable: [[0]], last: 3, canUndo: true, opinion: "up" };
    expect(stateFrom(values)).toMatchObject({ last: 3, canUndo: true, canRedo: false, opinion: "up", joinable: [[0]] });
  });

  it("is refused when it is none", () => {
    expect(() => stateFrom({ pages: [form], pictures: [], last: 0 })).toThrow();
    expect(() => stateFrom({ pages: [form], pictures: ["/p/1"] })).toThrow();
    expect(() => stateFrom(null)).toThrow();
  });
});
