import { Actions } from "../acting/actions";
import { element } from "../elements";
import { paintImage } from "../exports/marked";
import { translate } from "../language";
import { Adding } from "./adding";
import { Editor } from "./editor";
import { listenToKeys } from "./keys";
import { Sending } from "./sending";
import { stateFrom } from "./state";

const REMOVE = { digit: translate("Remove the digit"), sign: translate("Remove the sign") };
const root = element("kept", HTMLElement);
const given: unknown = JSON.parse(element("state", HTMLScriptElement).textContent ?? "");
const isLookedAt = root.dataset["onlyLooks"] !== undefined;
const sending = isLookedAt ? null : new Sending(root.dataset["changes"] ?? "", root.dataset["token"] ?? "");
const actions = new Actions();
const editor = new Editor(stateFrom(given), sending, show, tell);
const adding = isLookedAt ? null : new Adding(editor);

const looking: Record<string, () => unknown> = {
  next: () => editor.goOn() || editor.say(translate("There is no other doubtful digit.")),
  "page-before": () => editor.turnTo(editor.position.index - 1),
  "page-after": () => editor.turnTo(editor.position.index + 1),
};
const writing: Record<string, () => unknown> = {
  undo: () => editor.undo(),
  redo: () => editor.redo(),
  confirm: () => editor.confirm(),
  merge: () => editor.merge(),
  split: () => editor.split(),
  minus: () => editor.minus(),
  remove: () => editor.remove(),
  "remove-number": () => editor.removeNumber(),
  up: () => editor.judge("up"),
  down: () => editor.judge("down"),
};
for (const [id, act] of Object.entries(isLookedAt ? looking : { ...looking, ...writing })) {
  element(id, HTMLButtonElement).addEventListener("click", () => void act());
}
for (const key of document.querySelectorAll<HTMLElement>("#keypad [data-digit]")) {
  key.addEventListener("click", () => void editor.fix(key.dataset["digit"] ?? ""));
}
for (const key of document.querySelectorAll<HTMLElement>("#signpad [data-sign]")) {
  key.addEventListener("click", () => void editor.sign(key.dataset["sign"] ?? ""));
}
listenToKeys(editor, adding && (() => adding.toggle()));
document.documentElement.dataset["ready"] = "yes";

function show(shown: Editor): void {
  const { current, page, position } = shown;
  const hasNumbers = page.numbers.length > 0;
  offer(shown);
  element("actions", HTMLElement).hidden = !hasNumbers;
  if (!shown.isLookedAt) {
    element("keypad", HTMLElement).hidden = !hasNumbers;
    element("signpad", HTMLElement).hidden = !hasNumbers;
    mark("undo", "aria-disabled", !current.canUndo);
    mark("redo", "aria-disabled", !current.canRedo);
    mark("up", "aria-pressed", current.opinion === "up");
    mark("down", "aria-pressed", current.opinion === "down");
  }
  element("pages", HTMLElement).hidden = position.count < 2;
  element("page-position", HTMLElement).textContent = translate("Page %(page)s of %(count)s", {
    page: position.index + 1,
    count: position.count,
  });
  mark("page-before", "aria-disabled", position.index === 0);
  mark("page-after", "aria-disabled", position.index === position.count - 1);
}

/** What can be done with what is marked. */
function tell(shown: Editor): void {
  if (shown.isLookedAt) return;
  element("remove", HTMLElement).textContent = shown.isAtSign ? REMOVE.sign : REMOVE.digit;
  mark("merge", "aria-disabled", !shown.canJoin);
  mark("split", "aria-disabled", shown.isAtSign || !shown.selected?.digit);
}

/** What can be done with the answer; formats that hold one page take the one on show. */
function offer({ current, page, position }: Editor): void {
  actions.offer({ pages: current.pages, page, paint: paintImage(element("picture", HTMLImageElement)) });
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#download a[data-one-page]")) {
    link.search = position.count > 1 ? `?page=${position.index + 1}` : "";
  }
}

function mark(id: string, name: string, value: boolean): void {
  element(id, HTMLButtonElement).setAttribute(name, String(value));
}
