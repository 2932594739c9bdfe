import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { defineConfig } from "vitest/config";
import { catalogues } from "./catalogues.ts";
import { compressing } from "./compressing.ts";

const runtime = createRequire(import.meta.url).resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm");

// The built files are served by Django below /static/built/; their names carry a hash of their
// content, and the manifest tells the pages which name belongs to which entry.
export default defineConfig({
  base: "/static/built/",
  publicDir: false,
  plugins: [catalogues(), compressing()],
  define: { RUNTIME_BYTES: String(statSync(runtime).size) },
  worker: { format: "es" },
  build: {
    outDir: "../src/inkread/web/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        reader: "src/main.ts",
        passkeys: "src/passkeys.ts",
        kept: "src/kept/main.ts",
        guide: "src/guide/main.ts",
        page: "src/styles/page.css",
        noscript: "src/styles/noscript.css",
        "service-worker": "src/offline/service-worker.ts",
      },
    },
  },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
