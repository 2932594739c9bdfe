import { describe, expect, it } from "vitest";
import { choicesFrom, languagesOf, saidOf, type SpeechChoices } from "../src/acting/speech";
import { styleInWords } from "../src/answer/style-words";
import { fileName } from "../src/exports/formats";
import { styleFromBoxes } from "../src/reading/style/boxes";
import { number } from "./pages";

const english: SpeechChoices = { language: "en-GB", rate: 1, eachDigit: false };
const amount = {
  ...number("1250"),
  written: "-12,50",
  value: { kind: "decimal", text: "-12.50", alternatives: [] },
};

describe("what is said aloud", () => {
  it("is the number, or each digit on its own", () => {
    expect(saidOf(number("2026"), english)).toBe("2026");
    expect(saidOf(number("2026"), { ...english, eachDigit: true })).toBe("2, 0, 2, 6");
  });

  it("never loses a zero at the beginning", () => {
    expect(saidOf(number("007"), english)).toBe("0, 0, 7");
    expect(saidOf(number("0"), english)).toBe("0");
  });

  it("names the signs between digits, and doubt, in the language of the voice", () => {
    expect(saidOf(amount, english)).toBe("-12.50");
    expect(saidOf(amount, { ...english, eachDigit: true })).toBe("minus, 1, 2, comma, 5, 0");
    const german = { ...english, language: "de-AT" };
    expect(saidOf(number("7", [0.4], false), german)).toBe("7, unsicher");
  });
});

describe("the choices of speech", () => {
  const languages = languagesOf(["de-DE", "en-US", "en-GB", "en-GB", "hi-IN"], "en-GB");

  it("offer each language once, the nearest first", () => {
    expect(languages).toEqual(["en-GB", "en-US", "de-DE", "hi-IN"]);
  });

  it("are remembered, where they still make sense", () => {
    const chosen = { language: "hi-IN", rate: 0.75, eachDigit: true };
    expect(choicesFrom(JSON.stringify(chosen), languages)).toEqual(chosen);
    const usual = { language: "en-GB", rate: 1, eachDigit: false };
    expect(choicesFrom(null, languages)).toEqual(usual);
    expect(choicesFrom("{", languages)).toEqual(usual);
    expect(choicesFrom('{"language":"xx","rate":99,"eachDigit":1}', languages)).toEqual(usual);
  });
});

describe("how a number is written", () => {
  it("is told in words with units", () => {
    const style = {
      size_px: 62.5,
      aspect: 0.48,
      spacing: -0.05,
      slant_degrees: -8,
      stroke_px: 4.25,
      stroke_share: 0.068,
      ink: "#963640",
      paper: "#e3e4e6",
      contrast: 5.3,
    };
    const told = styleInWords(style).map(({ name, value }) => `${name}: ${value}`);
    expect(told).toEqual([
      "Size: 63 px high",
      "Width: 48 % of the height",
      "Spacing: digits overlap by 5 % of the height",
      "Slant: 8° to the left",
      "Stroke: 4.3 px, 7 % of the height",
      "Ink: #963640",
      "Paper: #e3e4e6",
      "Contrast: 5.3 to 1",
    ]);
  });

  it("is told by the boxes alone where nothing else was measured", () => {
    expect(styleFromBoxes(number("123"))).toEqual({ size_px: 20, aspect: 0.5, spacing: 0.1 });
    expect(styleInWords(styleFromBoxes(number("1"))).map((fact) => fact.name)).toEqual(["Size", "Width"]);
  });
});

describe("a file's name", () => {
  it("is that of the picture", () => {
    expect(fileName("scans/form.jpg", ".csv")).toBe("form.read.csv");
    expect(fileName("C:\\scans\\form.tif", ".png", 2)).toBe("form-page-2.read.png");
    expect(fileName("<bytes>", ".txt")).toBe("bytes.read.txt");
    expect(fileName("", ".txt")).toBe("numbers.read.txt");
  });
});
