import { distance, type Point } from "../geometry";
import { places, type Page, type Place } from "../values";

/** The digit that a point of the picture means: the nearest within `reach` pixels, or null. */
export function pointedAt(page: Page, point: Point, reach: number): Place | null {
  let nearest: Place | null = null;
  let least = reach;
  for (const place of places(page)) {
    const box = page.numbers[place.number]?.digits[place.digit]?.box;
    if (!box) continue;
    const away = distance(point, box);
    if (away < least || (away === 0 && nearest === null)) {
      nearest = place;
      least = away;
    }
  }
  return nearest;
}

/** Where an arrow key leads from a digit: left and right through all, up and down by numbers. */
export function steppedFrom(page: Page, from: Place, key: string): Place | null {
  const all = places(page);
  const at = all.findIndex((place) => place.number === from.number && place.digit === from.digit);
  switch (key) {
    case "ArrowRight":
      return all[at + 1] ?? null;
    case "ArrowLeft":
      return all[at - 1] ?? null;
    case "ArrowDown":
      return inNumber(page, from.number + 1, from.digit);
    case "ArrowUp":
      return inNumber(page, from.number - 1, from.digit);
    case "Home":
      return all[0] ?? null;
    case "End":
      return all[all.length - 1] ?? null;
    default:
      return null;
  }
}

function inNumber(page: Page, number: number, digit: number): Place | null {
  const read = page.numbers[number];
  return read ? { number, digit: Math.min(digit, read.digits.length - 1) } : null;
}
