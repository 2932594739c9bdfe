import { distance, type Point } from "../geometry";
import { digitAt, places, samePlace, signAt, type Page, type Place } from "../values";

/** Which of some places, digits if not told otherwise, a point of the picture means: the nearest within `reach`
 * pixels, or null. A sign within the box of a digit comes before that. */
export function pointedAt(page: Page, point: Point, reach: number, among = places(page)): Place | null {
  let nearest: Place | null = null;
  let least = reach;
  const signsFirst = [...among].sort((a, b) => Number(b.sign !== undefined) - Number(a.sign !== undefined));
  for (const place of signsFirst) {
    const box = (digitAt(page, place) ?? signAt(page, place))?.box;
    if (!box) continue;
    const away = distance(point, box);
    if (away < least || (away === 0 && nearest === null)) {
      nearest = place;
      least = away;
    }
  }
  return nearest;
}

/** Where an arrow key leads: left and right through all places, digits if not told otherwise, up and down by numbers. */
export function steppedFrom(page: Page, from: Place, key: string, all = places(page)): Place | null {
  const at = all.findIndex((place) => samePlace(place, from));
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
