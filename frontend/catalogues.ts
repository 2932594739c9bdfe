import type { Plugin } from "vite";

/** The forms of a text by number, as `Intl.PluralRules` names them, in the order of gettext. */
const CATEGORIES: Readonly<Record<number, readonly string[]>> = {
  1: ["other"],
  2: ["one", "other"],
  6: ["zero", "one", "two", "few", "many", "other"],
};

interface Entry {
  id: string;
  forms: string[];
  isFuzzy: boolean;
}

/** Makes a module of each translation file: its texts, as `src/texts.ts` opens them. */
export function catalogues(): Plugin {
  return {
    name: "catalogues",
    transform(source, file) {
      if (!file.endsWith(".po")) return null;
      return { code: `export default ${JSON.stringify(catalogueOf(source))};`, map: null };
    },
  };
}

/** What a translation file holds; texts that are not translated, or not for sure, are left out. */
export function catalogueOf(source: string): { plurals: readonly string[]; texts: Record<string, string | string[]> } {
  const entries = source.split(/\n{2,}/).map(entryOf);
  const count = Number(/nplurals=(\d+)/.exec(entries[0]?.forms[0] ?? "")?.[1]);
  const plurals = CATEGORIES[count];
  if (!plurals) throw new Error(`There are no names for ${count} forms.`);
  const texts: Record<string, string | string[]> = {};
  for (const { id, forms, isFuzzy } of entries) {
    const [only] = forms;
    if (!id || isFuzzy || only === undefined || forms.includes("")) continue;
    texts[id] = forms.length === 1 ? only : forms;
  }
  return { plurals, texts };
}

function entryOf(block: string): Entry {
  const entry: Entry = { id: "", forms: [], isFuzzy: false };
  let add: (text: string) => void = () => {};
  for (const line of block.split("\n")) {
    if (line.startsWith("#,") && line.includes("fuzzy")) entry.isFuzzy = true;
    const [, keyword = "", place, text] = /^(msgid|msgstr|msgid_plural)?(?:\[(\d)\])? ?(".*")$/.exec(line) ?? [];
    if (text === undefined) continue;
    if (keyword === "msgid") add = (more) => (entry.id += more);
    else if (keyword === "msgid_plural") add = () => {};
    else if (keyword === "msgstr") {
      const index = Number(place ?? 0);
      entry.forms[index] = "";
      add = (more) => (entry.forms[index] += more);
    }
    add(String(JSON.parse(text)));
  }
  return entry;
}
