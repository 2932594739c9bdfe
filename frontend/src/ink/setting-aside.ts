import { inkmlOf } from "./inkml";
import { sheetFrom } from "./reopening";
import type { Sheet } from "./stroke";

/** The ink of the pad, set aside in this tab of the browser until it is cleared, kept or the tab is closed. */

const INK = "inkread: ink";
const WRITER = "inkread: ink by";

/** Sets a sheet aside in place of the one before; `writer` is who is logged in, empty for nobody. */
export function setAside(sheet: Sheet, writer: string): void {
  if (sheet.strokes.length === 0) {
    dropAside();
    return;
  }
  try {
    sessionStorage.setItem(INK, inkmlOf(sheet));
    sessionStorage.setItem(WRITER, writer);
  } catch {
    // No room, or the browser keeps nothing; an older state of the ink would be no help.
    dropAside();
  }
}

/** What was set aside; null where nothing was, or somebody wrote it who is no longer logged in. */
export function foundAside(writer: string): Sheet | null {
  try {
    const ink = sessionStorage.getItem(INK);
    const before = sessionStorage.getItem(WRITER);
    // What was written before logging in is there afterwards; what was written then, is not after logging out.
    const sheet = ink && (!before || before === writer) ? sheetFrom(ink) : null;
    if (!sheet) dropAside();
    return sheet;
  } catch {
    return null;
  }
}

export function dropAside(): void {
  try {
    sessionStorage.removeItem(INK);
    sessionStorage.removeItem(WRITER);
  } catch {
    return;
  }
}
