import { median } from "../reading/figures";
import type { NumberRead, Style } from "../values";

/** A fact about how a number is written, with its unit; a colour is shown as well as named. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly colour?: string;
}

/** What the boxes alone tell, as Python measures it. */
export function styleFromBoxes({ digits }: NumberRead): Style {
  const boxes = digits.map((digit) => digit.box);
  const size = median(boxes.map((box) => box[3] - box[1]));
  const aspects = boxes.map((box) => (box[2] - box[0]) / Math.max(box[3] - box[1], 1e-9));
  const gaps = boxes.slice(1).map((box, index) => box[0] - (boxes[index]?.[2] ?? 0));
  const style = { size_px: size, aspect: median(aspects) };
  return gaps.length > 0 && size > 0 ? { ...style, spacing: median(gaps) / size } : style;
}

/** The style in words, without what could not be told. */
export function styleInWords(style: Style): Fact[] {
  const facts: (Fact | null)[] = [
    { name: "Size", value: `${Math.round(style.size_px)} px high` },
    { name: "Width", value: `${percent(style.aspect)} of the height` },
    told(style.spacing, (gap) => ({ name: "Spacing", value: spacingOf(gap) })),
    told(style.slant_degrees, (slant) => ({ name: "Slant", value: slantOf(slant) })),
    told(style.stroke_px, (stroke) => ({ name: "Stroke", value: strokeOf(stroke, style.stroke_share) })),
    told(style.ink, (ink) => ({ name: "Ink", value: ink, colour: ink })),
    told(style.paper, (paper) => ({ name: "Paper", value: paper, colour: paper })),
    told(style.contrast, (ratio) => ({ name: "Contrast", value: `${ratio.toFixed(1)} to 1` })),
  ];
  return facts.filter((fact) => fact !== null);
}

function told<T>(value: T | undefined, say: (value: T) => Fact): Fact | null {
  return value === undefined ? null : say(value);
}

function spacingOf(gap: number): string {
  return gap < 0 ? `digits overlap by ${percent(-gap)} of the height` : `${percent(gap)} of the height`;
}

function slantOf(degrees: number): string {
  const size = Math.round(Math.abs(degrees));
  if (size === 0) return "upright";
  return `${size}° to the ${degrees > 0 ? "right" : "left"}`;
}

function strokeOf(pixels: number, share: number | undefined): string {
  const part = share === undefined ? "" : `, ${percent(share)} of the height`;
  return `${pixels.toFixed(1)} px${part}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
