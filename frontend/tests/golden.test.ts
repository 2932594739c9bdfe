import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cardFrom } from "../src/reading/card";
import type { Outputs } from "../src/reading/outputs";
import { pageOf } from "../src/reading/reading";
import type { Page } from "../src/values";

/** What a graph answered, and the page that Python makes of it: `scripts/write_golden_cases.py`. */
interface Case {
  readonly name: string;
  readonly card: object;
  readonly width: number;
  readonly height: number;
  readonly outputs: Record<string, { dims: number[]; data: number[] }>;
  readonly page: Page;
}

const NAMES = { name: "golden", file: "golden.onnx", sha256: "", alphabet: "0123456789" };

function casesIn(file: string): Case[] {
  const packed = readFileSync(new URL(`../../tests/golden/${file}`, import.meta.url));
  return JSON.parse(gunzipSync(packed).toString("utf-8"), plusZero) as Case[];
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
