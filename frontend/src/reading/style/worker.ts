import { pixelsOf } from "../pixels";
import { measureStyle } from "./measuring";
import type { StyleQuestion, StyleReply } from "./messages";

/** Measures styles beside the page, and beside the worker that reads, so that neither waits for it. */

self.addEventListener("message", (event: MessageEvent<StyleQuestion>) => {
  void measure(event.data).then((reply) => self.postMessage(reply));
});

async function measure({ given, numbers }: StyleQuestion): Promise<StyleReply> {
  try {
    const pixels = await pixelsOf(given);
    return pixels && numbers.map((number) => measureStyle(pixels, number));
  } catch (error) {
    reportError(error);
    return null;
  }
}
