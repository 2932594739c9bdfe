import { make } from "../elements";
import { translate } from "../language";
import { digitAt, type Digit, type Page, type Place } from "../values";
import { hand, percent } from "./words";

export interface Candidate {
  readonly label: string;
  readonly chance: number;
}

/** The likeliest digits, and the chance that there is none, where that is worth a line. */
export function candidatesOf(digit: Digit, most = 5): Candidate[] {
  const digits = digit.alternatives.map(([label, chance]) => ({ label, chance }));
  const none = 1 - digits.reduce((sum, each) => sum + each.chance, 0);
  const shown = digits.slice(0, most);
  return none >= 0.01 ? [...shown, { label: "none", chance: none }] : shown;
}

/** The bars that say what the selected digit could be as well. */
export class Candidates {
  constructor(
    private readonly section: HTMLElement,
    private readonly heading: HTMLElement,
    private readonly list: HTMLElement,
  ) {}

  show(page: Page | null, place: Place | null): void {
    const digit = page && place ? digitAt(page, place) : undefined;
    this.section.hidden = !digit;
    if (!digit || !page || !place) return;
    const count = page.numbers[place.number]?.digits.length ?? 1;
    const facts = { position: place.digit + 1, count, hand: hand(digit.kind) };
    this.heading.textContent =
      count > 1
        ? translate("Digit %(position)s of %(count)s, %(hand)s, could be", facts)
        : translate("This digit, %(hand)s, could be", facts);
    this.list.replaceChildren(...candidatesOf(digit).map(bar));
  }
}

function bar(candidate: Candidate, index: number): HTMLLIElement {
  const fill = make("span", "fill");
  fill.style.width = `${Math.max(0, Math.min(1, candidate.chance)) * 100}%`;
  const track = make("span", "track", fill);
  track.setAttribute("aria-hidden", "true");
  const isNone = candidate.label === "none";
  const label = make("span", isNone ? "label none" : "label", isNone ? translate("none") : candidate.label);
  return make("li", index === 0 ? "bar best" : "bar", label, track, make("span", "figure", percent(candidate.chance)));
}
