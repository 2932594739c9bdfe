import { isDoubtful } from "../answer/doubt";
import { places, samePlace, signAt, type Page, type Place } from "../values";

/** The doubtful digits of a page in reading order. */
export function doubtfulPlaces(page: Page): Place[] {
  return places(page).filter(({ number, digit }) => {
    const read = page.numbers[number];
    return read !== undefined && isDoubtful(read, digit);
  });
}

/** The next doubtful digit after a place, or before it when `step` is -1; null at the end. */
export function nextDoubtful(page: Page, from: Place | null, step: 1 | -1 = 1): Place | null {
  const all = places(page);
  const here = from && { number: from.number, digit: from.digit };
  const at = here ? all.findIndex((place) => samePlace(place, here)) : step === 1 ? -1 : all.length;
  const doubtful = doubtfulPlaces(page);
  const position = (place: Place): number => all.findIndex((other) => samePlace(place, other));
  return step === 1
    ? (doubtful.find((place) => position(place) > at) ?? null)
    : (doubtful.findLast((place) => position(place) < at) ?? null);
}

/** The place nearest to one that may be gone; null on a page without numbers. */
export function nearest(page: Page, place: Place | null): Place | null {
  if (page.numbers.length === 0) return null;
  if (place && signAt(page, place)) return place;
  const number = Math.min(place?.number ?? 0, page.numbers.length - 1);
  const digits = page.numbers[number]?.digits.length ?? 1;
  return { number, digit: Math.max(0, Math.min(place?.digit ?? 0, digits - 1)) };
}
