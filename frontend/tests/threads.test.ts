import { describe, expect, it } from "vitest";
import { threadsOf } from "../src/reading/threads";

describe("threads", () => {
  const scope = (crossOriginIsolated: boolean, hardwareConcurrency: number) => ({
    crossOriginIsolated,
    navigator: { hardwareConcurrency },
  });

  it("are as many as there are cores, four at most", () => {
    expect(threadsOf(scope(true, 2))).toBe(2);
    expect(threadsOf(scope(true, 16))).toBe(4);
    expect(threadsOf(scope(true, 0))).toBe(1);
  });

  it("are one where memory cannot be shared", () => {
    expect(threadsOf(scope(false, 16))).toBe(1);
  });
});
