import { Boxes } from "./answer/boxes";
import { weakest } from "./answer/doubt";
import type { Answer } from "./answer/panel";
import type { ReadPicture } from "./client";
import { Desk } from "./desk";
import { digitAt, type Page, type Place } from "./values";

export interface SideEvents {
  /** The side has another answer, or shows another page of it. */
  answered(): void;
  /** Another digit was selected. */
  selected(page: Page, place: Place): void;
}

/** One tab: what was given in it, what was read there, and the digit that is looked at. */
export class Side {
  desk: Desk;
  selected: Place | null = null;
  private readonly boxes: Boxes;
  private pageIndex = 0;
  /** Another desk is shown, and nothing of it yet. */
  private isFresh = false;

  constructor(
    public invitation: string,
    frame: HTMLElement,
    private readonly readPicture: ReadPicture,
    private readonly events: SideEvents,
  ) {
    this.desk = this.newDesk();
    this.boxes = new Boxes(frame, (place) => this.select(place));
  }

  /** One more desk, for `lookAt`; `onChange` hears of each of its states first. */
  newDesk(onChange: () => void = () => {}): Desk {
    const desk: Desk = new Desk(this.readPicture, () => {
      onChange();
      if (desk === this.desk) this.refresh(0);
    });
    return desk;
  }

  /** Shows what is on another desk. */
  lookAt(desk: Desk): void {
    if (desk === this.desk) return;
    this.desk = desk;
    this.isFresh = true;
    this.refresh(0);
  }

  get page(): Page | null {
    const { state } = this.desk;
    return state.kind === "read" ? (state.reading.pages[this.pageIndex] ?? null) : null;
  }

  /** The number of the page on show, from 0, and of all pages; one of one before anything is read. */
  get position(): { readonly index: number; readonly count: number } {
    const { state } = this.desk;
    const count = state.kind === "read" ? Math.max(1, state.reading.pages.length) : 1;
    return { index: this.pageIndex, count };
  }

  /** A picture a page as data: addresses, where they were asked for. */
  get previews(): readonly string[] {
    const { state } = this.desk;
    return state.kind === "read" ? state.reading.previews : [];
  }

  get preview(): string | null {
    return this.previews[this.pageIndex] ?? null;
  }

  get answer(): Answer {
    const { state } = this.desk;
    // The answer before stays in sight while the next is on its way, but not under another picture.
    if (state.kind === "waiting" && this.isFresh) return { kind: "idle" };
    if (state.kind !== "read") return state;
    const { where, picture } = state.reading;
    return this.page ? { kind: "read", page: this.page, where, picture } : { kind: "idle" };
  }

  turnTo(index: number): void {
    this.refresh(Math.max(0, Math.min(this.position.count - 1, index)));
  }

  select(place: Place): void {
    if (!this.page || !digitAt(this.page, place)) return;
    this.selected = place;
    this.boxes.show(this.page, place);
    this.events.selected(this.page, place);
  }

  hideBoxes(): void {
    this.boxes.show(null, null);
  }

  private refresh(pageIndex: number): void {
    this.pageIndex = pageIndex;
    if (this.desk.state.kind === "read" || this.desk.state.kind === "failed") this.isFresh = false;
    this.selected = this.page && weakest(this.page);
    this.boxes.show(this.page, this.selected);
    this.events.answered();
  }
}
