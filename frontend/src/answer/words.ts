import { figure, isolated, listed, translate, translateCount } from "../language";
import type { Digit, Kind, NumberRead, Page, Sign } from "../values";

/** The answer in words, for the eye and for the ear. */

/** A chance as a figure: never "100 %", since nothing is that sure. */
export function percent(chance: number): string {
  const value = chance * 100;
  if (value >= 99.95) return `> ${figure(99.9, 1)} %`;
  if (value >= 99) return `${figure(Math.floor(value * 10) / 10, 1)} %`;
  if (value > 0 && value < 0.5) return "< 1 %";
  return `${Math.min(98, Math.round(value))} %`;
}

/** The same, to be spoken. */
export function spokenPercent(chance: number): string {
  const facts = { figure: percent(chance).replace(/[<>% ]/g, "") };
  if (percent(chance).startsWith(">")) return translate("more than %(figure)s percent", facts);
  if (percent(chance).startsWith("<")) return translate("less than %(figure)s percent", facts);
  return translate("%(figure)s percent", facts);
}

export function sureness(read: NumberRead): string {
  if (read.checked) return translate("checked");
  return read.accepted ? translate("sure") : translate("unsure");
}

// As a sign that nobody would call clear.
const CLEAR = 0.9;

/** Why a number is not accepted, as far as its values tell; empty where it is. */
export function reasonOf(read: NumberRead): string {
  const { text, accepted, checked, second, first, signs = [] } = read;
  if (accepted || checked) return "";
  if (second && !second.whole) return translate("it may not be whole");
  const others = [second?.text, first?.text].filter((other) => other !== undefined);
  if (others.some((other) => other !== text)) return translate("the two readers differ");
  if (signs.some((sign) => sign.confidence < CLEAR)) return translate("a sign is unclear");
  return translate("not sure enough to do without a look");
}

/** How sure the reader is, as a figure; empty where a person checked the number. */
export function figureOf(read: NumberRead): string {
  return read.checked ? "" : percent(read.confidence);
}

export function hand(kind: Kind): string {
  return kind === "hand" ? translate("handwritten") : translate("printed");
}

/** What hands a number is in: "handwritten", "printed" or both. */
export function handOf(read: NumberRead): string {
  const kinds = new Set(read.digits.map((digit) => digit.kind));
  if (kinds.size > 1) return translate("handwritten and printed");
  return hand(read.digits[0]?.kind ?? "hand");
}

/** What a number with signs means: "= 1234.5 EUR, or 12345 EUR"; empty where there are none. */
export function meaningOf(read: NumberRead): string {
  const values = valuesOf(read);
  return values ? `= ${values}` : "";
}

function valuesOf({ value }: NumberRead): string {
  if (!value) return "";
  const unit = value.currency ?? value.symbol;
  const texts = [value.text, ...value.alternatives].map((text) => (unit ? `${text} ${unit}` : text));
  return listed(texts.map((text, index) => (index === 0 ? isolated(text) : translate("or %(value)s", { value: text }))));
}

export function nameOfNumber(read: NumberRead): string {
  const values = valuesOf(read);
  return listed([
    spelled(read.written ?? read.text),
    ...(values ? [translate("means %(values)s", { values })] : []),
    sureness(read),
    ...[reasonOf(read)].filter(Boolean),
    ...(read.checked ? [] : [spokenPercent(read.confidence)]),
    handOf(read),
  ]);
}

export function nameOfDigit(digit: Digit, position: number, count: number): string {
  const place =
    count > 1 ? translate("digit %(position)s of %(count)s", { position, count }) : translate("the only digit");
  return listed([digit.text, place, spokenPercent(digit.confidence)]);
}

const SIGNS: Readonly<Record<string, string>> = {
  ".": translate("point"),
  ",": translate("comma"),
  "'": translate("apostrophe"),
  "-": translate("dash or minus"),
  "/": translate("slash"),
};

/** A sign as it is called; those of currencies, and others, have names in every voice. */
export function calledSign(text: string): string {
  return SIGNS[text] ?? text;
}

export function nameOfSign(sign: Sign): string {
  return listed([calledSign(sign.text), translate("a sign"), spokenPercent(sign.confidence)]);
}

/** What the live region says when a page was read. */
export function announcement(page: Page): string {
  const { numbers } = page;
  const [only] = numbers;
  if (!only) return translate("No number found.");
  if (numbers.length === 1) return translate("Read %(number)s.", { number: nameOfNumber(only) });
  const unsure = numbers.filter((read) => !read.accepted).length;
  const doubt =
    unsure === 0 ? translate("all sure") : translateCount("%(count)s unsure", "%(count)s unsure", unsure);
  const first = numbers.slice(0, 5).map((read) => spelled(read.written ?? read.text));
  const more = numbers.length > 5 ? [translate("and more")] : [];
  return translateCount(
    "Read %(count)s number, %(doubt)s: %(numbers)s.",
    "Read %(count)s numbers, %(doubt)s: %(numbers)s.",
    numbers.length,
    { doubt, numbers: listed([...first, ...more]) },
  );
}

/** Digits apart, so that a screen reader says "6 7 0" and not "six hundred and seventy". */
function spelled(text: string): string {
  return [...text].join(" ");
}
