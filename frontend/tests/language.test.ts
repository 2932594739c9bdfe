import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogueOf } from "../catalogues";
import { figure, figureIn, listed, Speech, translate, translateCount } from "../src/language";
import { ENGLISH } from "../src/texts";

const PO = `# A comment.
msgid ""
msgstr ""
"Language: ar\\n"
"Plural-Forms: nplurals=6; plural=0;\\n"

#, python-format
msgid "Page %(page)s"
msgstr "صفحة %(page)s"

msgid "%(count)s number"
msgid_plural "%(count)s numbers"
msgstr[0] "z"
msgstr[1] "o"
msgstr[2] "t"
msgstr[3] "f %(count)s"
msgstr[4] "m"
msgstr[5] "x"

msgid "long "
"text"
msgstr ""
"in "
"parts"

#, fuzzy
msgid "perhaps"
msgstr "maybe"

msgid "not yet"
msgstr ""
`;

describe("a translation file", () => {
  it("becomes texts by their English ones", () => {
    expect(catalogueOf(PO)).toEqual({
      plurals: ["zero", "one", "two", "few", "many", "other"],
      texts: {
        "Page %(page)s": "صفحة %(page)s",
        "%(count)s number": ["z", "o", "t", "f %(count)s", "m", "x"],
        "long text": "in parts",
      },
    });
  });

  it("is refused where its forms have no names", () => {
    expect(() => catalogueOf('msgid ""\nmsgstr "nplurals=3;"')).toThrow("3 forms");
  });

  it("holds what the front end says, in each language", () => {
    for (const language of ["ar", "de", "es", "fr", "hi", "ta"]) {
      const path = `../src/inkread/web/locale/${language}/LC_MESSAGES/djangojs.po`;
      const { texts } = catalogueOf(readFileSync(path, "utf-8"));
      expect(texts["No number found."]).toBeTypeOf("string");
      expect(texts["%(count)s number"]).toHaveLength(language === "ar" ? 6 : 2);
    }
  });
});

describe("a text", () => {
  const arabic = new Speech("ar", catalogueOf(PO), true);

  it("is English where there is no other", () => {
    expect(translate("Page %(page)s of %(count)s", { page: 2, count: 3 })).toBe("Page 2 of 3");
    expect(translateCount("%(count)s number", "%(count)s numbers", 1)).toBe("1 number");
    expect(translateCount("%(count)s number", "%(count)s numbers", 0)).toBe("0 numbers");
    expect(listed(["a", "b"])).toBe("a, b");
    expect(arabic.say("not yet")).toBe("not yet");
  });

  it("keeps a place that it has no fact for", () => {
    expect(new Speech("en", ENGLISH, false).say("%(a)s %(b)s", { a: 1 })).toBe("1 %(b)s");
  });

  it("has the form for its number", () => {
    const said = [0, 1, 2, 3, 11, 100].map((count) => arabic.count("%(count)s number", "%(count)s numbers", count));
    expect(said).toEqual(["z", "o", "t", "f \u20683\u2069", "m", "x"]);
  });

  it("keeps a number with its minus in order among words from the right", () => {
    expect(arabic.isolated("-27")).toBe("\u2068-27\u2069");
    expect(new Speech("en", ENGLISH, false).isolated("-27")).toBe("-27");
  });

  it("has its last form for a number that gettext does not tell apart", () => {
    const french = new Speech("fr", { plurals: ["one", "other"], texts: { a: ["un", "plusieurs"] } }, false);
    expect(french.count("a", "b", 1_000_000)).toBe("plusieurs");
  });

  it("keeps facts apart from words that are written from the right", () => {
    expect(arabic.say("Page %(page)s", { page: "a.pdf" })).toBe("صفحة \u2068a.pdf\u2069");
  });
});

describe("a figure", () => {
  it("is written as its language writes it, in the digits 0 to 9", () => {
    expect(figure(99.9, 1)).toBe("99.9");
    expect(figureIn("de", 99.9, 1)).toBe("99,9");
    expect(figureIn("fr", 0.5, 2)).toBe("0,50");
    expect(figureIn("ar", 99.9, 1)).toContain("99.9");
    expect(figureIn("hi", 12, 0)).toBe("12");
  });
});
