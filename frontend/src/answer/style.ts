import { element, make } from "../elements";
import { translate } from "../language";
import type { Given } from "../reading/pixels";
import { styleFromBoxes } from "../reading/style/boxes";
import type { Styles } from "../reading/style/styles";
import type { NumberRead, Page, Place } from "../values";
import { styleInWords, type Fact } from "./style-words";

const TEXTS = {
  unmeasured: translate("Slant, stroke and ink of this number were not measured."),
};
// An answer that another follows at once, as with the strokes of a number, is not measured.
const PAUSE_MS = 250;

interface Shown {
  readonly page: Page;
  readonly place: Place;
  /** What the page was read from, where that is still to be measured. */
  readonly picture: Given | undefined;
}

/** How the number of the selected digit is written, in a detail; what is missing is measured once it is opened. */
export class StyleDetail {
  private readonly root = element("style", HTMLDetailsElement);
  private readonly list = element("style-facts", HTMLElement);
  private readonly note = element("style-note", HTMLElement);
  private shown: Shown | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `styles` measures what was read on this device. */
  constructor(private readonly styles: Styles | null) {
    this.root.addEventListener("toggle", () => this.refresh(0));
  }

  show(page: Page | null, place: Place | null, picture?: Given): void {
    this.shown = page && place ? { page, place, picture } : null;
    this.refresh(PAUSE_MS);
  }

  private refresh(pause: number): void {
    clearTimeout(this.timer);
    const { shown, styles } = this;
    this.root.hidden = !shown;
    if (!shown) this.list.replaceChildren();
    else if (!styles || !shown.picture || numberIn(shown)?.style) this.tell(shown);
    else this.follow(shown, shown.picture, styles, pause);
  }

  /** Tells what is known of a number that this device read, and goes on to what is not. */
  private follow(shown: Shown, picture: Given, styles: Styles, pause: number): void {
    const page = styles.known(shown.page);
    if (page) {
      this.tell({ ...shown, page });
      return;
    }
    // In an open detail, what was told before stays in sight until there is more to tell.
    if (!this.root.open || !this.list.hasChildNodes()) this.tell(shown, false);
    if (!this.root.open) return;
    this.timer = setTimeout(() => {
      void styles.of(shown.page, picture).then((page) => {
        if (this.shown === shown) this.tell({ ...shown, page });
      });
    }, pause);
  }

  private tell(shown: Shown, isAll = true): void {
    const read = numberIn(shown);
    if (!read) return;
    this.list.replaceChildren(...styleInWords(read.style ?? styleFromBoxes(read)).map(row));
    this.note.textContent = isAll && !read.style ? TEXTS.unmeasured : "";
  }
}

function numberIn({ page, place }: Shown): NumberRead | undefined {
  return page.numbers[place.number];
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
