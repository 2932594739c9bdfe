import { element, make } from "../elements";
import { translate } from "../language";
import type { NumberRead, Page, Place, Style } from "../values";
import { styleFromBoxes, styleInWords, type Fact } from "./style-words";

const TEXTS = {
  partly: translate("Slant, stroke and ink are measured where the server reads: of readings that are kept."),
};

/** How the number of the selected digit is written, in an opened detail. */
export class StyleDetail {
  private readonly root = element("style", HTMLDetailsElement);
  private readonly list = element("style-facts", HTMLElement);
  private readonly note = element("style-note", HTMLElement);

  show(page: Page | null, place: Place | null): void {
    const read = page && place ? page.numbers[place.number] : undefined;
    this.root.hidden = !read;
    if (!read) return;
    this.list.replaceChildren(...styleInWords(styleOf(read)).map(row));
    this.note.textContent = read.style ? "" : TEXTS.partly;
  }
}

function styleOf(read: NumberRead): Style {
  return read.style ?? styleFromBoxes(read);
}

function row({ name, value, colour }: Fact): HTMLDivElement {
  const told = make("dd", "", value);
  if (colour) {
    const swatch = make("span", "swatch");
    swatch.style.backgroundColor = colour;
    told.prepend(swatch);
  }
  return make("div", "", make("dt", "", name), told);
}
