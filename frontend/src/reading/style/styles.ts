import type { Page } from "../../values";
import type { Given } from "../pixels";
import { at } from "../sequences";
import type { StyleQuestion, StyleReply } from "./messages";

/** A worker, as far as it is needed here; tests bring their own. */
export interface StyleWorker {
  postMessage(question: StyleQuestion): void;
  addEventListener(kind: "message", listener: (event: { data: StyleReply }) => void): void;
  addEventListener(kind: "error", listener: () => void): void;
}

/**
 * How the numbers are written that this device read: measured when somebody wants to know, once for
 * each page, beside the reader. Where it cannot be measured, pages stay as they are.
 */
export class Styles {
  private worker: StyleWorker | null = null;
  private answered: (reply: StyleReply) => void = () => {};
  private turn: Promise<unknown> = Promise.resolve();
  private readonly promised = new WeakMap<Page, Promise<Page>>();
  private readonly measured = new WeakMap<Page, Page>();

  /** `start` gives a worker; it is not called before the first page is measured. */
  constructor(private readonly start: () => StyleWorker) {}

  /** The page with the styles of its numbers, if they were measured already. */
  known(page: Page): Page | undefined {
    return this.measured.get(page);
  }

  /** The same, measured now if need be, in the picture from which the page was read. */
  of(page: Page, picture: Given): Promise<Page> {
    const promised = this.promised.get(page) ?? this.after(page, picture);
    this.promised.set(page, promised);
    return promised;
  }

  private async after(page: Page, picture: Given): Promise<Page> {
    const asked = this.turn.then(() => this.ask({ given: picture, numbers: page.numbers }));
    this.turn = asked;
    const styles = await asked;
    const numbers = styles ? page.numbers.map((read, i) => ({ ...read, style: at(styles, i) })) : page.numbers;
    const measured = { ...page, numbers };
    this.measured.set(page, measured);
    return measured;
  }

  private ask(question: StyleQuestion): Promise<StyleReply> {
    return new Promise((resolve) => {
      this.answered = resolve;
      try {
        this.worker ??= this.open();
        this.worker.postMessage(question);
      } catch {
        resolve(null);
      }
    });
  }

  private open(): StyleWorker {
    const worker = this.start();
    worker.addEventListener("message", ({ data }) => this.answered(data));
    worker.addEventListener("error", () => this.answered(null));
    return worker;
  }
}
