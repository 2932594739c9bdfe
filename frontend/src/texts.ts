/** The texts of a language, from its translation file; the build makes a module of each. */

export interface Catalogue {
  /** The category of `Intl.PluralRules` that each form of a text is for, in their order. */
  readonly plurals: readonly string[];
  /** By the English text, which is the one for a single thing where there are forms. */
  readonly texts: Readonly<Record<string, string | readonly string[]>>;
}

export const ENGLISH: Catalogue = { plurals: ["one", "other"], texts: {} };

const FILES = import.meta.glob<Catalogue>("../../src/inkread/web/locale/*/LC_MESSAGES/djangojs.po", {
  import: "default",
});

/** Texts in that language; English ones, which stand in the code, where there are none to be had. */
export async function textsIn(language: string): Promise<Catalogue> {
  const load = Object.entries(FILES).find(([path]) => path.includes(`/${language}/`))?.[1];
  try {
    return load ? await load() : ENGLISH;
  } catch {
    // A page in another language is better than none.
    return ENGLISH;
  }
}
