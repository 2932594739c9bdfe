import { make } from "../elements";
import { translate, translateCount } from "../language";
import type { Entry, EntryState, Roll } from "./roll";

const WORDS: Record<Exclude<EntryState, "read">, string> = {
  waiting: translate("waiting"),
  reading: translate("reading …"),
  failed: translate("not read"),
  stopped: translate("cancelled"),
};

interface Parts {
  readonly item: HTMLLIElement;
  readonly look: HTMLButtonElement;
  readonly sheet: HTMLElement;
  readonly word: HTMLElement;
  readonly away: HTMLButtonElement;
}

/** What is found in the pictures that were given, each as a small picture: one stop of the Tab key. */
export class Strip {
  private readonly known = new Map<Entry, Parts>();

  constructor(
    private readonly list: HTMLElement,
    private readonly roll: Roll,
    private readonly thumbnail: (entry: Entry) => HTMLElement,
  ) {
    list.addEventListener("keydown", (event) => this.press(event));
  }

  show(): void {
    const { entries, shown } = this.roll;
    for (const [entry, parts] of this.known) {
      if (entries.includes(entry)) continue;
      parts.item.remove();
      this.known.delete(entry);
    }
    entries.forEach((entry, index) => {
      const parts = this.known.get(entry) ?? this.make(entry);
      const word = wordOf(entry);
      const thumbnail = this.thumbnail(entry);
      if (parts.sheet.firstChild !== thumbnail) parts.sheet.replaceChildren(thumbnail);
      parts.item.dataset["state"] = entry.state;
      parts.word.textContent = word;
      parts.look.setAttribute("aria-label", translate("%(position)s of %(count)s: %(name)s, %(state)s", {
        position: index + 1,
        count: entries.length,
        name: entry.name,
        state: word,
      }));
      parts.look.setAttribute("aria-current", String(entry === shown));
      parts.look.tabIndex = parts.away.tabIndex = entry === shown ? 0 : -1;
      const { name } = entry;
      const act = isOnItsWay(entry) ? translate("Cancel %(name)s", { name }) : translate("Remove %(name)s", { name });
      parts.away.setAttribute("aria-label", act);
      parts.away.title = act;
    });
  }

  /** Scrolls the strip, and never the page. */
  reveal(): void {
    const parts = this.roll.shown && this.known.get(this.roll.shown);
    if (!parts) return;
    const { offsetLeft, offsetWidth } = parts.item;
    const { scrollLeft, clientWidth } = this.list;
    if (offsetLeft < scrollLeft) this.list.scrollLeft = offsetLeft;
    else if (offsetLeft + offsetWidth > scrollLeft + clientWidth) {
      this.list.scrollLeft = offsetLeft + offsetWidth - clientWidth;
    }
  }

  private make(entry: Entry): Parts {
    const sheet = make("span", "sheet");
    const word = make("span", "word");
    const name = make("span", "name", shortened(entry.name));
    name.dir = "auto";
    const look = make("button", "look", sheet, name, word);
    const away = make("button", "away", "×");
    look.type = away.type = "button";
    look.title = entry.name;
    look.addEventListener("click", () => this.roll.look(entry));
    away.addEventListener("click", () => this.sendAway(entry));
    const item = make("li", "shot", look, away);
    const parts = { item, look, sheet, word, away };
    this.known.set(entry, parts);
    this.list.append(item);
    return parts;
  }

  private sendAway(entry: Entry): void {
    if (isOnItsWay(entry)) {
      this.roll.stop(entry);
      return;
    }
    const hadFocus = this.list.contains(document.activeElement);
    this.roll.remove(entry);
    if (hadFocus) this.focus();
  }

  private focus(): void {
    if (this.roll.shown) this.known.get(this.roll.shown)?.look.focus();
  }

  private press(event: KeyboardEvent): void {
    const { entries, shown } = this.roll;
    if (!shown || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Delete") {
      event.preventDefault();
      this.sendAway(shown);
      return;
    }
    const at = entries.indexOf(shown);
    const places: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: entries.length - 1 };
    const next = entries[places[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    this.roll.look(next);
    this.focus();
  }
}

/** A name of at most so many characters: files are told apart by how they begin and how they end. */
export function shortened(name: string, most = 12): string {
  const characters = [...name];
  if (characters.length <= most) return name;
  const end = Math.floor((most - 1) / 2);
  return `${characters.slice(0, most - 1 - end).join("")}…${characters.slice(-end).join("")}`;
}

function isOnItsWay(entry: Entry): boolean {
  return entry.state === "waiting" || entry.state === "reading";
}

function wordOf(entry: Entry): string {
  const { state } = entry.desk;
  if (state.kind !== "read") return WORDS[entry.state === "read" ? "waiting" : entry.state];
  const count = state.reading.pages.reduce((sum, page) => sum + page.numbers.length, 0);
  if (count === 0) return translate("no number");
  return translateCount("%(count)s number", "%(count)s numbers", count);
}
