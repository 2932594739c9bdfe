import { beforeEach, describe, expect, it, vi } from "vitest";
import { ReadingFailed, type Question } from "../src/client";
import { Desk } from "../src/desk";
import { Roll, type Entry } from "../src/picture/roll";
import { shortened } from "../src/picture/strip";
import type { Reading } from "../src/values";
import { number, page } from "./pages";

const READING: Reading = { where: "device", previews: [], pages: [page(number("5"))] };

interface Asked {
  readonly name: string;
  readonly signal: AbortSignal;
  answer(reading: Reading): void;
  fail(error: Error): void;
}

/** A roll whose reader answers when the test says so. */
class Reader {
  readonly asked: Asked[] = [];
  readonly roll = new Roll({
    newDesk: (onChange) => new Desk((question, signal) => this.read(question, signal), onChange),
    question: async ({ given, name }: Entry) => ({ picture: given, name, withPreviews: false }),
    refuse: (file) => (file.size > 100 ? "It is too large." : null),
    changed: () => {},
  });

  get states(): string[] {
    return this.roll.entries.map((entry) => entry.state);
  }

  give(...names: string[]): void {
    this.roll.add(names.map((name) => ({ name, content: new Blob(["picture"]) })));
  }

  entry(name: string): Entry {
    const found = this.roll.entries.find((entry) => entry.name === name);
    if (!found) throw new Error(name);
    return found;
  }

  async names(): Promise<string[]> {
    await vi.runAllTimersAsync();
    return this.asked.map(({ name }) => name);
  }

  private read({ name }: Question, signal: AbortSignal): Promise<Reading> {
    return new Promise((answer, fail) => this.asked.push({ name, signal, answer, fail }));
  }
}

describe("several pictures", () => {
  let reader: Reader;
  beforeEach(() => {
    vi.useFakeTimers();
    reader = new Reader();
  });

  it("are read one after the other, in their order", async () => {
    reader.give("a", "b", "c");
    expect(await reader.names()).toEqual(["a"]);
    expect(reader.states).toEqual(["reading", "waiting", "waiting"]);
    reader.asked[0]?.answer(READING);
    expect(await reader.names()).toEqual(["a", "b"]);
    expect(reader.states).toEqual(["read", "reading", "waiting"]);
    expect(reader.roll.doneCount).toBe(1);
    expect(reader.roll.isBusy).toBe(true);
  });

  it("begin with the one that is looked at", async () => {
    reader.give("a", "b", "c");
    await reader.names();
    reader.roll.look(reader.entry("c"));
    reader.asked[0]?.answer(READING);
    expect(await reader.names()).toEqual(["a", "c"]);
  });

  it("go on after one that cannot be read", async () => {
    reader.give("a", "b");
    await reader.names();
    reader.asked[0]?.fail(new ReadingFailed("It is damaged."));
    expect(await reader.names()).toEqual(["a", "b"]);
    expect(reader.states).toEqual(["failed", "reading"]);
  });

  it("are not asked about where they are refused", async () => {
    reader.roll.add([
      { name: "large", content: new Blob(["x".repeat(101)]) },
      { name: "small", content: new Blob(["x"]) },
    ]);
    expect(await reader.names()).toEqual(["small"]);
    expect(reader.states).toEqual(["failed", "reading"]);
  });

  it("are cancelled one by one, and read when somebody asks again", async () => {
    reader.give("a", "b", "c");
    await reader.names();
    reader.roll.stop(reader.entry("b"));
    reader.roll.stop(reader.entry("a"));
    expect(reader.asked[0]?.signal.aborted).toBe(true);
    expect(await reader.names()).toEqual(["a", "c"]);
    expect(reader.states).toEqual(["stopped", "stopped", "reading"]);
    reader.asked[1]?.answer(READING);
    await reader.names();
    reader.roll.again(reader.entry("a"));
    expect(await reader.names()).toEqual(["a", "c", "a"]);
  });

  it("are cancelled all at once, and none is begun", async () => {
    reader.give("a", "b", "c");
    await reader.names();
    reader.roll.stopAll();
    expect(await reader.names()).toEqual(["a"]);
    expect(reader.states).toEqual(["stopped", "stopped", "stopped"]);
    expect(reader.roll.isBusy).toBe(false);
  });

  it("leave the list, and the next one is shown", async () => {
    reader.give("a", "b", "c");
    await reader.names();
    reader.roll.remove(reader.entry("a"));
    expect(reader.asked[0]?.signal.aborted).toBe(true);
    expect(reader.roll.shown?.name).toBe("b");
    expect(await reader.names()).toEqual(["a", "b"]);
    reader.roll.clear();
    expect(await reader.names()).toEqual(["a", "b"]);
    expect([reader.roll.shown, reader.roll.entries]).toEqual([null, []]);
  });

  it("wait while they are cropped, and then what was cut out is read", async () => {
    reader.give("a", "b");
    await reader.names();
    const a = reader.entry("a");
    reader.roll.hold(a);
    expect(await reader.names()).toEqual(["a", "b"]);
    reader.asked[1]?.answer(READING);
    expect(await reader.names()).toEqual(["a", "b"]);
    const cut = new Blob(["cut"]);
    reader.roll.again(a, cut);
    expect(await reader.names()).toEqual(["a", "b", "a"]);
    expect([a.given, a.original === cut]).toEqual([cut, false]);
  });

  it("take the place of one that could not be read, alone", async () => {
    reader.give("a");
    await reader.names();
    reader.asked[0]?.fail(new ReadingFailed("It is damaged."));
    await reader.names();
    reader.give("b");
    expect(reader.roll.entries.map(({ name }) => name)).toEqual(["b"]);
  });
});

describe("a file's name below its picture", () => {
  it("is whole where it is short, else keeps its beginning and its end", () => {
    expect(shortened("scan-1.png")).toBe("scan-1.png");
    expect(shortened("IMG_20261122_0001.jpg")).toBe("IMG_20…1.jpg");
    expect([...shortened("📷".repeat(40))]).toHaveLength(12);
  });
});
