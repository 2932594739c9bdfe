/**
 * Opens the application without a network. It keeps the page and what that consists of, and nothing
 * that anybody gave or was answered; the runtime and the models are kept by `reading/fetching.ts`.
 */

interface Shell {
  readonly version: string;
  readonly page: string;
  readonly offline: string;
  readonly language: string;
  readonly type: string;
  readonly files: readonly string[];
  readonly kept: readonly string[];
}

/** Written in front of this script by the server. */
declare const SHELL: Shell;

// What TypeScript's library for pages does not know of service workers.
interface LongEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LongEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", listener: (event: LongEvent) => void): void;
  addEventListener(kind: "fetch", listener: (event: FetchEvent) => void): void;
}

const scope = self as unknown as Scope;
const PREFIX = "inkread-shell-";
const NAME = PREFIX + SHELL.version;
// The same name as in `reading/fetching.ts`; a service worker that is one file imports nothing.
const STORE = "inkread-models";

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.location.origin) return;
  if (request.mode === "navigate") event.respondWith(openPage(request, pathname));
  else if (SHELL.files.includes(pathname)) event.respondWith(fileAt(request, pathname));
});

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll(SHELL.files);
  // As a stranger sees it: nobody's own page is kept. Where strangers are sent elsewhere, none is.
  // It has no cookies then, so it is asked for as they would have it.
  const headers = { "Accept-Language": SHELL.language, "Inkread-Type": SHELL.type };
  for (const address of [SHELL.page, SHELL.offline]) {
    const page = await fetch(address, { credentials: "omit", cache: "reload", headers });
    if (page.ok && !page.redirected) await cache.put(address, page);
  }
  await scope.skipWaiting();
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
  const store = await caches.open(STORE);
  for (const { url } of await store.keys()) {
    if (!SHELL.kept.includes(new URL(url).pathname)) await store.delete(url);
  }
  await scope.clients.claim();
}

/** The page from the server; without a network the reader as it was kept, or that there is none. */
async function openPage(request: Request, path: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    // It varies by language, and there is only the one that was chosen.
    const kept = await (await caches.open(NAME)).match(path === SHELL.page ? path : SHELL.offline, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function fileAt(request: Request, path: string): Promise<Response> {
  return (await (await caches.open(NAME)).match(path)) ?? fetch(request);
}
