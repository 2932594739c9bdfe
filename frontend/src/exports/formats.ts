import type { Page } from "../values";
import { altoOf } from "./alto";
import type { ExportOptions } from "./engine";
import { hocrOf } from "./hocr";
import { csvOf, jsonOf, textOf } from "./lines";

/** The formats that the browser itself writes; pictures are drawn by `markedPicture`. */

export type TextFormat = "text" | "csv" | "json" | "hocr" | "alto";

/** Of all pages: the whole answer, and the page on show, for formats that hold one. */
export interface Leaving {
  readonly pages: readonly Page[];
  readonly page: Page;
}

interface Format {
  readonly suffix: string;
  readonly mediaType: string;
  readonly hasOnePage: boolean;
  /** Whether it tells how the numbers are written. */
  readonly tellsStyle: boolean;
  write(leaving: Leaving, options: ExportOptions): string;
}

export const FORMATS: Readonly<Record<TextFormat, Format>> = {
  text: format(".txt", "text/plain", ({ pages }) => textOf(pages)),
  csv: format(".csv", "text/csv", ({ pages }) => csvOf(pages), { tellsStyle: true }),
  json: format(".jsonl", "application/x-ndjson", ({ pages }) => jsonOf(pages), { tellsStyle: true }),
  hocr: format(".hocr", "text/vnd.hocr+html", ({ pages }, options) => hocrOf(pages, options)),
  alto: format(".alto.xml", "application/xml", ({ page }, options) => altoOf(page, options), { hasOnePage: true }),
};

export function isTextFormat(name: string): name is TextFormat {
  return name in FORMATS;
}

/** A file's name after that of the picture: form-page-2.read.csv. */
export function fileName(source: string, suffix: string, page = 1): string {
  const last = source.split(/[\\/]/).at(-1) ?? "";
  const stem = last.replace(/\.[^.]*$/, "").replace(/^[<>-]+|[<>-]+$/g, "") || "numbers";
  return `${stem}${page > 1 ? `-page-${page}` : ""}.read${suffix}`;
}

function format(suffix: string, mediaType: string, write: Format["write"], more: Partial<Format> = {}): Format {
  return { suffix, mediaType, write, hasOnePage: false, tellsStyle: false, ...more };
}
