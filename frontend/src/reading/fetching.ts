/** Files that never change, since their address carries a hash of what they hold. */

/** The name of the browser's own store for them; the service worker clears it of old ones. */
export const STORE = "inkread-models";

/** Told of each part that arrived: how many bytes it had. */
export type OnArrival = (bytes: number) => void;

/** The bytes at an address, from the browser's store where they were kept; an Error without them. */
export async function fetchKept(address: string, onArrival: OnArrival): Promise<Uint8Array<ArrayBuffer>> {
  const store = await openStore();
  const kept = await store?.match(address);
  if (kept) {
    const bytes = new Uint8Array(await kept.arrayBuffer());
    onArrival(bytes.length);
    return bytes;
  }
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${address} was answered with ${response.status}.`);
  const bytes = await bodyOf(response, onArrival);
  // A store that is full or forbidden costs the next visit a download, and nothing else.
  await store?.put(address, new Response(bytes)).catch(() => undefined);
  return bytes;
}

/** Whether bytes have this SHA-256; where the browser cannot tell, they are taken on trust. */
export async function isIntact(bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<boolean> {
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}

/** Takes a file that turned out to be damaged out of the store again. */
export async function forget(address: string): Promise<void> {
  await (await openStore())?.delete(address);
}

async function openStore(): Promise<Cache | null> {
  // Only pages that came by HTTPS, or from this machine, have a store.
  if (!("caches" in globalThis)) return null;
  return caches.open(STORE).catch(() => null);
}

async function bodyOf(response: Response, onArrival: OnArrival): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    onArrival(part.value.length);
  }
  const whole = new Uint8Array(parts.reduce((count, part) => count + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
