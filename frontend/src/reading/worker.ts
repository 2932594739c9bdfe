import runtimeAddress from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import { cardFrom, type Card } from "./card";
import { fetchKept, forget, isIntact } from "./fetching";
import type { Question, Reply } from "./messages";
import { pixelsOf, type Given } from "./pixels";
import { pageOf } from "./reading";
import { openSession, type Session } from "./session";

/** Reads pictures beside the page, so that the pad never waits for it. */

interface Model {
  readonly card: Card;
  readonly session: Session;
}

let model: Model | null = null;

// The runtime starts its threads from this very file, and talks to them by messages of its own.
if (!self.name.startsWith("em-pthread")) {
  self.addEventListener("message", (event: MessageEvent<Question>) => {
    const question = event.data;
    void (question.kind === "open" ? open(question.card) : read(question.given, question.source)).then(tell);
  });
}

function tell(reply: Reply): void {
  self.postMessage(reply);
}

async function open(address: string): Promise<Reply> {
  try {
    model = await openModel(address);
    return { kind: "ready" };
  } catch (error) {
    return { kind: "off", reason: String(error) };
  }
}

async function openModel(address: string): Promise<Model> {
  const card = cardFrom(JSON.parse(new TextDecoder().decode(await fetchKept(address, () => {}))));
  const total = (card.bytes ?? 0) + RUNTIME_BYTES;
  let arrived = 0;
  const onArrival = (bytes: number): void => {
    arrived += bytes;
    tell({ kind: "progress", share: Math.min(1, arrived / total) });
  };
  const graphAddress = `/models/${card.sha256}/${card.file}`;
  const [graph, runtime] = await Promise.all([
    fetchKept(graphAddress, onArrival),
    fetchKept(runtimeAddress, onArrival),
  ]);
  if (!(await isIntact(graph, card.sha256))) {
    await forget(graphAddress);
    throw new Error(`${graphAddress} is damaged.`);
  }
  const session = await openSession(graph, runtime);
  // The first run makes room for all others; the visitor need not wait for that.
  await session.run({ width: 96, height: 64, data: new Uint8Array(96 * 64 * 3).fill(255) });
  return { card, session };
}

async function read(given: Given, source: string): Promise<Reply> {
  try {
    const pixels = model && (await pixelsOf(given));
    if (!model || !pixels) return { kind: "passed", reason: "This browser cannot decode the picture." };
    return { kind: "page", page: pageOf(await model.session.run(pixels), model.card, pixels, source) };
  } catch (error) {
    return { kind: "passed", reason: String(error) };
  }
}
