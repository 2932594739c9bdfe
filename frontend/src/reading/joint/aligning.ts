import type { Box } from "../../geometry";
import type { Digit, NumberRead } from "../../values";
import { keyOf } from "../boxes";
import { exactSum, sum } from "../figures";
import { at, upTo } from "../sequences";
import type { Candidate } from "./ballots";

/** Strings laid over the digits that the first reader found, as `inkread.joint.aligning` has it. */

// The least chances that are told apart.
const FLOOR_WHICH = 1e-4;
const FLOOR_PRESENT = 1e-3;
const FLOOR_SECOND = 1e-6;
// Natural logarithm: a digit put in where none was found, in the alignment.
const PUT_IN = -7;
// Ways that differ by less are equally good: the last bits of logarithms differ between machines.
const SAME = 1e-9;

// The ways of the alignment: one more place and character, one more place, one more character.
const MATCH = 0;
const LEAVE_OUT = 1;

type Table = readonly (readonly number[])[];

/** The chance that there is a digit at all. */
export function presentIn(digit: Digit): number {
  return exactSum(digit.alternatives.map(([, chance]) => chance));
}

/** The first reader's own text, where both are sure of it. */
export function sureOf({ text, digits }: NumberRead, chance: number): Candidate {
  const presences = digits.map((digit) => Math.max(presentIn(digit), FLOOR_PRESENT));
  const present = sum(presences.map(Math.log));
  const which = sum(digits.map(({ confidence }, i) => Math.log(Math.max(confidence / at(presences, i), FLOOR_WHICH))));
  const features = [Math.log(Math.max(chance, FLOOR_SECOND)), which, present, 0, 0, 1];
  return { text, places: upTo(digits.length), features };
}

/** How strings are laid over a chain of digits, some of them too faint to be its members. */
export class Alignment {
  /** What stands at each place; empty for what is too faint. */
  private readonly texts: readonly string[];
  /** Logarithms, for each place: of each character, of a digit being there, of none being there. */
  private readonly which: readonly ReadonlyMap<string, number>[];
  private readonly present: readonly number[];
  private readonly absent: readonly number[];

  constructor(chain: readonly Digit[], members: readonly Box[]) {
    const own = new Set(members.map(keyOf));
    this.texts = chain.map(({ text, box }) => (own.has(keyOf(box)) ? text : ""));
    const present = chain.map(presentIn);
    this.which = chain.map(
      ({ alternatives }, i) =>
        new Map(alternatives.map(([text, chance]) => [text, Math.log(Math.max(chance / at(present, i), FLOOR_WHICH))])),
    );
    this.present = present.map((chance) => Math.log(Math.max(chance, FLOOR_PRESENT)));
    this.absent = present.map((chance) => Math.log(Math.max(1 - chance, FLOOR_PRESENT)));
  }

  /** A string with the second reader's `chance`, aligned as the first reader likes it best. */
  candidate(text: string, chance: number, isOwn: boolean): Candidate {
    const characters = [...text];
    const places = this.align(characters);
    const matched = upTo(places.length).filter((j) => at(places, j) >= 0);
    const used = matched.map((j) => at(places, j));
    const left = upTo(this.texts.length).filter((i) => !used.includes(i));
    const features = [
      Math.log(Math.max(chance, FLOOR_SECOND)),
      sum(matched.map((j) => this.whichAt(at(places, j), at(characters, j)))),
      sum(used.map((i) => at(this.present, i))) + sum(left.map((i) => at(this.absent, i))),
      characters.length - matched.length,
      left.filter((i) => at(this.texts, i) !== "").length,
      isOwn ? 1 : 0,
    ];
    return { text, places, features };
  }

  private whichAt(place: number, character: string): number {
    return at(this.which, place).get(character) ?? NaN;
  }

  /**
   * Which place of the chain each character stands at, -1 for none, by dynamic programming on what is
   * not alike at either end.
   */
  private align(text: readonly string[]): number[] {
    const own = this.texts;
    let most = Math.min(text.length, own.length);
    let start = upTo(most).find((k) => own[k] !== text[k]) ?? most;
    if (start === text.length && start === own.length) return upTo(start);
    // Of two like characters side by side, either may be the one too many.
    start = Math.max(start - 2, 0);
    most -= start;
    let end = upTo(most).find((k) => at(own, -1 - k) !== at(text, -1 - k)) ?? most;
    end = Math.max(end - 2, 0);
    const inner = this.alignInner(text.slice(start, text.length - end), start, own.length - end);
    const places = upTo(own.length);
    return [...places.slice(0, start), ...inner, ...places.slice(own.length - end)];
  }

  /** The same for the places from `start` to `stop`. */
  private alignInner(text: readonly string[], start: number, stop: number): number[] {
    const best = upTo(stop - start + 1).map(() => upTo(text.length + 1).map(() => 0));
    for (let i = 0; i < best.length; i++) {
      for (let j = 0; j <= text.length; j++) {
        if (i > 0 || j > 0) at(best, i)[j] = Math.max(...this.ways(best, [i, j], text, start));
      }
    }
    const places = text.map(() => -1);
    let [i, j] = [stop - start, text.length];
    while (i > 0 || j > 0) {
      const ways = this.ways(best, [i, j], text, start);
      const least = Math.max(...ways) - SAME;
      const way = ways.findIndex((good) => good >= least);
      if (way === MATCH) places[j - 1] = start + i - 1;
      if (way === MATCH || way === LEAVE_OUT) i -= 1;
      if (way !== LEAVE_OUT) j -= 1;
    }
    return places;
  }

  /** How good it is to come here by a match, by leaving out, by putting in. */
  private ways(...[best, [i, j], text, start]: [Table, readonly [number, number], readonly string[], number]): number[] {
    const place = start + i - 1;
    const from = (row: number, column: number): number => at(at(best, row), column);
    return [
      i > 0 && j > 0 ? from(i - 1, j - 1) + at(this.present, place) + this.whichAt(place, at(text, j - 1)) : -Infinity,
      i > 0 ? from(i - 1, j) + at(this.absent, place) : -Infinity,
      j > 0 ? from(i, j - 1) + PUT_IN : -Infinity,
    ];
  }
}
