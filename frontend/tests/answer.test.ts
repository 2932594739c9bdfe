import { describe, expect, it } from "vitest";
import { candidatesOf } from "../src/answer/candidates";
import { isDoubtful, weakest } from "../src/answer/doubt";
import { pointedAt, steppedFrom } from "../src/answer/pointing";
import {
  announcement,
  handOf,
  meaningOf,
  nameOfDigit,
  nameOfSign,
  percent,
  reasonOf,
  spokenPercent,
} from "../src/answer/words";
import { digitAt, marks, signAt } from "../src/values";
import { digit, number, page } from "./pages";

describe("a chance in words", () => {
  it("is never 100 %", () => {
    expect(percent(1)).toBe("> 99.9 %");
    expect(percent(0.9994)).toBe("99.9 %");
    expect(percent(0.9899)).toBe("98 %");
    expect(percent(0.614)).toBe("61 %");
    expect(percent(0.004)).toBe("< 1 %");
    expect(percent(0)).toBe("0 %");
  });

  it("can be spoken", () => {
    expect(spokenPercent(1)).toBe("more than 99.9 percent");
    expect(spokenPercent(0.001)).toBe("less than 1 percent");
  });
});

describe("the announcement", () => {
  it("spells a single number and says how sure it is", () => {
    expect(announcement(page(number("60")))).toBe("Read 6 0, sure, 98 percent, handwritten.");
  });

  it("spells signs, and says what they mean", () => {
    const value = { kind: "amount", text: "6.0", currency: "EUR", alternatives: ["60"] };
    const read = { ...number("60"), written: "6,0", value };
    expect(announcement(page(read))).toBe(
      "Read 6 , 0, means 6.0 EUR, or 60 EUR, sure, 98 percent, handwritten.",
    );
    expect(meaningOf(read)).toBe("= 6.0 EUR, or 60 EUR");
    expect(meaningOf(number("60"))).toBe("");
  });

  it("counts many numbers and the unsure ones", () => {
    const found = announcement(page(number("1"), number("2", [0.5], false)));
    expect(found).toBe("Read 2 numbers, 1 unsure: 1, 2.");
  });

  it("says when there is none", () => {
    expect(announcement(page())).toBe("No number found.");
  });

  it("names digits and hands", () => {
    expect(nameOfDigit(digit("7", 0), 2, 3)).toBe("7, digit 2 of 3, 99.0 percent");
    expect(handOf({ ...number("1"), digits: [digit("1", 0, 0.9, "print")] })).toBe("printed");
    const both = [digit("1", 0, 0.9, "print"), digit("1", 12)];
    expect(handOf({ ...number("11"), digits: both })).toBe("handwritten and printed");
  });
});

describe("why a number is unsure", () => {
  const unsure = { ...number("27"), accepted: false };
  const second = { text: "27", confidence: 0.98, whole: true };

  it("is told as far as its values tell", () => {
    expect(reasonOf({ ...unsure, second: { ...second, whole: false } })).toBe("it may not be whole");
    expect(reasonOf({ ...unsure, second: { ...second, text: "21" } })).toBe("the two readers differ");
    expect(reasonOf({ ...unsure, second, first: { text: "21", confidence: 0.6 } })).toBe("the two readers differ");
    const signs = [{ text: ",", box: [0, 0, 1, 1], confidence: 0.6 }] as const;
    expect(reasonOf({ ...unsure, second, signs })).toBe("a sign is unclear");
    expect(reasonOf({ ...unsure, second })).toBe("not sure enough to do without a look");
  });

  it("is not asked of one that is sure, or checked", () => {
    expect(reasonOf(number("27"))).toBe("");
    expect(reasonOf({ ...unsure, checked: true })).toBe("");
  });
});

describe("doubt", () => {
  const unsure = number("276", [0.999, 0.7, 0.99], false);

  it("marks the digits that carry it", () => {
    expect([0, 1, 2].map((index) => isDoubtful(unsure, index))).toEqual([false, true, false]);
  });

  it("marks all digits that share it evenly", () => {
    const even = number("22", [0.8, 0.8], false);
    expect([0, 1].map((index) => isDoubtful(even, index))).toEqual([true, true]);
  });

  it("marks nothing in an accepted number", () => {
    expect(isDoubtful({ ...unsure, accepted: true }, 1)).toBe(false);
  });

  it("looks first at the weakest digit of the page", () => {
    expect(weakest(page(number("1"), unsure))).toEqual({ number: 1, digit: 1 });
    expect(weakest(page())).toBeNull();
  });
});

describe("pointing", () => {
  const shown = page(number("12"), { ...number("3"), digits: [digit("3", 100)] });

  it("finds the digit under a point, or the nearest within reach", () => {
    expect(pointedAt(shown, { x: 5, y: 5 }, 4)).toEqual({ number: 0, digit: 0 });
    expect(pointedAt(shown, { x: 112, y: 5 }, 4)).toEqual({ number: 1, digit: 0 });
    expect(pointedAt(shown, { x: 60, y: 5 }, 4)).toBeNull();
  });

  it("steps through all digits, and by numbers", () => {
    const first = { number: 0, digit: 0 };
    const last = { number: 1, digit: 0 };
    expect(steppedFrom(shown, first, "ArrowRight")).toEqual({ number: 0, digit: 1 });
    expect(steppedFrom(shown, { number: 0, digit: 1 }, "ArrowRight")).toEqual(last);
    expect(steppedFrom(shown, { number: 0, digit: 1 }, "ArrowDown")).toEqual(last);
    expect(steppedFrom(shown, last, "ArrowUp")).toEqual(first);
    expect(steppedFrom(shown, first, "ArrowLeft")).toBeNull();
    expect(steppedFrom(shown, first, "End")).toEqual(last);
    expect(steppedFrom(shown, last, "Home")).toEqual(first);
    expect(steppedFrom(shown, first, "a")).toBeNull();
  });

  it("knows signs where these can be marked", () => {
    const point = { text: ".", box: [10, 16, 12, 20] as const, confidence: 0.97 };
    const minus = { text: "-", box: [-6, 8, -2, 12] as const, confidence: 0.9 };
    const signed = page({ ...number("12"), written: "-1.2", signs: [minus, point] });
    const all = marks(signed);
    expect(all).toEqual([
      { number: 0, digit: 0, sign: 0 },
      { number: 0, digit: 0 },
      { number: 0, digit: 0, sign: 1 },
      { number: 0, digit: 1 },
    ]);
    expect(signAt(signed, { number: 0, digit: 0, sign: 1 })).toBe(point);
    expect(digitAt(signed, { number: 0, digit: 0, sign: 1 })).toBeUndefined();
    expect(signAt(signed, { number: 0, digit: 0 })).toBeUndefined();
    expect(nameOfSign(point)).toBe("point, a sign, 97 percent");
    expect(steppedFrom(signed, { number: 0, digit: 0 }, "ArrowRight", all)).toEqual(all[2]);
    expect(steppedFrom(signed, { number: 0, digit: 0 }, "ArrowLeft", all)).toEqual(all[0]);
    expect(pointedAt(signed, { x: 11, y: 18 }, 4, all)).toEqual(all[2]);
    expect(pointedAt(signed, { x: 5, y: 5 }, 4, all)).toEqual(all[1]);
    expect(pointedAt(signed, { x: -4, y: 10 }, 2)).toBeNull();
  });
});

describe("candidates", () => {
  it("are the likeliest digits", () => {
    expect(candidatesOf(digit("7", 0, 0.97)).map((each) => each.label)).toEqual(["7", "0", "1", "2", "3"]);
  });

  it("name the chance that there is no digit, where it counts", () => {
    const faint = { ...digit("7", 0), alternatives: [["7", 0.6]] as const };
    expect(candidatesOf(faint).at(-1)).toEqual({ label: "none", chance: 0.4 });
  });
});
