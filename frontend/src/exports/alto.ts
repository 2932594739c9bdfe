import { roundToEven } from "../reading/figures";
import type { NumberRead, Page } from "../values";
import { modelTitle, NAME, type ExportOptions } from "./engine";
import { chance } from "./figures";
import {
  boxesOf,
  documentOf,
  element,
  indented,
  linesOf,
  marksOf,
  pixelsAround,
  rivalsOf,
  type Element,
  type Pixels,
} from "./markup";
import { writingOf } from "./rows";

/** A page as ALTO 4.4, as Python's `inkread.exports.alto` writes it. */

const NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#";
const TAGS = [
  ["hand", "writing", "written by hand"],
  ["print", "writing", "printed"],
  ["unsure", "acceptance", "unsure: a person should look at it"],
] as const;

export function altoOf(page: Page, options: ExportOptions): string {
  const root = element(null, "alto", { xmlns: NAMESPACE, SCHEMAVERSION: "4.4" });
  describe(root, page, options);
  const tags = element(root, "Tags");
  for (const [ID, TYPE, LABEL] of TAGS) element(tags, "OtherTag", { ID, TYPE, LABEL });
  const whole = { WIDTH: page.width, HEIGHT: page.height };
  const layout = element(root, "Layout");
  const sheet = element(layout, "Page", { ID: "page", PHYSICAL_IMG_NR: page.page, ...whole });
  const space = element(sheet, "PrintSpace", { ID: "space", HPOS: 0, VPOS: 0, ...whole });
  if (page.numbers.length > 0) {
    const around = placeOf(pixelsAround(boxesOf(page.numbers), page));
    const block = element(space, "TextBlock", { ID: "block", ...around });
    linesOf(page).forEach((numbers, index) => addLine(block, `${index + 1}`, numbers, page));
  }
  return documentOf(indented(root));
}

function describe(root: Element, page: Page, { engine, created }: ExportOptions): void {
  const description = element(root, "Description");
  element(description, "MeasurementUnit", {}, "pixel");
  const source = element(description, "sourceImageInformation");
  element(source, "fileName", {}, page.source);
  const step = element(description, "Processing", { ID: "reading" });
  element(step, "processingCategory", {}, "contentGeneration");
  if (created) element(step, "processingDateTime", {}, created);
  element(step, "processingStepDescription", {}, "reading of numbers");
  element(step, "processingStepSettings", {}, modelTitle(engine));
  const software = element(step, "processingSoftware");
  element(software, "softwareName", {}, NAME);
  element(software, "softwareVersion", {}, engine.version);
}

function addLine(block: Element, key: string, numbers: readonly NumberRead[], page: Page): void {
  const around = pixelsAround(boxesOf(numbers), page);
  const line = element(block, "TextLine", { ID: `line_${key}`, ...placeOf(around) });
  let before: Pixels | null = null;
  numbers.forEach((read, order) => {
    const box = pixelsAround(boxesOf([read]), page);
    if (before) {
      const gap = [before[2], around[1], Math.max(before[2], box[0]), around[3]] as const;
      element(line, "SP", placeOf(gap));
    }
    addNumber(line, `${key}_${order + 1}`, read, page);
    before = box;
  });
}

function addNumber(line: Element, key: string, read: NumberRead, page: Page): void {
  const marks = marksOf(read);
  const writing = writingOf(read);
  const tags = writing === "mixed" ? ["hand", "print"] : [writing];
  const string = element(line, "String", {
    ID: `string_${key}`,
    CONTENT: read.written ?? read.text,
    WC: chance(read.confidence),
    // From 0, sure, to 9.
    CC: marks.map((mark) => roundToEven(9 * (1 - mark.confidence))).join(" "),
    TAGREFS: [...tags, ...(read.accepted ? [] : ["unsure"])].join(" "),
    ...placeOf(pixelsAround(boxesOf([read]), page)),
  });
  if (read.value) element(string, "ALTERNATIVE", { PURPOSE: "value" }, read.value.text);
  marks.forEach((mark, place) => {
    const glyph = element(string, "Glyph", {
      ID: `glyph_${key}_${place + 1}`,
      CONTENT: mark.text,
      GC: chance(mark.confidence),
      ...placeOf(pixelsAround([mark.box], page)),
    });
    for (const [text, likely] of rivalsOf(mark)) element(glyph, "Variant", { CONTENT: text, VC: chance(likely) });
  });
}

function placeOf([x0, y0, x1, y1]: Pixels): Record<string, number> {
  return { HPOS: x0, VPOS: y0, WIDTH: x1 - x0, HEIGHT: y1 - y0 };
}
