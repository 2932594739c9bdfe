import { element } from "../elements";
import type { Editor } from "./editor";

/**
 * Everything by keyboard: one key fixes a digit, Tab leads from doubt to doubt. Who only looks has the keys for
 * looking.
 */
export function listenToKeys(editor: Editor, add: Act | null): void {
  const numbers = element("numbers", HTMLElement);
  const view = element("view", HTMLElement);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || isWriting(event.target)) return;
    const isInNumbers = event.target instanceof Node && numbers.contains(event.target);
    const act =
      looking(editor, event, isInNumbers, view.contains(event.target as Node)) ?? (editor.isLookedAt ? null : writing(editor, event, add, isInNumbers));
    if (!act) return;
    event.preventDefault();
    void act();
  });
}

/** Those that a key puts in. */
const SIGNS: ReadonlySet<string> = new Set(".,'-/$€£¥₹");

type Act = () => unknown;

function looking(editor: Editor, event: KeyboardEvent, isInNumbers: boolean, isInView: boolean): Act | null {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) return null;
  if (key === "+" || key === "=") return () => editor.zoom.step(1);
  // Elsewhere it is a sign to who may put one in.
  if (key === "-" && (isInView || editor.isLookedAt)) return () => editor.zoom.step(-1);
  if (!isInNumbers || key !== "Tab") return null;
  // At the last doubtful digit, Tab leads on through the page as everywhere.
  return editor.goOn(event.shiftKey ? -1 : 1) ? () => {} : null;
}

function writing(editor: Editor, event: KeyboardEvent, add: Act | null, isInNumbers: boolean): Act | null {
  return event.ctrlKey || event.metaKey ? withControl(editor, event) : alone(editor, event, add, isInNumbers);
}

function withControl(editor: Editor, event: KeyboardEvent): Act | null {
  const key = event.key.toLowerCase();
  if (key === "y" || (key === "z" && event.shiftKey)) return () => editor.redo();
  return key === "z" ? () => editor.undo() : null;
}

function alone(editor: Editor, event: KeyboardEvent, add: Act | null, isInNumbers: boolean): Act | null {
  const { key } = event;
  if (key >= "0" && key <= "9" && key.length === 1) return () => editor.fix(key);
  if (key === "_" || (key === "-" && event.shiftKey)) return () => editor.minus();
  if (SIGNS.has(key)) return () => editor.sign(key);
  if (key === "m" || key === "M") return () => editor.merge();
  if (key === "s" || key === "S") return () => editor.split();
  if (key === "n" || key === "N") return add;
  if (key === "Delete" || key === "Backspace") {
    return event.shiftKey ? () => editor.removeNumber() : () => editor.remove();
  }
  return isInNumbers && key === "Enter" ? () => editor.confirm() : null;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [role=application]");
}
