import type { Digit, NumberRead } from "../../values";
import { cellsOf, chanceOf, isWhole, type Frames } from "../agreement";
import { centreOf, heightOf, keyOf } from "../boxes";
import { median } from "../figures";
import { at, leastBy, sortedBy } from "../sequences";
import { Alignment, presentIn, sureOf } from "./aligning";
import type { Ballot } from "./ballots";
import { fold, likeliest, telling, type Text } from "./spelling";

/** What a number may be, and what each reader says of that, as `inkread.joint.weighing` has it. */

// So sure of the first reader's text that no other is looked for: its chance by each reader.
const SURE_FIRST = 0.9;
const SURE_SECOND = 0.97;
// Strings that the second reader is asked for.
const WIDTH = 8;
// What the first reader may have meant instead: an alternative, and no digit, from this chance on.
const ALTERNATIVE = 0.01;
const ABSENT = 0.03;
// A faint box is a digit of a number between whose ends it stands, in heights: so far off its line,
// so short or tall.
const LEVEL = 0.4;
const SHORTEST = 0.5;
const TALLEST = 1.7;

/**
 * For each number what it may be; null where the second reader saw no frame of it. Where both readers
 * are sure of the same, the only candidate is that.
 */
export function weigh(numbers: readonly NumberRead[], frames: Frames, alphabet: readonly string[]): (Ballot | null)[] {
  const chances = fold(frames.chances, alphabet.length);
  const goesOn = new Map(frames.members.map((member) => [keyOf(member.box), member.goesOn]));
  return cut(numbers, frames, telling(chances)).map((ticks, i) => {
    if (ticks.length === 0) return null;
    const number = at(numbers, i);
    const whole = !goesOn.get(keyOf(at(number.digits, -1).box)) && isWhole(number, frames.faint);
    const seen = ticks.map((tick) => at(chances, tick));
    const draft: Ballot = { number, chain: number.digits, candidates: [], frames: seen, ticks, isWhole: whole };
    const second = chanceOf(seen, columnsOf(number.text, alphabet));
    const isSure = second >= SURE_SECOND && number.confidence >= SURE_FIRST;
    return isSure ? { ...draft, candidates: [sureOf(number, second)] } : weighClosely(draft, frames.hints, alphabet);
  });
}

function columnsOf(text: string, alphabet: readonly string[]): Text {
  return [...text].map((character) => alphabet.indexOf(character));
}

/** Which frames tell something of each number. */
function cut(numbers: readonly NumberRead[], { members }: Frames, isTelling: readonly boolean[]): number[][] {
  const spans = cellsOf(members.map(({ span }) => span));
  const cells = new Map(members.map(({ box }, i) => [keyOf(box), at(spans, i)]));
  return numbers.map(({ digits }) => digits.flatMap(({ box }) => ticksIn(cells.get(keyOf(box)) ?? [0, 0], isTelling)));
}

function ticksIn([from, to]: readonly [number, number], isTelling: readonly boolean[]): number[] {
  return isTelling.slice(from, to).flatMap((tells, i) => (tells ? [from + i] : []));
}

/** The ballot of a number about which there is some doubt. */
function weighClosely(draft: Ballot, hints: readonly Digit[], alphabet: readonly string[]): Ballot {
  const { number, frames } = draft;
  const chain = chainOf(number, hints);
  const aligned = new Alignment(
    chain,
    number.digits.map(({ box }) => box),
  );
  const candidates = textsOf(number, chain, likeliest(frames, WIDTH), alphabet).map((columns) => {
    const text = columns.map((k) => at(alphabet, k)).join("");
    return aligned.candidate(text, chanceOf(frames, columns), text === number.text);
  });
  return { ...draft, chain, candidates };
}

/** The digits of a number and the faint ones between its ends, from left to right. */
function chainOf({ digits }: NumberRead, hints: readonly Digit[]): readonly Digit[] {
  const [first, last] = [at(digits, 0).box, at(digits, -1).box];
  const height = median(digits.map(({ box }) => heightOf(box)));
  const between = hints.filter(({ box }) => {
    const { x, y } = centreOf(box);
    if (!(first[0] < x && x < last[2])) return false;
    const nearest = leastBy(digits, (digit) => Math.abs(centreOf(digit.box).x - x));
    const isLevel = Math.abs(centreOf(nearest.box).y - y) < LEVEL * height;
    return isLevel && SHORTEST * height < heightOf(box) && heightOf(box) < TALLEST * height;
  });
  return between.length === 0 ? digits : sortedBy([...digits, ...between], ({ box }) => [centreOf(box).x]);
}

/** The first reader's own text, the second's best ones, and the first's small changes; none twice. */
function textsOf(
  number: NumberRead,
  chain: readonly Digit[],
  found: readonly Text[],
  alphabet: readonly string[],
): Text[] {
  const own = columnsOf(number.text, alphabet);
  const members = new Set(number.digits.map(({ box }) => keyOf(box)));
  const texts = [own, ...found];
  let place = 0;
  for (const digit of chain) {
    const [before, after] = [own.slice(0, place), own.slice(place + 1)];
    if (!members.has(keyOf(digit.box))) {
      texts.push([...before, alphabet.indexOf(digit.text), ...own.slice(place)]);
      continue;
    }
    for (const [text, chance] of digit.alternatives.slice(1, 3)) {
      if (chance >= ALTERNATIVE) texts.push([...before, alphabet.indexOf(text), ...after]);
    }
    if (1 - presentIn(digit) >= ABSENT) texts.push([...before, ...after]);
    place += 1;
  }
  return [...new Map(texts.map((text) => [text.join(" "), text])).values()];
}
