import type { NumberRead, Style } from "../../values";
import { heightOf } from "../boxes";
import { median, rounded, unsigned } from "../figures";
import type { Pixels } from "../pixels";
import { at } from "../sequences";
import { styleFromBoxes } from "./boxes";
import { contrastOf, hexOf, labOf, whole, type Colour } from "./colours";
import { separateInk, type Ink } from "./ink";
import { slantOf } from "./slant";

/** The style of a number, measured from the picture: a second `inkread.style`. */

// Digits of at least so many px in height lean. A 2 and a 7 slant by their shape, so they say nothing
// of the hand.
const SHORTEST = 8;
const SLANTING_DIGITS = "27";

/** How the number is written in the picture that its boxes speak of; what cannot be told is left out. */
export function measureStyle(pixels: Pixels, number: NumberRead): Style {
  const style = styleFromBoxes(number);
  const found = number.digits.map((digit) => ({ digit, ink: separateInk(pixels, digit.box) }));
  const inks = found.flatMap(({ ink }) => ink ?? []);
  if (inks.length === 0) return style;
  const size = median(number.digits.map(({ box }) => heightOf(box)));
  const stroke = median(inks.map((ink) => ink.stroke));
  const colour = middling(inks, (ink) => ink.colour);
  const paper = middling(inks, (ink) => ink.paper);
  const upright = found.flatMap(({ digit, ink }) =>
    ink && !SLANTING_DIGITS.includes(digit.text) && heightOf(digit.box) >= SHORTEST ? ink.mask : [],
  );
  const slant = slantOf(upright);
  const [lightness, a, b] = labOf(colour);
  return {
    ...style,
    ...(slant === null ? {} : { slant_degrees: slant }),
    stroke_px: rounded(stroke, 2),
    stroke_share: rounded(stroke / size, 3),
    ink: hexOf(colour),
    ink_lab: [unsigned(lightness, 1), unsigned(a, 1), unsigned(b, 1)],
    paper: hexOf(paper),
    contrast: rounded(contrastOf(colour, paper), 2),
  };
}

/** The median colour of several, channel by channel. */
function middling(inks: readonly Ink[], colourOf: (ink: Ink) => Colour): Colour {
  const of = (channel: number): number => median(inks.map((ink) => at(colourOf(ink), channel)));
  return whole([of(0), of(1), of(2)]);
}
