import { expect, test } from "vitest";
import { Walk } from "../src/guide/walk";

function walkOf(count: number): { walk: Walk; seen: number[] } {
  const seen: number[] = [];
  const walk = new Walk(count, (each) => seen.push(each.position));
  return { walk, seen };
}

test("a person goes from step to step and not beyond the ends", () => {
  const { walk } = walkOf(3);
  walk.go(-1);
  expect(walk.isFirst).toBe(true);
  walk.go(walk.position + 1);
  walk.go(walk.position + 1);
  walk.go(walk.position + 1);
  expect(walk.position).toBe(2);
  expect(walk.isLast).toBe(true);
});

test("it walks on by itself to the end and stands still there", () => {
  const { walk, seen } = walkOf(3);
  walk.toggle();
  for (let n = 0; n < 5; n += 1) walk.tick();
  expect(seen).toEqual([0, 1, 2]);
  expect(walk.isPlaying).toBe(false);
});

test("played at the end it begins anew", () => {
  const { walk } = walkOf(2);
  walk.go(1);
  walk.toggle();
  expect([walk.position, walk.isPlaying]).toEqual([0, true]);
});

test("it stands still as soon as a person goes somewhere, or pauses it", () => {
  const { walk } = walkOf(4);
  walk.toggle();
  walk.go(2);
  walk.tick();
  expect([walk.position, walk.isPlaying]).toEqual([2, false]);
  walk.toggle();
  walk.toggle();
  walk.tick();
  expect(walk.position).toBe(2);
});
