import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { Outputs } from "./outputs";
import type { Pixels } from "./pixels";
import { threadsOf } from "./threads";

/** The one door to the runtime: pixels in, arrays out. Nothing else imports onnxruntime. */
export interface Session {
  run(pixels: Pixels): Promise<Outputs>;
}

/** A session for the graph in these bytes, on the runtime in those; an Error where either fails. */
export async function openSession(graph: Uint8Array<ArrayBuffer>, runtime: Uint8Array<ArrayBuffer>): Promise<Session> {
  env.wasm.numThreads = threadsOf(self);
  env.wasm.wasmBinary = runtime.buffer;
  env.logLevel = "fatal";
  // Pictures come in every size: planning memory for each size would only make it grow.
  const options = { executionProviders: ["wasm"], enableMemPattern: false, logSeverityLevel: 4 } as const;
  const inference = await InferenceSession.create(graph, options);
  return {
    async run({ data, width, height }) {
      const answers = await inference.run({ image: new Tensor("uint8", data, [height, width, 3]) });
      const outputs = Object.entries(answers).map(([name, { dims, data: values }]) => [name, { dims, data: values }]);
      return Object.fromEntries(outputs) as Outputs;
    },
  };
}
