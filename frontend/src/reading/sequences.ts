/** Lists as Python has them: an index that must exist, order by several keys, neighbours. */

type Key = number | string;

/** The item at this place; a RangeError where there is none. Negative places count from the end. */
export function at<T>(items: ArrayLike<T>, place: number): T {
  const index = place < 0 ? items.length + place : place;
  if (!(index in items)) throw new RangeError(`there is no item ${place} among ${items.length}`);
  return items[index] as T;
}

/** Which of two keys comes first: compared part by part, as tuples are. */
export function compareKeys(a: readonly Key[], b: readonly Key[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (at(a, i) < at(b, i)) return -1;
    if (at(a, i) > at(b, i)) return 1;
  }
  return a.length - b.length;
}

/** The items in the order of their keys; equal ones stay as they were. */
export function sortedBy<T>(items: Iterable<T>, key: (item: T) => readonly Key[]): T[] {
  const keyed = [...items].map((item) => [key(item), item] as const);
  return keyed.sort(([a], [b]) => compareKeys(a, b)).map(([, item]) => item);
}

/** The first of the items with the least figure; a RangeError where there are none. */
export function leastBy<T>(items: readonly T[], figure: (item: T) => number): T {
  const figures = items.map(figure);
  return at(items, figures.indexOf(Math.min(...figures)));
}

/** Each item with the next one. */
export function pairwise<T>(items: readonly T[]): [T, T][] {
  return items.slice(1).map((item, i) => [at(items, i), item]);
}

/** The numbers from 0 to below n. */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
