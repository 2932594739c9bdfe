import { places, type NumberRead, type Page, type Place } from "../values";

/**
 * Whether a digit is one that makes its number unsure: in a number that was not accepted, each
 * digit that carries at least an even share of the doubt. The weakest one always does.
 */
export function isDoubtful(read: NumberRead, digit: number): boolean {
  if (read.accepted) return false;
  const doubts = read.digits.map((each) => 1 - each.confidence);
  const share = doubts.reduce((sum, each) => sum + each, 0) / Math.max(1, doubts.length);
  return (doubts[digit] ?? 0) >= share - 1e-9;
}

/** The digit to look at first: the least sure one; null on a page without numbers. */
export function weakest(page: Page): Place | null {
  const confidence = (place: Place): number =>
    page.numbers[place.number]?.digits[place.digit]?.confidence ?? 1;
  return places(page).reduce<Place | null>(
    (least, place) => (least === null || confidence(place) < confidence(least) ? place : least),
    null,
  );
}
