import { make } from "../elements";
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
    const which = count > 1 ? `Digit ${place.digit + 1} of ${count}` : "This digit";
    this.heading.textContent = `${which}, ${hand(digit.kind)}, could be`;
    this.list.replaceChildren(...candidatesOf(digit).map(bar));
  }
}

function bar(candidate: Candidate, index: number): HTMLLIElement {
  const fill = make("span", "fill");
  fill.style.width = `${Math.max(0, Math.min(1, candidate.chance)) * 100}%`;
  const track = make("span", "track", fill);
  track.setAttribute("aria-hidden", "true");
  const label = make("span", candidate.label === "none" ? "label none" : "label", candidate.label);
  return make("li", index === 0 ? "bar best" : "bar", label, track, make("span", "figure", percent(candidate.chance)));
}
