import { describe, expect, it } from "vitest";
import { originOf } from "../src/answer/origin";
import { Device, type WorkerLike } from "../src/reading/device";
import type { Question, Reply } from "../src/reading/messages";
import { isKnown } from "../src/reading/pixels";
import { page } from "./pages";

/** A worker that does what the test says. */
class Worker implements WorkerLike {
  readonly asked: Question[] = [];
  isEnded = false;
  private readonly listeners: Record<string, (event: never) => void> = {};

  postMessage(question: Question): void {
    this.asked.push(question);
  }

  addEventListener(kind: string, listener: (event: never) => void): void {
    this.listeners[kind] = listener;
  }

  terminate(): void {
    this.isEnded = true;
  }

  say(data: Reply): void {
    this.listeners["message"]?.({ data } as never);
  }

  fail(message: string): void {
    this.listeners["error"]?.({ message } as never);
  }
}

const picture = new Blob(["picture"]);
const { signal } = new AbortController();

function opened(): { device: Device; worker: Worker } {
  const worker = new Worker();
  const device = new Device("/models/ab/reader.json", () => worker, () => {});
  device.open();
  return { device, worker };
}

/** Lets all that was promised happen. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe("the reader of this device", () => {
  it("is opened once, and tells how far it is", () => {
    const { device, worker } = opened();
    device.open();
    expect(worker.asked).toEqual([{ kind: "open", card: "/models/ab/reader.json" }]);
    worker.say({ kind: "progress", share: 0.4 });
    expect(device.state).toEqual({ kind: "opening", share: 0.4 });
    worker.say({ kind: "ready" });
    expect(device.state).toEqual({ kind: "ready" });
  });

  it("has those wait who ask before it is ready", async () => {
    const { device, worker } = opened();
    const answer = device.read(picture, "a.png", signal);
    await settle();
    expect(worker.asked).toHaveLength(1);
    worker.say({ kind: "ready" });
    await settle();
    expect(worker.asked.at(-1)).toEqual({ kind: "read", given: picture, source: "a.png" });
    worker.say({ kind: "page", page: page() });
    expect(await answer).toEqual(page());
  });

  it("is asked one question at a time, and none that nobody waits for", async () => {
    const { device, worker } = opened();
    worker.say({ kind: "ready" });
    const left = new AbortController();
    const answers = [
      device.read(picture, "first", signal),
      device.read(picture, "left", left.signal),
      device.read(picture, "last", signal),
    ];
    await settle();
    left.abort();
    worker.say({ kind: "page", page: page() });
    await settle();
    worker.say({ kind: "passed", reason: "a PDF" });
    expect(await Promise.all(answers)).toEqual([page(), null, null]);
    expect(worker.asked.flatMap((each) => (each.kind === "read" ? [each.source] : []))).toEqual(["first", "last"]);
  });

  it.each([
    ["the model cannot be had", (worker: Worker) => worker.say({ kind: "off", reason: "404" })],
    ["the worker breaks", (worker: Worker) => worker.fail("out of memory")],
  ])("gives way to the server when %s", async (_, breakIt) => {
    const { device, worker } = opened();
    const answer = device.read(picture, "a.png", signal);
    breakIt(worker);
    expect(await answer).toBeNull();
    expect(device.state.kind).toBe("off");
    expect(worker.isEnded).toBe(true);
    expect(await device.read(picture, "b.png", signal)).toBeNull();
  });

  it("answers who waits when it is closed in the middle of a question", async () => {
    const { device, worker } = opened();
    worker.say({ kind: "ready" });
    const answer = device.read(picture, "a.png", signal);
    await settle();
    device.close("The visitor did not want to wait.");
    expect(await answer).toBeNull();
  });

  it("is off where there is no model, or no worker", () => {
    expect(new Device("", () => new Worker(), () => {}).state.kind).toBe("off");
    const without = new Device(
      "/models/ab/reader.json",
      () => {
        throw new Error("no workers here");
      },
      () => {},
    );
    without.open();
    expect(without.state).toEqual({ kind: "off", reason: "Error: no workers here" });
  });
});

describe("the note about where pictures are read", () => {
  it("is about the answer, where there is one", () => {
    expect(originOf({ kind: "ready" }, "device")).toBe("Read on this device.");
    expect(originOf({ kind: "ready" }, "server")).toContain("Read on the server");
  });

  it("is about what was sent, where the server refused it", () => {
    expect(originOf({ kind: "ready" }, "refused")).toBe("Sent to the server. Nothing is kept there.");
  });

  it("else says where they will be read", () => {
    expect(originOf({ kind: "closed" }, null)).toBe("");
    expect(originOf({ kind: "opening", share: 0.456 }, null)).toContain(": 45 %");
    expect(originOf({ kind: "ready" }, null)).toContain("PDF, TIFF and what the browser cannot open go to the server");
    expect(originOf({ kind: "ready" }, null)).toContain("not kept");
    expect(originOf({ kind: "ready" }, null, true)).not.toContain("not kept");
    expect(originOf({ kind: "off", reason: "" }, null)).toContain("on the server");
  });
});

describe("a file", () => {
  const bytes = (text: string): Blob => new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))]);

  it("is known by its own mark, whatever it is called", async () => {
    for (const known of ["\x89PNG\r\n\x1a\n....", "\xff\xd8\xff\xe0", "GIF89a", "BM\x01", "RIFF\x00\x01\x02\x03WEBPVP8 "]) {
      expect(await isKnown(bytes(known))).toBe(true);
    }
    for (const other of ["", "%PDF-1.7", "II*\x00", "RIFF\x00\x01\x02\x03WAVE", "<svg", "\x00\x00\x00\x18ftypheic"]) {
      expect(await isKnown(bytes(other))).toBe(false);
    }
  });
});
