import { roundToEven } from "../reading/figures";
import type { NumberRead, Page } from "../values";
import { NAME, type ExportOptions } from "./engine";
import { chance, fixed } from "./figures";
import {
  boxesOf,
  documentOf,
  element,
  linesOf,
  marksOf,
  pixelsAround,
  rivalsOf,
  type Element,
  type Mark,
  type Pixels,
} from "./markup";
import { readingsOf, writingOf, yesOrNo } from "./rows";

/** Pages as hOCR 1.2, as Python's `inkread.exports.hocr` writes it. */

const CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrx_cinfo ocrp_wconf";

export function hocrOf(pages: readonly Page[], options: ExportOptions): string {
  const root = element(null, "html", { xmlns: "http://www.w3.org/1999/xhtml", lang: "en" });
  const head = element(root, "head");
  element(head, "title", {}, "Numbers");
  element(head, "meta", { "http-equiv": "Content-Type", content: "text/html; charset=utf-8" });
  for (const [name, content] of factsOf(pages.length, options)) element(head, "meta", { name, content });
  const body = element(root, "body");
  pages.forEach((page, index) => addPage(body, index + 1, page));
  for (const block of [root, head, body, ...head.children, ...body.children]) block.tail = "\n";
  root.text = head.text = body.text = "\n";
  return documentOf(root, "<!DOCTYPE html>\n");
}

function factsOf(count: number, { engine, created }: ExportOptions): [string, string][] {
  return [
    ["ocr-system", `${NAME} ${engine.version}`],
    ["ocr-capabilities", CAPABILITIES],
    ["ocr-number-of-pages", String(count)],
    ["ocr-langs", "unknown"],
    ["ocr-scripts", "Zyyy"],
    ["inkread-model", `${engine.model} ${engine.modelVersion}`],
    ["inkread-model-sha256", engine.sha256],
    ...(created ? [["dcterms.created", created] as [string, string]] : []),
  ];
}

function addPage(body: Element, place: number, page: Page): void {
  const name = page.source.replaceAll('"', "'");
  const title = `image "${name}"; bbox 0 0 ${page.width} ${page.height}; ppageno ${place - 1}`;
  const whole = element(body, "div", {
    class: "ocr_page",
    id: `page_${place}`,
    title,
    "data-page": page.page,
  });
  if (page.numbers.length === 0) return;
  const inside = bbox(pixelsAround(boxesOf(page.numbers), page));
  const area = element(whole, "div", { class: "ocr_carea", id: `area_${place}`, title: inside }, "\n");
  linesOf(page).forEach((numbers, index) => {
    const key = `${place}_${index + 1}`;
    const around = bbox(pixelsAround(boxesOf(numbers), page));
    const paragraph = element(area, "p", { class: "ocr_par", id: `par_${key}`, title: around });
    paragraph.tail = "\n";
    const line = element(paragraph, "span", { class: "ocr_line", id: `line_${key}`, title: around });
    numbers.forEach((read, order) => addNumber(line, `${key}_${order + 1}`, read, page));
    const last = line.children.at(-1);
    if (last) last.tail = "";
  });
}

function addNumber(line: Element, key: string, read: NumberRead, page: Page): void {
  const around = bbox(pixelsAround(boxesOf([read]), page));
  const word = element(line, "span", {
    class: "ocrx_word",
    id: `word_${key}`,
    title: `${around}; x_wconf ${roundToEven(100 * read.confidence)}`,
    "data-writing": writingOf(read),
    "data-accepted": yesOrNo(read.accepted),
    "data-value": read.value?.text,
    "data-alternatives": listed(readingsOf(read)),
  });
  word.tail = " ";
  marksOf(read).forEach((mark, place) => addMark(word, `${key}_${place + 1}`, mark, page));
}

function addMark(word: Element, key: string, mark: Mark, page: Page): void {
  const box = pixelsAround([mark.box], page);
  const attributes = {
    class: "ocrx_cinfo",
    id: `char_${key}`,
    title: `x_bboxes ${box.join(" ")}; x_confs ${fixed(100 * mark.confidence, 2)}`,
    "data-writing": "kind" in mark ? mark.kind : null,
    "data-alternatives": listed(rivalsOf(mark)),
  };
  element(word, "span", attributes, mark.text);
}

function listed(others: readonly (readonly [string, number])[]): string | null {
  return others.map(([text, likely]) => `${text} ${chance(likely)}`).join("; ") || null;
}

function bbox(box: Pixels): string {
  return `bbox ${box.join(" ")}`;
}
