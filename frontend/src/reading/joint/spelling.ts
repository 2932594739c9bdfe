import { mean, placeOfLargest, sum } from "../figures";
import { at, sortedBy, upTo } from "../sequences";

/** What frames along a string spell: the likeliest texts, and where they lie, as `inkread.joint.spelling` has it. */

/** Chances of the characters and, at the end, of the blank between and around them. */
export type Frame = readonly number[];

/** Columns of frames. */
export type Text = readonly number[];

// A frame is a blank for certain from this chance on.
const BLANK = 0.999;
// A frame's character is followed from this chance on.
const LEAST = 0.004;

/** Frames of `count` characters: those that come after these are blanks too. */
export function fold(frames: readonly Frame[], count: number): readonly Frame[] {
  return frames.map((frame) => [...frame.slice(0, count), sum(frame.slice(count))]);
}

/** Which frames tell something: all but those that repeat a certain blank. */
export function telling(frames: readonly Frame[]): boolean[] {
  const isBlank = frames.map((frame) => at(frame, -1) >= BLANK);
  return isBlank.map((is, i) => !(is && isBlank[i - 1]));
}

/** A text that the frames so far spell, on paths that end in a blank and on those that do not. */
interface Prefix {
  readonly text: Text;
  afterBlank: number;
  afterOwn: number;
}

/**
 * The likeliest texts, at most `width`, the best first: prefix search with a beam, which carries the
 * chance of each prefix along the frames.
 */
export function likeliest(frames: readonly Frame[], width: number): Text[] {
  let beam: readonly Prefix[] = [{ text: [], afterBlank: 1, afterOwn: 0 }];
  for (const frame of frames) {
    const blank = at(frame, -1);
    const seen = upTo(frame.length - 1).filter((k) => at(frame, k) >= LEAST);
    beam =
      seen.length === 0
        ? beam.map(({ text, afterBlank, afterOwn }) => ({ text, afterBlank: (afterBlank + afterOwn) * blank, afterOwn: 0 }))
        : bestFirst(reachedBy(beam, frame, seen)).slice(0, width);
  }
  return bestFirst(beam.filter((prefix) => chanceOf(prefix) > 0)).map(({ text }) => text);
}

/** The prefixes that one more frame makes of those of a beam, when its characters `seen` are followed. */
function reachedBy(beam: readonly Prefix[], frame: Frame, seen: readonly number[]): readonly Prefix[] {
  const reached = new Map<string, Prefix>();
  const reach = (text: Text): Prefix => {
    const key = text.join(" ");
    const prefix = reached.get(key) ?? { text, afterBlank: 0, afterOwn: 0 };
    reached.set(key, prefix);
    return prefix;
  };
  for (const { text, afterBlank, afterOwn } of beam) {
    const total = afterBlank + afterOwn;
    const same = reach(text);
    same.afterBlank += total * at(frame, -1);
    for (const k of seen) {
      const longer = reach([...text, k]);
      if (k === text.at(-1)) {
        same.afterOwn += afterOwn * at(frame, k);
        longer.afterOwn += afterBlank * at(frame, k);
      } else longer.afterOwn += total * at(frame, k);
    }
  }
  return [...reached.values()];
}

function bestFirst(prefixes: readonly Prefix[]): Prefix[] {
  return sortedBy(prefixes, (prefix) => [-chanceOf(prefix), ...prefix.text]);
}

function chanceOf({ afterBlank, afterOwn }: Prefix): number {
  return afterBlank + afterOwn;
}

/**
 * The frame in whose midst each character of the text lies on the likeliest path that spells it
 * (Viterbi), 0 the beginning of the first frame; NaN where no path does.
 */
export function placesOf(frames: readonly Frame[], text: Text): number[] {
  const blank = at(frames, 0).length - 1;
  const labels = [blank, ...text.flatMap((k) => [k, blank])];
  // From one character straight to the next only where they differ.
  const isJump = labels.map((label, i) => i % 2 === 1 && i > 1 && label !== labels[i - 2]);
  let state = labels.map((_, i) => (i === 0 ? 0 : -Infinity));
  const back = frames.map((frame) => {
    const before = state;
    const ways = labels.map((_, i) => [at(before, i), before[i - 1] ?? -Infinity, isJump[i] ? at(before, i - 2) : -Infinity]);
    state = labels.map((label, i) => Math.max(...at(ways, i)) + Math.log(at(frame, label)));
    return ways.map(placeOfLargest);
  });
  let place = labels.length - 1;
  if (labels.length > 1 && at(state, -2) > at(state, -1)) place -= 1;
  if (!Number.isFinite(at(state, place))) return text.map(() => NaN);
  const path = back.map(() => 0);
  for (let i = back.length - 1; i >= 0; i--) {
    path[i] = place;
    place -= at(at(back, i), place);
  }
  return text.map((_, k) => mean(upTo(path.length).filter((i) => path[i] === 2 * k + 1)) + 0.5);
}
