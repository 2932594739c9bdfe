import type { Box } from "../../geometry";
import type { Digit, NumberRead } from "../../values";
import type { Frames, Span } from "../agreement";
import { centreOf, heightOf, keyOf, widthOf } from "../boxes";
import { clip, mean, median, rounded } from "../figures";
import { at, leastBy, pairwise, sortedBy } from "../sequences";
import type { Ballot, Candidate } from "./ballots";
import { placesOf } from "./spelling";

/** Where digits stand that only one reader saw, from frames to pixels and back, as `inkread.joint.placing` has it. */

// How wide a digit is that only the second reader saw, in heights: where there is room, at least.
const ASPECT = 0.6;
const NARROWEST = 0.2;

interface Row {
  readonly span: Span;
  readonly goesOn: boolean;
}

/**
 * The frames of a page, and the digits that they speak of, as both readers settle them.
 *
 * A string lies straight on its frames: so many px a frame, as a digit's box and the frames under it
 * tell.
 */
export class Ribbon {
  /** Of the digits as they are now. */
  private readonly boxes: Map<string, Box>;
  /** Of these, and of those that were left out. */
  private readonly rows: Map<string, Row>;

  constructor(private readonly frames: Frames) {
    this.boxes = new Map(frames.members.map(({ box }) => [keyOf(box), box]));
    this.rows = new Map(frames.members.map(({ box, span, goesOn }) => [keyOf(box), { span, goesOn }]));
  }

  /** The frames, and what they say of each digit as it is now. */
  settled(): Frames {
    return { ...this.frames, members: [...this.boxes.values()].map((box) => ({ box, ...this.rowOf(box) })) };
  }

  /** `members` are the digits of this number now. */
  settle(number: NumberRead, members: readonly Digit[]): void {
    const { goesOn } = this.rowOf(at(number.digits, -1).box);
    const spans = members.map(({ box }) => this.spanOf(number, box));
    for (const { box } of number.digits) this.boxes.delete(keyOf(box));
    members.forEach(({ box }, i) => {
      this.boxes.set(keyOf(box), box);
      this.rows.set(keyOf(box), { span: at(spans, i), goesOn: goesOn && i === members.length - 1 });
    });
  }

  /**
   * The box of each digit of the winner, px. One that stands at no place of the chain stands where the
   * second reader saw it, as high as its neighbours and on the line between them.
   */
  boxesOf({ number, chain, frames, ticks }: Ballot, winner: Candidate, alphabet: readonly string[]): Box[] {
    const known = winner.places.map((place) => (place < 0 ? null : at(chain, place).box));
    const boxes = known.filter((box) => box !== null);
    if (boxes.length === known.length) return boxes;
    const places = placesOf(
      frames,
      [...winner.text].map((character) => alphabet.indexOf(character)),
    );
    const standing = boxes.length > 0 ? boxes : number.digits.map(({ box }) => box);
    const beside = sortedBy(standing, (box) => [middleOf(box)]);
    return known.map((box, i) => {
      const place = at(places, i);
      return box ?? between(beside, Number.isFinite(place) ? this.xOf(number, ticks, place) : null);
    });
  }

  /** Px of a place among the telling frames `ticks` of a number. */
  private xOf(number: NumberRead, ticks: readonly number[], place: number): number {
    const within = Math.min(Math.trunc(place), ticks.length - 1);
    const frame = at(ticks, within) + place - within;
    const nearest = leastBy(boxesIn(number), (box) => Math.abs(middleOfSpan(this.rowOf(box).span) - frame));
    const { span } = this.rowOf(nearest);
    return middleOf(nearest) + (frame - middleOfSpan(span)) * pitchOf(nearest, span);
  }

  /** The span of a digit; for one without, as it is beside its neighbour. */
  private spanOf(number: NumberRead, box: Box): Span {
    const own = this.rows.get(keyOf(box));
    if (own) return own.span;
    const nearest = leastBy(boxesIn(number), (each) => Math.abs(middleOf(each) - middleOf(box)));
    const { span } = this.rowOf(nearest);
    const pitch = pitchOf(nearest, span);
    const middle = middleOfSpan(span) + (middleOf(box) - middleOf(nearest)) / pitch;
    return [span[0], span[1], middle - widthOf(box) / 2 / pitch, middle + widthOf(box) / 2 / pitch];
  }

  private rowOf(box: Box): Row {
    const row = this.rows.get(keyOf(box));
    if (!row) throw new RangeError(`the frames speak of no digit at ${keyOf(box)}`);
    return row;
  }
}

function boxesIn(number: NumberRead): Box[] {
  return number.digits.map(({ box }) => box);
}

function middleOf(box: Box): number {
  return centreOf(box).x;
}

function middleOfSpan(span: Span): number {
  return (span[2] + span[3]) / 2;
}

/** Px a frame; 1 where nothing tells. */
function pitchOf(box: Box, span: Span): number {
  const wide = span[3] - span[2];
  return wide > 0 && widthOf(box) > 0 ? widthOf(box) / wide : 1;
}

/** A box on the line of those `beside`, px; in the midst of them where x is not known. */
function between(beside: readonly Box[], place: number | null): Box {
  const x = place ?? mean(beside.map(middleOf));
  const y = levelAt(x, beside);
  const height = median(beside.map(heightOf));
  const room = 2 * Math.min(...beside.map((box) => Math.abs(x - middleOf(box))));
  const width = height * clip(room / Math.max(height, 1e-6), NARROWEST, ASPECT);
  const cut = (edge: number): number => rounded(Math.max(edge, 0), 2);
  return [cut(x - width / 2), cut(y - height / 2), cut(x + width / 2), cut(y + height / 2)];
}

/** How low the line through the middles of boxes, from left to right, lies at x, px. */
function levelAt(x: number, boxes: readonly Box[]): number {
  const [first, last] = [centreOf(at(boxes, 0)), centreOf(at(boxes, -1))];
  if (x < first.x) return first.y;
  const pair = pairwise(boxes).find(([left, right]) => middleOf(left) <= x && x < middleOf(right));
  if (!pair) return last.y;
  const [left, right] = [centreOf(pair[0]), centreOf(pair[1])];
  return ((right.y - left.y) / (right.x - left.x)) * (x - left.x) + left.y;
}
