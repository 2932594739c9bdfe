import { textsIn, type Catalogue } from "./texts";

/** Texts in the language of the page. English stands in the code, and is what is looked up. */

/** What stands in a text, as `%(name)s`. */
export type Facts = Readonly<Record<string, string | number>>;

/** The language of the page, as BCP 47 names it. */
export const LANGUAGE = globalThis.document?.documentElement.lang || "en";
/** Whether lines begin at the right. */
export const IS_FROM_RIGHT = globalThis.document?.documentElement.dir === "rtl";

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** The words of one language. */
export class Speech {
  private readonly rules: Intl.PluralRules;

  constructor(
    language: string,
    private readonly catalogue: Catalogue,
    private readonly isFromRight: boolean,
  ) {
    this.rules = new Intl.PluralRules(language);
  }

  say(text: string, facts: Facts = {}): string {
    const known = this.catalogue.texts[text];
    return this.filled(typeof known === "string" ? known : text, facts);
  }

  count(one: string, many: string, count: number, facts: Facts = {}): string {
    const { plurals, texts } = this.catalogue;
    const place = plurals.indexOf(this.rules.select(count));
    // Categories that a language has in `Intl` only, as French for millions, have the last form.
    const known = typeof texts[one] === "object" ? texts[one].at(place) : undefined;
    return this.filled(known ?? (count === 1 ? one : many), { count, ...facts });
  }

  private filled(text: string, facts: Facts): string {
    return text.replace(/%\((\w+)\)s/g, (mark, name: string) => {
      const fact = facts[name];
      return fact === undefined ? mark : this.isolated(String(fact));
    });
  }

  /** Numbers and names from the left keep their own order among words from the right. */
  isolated(fact: string): string {
    return this.isFromRight ? `${FIRST_STRONG_ISOLATE}${fact}${POP_ISOLATE}` : fact;
  }
}

// Modules that say something wait for this one, so their texts may be constants.
const speech = new Speech(LANGUAGE, await textsIn(LANGUAGE), IS_FROM_RIGHT);

/** A text, with its facts in their places. */
export function translate(text: string, facts: Facts = {}): string {
  return speech.say(text, facts);
}

/** A text that depends on a count, which is one of its facts. */
export function translateCount(one: string, many: string, count: number, facts: Facts = {}): string {
  return speech.count(one, many, count, facts);
}

/** A figure as the language writes it, in the digits 0 to 9, with so many decimals. */
export function figure(value: number, decimals = 0): string {
  return figureIn(LANGUAGE, value, decimals);
}

/** The same in any language. */
export function figureIn(language: string, value: number, decimals: number): string {
  // Digits as they are read and written here, whatever others a language has.
  const form = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(`${language}-u-nu-latn`, form).format(value);
}

/** A number with its signs, such as -27, as it stands among words from the right too. */
export function isolated(number: string): string {
  return speech.isolated(number);
}

/** Several things in a row. */
export function listed(parts: readonly string[]): string {
  return parts.join(translate(", "));
}
