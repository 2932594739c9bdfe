import { Boxes } from "../answer/boxes";
import { weakest } from "../answer/doubt";
import { keyOf, type Selecting } from "../answer/numbers";
import { Panel } from "../answer/panel";
import { calledSign } from "../answer/words";
import { element } from "../elements";
import type { Box } from "../geometry";
import { translate } from "../language";
import { digitAt, signAt, type Page, type Place } from "../values";
import { nearest, nextDoubtful } from "./doubtful";
import type { Sending } from "./sending";
import type { Correction, State } from "./state";
import { Zoom } from "./zoom";

const EMPTY = translate("No number found. Draw a box around one to add it.");
const NOTHING = translate("No number found.");

const SELECTING: Selecting = { onHover: false, signs: true };

/**
 * A kept reading on the screen: its pages, the digit or sign that is marked, and what is said about it.
 * Without `sending` it is only looked at.
 */
export class Editor {
  selected: Place | null = null;
  readonly zoom = new Zoom();
  private index = 0;
  private readonly panel = new Panel((place) => this.select(place), SELECTING);
  private readonly boxes: Boxes;
  private readonly picture = element("picture", HTMLImageElement);
  private readonly complaint = element("complaint", HTMLElement);

  constructor(
    private state: State,
    private readonly sending: Sending | null,
    private readonly onShow: (editor: Editor) => void,
    private readonly onSelect: (editor: Editor) => void,
  ) {
    const point = (place: Place): void => {
      this.select(place);
      this.focus();
    };
    this.boxes = new Boxes(element("photo-frame", HTMLElement), point, SELECTING);
    this.turnTo(0);
  }

  get page(): Page {
    const page = this.state.pages[this.index];
    if (!page) throw new Error("A reading has at least one page.");
    return page;
  }

  get current(): State {
    return this.state;
  }

  get position(): { readonly index: number; readonly count: number } {
    return { index: this.index, count: this.state.pages.length };
  }

  turnTo(index: number): void {
    this.index = Math.max(0, Math.min(this.state.pages.length - 1, index));
    const address = this.state.pictures[this.index] ?? "";
    if (this.picture.getAttribute("src") !== address) this.picture.src = address;
    this.selected = weakest(this.page);
    this.show();
  }

  select(place: Place | null): void {
    if (!place || !(digitAt(this.page, place) ?? signAt(this.page, place))) return;
    this.selected = place;
    this.boxes.show(this.page, place);
    this.zoom.follow();
    this.panel.select(this.page, place);
    this.onSelect(this);
  }

  /** Whether a sign is marked, and not a digit. */
  get isAtSign(): boolean {
    return this.selected?.sign !== undefined;
  }

  /** Whether the marked number and the next can be one. */
  get canJoin(): boolean {
    return this.state.joinable[this.index]?.includes(this.selected?.number ?? -1) ?? false;
  }

  /** Puts the keyboard on what is marked. */
  focus(): void {
    const place = this.selected;
    if (!place) return;
    document.querySelector<HTMLElement>(`[data-place="${keyOf(place)}"]`)?.focus();
  }

  /** Marks the next doubtful digit, on a later page if need be; false when there is none. */
  goOn(step: 1 | -1 = 1): boolean {
    const here = nextDoubtful(this.page, this.selected, step);
    if (here) {
      this.select(here);
      this.focus();
      return true;
    }
    for (let index = this.index + step; this.state.pages[index]; index += step) {
      const page = this.state.pages[index];
      const there = page ? nextDoubtful(page, null, step) : null;
      if (!there) continue;
      this.turnTo(index);
      this.select(there);
      this.focus();
      return true;
    }
    return false;
  }

  get isLookedAt(): boolean {
    return this.sending === null;
  }

  async fix(text: string): Promise<void> {
    const place = this.selected;
    const before = place ? digitAt(this.page, place)?.text : undefined;
    if (!place) return;
    if (this.isAtSign) {
      this.say(translate("A sign is marked: choose another sign, or remove it."), true);
      return;
    }
    await this.correct({ kind: "fix", ...place, text }, translate("%(before)s corrected to %(text)s.", { before: before ?? "", text }));
  }

  /** In place of the marked sign, or after the marked digit. */
  async sign(mark: string): Promise<void> {
    const place = this.selected;
    if (!place) return;
    const { number, digit, sign } = place;
    const facts = { sign: calledSign(mark) };
    if (sign === undefined) {
      const said = translate("Put in after the digit: %(sign)s.", facts);
      await this.correct({ kind: "add-sign", number, place: digit + 1, mark }, said);
    } else {
      await this.correct({ kind: "fix-sign", number, sign, mark }, translate("The sign was corrected: %(sign)s.", facts));
    }
  }

  /** Puts a minus before the first digit of the number. */
  async minus(): Promise<void> {
    const place = this.selected;
    if (!place) return;
    const { number } = place;
    const correction = { kind: "add-sign", number, place: 0, mark: "-" };
    // The signs after the new one are counted anew.
    if (place.sign !== undefined) this.selected = { ...place, sign: place.sign + 1 };
    if (!(await this.correct(correction, translate("A minus was put before the number.")))) this.select(place);
  }

  async confirm(): Promise<void> {
    const place = this.selected;
    if (!place) return;
    const text = [...(this.page.numbers[place.number]?.text ?? "")].join(" ");
    const last = (this.page.numbers[place.number]?.digits.length ?? 1) - 1;
    if (await this.correct({ kind: "confirm", number: place.number }, translate("%(number)s is right.", { number: text }))) {
      this.selected = { number: place.number, digit: last };
      if (!this.goOn()) this.select({ number: place.number, digit: last });
    }
  }

  async merge(): Promise<void> {
    const number = this.selected?.number;
    if (number === undefined || !this.page.numbers[number + 1]) {
      this.say(translate("There is no number after this one."));
      return;
    }
    await this.correct({ kind: "merge", number, other: number + 1 }, translate("Joined with the next."));
  }

  /** Splits the number before the marked digit, which is then the first of the second part. */
  async split(): Promise<void> {
    const place = this.selected;
    if (!place || place.digit === 0 || this.isAtSign) {
      this.say(translate("Mark the digit that begins the second number; the first one begins this number already."), true);
      return;
    }
    if (!(await this.correct({ kind: "split", ...place }, translate("The number was split before this digit.")))) return;
    this.select({ number: place.number + 1, digit: 0 });
    this.focus();
  }

  async remove(): Promise<void> {
    const place = this.selected;
    if (!place) return;
    const { number, digit, sign } = place;
    if (sign === undefined) {
      await this.correct({ kind: "remove-digit", number, digit }, translate("The digit was removed."));
      return;
    }
    const correction = { kind: "remove-sign", number, sign };
    this.selected = { number, digit };
    if (!(await this.correct(correction, translate("The sign was removed.")))) this.select(place);
  }

  async removeNumber(): Promise<void> {
    const number = this.selected?.number;
    if (number === undefined) return;
    await this.correct({ kind: "remove-number", number }, translate("The number was removed."));
  }

  async add(box: Box, text: string): Promise<void> {
    const known = new Set(this.page.numbers.map((read) => read.box.join()));
    if (!(await this.correct({ kind: "add", box, text }, translate("%(number)s was added.", { number: [...text].join(" ") })))) return;
    const number = this.page.numbers.findIndex((read) => !known.has(read.box.join()));
    if (number >= 0) this.select({ number, digit: 0 });
    this.focus();
  }

  async judge(opinion: string): Promise<void> {
    const next = this.state.opinion === opinion ? "" : opinion;
    await this.correct({ kind: "judge", opinion: next }, translate("Thank you."));
  }

  async undo(): Promise<void> {
    if (this.state.canUndo) await this.correct({ kind: "undo" }, "Undone.");
  }

  async redo(): Promise<void> {
    if (this.state.canRedo) await this.correct({ kind: "redo" }, "Redone.");
  }

  /** Says it to the eyes where it is wrong, and to the ears always. */
  say(sentence: string, isWrong = false): void {
    element("live", HTMLElement).textContent = sentence;
    this.complaint.textContent = isWrong ? sentence : "";
    this.complaint.hidden = !isWrong;
  }

  private async correct(correction: Correction, sentence: string): Promise<boolean> {
    if (!this.sending) return false;
    const hadFocus = element("numbers", HTMLElement).contains(document.activeElement);
    const outcome = await this.sending.send({ page: this.index, ...correction }, () => this.state.last);
    if (outcome.state) {
      this.state = outcome.state;
      this.selected = nearest(this.page, this.selected);
      this.show();
      if (hadFocus) this.focus();
    }
    this.say(outcome.complaint || sentence, outcome.complaint !== "");
    return outcome.complaint === "";
  }

  private show(): void {
    this.panel.show({ kind: "read", where: "server", page: this.page }, this.selected, this.isLookedAt ? NOTHING : EMPTY);
    this.boxes.show(this.page, this.selected);
    this.zoom.follow();
    this.onShow(this);
    this.onSelect(this);
  }
}
