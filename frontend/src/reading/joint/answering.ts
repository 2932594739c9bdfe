import type { Box } from "../../geometry";
import type { Digit, NumberRead } from "../../values";
import type { Frames } from "../agreement";
import { boxAround } from "../boxes";
import { rounded, sum } from "../figures";
import { at, sortedBy, upTo } from "../sequences";
import { chancesOf, elect, type Ballot, type Candidate, type Weights } from "./ballots";
import { Ribbon } from "./placing";
import { weigh } from "./weighing";

/** The best candidates become numbers: digits, boxes and chances, as `inkread.joint.answering` has it. */

// Strings that are told of, and the least chance of one.
const TOLD = 5;
const TELLING = 0.0005;

/** Where a digit of a candidate stands: at a place of the chain, or as so many-th behind it. */
type Key = readonly [place: number, behind: number];

/** Numbers as both readers read them, and the frames with what they say of each digit as it is now. */
export interface Answers {
  readonly numbers: NumberRead[];
  readonly frames: Frames;
}

/**
 * Each number as the likeliest string under both readers, with its `alternatives`.
 *
 * Its confidence is the chance of the whole string. A digit's is that of all strings which have it
 * there; what is left to strings that were no candidate counts as the first reader saw it. Where both
 * are sure of the same, a digit keeps a confidence that is higher than the string's. A number that the
 * second reader did not see stays as it is.
 */
export function answerJointly(
  numbers: readonly NumberRead[],
  frames: Frames,
  alphabet: readonly string[],
  weights: Weights,
): Answers {
  const ribbon = new Ribbon(frames);
  const read = weigh(numbers, frames, alphabet).map((ballot, i) =>
    ballot ? elected(ballot, weights, ribbon, alphabet) : at(numbers, i),
  );
  return { numbers: read, frames: ribbon.settled() };
}

/** The number that the ballot makes. */
function elected(ballot: Ballot, weights: Weights, ribbon: Ribbon, alphabet: readonly string[]): NumberRead {
  const { number, candidates } = ballot;
  const chances = chancesOf(ballot, weights);
  const best = elect(candidates, chances, weights);
  const { text } = at(candidates, best);
  const confidence = rounded(at(chances, best), 6);
  let digits: readonly Digit[];
  if (candidates.length === 1) {
    // No digit is less likely than the string.
    digits = number.digits.map((digit) => (digit.confidence >= confidence ? digit : settled(digit, confidence)));
  } else {
    digits = membersOf(ballot, best, chances, ribbon.boxesOf(ballot, at(candidates, best), alphabet));
    ribbon.settle(number, digits);
  }
  const order = sortedBy(upTo(candidates.length), (k) => [-at(chances, k)]);
  const told = order.filter((k) => at(candidates, k).text !== "" && at(chances, k) >= TELLING).slice(0, TOLD);
  const alternatives = told.map((k) => [at(candidates, k).text, rounded(at(chances, k), 6)] as const);
  return {
    ...number,
    text,
    box: boxAround(digits.map(({ box }) => box)),
    confidence,
    accepted: number.accepted && text === number.text,
    digits,
    ...(alternatives.length > 0 ? { alternatives } : {}),
    first: { text: number.text, confidence: number.confidence },
  };
}

/** The digits of the candidate `best`, each with the chances of all digits to stand there. */
function membersOf({ candidates, chain }: Ballot, best: number, chances: readonly number[], boxes: readonly Box[]): Digit[] {
  const winner = at(candidates, best);
  const votes = candidates.map(votesOf);
  const rest = Math.max(1 - sum(chances), 0);
  return keysOf(winner).map((key, i) => {
    const [place, behind] = key;
    const beside = at(chain, Math.max(place, 0));
    const isOwn = behind === 0;
    const tally = new Map(beside.alternatives.map(([text, chance]) => [text, isOwn ? rest * chance : 0]));
    votes.forEach((vote, k) => {
      const text = vote.get(key.join(" "));
      if (text !== undefined) tally.set(text, (tally.get(text) ?? 0) + at(chances, k));
    });
    return digitOf(at([...winner.text], i), at(boxes, i), tally, beside);
  });
}

/** A digit of a string with this chance, and for the rest as it was read. */
function settled(digit: Digit, chance: number): Digit {
  const rest = 1 - chance;
  const alternatives = digit.alternatives.map(
    ([text, own], i) => [text, i === 0 ? rounded(chance + rest * own, 6) : rounded(rest * own, 9)] as const,
  );
  return { ...digit, confidence: at(alternatives, 0)[1], alternatives };
}

function digitOf(text: string, box: Box, tally: ReadonlyMap<string, number>, beside: Digit): Digit {
  const order = sortedBy(tally, ([, chance]) => [-chance]);
  const alternatives = order.map(([each, chance]) => [each, rounded(chance, 9)] as const);
  return { text, box, confidence: rounded(tally.get(text) ?? 0, 6), kind: beside.kind, alternatives };
}

/** What stands at each place of a candidate. */
function votesOf(candidate: Candidate): Map<string, string> {
  return new Map(keysOf(candidate).map((key, i) => [key.join(" "), at([...candidate.text], i)]));
}

/** Where each digit of a candidate stands. */
function keysOf({ places }: Candidate): Key[] {
  let [place, behind] = [-1, 0];
  return places.map((each) => {
    [place, behind] = each >= 0 ? [each, 0] : [place, behind + 1];
    return [place, behind];
  });
}
