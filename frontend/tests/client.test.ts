import { describe, expect, it } from "vitest";
import { sentenceOf } from "../src/client";
import { tooLarge, tooMany, wrongSize } from "../src/picture/limits";
import { byHand, places, readingFrom, samePlace } from "../src/values";
import { digit, number, page } from "./pages";

describe("an answer", () => {
  it("is taken as it is", () => {
    const pages = [page(number("42"))];
    expect(readingFrom({ pages })).toEqual({ where: "server", pages, previews: [] });
    expect(readingFrom({ pages, previews: ["data:image/jpeg;base64,"] }).previews).toHaveLength(1);
  });

  it("is refused when it is something else", () => {
    for (const wrong of [null, {}, { pages: 1 }, { pages: [{ width: "wide" }] }, "42"]) {
      expect(() => readingFrom(wrong)).toThrow("not one that this page understands");
    }
  });

  it("names the places of its digits in order", () => {
    const found = places(page(number("12"), number("3")));
    expect(found.map((place) => `${place.number}.${place.digit}`)).toEqual(["0.0", "0.1", "1.0"]);
    expect(samePlace(found[0] ?? null, { number: 0, digit: 0 })).toBe(true);
    expect(samePlace(found[0] ?? null, null)).toBe(false);
  });
});

describe("what was drawn on the pad", () => {
  it("is by hand, however neat it is, and for the rest as it was read", () => {
    const neat = { ...number("7"), digits: [digit("7", 0, 0.9, "print")] };
    const read = readingFrom({ pages: [page(neat)] });
    const [first] = byHand(read).pages;
    expect(first?.numbers[0]?.digits).toEqual([digit("7", 0, 0.9, "hand")]);
    expect(read.pages[0]?.numbers[0]?.digits[0]?.kind).toBe("print");
  });
});

describe("a problem", () => {
  it("is told in the reader's own sentence", () => {
    expect(sentenceOf({ detail: "Send one picture at a time." }, 400)).toBe("Send one picture at a time.");
  });

  it("is told in ours where the reader says nothing", () => {
    expect(sentenceOf(null, 502)).toContain("fault");
    expect(sentenceOf(null, 413)).toContain("larger");
    expect(sentenceOf({ detail: 7 }, 404)).toContain("no connection to the server");
  });

  it("is known before files that are too many, or empty, are sent", () => {
    expect(tooMany(50, 0, 50)).toBeNull();
    expect(tooMany(51, 0, 50)).toContain("51 files were given, and 50 at once");
    expect(tooMany(1, 50, 50)).toContain("51 files");
    expect(wrongSize(0, 100)).toBe("The file is empty.");
    expect(wrongSize(100, 100)).toBeNull();
  });

  it("is known before a file that is too large is sent", () => {
    expect(tooLarge(60_000_000, 25_000_000)).toBe("The file of 60.0 MB is larger than the 25.0 MB allowed.");
  });
});
