import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cardFrom } from "../src/reading/card";
import type { Outputs } from "../src/reading/outputs";
import { pageOf } from "../src/reading/reading";
import { measureStyle } from "../src/reading/style/measuring";
import type { NumberRead, Page, Style } from "../src/values";

/** What a graph answered, and the page that Python makes of it: `scripts/write_golden_cases.py`. */
interface Case {
  readonly name: string;
  readonly card: object;
  readonly width: number;
  readonly height: number;
  readonly outputs: Record<string, { dims: number[]; data: number[] }>;
  readonly page: Page;
}

/** A number in a picture (RGB, base64), and how it is written as Python measures it. */
interface Writing {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly pixels: string;
  readonly number: NumberRead;
  readonly style: Style;
}

const NAMES = { name: "golden", file: "golden.onnx", sha256: "", alphabet: "0123456789" };

function casesIn<Golden = Case>(file: string): Golden[] {
  const packed = readFileSync(new URL(`../../tests/golden/${file}`, import.meta.url));
  return JSON.parse(gunzipSync(packed).toString("utf-8"), plusZero) as Golden[];
}

/** Nothing in an answer tells -0 from 0. */
function plusZero(_: string, value: unknown): unknown {
  return value === 0 ? 0 : value;
}

function outputsOf(golden: Case): Outputs {
  const entries = Object.entries(golden.outputs).map(([name, { dims, data }]) => [
    name,
    { dims, data: Float32Array.from(data) },
  ]);
  return Object.fromEntries(entries) as Outputs;
}

describe.each(["scripted.json.gz", "recorded.json.gz"])("the golden cases in %s", (file) => {
  const cases = casesIn(file);

  it("are there", () => expect(cases.length).toBeGreaterThan(0));

  it.each(cases.map((golden) => [golden.name, golden] as const))("%s: reads as Python does", (_, golden) => {
    const card = cardFrom({ ...NAMES, ...golden.card });
    const page = pageOf(outputsOf(golden), card, golden, "golden");
    expect(JSON.parse(JSON.stringify(page), plusZero)).toEqual(golden.page);
  });
});

describe("the golden styles", () => {
  const cases = casesIn<Writing>("styled.json.gz");

  it("are there", () => expect(cases.length).toBeGreaterThan(50));

  // Not one value may differ, by however little: each is rounded in both languages.
  it.each(cases.map((golden) => [golden.name, golden] as const))("%s: measures as Python does", (_, golden) => {
    const data = new Uint8Array(Buffer.from(golden.pixels, "base64"));
    const style = measureStyle({ ...golden, data }, golden.number);
    expect(JSON.stringify(style)).toBe(JSON.stringify(golden.style));
  });
});
