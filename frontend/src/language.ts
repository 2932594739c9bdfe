/**
 * Texts in the language of the page. English stands in the code; the catalogue of another language
 * is opened before any module that says something, so texts may be constants.
 */

/** What stands in a text, as `%(name)s`. */
export type Facts = Readonly<Record<string, string | number>>;

/** As gettext has it: a text, or its forms by number in the order of `plurals`. */
export interface Catalogue {
  readonly language: string;
  /** The category of `Intl.PluralRules` that each form is for. */
  readonly plurals: readonly string[];
  readonly texts: Readonly<Record<string, string | readonly string[]>>;
}

let catalogue: Catalogue = { language: "en", plurals: ["one", "other"], texts: {} };
let rules = new Intl.PluralRules("en");

/** From now on texts are those of this catalogue; what it lacks stays English. */
export function speak(next: Catalogue): void {
  catalogue = next;
  rules = new Intl.PluralRules(next.language);
}

/** The language that texts are in, as BCP 47 names it. */
export function language(): string {
  return catalogue.language;
}

/** A text, with its facts in their places. */
export function translate(text: string, facts: Facts = {}): string {
  const known = catalogue.texts[text];
  return filled(typeof known === "string" && known ? known : text, facts);
}

/** A text that depends on a count, which is one of its facts. */
export function translateCount(one: string, many: string, count: number, facts: Facts = {}): string {
  const forms = catalogue.texts[one];
  const place = catalogue.plurals.indexOf(rules.select(count));
  const known = Array.isArray(forms) ? (forms as readonly string[])[place] : undefined;
  return filled(known || (count === 1 ? one : many), { count, ...facts });
}

/** Several things in a row. */
export function listed(parts: readonly string[]): string {
  return parts.join(translate(", "));
}

function filled(text: string, facts: Facts): string {
  return text.replace(/%\((\w+)\)s/g, (mark, name: string) => String(facts[name] ?? mark));
}
