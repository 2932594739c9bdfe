import type { Digit, Kind, NumberRead, Page } from "../src/values";

/** A digit of 10 x 20 pixels at x, sure of itself, unless told otherwise. */
export function digit(text: string, x: number, confidence = 0.99, kind: Kind = "hand"): Digit {
  const others = [..."0123456789"].filter((other) => other !== text);
  const rest = (1 - confidence) / others.length;
  return {
    text,
    box: [x, 0, x + 10, 20],
    confidence,
    kind,
    alternatives: [[text, confidence], ...others.map((other) => [other, rest] as const)],
  };
}

export function number(text: string, confidences: number[] = [], accepted = true): NumberRead {
  const digits = [...text].map((each, index) => digit(each, index * 12, confidences[index] ?? 0.99));
  const confidence = digits.reduce((product, each) => product * each.confidence, 1);
  return { text, box: [0, 0, text.length * 12, 20], confidence, accepted, line: 1, digits };
}

export function page(...numbers: NumberRead[]): Page {
  return { source: "drawing.png", page: 1, width: 200, height: 100, numbers };
}
