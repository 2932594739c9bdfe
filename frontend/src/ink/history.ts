import { blankSheet, type Sheet } from "./stroke";

/** A sheet and what it was before: every change can be taken back, and made again. */
export class History {
  private past: Sheet[] = [];
  private future: Sheet[] = [];

  constructor(private sheet: Sheet) {}

  get now(): Sheet {
    return this.sheet;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** A change of the ink; it ends what could be made again. */
  change(sheet: Sheet): void {
    this.past.push(this.sheet);
    this.future = [];
    this.sheet = sheet;
  }

  /** Another sheet with the same ink: nothing that anybody would take back. */
  adopt(sheet: Sheet): void {
    this.sheet = sheet;
  }

  clear(): void {
    this.change(blankSheet(this.sheet.window));
  }

  /** False where there is nothing to take back. */
  undo(): boolean {
    return this.step(this.past, this.future);
  }

  /** False where nothing was taken back. */
  redo(): boolean {
    return this.step(this.future, this.past);
  }

  private step(from: Sheet[], to: Sheet[]): boolean {
    const sheet = from.pop();
    if (!sheet) return false;
    to.push(this.sheet);
    // Room that was made meanwhile stays.
    const isSame = sheet.window === this.sheet.window;
    const width = Math.max(sheet.size.width, isSame ? this.sheet.size.width : 0);
    this.sheet = { ...sheet, size: { ...sheet.size, width } };
    return true;
  }
}
