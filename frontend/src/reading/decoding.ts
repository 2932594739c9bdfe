import type { Box, Size } from "../geometry";
import type { Digit, Sign } from "../values";
import type { Frames, Span } from "./agreement";
import type { Card } from "./card";
import { heightOf, widthOf } from "./boxes";
import { clip, placeOfLargest, rounded, roundedScaled, sum } from "./figures";
import type { Seen } from "./grouping";
import { columnOf, countOf, ModelFailed, rowsOf, type Outputs } from "./outputs";
import { at, sortedBy, upTo } from "./sequences";
import { isCovered, partInk, rivalsOf } from "./signs";

// A digit's rival for the same ink is a sign with this part of the chance that it needs alone.
const RIVAL = 0.4;

/** What a graph answered -> digits and signs, by the card, as `inkread.decoding` has it. */
export interface Found {
  readonly seen: readonly Seen[];
  /** From left to right, those that are believed. */
  readonly signs: readonly Sign[];
  /** Those that would be believed but for a digit in the same ink. */
  readonly rivals: readonly Sign[];
  /** What the second reader says, where the graph has one. */
  readonly frames: Frames | null;
}

/** A place where the first reader thinks of a digit. */
interface Candidate {
  readonly box: Box;
  readonly digitness: number;
  readonly seen: Seen;
  /** Its row in the outputs. */
  readonly row: number;
}

/** The digits that may be there, in the graph's order; boxes cut to the picture. ModelFailed. */
export function digitsOf(outputs: Outputs, card: Card, size: Size): Found {
  const candidates = candidatesOf(outputs, card, size);
  const kept = candidates.filter(({ box, digitness }) => digitness >= card.beside && hasArea(box));
  const likely = signsOf(outputs, card, size);
  const [isDigit, signs] = partInk(
    kept.map(({ box }) => box),
    kept.map(({ digitness }) => digitness),
    likely.filter(({ confidence }) => confidence >= card.sign),
  );
  const digits = kept.filter((_, i) => isDigit[i]);
  return {
    seen: digits.map(({ seen }) => seen),
    signs,
    rivals: rivalsOf(
      digits.map(({ box }) => box),
      likely,
    ),
    frames: outputs["strings"] ? framesOf(outputs, card, candidates, digits, signs) : null,
  };
}

function candidatesOf(outputs: Outputs, card: Card, size: Size): Candidate[] {
  const n = countOf(outputs, "digitness");
  const boxes = rowsOf(outputs, "boxes", n, 4).map((edges) => cutTo(size, edges));
  const chances = rowsOf(outputs, "probabilities", n, card.alphabet.length);
  const digitness = columnOf(outputs, "digitness", n);
  const printed = columnOf(outputs, "printed", n);
  const hasLinks = outputs["next"] !== undefined && outputs["link"] !== undefined;
  const next = hasLinks ? rowsOf(outputs, "next", n, 2) : [];
  const linked = hasLinks ? columnOf(outputs, "link", n) : [];
  return upTo(n).map((row) => {
    const box = at(boxes, row);
    const calibrated = calibratedBy(card.temperature, at(chances, row));
    const there = calibrated.map((chance) => chance * at(digitness, row));
    const link = hasLinks && { dx: at(at(next, row), 0), dy: at(at(next, row), 1), chance: at(linked, row) };
    const seen: Seen = {
      digit: digitOf(box, there, at(printed, row) >= 0.5, card.alphabet),
      link: link || undefined,
      isSure: at(digitness, row) >= card.find,
    };
    return { box, digitness: at(digitness, row), seen, row };
  });
}

/** A box cut to the picture, px in two decimals. */
function cutTo(size: Size, edges: readonly number[]): Box {
  const [x0, y0, x1, y1] = edges.map((edge, i) => roundedScaled(clip(edge, 0, i % 2 === 0 ? size.width : size.height), 2));
  return [x0 ?? 0, y0 ?? 0, x1 ?? 0, y1 ?? 0];
}

function hasArea(box: Box): boolean {
  return widthOf(box) > 0 && heightOf(box) > 0;
}

/** The signs that are there, or may be if no digit is, each as the likeliest it may be. */
function signsOf(outputs: Outputs, card: Card, size: Size): Sign[] {
  if (!outputs["signs"]) return [];
  const m = countOf(outputs, "signs");
  const boxes = rowsOf(outputs, "signs", m, 4).map((edges) => cutTo(size, edges));
  const chances = rowsOf(outputs, "sign_chances", m, card.signs.length);
  const signs = boxes.map((box, i): Sign => {
    const best = placeOfLargest(at(chances, i));
    return { text: at(card.signs, best), box, confidence: roundedScaled(at(at(chances, i), best), 6) };
  });
  return signs.filter(({ box, confidence }) => confidence >= RIVAL * card.sign && hasArea(box));
}

/** What the second reader says of these `digits` among all `candidates`. */
function framesOf(
  ...[outputs, card, candidates, digits, signs]: [Outputs, Card, readonly Candidate[], readonly Candidate[], readonly Sign[]]
): Frames {
  const [n, count] = [candidates.length, countOf(outputs, "strings")];
  const withDigits = card.alphabet.length + 1;
  const withSigns = withDigits + card.innerSigns.length;
  const hasSigns = outputs["strings"]?.dims[1] === withSigns;
  const strings = rowsOf(outputs, "strings", count, hasSigns ? withSigns : withDigits);
  const spans = rowsOf(outputs, "spans", n, 4).map((span) => span as unknown as Span);
  const isOutside = ([from, to]: Span): boolean => Math.min(from, to) < 0 || Math.max(from, to) > count;
  if (spans.some(isOutside)) throw new ModelFailed("its 'spans' lie outside its 'strings'");
  const linked = outputs["link"] ? columnOf(outputs, "link", n) : null;
  const isFaint = ({ box, digitness }: Candidate): boolean =>
    digitness >= card.doubt && digitness < card.beside && !isCovered(box, signs);
  const faint = candidates.filter(isFaint);
  return {
    chances: strings.map((frame) => frame.map((logarithm) => Math.exp(Math.min(logarithm, 0)))),
    members: digits.map(({ box, row }) => ({
      box,
      span: at(spans, row),
      goesOn: linked !== null && at(linked, row) >= 0.5,
    })),
    faint: faint.map(({ box }) => box),
    signs: hasSigns ? card.innerSigns : [],
    // Needed only with a joint answer.
    hints: card.joint ? faint.map(({ seen }): Digit => ({ ...seen.digit, kind: "hand" })) : [],
  };
}

function digitOf(box: Box, chances: readonly number[], isPrinted: boolean, alphabet: readonly string[]): Digit {
  const order = sortedBy(upTo(chances.length), (k) => [-at(chances, k)]);
  const alternatives = order.map((k) => [at(alphabet, k), rounded(at(chances, k), 6)] as const);
  const [text, confidence] = at(alternatives, 0);
  return { text, box, confidence, kind: isPrinted ? "print" : "hand", alternatives };
}

/** Chances sharpened or softened by the card's temperature; they sum to 1. */
function calibratedBy(temperature: number, chances: readonly number[]): number[] {
  const logits = chances.map((chance) => Math.log(Math.max(chance, 1e-12)) / temperature);
  const most = Math.max(...logits);
  const raised = logits.map((logit) => Math.exp(logit - most));
  const total = sum(raised);
  return raised.map((chance) => chance / total);
}
