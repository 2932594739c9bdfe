import { element, make } from "../elements";
import { translate } from "../language";
import type { Side } from "../side";
import { pictureIn, thumbnailOf } from "./thumbnail";

/** The pages of a document, each as a small picture, and a step back and forth. */
export class Leaves {
  private readonly list = element("leaves", HTMLElement);
  private previews: readonly string[] = [];
  private index = 0;
  private count = 1;

  constructor(private readonly turnTo: (index: number) => void) {
    element("page-before", HTMLButtonElement).addEventListener("click", () => this.step(-1));
    element("page-after", HTMLButtonElement).addEventListener("click", () => this.step(1));
    this.list.addEventListener("keydown", (event) => this.press(event));
  }

  show(side: Side): void {
    ({ index: this.index, count: this.count } = side.position);
    element("pages", HTMLElement).hidden = this.count < 2;
    element("page-position", HTMLElement).textContent = translate("Page %(page)s of %(count)s", {
      page: this.index + 1,
      count: this.count,
    });
    disable("page-before", this.index === 0);
    disable("page-after", this.index === this.count - 1);
    this.list.hidden = this.count < 2;
    if (side.previews !== this.previews) {
      this.previews = side.previews;
      this.list.replaceChildren(...(this.count < 2 ? [] : this.previews.map((_, index) => this.leaf(index))));
    }
    [...this.list.querySelectorAll("button")].forEach((button, index) => {
      button.setAttribute("aria-current", String(index === this.index));
      button.tabIndex = index === this.index ? 0 : -1;
    });
  }

  private leaf(index: number): HTMLLIElement {
    const sheet = make("span", "sheet");
    const look = make("button", "look", sheet, make("span", "word", String(index + 1)));
    look.type = "button";
    look.setAttribute("aria-label", translate("Page %(page)s", { page: index + 1 }));
    look.addEventListener("click", () => this.turnTo(index));
    void thumbnailOf(pictureIn(this.previews[index] ?? "")).then((canvas) => canvas && sheet.replaceChildren(canvas));
    return make("li", "shot", look);
  }

  private step(by: number): void {
    const next = this.index + by;
    if (next >= 0 && next < this.count) this.turnTo(next);
  }

  private press(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.step(step);
    this.list.querySelectorAll("button")[this.index]?.focus();
  }
}

function disable(id: string, isDisabled: boolean): void {
  element(id, HTMLButtonElement).setAttribute("aria-disabled", String(isDisabled));
}
