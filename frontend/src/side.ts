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
  readonly desk: Desk;
  selected: Place | null = null;
  private readonly boxes: Boxes;
  private pageIndex = 0;

  constructor(
    readonly invitation: string,
    frame: HTMLElement,
    readPicture: ReadPicture,
    private readonly events: SideEvents,
  ) {
    this.desk = new Desk(readPicture, () => this.refresh(0));
    this.boxes = new Boxes(frame, (place) => this.select(place));
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

  get preview(): string | null {
    const { state } = this.desk;
    return state.kind === "read" ? (state.reading.previews[this.pageIndex] ?? null) : null;
  }

  get answer(): Answer {
    const { state } = this.desk;
    if (state.kind !== "read") return state;
    const { where } = state.reading;
    return this.page ? { kind: "read", page: this.page, where } : { kind: "idle" };
  }

  turn(step: number): void {
    const { index, count } = this.position;
    this.refresh(Math.max(0, Math.min(count - 1, index + step)));
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
    this.selected = this.page && weakest(this.page);
    this.boxes.show(this.page, this.selected);
    this.events.answered();
  }
}
