import { figure, listed, translate } from "../language";
import type { Style } from "../values";

/** A fact about how a number is written, with its unit; a colour is shown as well as named. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly colour?: string;
}

/** The style in words, without what could not be told. */
export function styleInWords(style: Style): Fact[] {
  const facts: (Fact | null)[] = [
    { name: translate("Size"), value: translate("%(pixels)s px high", { pixels: Math.round(style.size_px) }) },
    { name: translate("Width"), value: ofTheHeight(style.aspect) },
    told(style.spacing, (gap) => ({ name: translate("Spacing"), value: spacingOf(gap) })),
    told(style.slant_degrees, (slant) => ({ name: translate("Slant"), value: slantOf(slant) })),
    told(style.stroke_px, (stroke) => ({ name: translate("Stroke"), value: strokeOf(stroke, style.stroke_share) })),
    told(style.ink, (ink) => ({ name: translate("Ink"), value: ink, colour: ink })),
    told(style.paper, (paper) => ({ name: translate("Paper"), value: paper, colour: paper })),
    told(style.contrast, (ratio) => ({ name: translate("Contrast"), value: translate("%(ratio)s to 1", { ratio: figure(ratio, 1) }) })),
  ];
  return facts.filter((fact) => fact !== null);
}

function told<T>(value: T | undefined, say: (value: T) => Fact): Fact | null {
  return value === undefined ? null : say(value);
}

function spacingOf(gap: number): string {
  return gap < 0
    ? translate("digits overlap by %(share)s of the height", { share: percent(-gap) })
    : ofTheHeight(gap);
}

function slantOf(degrees: number): string {
  const size = Math.round(Math.abs(degrees));
  if (size === 0) return translate("upright");
  return degrees > 0 ? translate("%(size)s° to the right", { size }) : translate("%(size)s° to the left", { size });
}

function strokeOf(pixels: number, share: number | undefined): string {
  const width = translate("%(pixels)s px", { pixels: figure(pixels, 1) });
  return share === undefined ? width : listed([width, ofTheHeight(share)]);
}

function ofTheHeight(share: number): string {
  return translate("%(share)s of the height", { share: percent(share) });
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
