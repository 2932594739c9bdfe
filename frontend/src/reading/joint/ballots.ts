import type { Digit, NumberRead } from "../../values";
import { placeOfLargest, sum } from "../figures";
import { at } from "../sequences";
import type { Frame } from "./spelling";

/** Candidates for what a number is, and their chances under both readers, as `inkread.joint.ballots` has it. */

/** What a string's features count in its score, natural logarithms. */
export interface Weights {
  /** Times the logarithm of its chance by the second reader. */
  readonly second: number;
  /** Times that of its digits' classes by the first. */
  readonly which: number;
  /** Times that of digits being there, and of what is left out not being there. */
  readonly present: number;
  /** For each digit where the first reader found none. */
  readonly putIn: number;
  /** For each digit of the first reader that is left out. */
  readonly leftOut: number;
  /** For the first reader's own string. */
  readonly own: number;
  /** The score of all that is no candidate. */
  readonly other: number;
  /** Added to it where something beside the number looks like one more digit. */
  readonly torn: number;
  /** By how much another string of as many digits must beat the first reader's own to be the answer. */
  readonly change: number;
  /** By how much one of more or fewer digits must. */
  readonly recount: number;
}

/** A string that a number may be. */
export interface Candidate {
  readonly text: string;
  /** For each of its digits, which detection of the chain it is; -1 where it is none of them. */
  readonly places: readonly number[];
  /** Those of `Weights` up to `own`. */
  readonly features: readonly number[];
}

/** The candidates of one number, the first reader's own first. */
export interface Ballot {
  readonly number: NumberRead;
  /** What they are aligned to: the number's own digits and the faint ones among them. */
  readonly chain: readonly Digit[];
  readonly candidates: readonly Candidate[];
  /** Those of the second reader that tell something of the number. */
  readonly frames: readonly Frame[];
  /** Which ones of the page they are. */
  readonly ticks: readonly number[];
  /** As `Second.whole`. */
  readonly isWhole: boolean;
}

/** The chance of each candidate; what is missing to a sum of 1 is that of another. */
export function chancesOf({ candidates, isWhole }: Ballot, weights: Weights): number[] {
  const { second, which, present, putIn, leftOut, own } = weights;
  const factors = [second, which, present, putIn, leftOut, own];
  const other = weights.other + (isWhole ? 0 : weights.torn);
  const scores = candidates.map(({ features }) => sum(features.map((feature, i) => feature * at(factors, i))));
  const highest = Math.max(...scores, other);
  const raised = scores.map((score) => Math.exp(score - highest));
  const total = sum(raised) + Math.exp(other - highest);
  return raised.map((chance) => chance / total);
}

/**
 * Which candidate, by their chances, is the answer: the likeliest that is a number at all; the first
 * reader's own, the first of them, unless another is likelier by `change` or, of another length, by `recount`.
 */
export function elect(
  candidates: readonly Candidate[],
  chances: readonly number[],
  { change, recount }: Pick<Weights, "change" | "recount">,
): number {
  const own = at(candidates, 0).text.length;
  const led = candidates.map(({ text }, i) => {
    if (!text) return -1;
    const lead = i === 0 ? 0 : text.length === own ? change : recount;
    return at(chances, i) * Math.exp(-lead);
  });
  return placeOfLargest(led);
}
