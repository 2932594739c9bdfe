import { describe, expect, it } from "vitest";
import { contrastOf, hexOf, labOf, medianColour, whole } from "../src/reading/style/colours";
import { otsuThreshold } from "../src/reading/style/ink";
import { distances, type Mask } from "../src/reading/style/mask";
import { measureStyle } from "../src/reading/style/measuring";
import type { StyleQuestion, StyleReply } from "../src/reading/style/messages";
import { resized } from "../src/reading/style/resampling";
import { slantOf } from "../src/reading/style/slant";
import { Styles, type StyleWorker } from "../src/reading/style/styles";
import { number, page } from "./pages";

const grey = (...values: number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(values.flatMap((value) => [value, value, value]));
const firsts = (data: Uint8Array): number[] => [...data].filter((_, i) => i % 3 === 0);

function mask(...rows: string[]): Mask {
  const data = Uint8Array.from(rows.join(""), (sample) => Number(sample === "#"));
  return { width: rows[0]?.length ?? 0, height: rows.length, data };
}

describe("a picture of another size", () => {
  it("is made as Pillow makes it", () => {
    // Image.fromarray(...).resize(..., Image.Resampling.BILINEAR)
    const reduced = [30, 150, 95];
    const row = { width: 4, height: 1, data: grey(0, 100, 200, 50) };
    expect(firsts(resized(row, { width: 7, height: 1 }).data)).toEqual([0, 36, 93, 150, 189, 104, 50]);
    expect(firsts(resized(row, { width: 3, height: 1 }).data)).toEqual(reduced);
    expect(firsts(resized({ ...row, width: 1, height: 4 }, { width: 1, height: 3 }).data)).toEqual(reduced);
  });

  it("stays what it is at its own size", () => {
    const same = { width: 2, height: 2, data: grey(1, 2, 3, 250) };
    expect(resized(same, { width: 2, height: 2 })).toEqual(same);
  });
});

describe("ink", () => {
  it("is as deep as it is far to the nearest paper", () => {
    const ring = mask(".....", ".###.", ".###.", ".###.", ".....");
    expect([...distances(ring)].map((far) => Math.round(100 * far) / 100)).toEqual(
      [0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 2, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0],
    );
    expect(distances(mask("###", "###", "##."))[4]).toBeCloseTo(Math.SQRT2);
    // What lies outside the picture is paper.
    expect(Math.max(...distances(mask("###", "###", "###")))).toBe(2);
  });

  it("differs from paper by what lies between two heaps", () => {
    const heaps = Float64Array.from([...Array(300).keys()].map((i) => (i < 250 ? i / 12 : 90 + i / 12)));
    const threshold = otsuThreshold(heaps);
    expect(threshold).toBeGreaterThan(20);
    expect(threshold).toBeLessThanOrEqual(111);
    expect(otsuThreshold(new Float64Array(9).fill(3))).toBe(3);
  });

  it("leans as its columns say", () => {
    const stroke = (slant: number): Mask => {
      const side = 80;
      const data = new Uint8Array(side * side);
      for (let y = 10; y < 70; y++) {
        const x = Math.round(40 - (y - 40) * Math.tan((slant * Math.PI) / 180));
        data.fill(1, y * side + x - 2, y * side + x + 2);
      }
      return { width: side, height: side, data };
    };
    expect(slantOf([stroke(0)])).toBe(0);
    expect(Math.abs((slantOf([stroke(20), stroke(20)]) ?? 0) - 20)).toBeLessThanOrEqual(2);
    expect(slantOf([])).toBeNull();
    expect(slantOf([mask("....", "####", "####", "....")])).toBeNull();
  });

  it("has the colour of the middle one of its pixels", () => {
    expect(medianColour(grey(1, 9, 4, 200), Uint8Array.of(1, 1, 1, 0))).toEqual([4, 4, 4]);
    expect(medianColour(grey(1, 9, 4, 200), Uint8Array.of(1, 1, 1, 1))).toEqual([6.5, 6.5, 6.5]);
    expect(hexOf(whole([6.5, 255, 0.4]))).toBe("#06ff00");
  });

  it("has lightness, hue and contrast as published", () => {
    expect(labOf([255, 0, 0]).map((value) => Math.round(10 * value) / 10)).toEqual([53.2, 80.1, 67.2]);
    expect(contrastOf([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
    expect(contrastOf([255, 255, 255], [0x76, 0x76, 0x76])).toBeCloseTo(4.54, 2);
  });

  it("is not found on blank paper, which has a size all the same", () => {
    const blank = { width: 60, height: 40, data: new Uint8Array(60 * 40 * 3).fill(255) };
    expect(measureStyle(blank, number("12"))).toEqual({ size_px: 20, aspect: 0.5, spacing: 0.1 });
  });
});

/** A worker that answers when the test says so. */
class Worker implements StyleWorker {
  readonly asked: StyleQuestion[] = [];
  private readonly listeners: Record<string, (event: never) => void> = {};

  postMessage(question: StyleQuestion): void {
    this.asked.push(question);
  }

  addEventListener(kind: string, listener: (event: never) => void): void {
    this.listeners[kind] = listener;
  }

  say(data: StyleReply): void {
    this.listeners["message"]?.({ data } as never);
  }

  fail(): void {
    this.listeners["error"]?.({} as never);
  }
}

describe("the styles of what this device read", () => {
  const picture = new Blob(["picture"]);
  const style = { size_px: 20, aspect: 0.5, ink: "#000080" };
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

  it("are measured once for each page, one page after the other", async () => {
    const worker = new Worker();
    const styles = new Styles(() => worker);
    const [first, second] = [page(number("1")), page(number("22"), number("3"))];
    const both = [styles.of(first, picture), styles.of(second, picture), styles.of(first, picture)];
    await settle();
    expect(worker.asked).toEqual([{ given: picture, numbers: first.numbers }]);
    expect(styles.known(first)).toBeUndefined();
    worker.say([style]);
    await settle();
    expect(worker.asked).toHaveLength(2);
    worker.say([style, { ...style, ink: "#800000" }]);
    const [one, two, again] = await Promise.all(both);
    expect(one?.numbers[0]?.style).toEqual(style);
    expect(two?.numbers[1]?.style?.ink).toBe("#800000");
    expect(again).toBe(one);
    expect(styles.known(first)).toBe(one);
    expect(worker.asked).toHaveLength(2);
  });

  it.each([
    ["the browser cannot decode the picture", (worker: Worker) => worker.say(null)],
    ["the worker breaks", (worker: Worker) => worker.fail()],
  ])("stay unknown where %s", async (_, breakIt) => {
    const worker = new Worker();
    const styles = new Styles(() => worker);
    const read = page(number("1"));
    const measured = styles.of(read, picture);
    await settle();
    breakIt(worker);
    expect(await measured).toEqual(read);
  });

  it("stay unknown where there are no workers", async () => {
    const read = page(number("1"));
    const styles = new Styles(() => {
      throw new Error("no workers here");
    });
    expect(await styles.of(read, picture)).toEqual(read);
  });
});
