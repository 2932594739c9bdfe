import { plainText } from "../exports/lines";
import type { NumberRead } from "../values";

/** What is said aloud, and in which words; no browser is needed here. */

export interface SpeechChoices {
  /** A language as BCP 47 names it: "de-CH". */
  readonly language: string;
  /** 1 is the usual one. */
  readonly rate: number;
  /** Whether each digit is said on its own. */
  readonly eachDigit: boolean;
}

interface Words {
  readonly signs: Readonly<Record<string, string>>;
  readonly unsure: string;
}

/** Point, comma, minus and slash, since voices pass over them between digits; and doubt. */
const WORDS: Readonly<Record<string, Words>> = {
  en: words("point", "comma", "minus", "slash", "unsure"),
  de: words("Punkt", "Komma", "minus", "Schrägstrich", "unsicher"),
  fr: words("point", "virgule", "moins", "barre", "incertain"),
  es: words("punto", "coma", "menos", "barra", "dudoso"),
  hi: words("बिंदु", "कॉमा", "माइनस", "स्लैश", "अनिश्चित"),
  ta: words("புள்ளி", "காற்புள்ளி", "மைனஸ்", "சாய்வுக்கோடு", "உறுதியில்லை"),
  ar: words("نقطة", "فاصلة", "ناقص", "شرطة مائلة", "غير مؤكد"),
};

/** A number as it is to be said. What begins with 0 is said digit by digit, or its 0 would be lost. */
export function saidOf(read: NumberRead, choices: SpeechChoices): string {
  const { signs, unsure } = wordsFor(choices.language);
  const text = choices.eachDigit ? (read.written ?? read.text) : plainText(read);
  const isSpelled = choices.eachDigit || /^0\d/.test(text);
  const said = isSpelled ? [...text].map((character) => signs[character] ?? character).join(", ") : text;
  return read.accepted ? said : `${said}, ${unsure}`;
}

/** Each language of the voices once, the one nearest to `wanted` first. */
export function languagesOf(voices: readonly string[], wanted: string): string[] {
  const languages = [...new Set(voices)].sort();
  const nearness = (each: string): number => {
    if (each.toLowerCase() === wanted.toLowerCase()) return 0;
    return primary(each) === primary(wanted) ? 1 : 2;
  };
  return languages.sort((a, b) => nearness(a) - nearness(b));
}

/** What was remembered, where it still makes sense; else what is usual. */
export function choicesFrom(remembered: string | null, languages: readonly string[]): SpeechChoices {
  const usual = { language: languages[0] ?? "", rate: 1, eachDigit: false };
  try {
    const known = JSON.parse(remembered ?? "{}") as Partial<Record<keyof SpeechChoices, unknown>>;
    const { language, rate, eachDigit } = known;
    return {
      language: typeof language === "string" && languages.includes(language) ? language : usual.language,
      rate: typeof rate === "number" && rate >= 0.5 && rate <= 2 ? rate : usual.rate,
      eachDigit: eachDigit === true,
    };
  } catch {
    return usual;
  }
}

function wordsFor(language: string): Words {
  return WORDS[primary(language)] ?? words(".", ",", "-", "/", "?");
}

function words(point: string, comma: string, minus: string, slash: string, unsure: string): Words {
  return { signs: { ".": point, ",": comma, "-": minus, "/": slash }, unsure };
}

function primary(language: string): string {
  return language.split("-")[0]?.toLowerCase() ?? "";
}
