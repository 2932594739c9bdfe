import { make } from "../elements";
import { marks, marksOf, places, samePlace, type NumberRead, type Page, type Place } from "../values";
import { isDoubtful } from "./doubt";
import { steppedFrom } from "./pointing";
import { figureOf, handOf, meaningOf, nameOfDigit, nameOfNumber, nameOfSign, reasonOf, sureness } from "./words";

/** How digits are selected: also by the pointer coming over them, and the signs between them too. */
export interface Selecting {
  readonly onHover: boolean;
  readonly signs: boolean;
}

/** The numbers of a page: each digit a button, all of them one stop of the Tab key. */
export class Numbers {
  private page: Page | null = null;
  private selected: Place | null = null;

  constructor(
    private readonly list: HTMLElement,
    private readonly onSelect: (place: Place) => void,
    private readonly selecting: Selecting = { onHover: true, signs: false },
  ) {
    list.addEventListener("keydown", (event) => this.step(event));
  }

  show(page: Page | null, selected: Place | null): void {
    this.page = page;
    this.selected = selected;
    const numbers = page?.numbers ?? [];
    this.list.dataset["count"] = numbers.length > 3 ? "many" : String(numbers.length);
    const longest = Math.max(1, ...numbers.map((read) => (read.written ?? read.text).length));
    this.list.style.setProperty("--digits", String(longest));
    this.list.replaceChildren(...numbers.map((read, index) => this.item(read, index)));
  }

  select(place: Place | null): void {
    const before = this.made(this.selected);
    before?.setAttribute("aria-pressed", "false");
    before?.setAttribute("tabindex", "-1");
    this.selected = place;
    const now = this.made(place);
    now?.setAttribute("aria-pressed", "true");
    now?.setAttribute("tabindex", "0");
    this.reveal(now?.closest("li") ?? null);
  }

  /** Scrolls the list, and never the page: the picture that is pointed at must stay in place. */
  private reveal(item: HTMLElement | null): void {
    if (!item) return;
    const frame = this.list.getBoundingClientRect();
    const place = item.getBoundingClientRect();
    const above = frame.top - place.top;
    const below = place.bottom - frame.bottom;
    if (above > 0) this.list.scrollTop -= above;
    else if (below > 0) this.list.scrollTop += below;
  }

  private item(read: NumberRead, number: number): HTMLLIElement {
    const value = make("div", "value");
    value.setAttribute("role", "group");
    value.setAttribute("aria-label", nameOfNumber(read));
    value.append(...marksOf(read, number).map((place) => this.mark(read, place)));
    const word = make("span", "word", sureness(read));
    const figure = make("span", "figure", figureOf(read));
    const verdict = make("p", "verdict", word, " ", figure, " ", make("span", "hand", handOf(read)));
    const item = make("li", read.accepted ? "number" : "number unsure", value, verdict);
    const reason = reasonOf(read);
    if (reason) {
      verdict.title = reason;
      item.append(make("p", "reason", reason));
    }
    const meaning = meaningOf(read);
    if (meaning) item.append(make("p", "meaning", meaning));
    return item;
  }

  private mark(read: NumberRead, place: Place): HTMLElement {
    if (place.sign === undefined) return this.digit(read, place);
    const sign = read.signs?.[place.sign];
    if (!sign || !this.selecting.signs) return make("span", "sign", sign?.text ?? "");
    return this.button("sign", sign.text, nameOfSign(sign), place);
  }

  private digit(read: NumberRead, place: Place): HTMLButtonElement {
    const digit = read.digits[place.digit];
    const name = digit ? nameOfDigit(digit, place.digit + 1, read.digits.length) : "";
    const made = this.button("digit", digit?.text ?? "", name, place);
    if (isDoubtful(read, place.digit)) made.classList.add("doubtful");
    return made;
  }

  private button(className: string, text: string, name: string, place: Place): HTMLButtonElement {
    const made = make("button", className, text);
    const isSelected = samePlace(place, this.selected);
    made.type = "button";
    made.tabIndex = isSelected ? 0 : -1;
    made.dataset["place"] = keyOf(place);
    made.setAttribute("aria-pressed", String(isSelected));
    made.setAttribute("aria-label", name);
    const choose = (): void => {
      if (!samePlace(place, this.selected)) this.onSelect(place);
    };
    if (this.selecting.onHover) made.addEventListener("pointerenter", choose);
    made.addEventListener("focus", choose);
    made.addEventListener("click", choose);
    return made;
  }

  private step(event: KeyboardEvent): void {
    if (!this.page || !this.selected || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = this.selecting.signs ? marks(this.page) : places(this.page);
    const next = steppedFrom(this.page, this.selected, event.key, all);
    if (!next) return;
    event.preventDefault();
    this.made(next)?.focus();
  }

  private made(place: Place | null): HTMLElement | null {
    if (!place) return null;
    return this.list.querySelector(`[data-place="${keyOf(place)}"]`);
  }
}

/** What the button of a digit or sign is known by. */
export function keyOf(place: Place): string {
  return place.sign === undefined ? `${place.number}.${place.digit}` : `${place.number}.s${place.sign}`;
}
