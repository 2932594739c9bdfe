import type { Page } from "../values";
import type { Question, Reply } from "./messages";
import type { Given } from "./pixels";

export type DeviceState =
  /** Not asked for yet. */
  | { readonly kind: "closed" }
  /** The model and its runtime are on their way: so much of them is here, 0..1. */
  | { readonly kind: "opening"; readonly share: number }
  | { readonly kind: "ready" }
  /** Nothing is read here, and why. */
  | { readonly kind: "off"; readonly reason: string };

/** A worker, as far as it is needed here; tests bring their own. */
export interface WorkerLike {
  postMessage(question: Question): void;
  addEventListener(kind: "message", listener: (event: { data: Reply }) => void): void;
  addEventListener(kind: "error", listener: (event: { message?: string }) => void): void;
  terminate(): void;
}

/** The reader in this browser: opened once, asked one question after the other. */
export class Device {
  state: DeviceState = { kind: "closed" };
  private worker: WorkerLike | null = null;
  private answered: (reply: Reply) => void = () => {};
  private settled: (isReady: boolean) => void = () => {};
  private readonly opened = new Promise<boolean>((resolve) => (this.settled = resolve));
  private turn: Promise<unknown> = Promise.resolve();

  /** `card` is the address of the model's card; empty where nothing is to be read here. */
  constructor(
    private readonly card: string,
    private readonly start: () => WorkerLike,
    private readonly onChange: () => void,
  ) {
    if (!card) this.close("There is no model for browsers.");
  }

  /** Fetches what is needed; a second call does nothing. */
  open(): void {
    if (this.state.kind !== "closed") return;
    this.become({ kind: "opening", share: 0 });
    try {
      this.worker = this.start();
    } catch (error) {
      this.close(String(error));
      return;
    }
    this.worker.addEventListener("message", ({ data }) => this.hear(data));
    this.worker.addEventListener("error", ({ message }) => this.close(message ?? "The worker could not be started."));
    this.worker.postMessage({ kind: "open", card: this.card });
  }

  /** Ends it for good; all that waits for it is read elsewhere. */
  close(reason: string): void {
    if (this.state.kind === "off") return;
    this.worker?.terminate();
    this.worker = null;
    this.become({ kind: "off", reason });
    this.settled(false);
    this.answered({ kind: "passed", reason });
  }

  /** The page; null where this device cannot read it, or nobody waits for it any more. */
  async read(given: Given, source: string, signal: AbortSignal): Promise<Page | null> {
    this.open();
    if (!(await this.opened)) return null;
    const turn = this.turn.then(() => (signal.aborted ? null : this.ask(given, source)));
    this.turn = turn;
    return turn;
  }

  private async ask(given: Given, source: string): Promise<Page | null> {
    const { worker } = this;
    if (!worker) return null;
    const reply = await new Promise<Reply>((resolve) => {
      this.answered = resolve;
      worker.postMessage({ kind: "read", given, source });
    });
    return reply.kind === "page" ? reply.page : null;
  }

  private hear(reply: Reply): void {
    if (reply.kind === "progress") this.become({ kind: "opening", share: reply.share });
    else if (reply.kind === "off") this.close(reply.reason);
    else if (reply.kind === "ready") {
      this.become({ kind: "ready" });
      this.settled(true);
    } else this.answered(reply);
  }

  private become(state: DeviceState): void {
    this.state = state;
    this.onChange();
  }
}
