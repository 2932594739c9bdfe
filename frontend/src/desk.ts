import { isDrawn, ReadingFailed, type Question, type ReadPicture } from "./client";
import { translate } from "./language";
import { byHand, type Reading } from "./values";

export type DeskState =
  | { readonly kind: "idle" }
  | { readonly kind: "waiting" }
  | { readonly kind: "read"; readonly reading: Reading }
  /** `wasSent`: the server was asked, and refused. */
  | { readonly kind: "failed"; readonly sentence: string; readonly wasSent?: boolean };

const MEASURE = "inkread: reading";

/** Asks the reader, one question at a time: a new question ends the one before. */
export class Desk {
  state: DeskState = { kind: "idle" };
  /** What the answer in `state` answers. */
  answered: Question | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private controller = new AbortController();

  constructor(
    private readonly readPicture: ReadPicture,
    private readonly onChange: () => void,
  ) {}

  /** Asks after `delay` ms, unless something new comes up before. */
  ask(question: () => Promise<Question>, delay = 0): void {
    this.stop();
    const { signal } = this.controller;
    const asked = performance.now();
    this.timer = setTimeout(() => void this.run(question, signal, asked), delay);
  }

  /** Forgets the question on its way; the answer before stays. */
  stop(): void {
    clearTimeout(this.timer);
    this.controller.abort();
    this.controller = new AbortController();
  }

  reset(): void {
    this.stop();
    this.become({ kind: "idle" });
  }

  fail(sentence: string): void {
    this.stop();
    this.become({ kind: "failed", sentence });
  }

  private async run(question: () => Promise<Question>, signal: AbortSignal, asked: number): Promise<void> {
    this.become({ kind: "waiting" });
    try {
      const answered = await question();
      const read = await this.readPicture(answered, signal);
      signal.throwIfAborted();
      const reading = isDrawn(answered) ? byHand(read) : read;
      this.answered = answered;
      this.become({ kind: "read", reading });
      // For whoever looks at the browser's own timeline: from the question to the answer on show.
      performance.clearMeasures(MEASURE);
      performance.measure(MEASURE, { start: asked, detail: { where: reading.where } });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ReadingFailed)) reportError(error);
      const wasSent = error instanceof ReadingFailed && error.wasSent;
      this.become({ kind: "failed", sentence: sentenceFor(error), wasSent });
    }
  }

  private become(state: DeskState): void {
    this.state = state;
    this.onChange();
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof ReadingFailed) return error.message;
  return translate("This page had a fault of its own. Please load it again.");
}
