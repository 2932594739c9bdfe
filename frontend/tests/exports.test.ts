import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { altoOf } from "../src/exports/alto";
import { decimal, fixed } from "../src/exports/figures";
import { hocrOf } from "../src/exports/hocr";
import { csvOf, jsonOf, textOf } from "../src/exports/lines";
import type { Page } from "../src/values";

/** Pages, and the files that Python writes of them: `scripts/write_golden_cases.py`. */
interface Case {
  readonly name: string;
  readonly pages: Page[];
  readonly created: string | null;
  readonly files: { text: string; csv: string; hocr: string; alto: string[] };
}

const engine = { version: "0.1.0", model: "reader", modelVersion: "1", sha256: "ab".repeat(32) };
const packed = readFileSync(new URL("../../tests/golden/exported.json.gz", import.meta.url));
const cases = JSON.parse(gunzipSync(packed).toString("utf-8")) as Case[];

describe("the files that leave", () => {
  it("have cases", () => expect(cases.length).toBeGreaterThan(10));

  it.each(cases.map((golden) => [golden.name, golden] as const))("%s: are those of Python", (_, golden) => {
    const { pages, files, created } = golden;
    const options = { engine, ...(created ? { created } : {}) };
    expect(textOf(pages)).toBe(files.text);
    expect(csvOf(pages)).toBe(files.csv);
    expect(hocrOf(pages, options)).toBe(files.hocr);
    expect(pages.map((page) => altoOf(page, options))).toEqual(files.alto);
    const lines = jsonOf(pages).split("\n").filter(Boolean);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(pages);
  });
});

describe("figures", () => {
  it("are written as Python writes them", () => {
    expect([20, 0.964095, 0.00001, 1.5e-7, 0, -8].map(decimal)).toEqual(
      ["20.0", "0.964095", "1e-05", "1.5e-07", "0.0", "-8.0"],
    );
  });

  it("go to the even neighbour from the middle", () => {
    expect([fixed(0.03125, 4), fixed(0.09375, 4), fixed(96.125, 2)]).toEqual(
      ["0.0312", "0.0938", "96.12"],
    );
  });
});
