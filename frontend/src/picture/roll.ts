import type { Question } from "../client";
import type { Desk } from "../desk";

export type EntryState = "waiting" | "reading" | "read" | "failed" | "stopped";

/** One picture or document that was given. */
export class Entry {
  /** What is read: the file as it came, or what was cut out of it. */
  given: Blob;
  isStopped = false;
  /** It is being turned or cropped, and is read afterwards. */
  isHeld = false;

  constructor(
    readonly name: string,
    readonly original: Blob,
    readonly desk: Desk,
  ) {
    this.given = original;
  }

  get state(): EntryState {
    const { kind } = this.desk.state;
    if (kind === "waiting") return "reading";
    if (kind === "idle") return this.isStopped ? "stopped" : "waiting";
    return kind;
  }
}

export interface RollParts {
  /** A desk for one entry; it calls `onChange` with each new state. */
  newDesk(onChange: () => void): Desk;
  /** What is asked about an entry. */
  question(entry: Entry): Promise<Question>;
  /** Why a file is not even asked about; null where it is. */
  refuse(file: Blob): string | null;
  /** An entry came, went or has another state, or another one is shown. */
  changed(): void;
}

/** The pictures that were given, in their order; they are read one after the other. */
export class Roll {
  entries: readonly Entry[] = [];
  shown: Entry | null = null;
  private busy: Entry | null = null;

  constructor(private readonly parts: RollParts) {}

  get isBusy(): boolean {
    return this.entries.some((entry) => entry.state === "waiting" || entry.state === "reading");
  }

  /** How many are done with, one way or another. */
  get doneCount(): number {
    return this.entries.filter((entry) => entry.state !== "waiting" && entry.state !== "reading").length;
  }

  /** Takes more pictures and shows the first of them. */
  add(files: readonly { readonly name: string; readonly content: Blob }[]): void {
    // A picture that could not be read, alone, is in nobody's way.
    if (this.entries.length === 1 && this.entries[0]?.state === "failed") this.entries = [];
    const added = files.map(({ name, content }) => {
      const entry: Entry = new Entry(name, content, this.parts.newDesk(() => this.hear(entry)));
      return entry;
    });
    this.entries = [...this.entries, ...added];
    this.shown = added[0] ?? this.shown;
    for (const entry of added) {
      const refusal = this.parts.refuse(entry.original);
      if (refusal) entry.desk.fail(refusal);
    }
    this.parts.changed();
    this.goOn();
  }

  look(entry: Entry): void {
    this.shown = entry;
    this.parts.changed();
  }

  /** Reads no further; what was read stays. */
  stop(entry: Entry): void {
    if (entry.state !== "waiting" && entry.state !== "reading") return;
    entry.isStopped = true;
    entry.desk.reset();
  }

  stopAll(): void {
    // Those that wait first, or each would be begun when the one before it ends.
    for (const entry of [...this.entries].reverse()) this.stop(entry);
  }

  remove(entry: Entry): void {
    const at = this.entries.indexOf(entry);
    this.entries = this.entries.filter((other) => other !== entry);
    if (this.shown === entry) this.shown = this.entries[at] ?? this.entries[at - 1] ?? null;
    this.forget(entry);
    this.parts.changed();
    this.goOn();
  }

  clear(): void {
    const { entries } = this;
    this.entries = [];
    this.shown = null;
    for (const entry of entries) this.forget(entry);
    this.parts.changed();
  }

  /** Reads it once more, or something else that was cut out of it. */
  again(entry: Entry, given: Blob = entry.given): void {
    entry.given = given;
    entry.isStopped = entry.isHeld = false;
    entry.desk.reset();
    this.goOn();
  }

  /** Waits with an entry that is not read yet. */
  hold(entry: Entry): void {
    entry.isHeld = true;
    if (entry.state === "reading") entry.desk.reset();
  }

  release(entry: Entry): void {
    entry.isHeld = false;
    this.goOn();
  }

  private forget(entry: Entry): void {
    entry.isStopped = true;
    entry.desk.reset();
  }

  private hear(entry: Entry): void {
    const isOver = entry.desk.state.kind !== "waiting";
    if (entry === this.busy && isOver) this.busy = null;
    if (this.entries.includes(entry)) this.parts.changed();
    if (isOver) this.goOn();
  }

  /** The next one that waits; the one that is looked at before all others. */
  private goOn(): void {
    if (this.busy) return;
    const waiting = this.entries.filter((entry) => entry.state === "waiting" && !entry.isHeld);
    const next = waiting.find((entry) => entry === this.shown) ?? waiting[0];
    if (!next) return;
    this.busy = next;
    next.desk.ask(() => this.parts.question(next));
  }
}
