import { defineConfig } from "vitest/config";

// The built files are served by Django below /static/built/; their names carry a hash of their
// content, and the manifest tells the pages which name belongs to which entry.
export default defineConfig({
  base: "/static/built/",
  publicDir: false,
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
        page: "src/styles/page.css",
        noscript: "src/styles/noscript.css",
      },
    },
  },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
