import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const KINDS = /\.(js|css|wasm)$/;
const SMALLEST = 1_000;

/** Lays a .br and a .gz beside each built file, which the server sends to whoever takes them. */
export function compressing(): Plugin {
  let folder = "";
  return {
    name: "compressing",
    apply: "build",
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir, "assets");
    },
    closeBundle: () => {
      for (const name of readdirSync(folder).filter((each) => KINDS.test(each))) compress(join(folder, name));
    },
  };
}

function compress(path: string): void {
  const size = statSync(path).size;
  if (size < SMALLEST) return;
  const content = readFileSync(path);
  // The best quality takes half a minute for the runtime, and saves a tenth.
  const quality = size > 1_000_000 ? 9 : constants.BROTLI_MAX_QUALITY;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 24 };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
