import { describe, expect, it } from "vitest";
import { Camera, NoCamera } from "../src/camera/camera";

/** A track of a camera, as far as it is needed here. */
class Track {
  readyState = "live";
  readonly wished: unknown[] = [];

  constructor(
    private readonly deviceId: string,
    private readonly torch?: boolean,
  ) {}

  getSettings = (): object => ({ deviceId: this.deviceId });
  getCapabilities = (): object => (this.torch === undefined ? {} : { torch: this.torch });
  applyConstraints = async (wish: unknown): Promise<void> => void this.wished.push(wish);
  stop = (): void => void (this.readyState = "ended");
}

/** A device with these cameras; each that is opened is noted. */
class Devices {
  readonly opened: Track[] = [];
  ready: Promise<void> = Promise.resolve();

  constructor(
    private readonly names: readonly string[],
    private readonly torch?: boolean,
  ) {}

  getUserMedia = async ({ video }: MediaStreamConstraints = {}): Promise<MediaStream> => {
    const { deviceId } = video as { deviceId?: { exact: string } };
    await this.ready;
    const track = new Track(deviceId?.exact ?? this.names[0] ?? "", this.torch);
    this.opened.push(track);
    return { getVideoTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream;
  };

  enumerateDevices = async (): Promise<MediaDeviceInfo[]> =>
    [{ kind: "audioinput", deviceId: "ear" }, ...this.names.map((deviceId) => ({ kind: "videoinput", deviceId }))].map(
      (each) => each as MediaDeviceInfo,
    );

  get live(): object[] {
    return this.opened.filter(({ readyState }) => readyState === "live").map((track) => track.getSettings());
  }
}

describe("a camera", () => {
  it("goes through all of a device, one open at a time", async () => {
    const devices = new Devices(["back", "front"]);
    const camera = new Camera(devices);
    await camera.open();
    expect(camera.hasOthers).toBe(true);
    await camera.openOther();
    expect(devices.live).toEqual([{ deviceId: "front" }]);
    await camera.openOther();
    expect(devices.live).toEqual([{ deviceId: "back" }]);
    camera.close();
    expect([devices.live, camera.isOpen]).toEqual([[], false]);
  });

  it("lights where it can, and not after it was closed", async () => {
    const devices = new Devices(["back"], true);
    const camera = new Camera(devices);
    expect(camera.hasTorch).toBe(false);
    await camera.open();
    expect([camera.hasTorch, camera.hasOthers]).toEqual([true, false]);
    await camera.light(true);
    expect(devices.opened[0]?.wished).toEqual([{ advanced: [{ torch: true }] }]);
    expect(camera.isLit).toBe(true);
    camera.close();
    expect([camera.isLit, camera.hasTorch]).toEqual([false, false]);
    const without = new Camera(new Devices(["front"]));
    await without.open();
    expect(without.hasTorch).toBe(false);
  });

  it("that comes after somebody left is closed at once", async () => {
    const devices = new Devices(["back"]);
    let arrive = (): void => {};
    devices.ready = new Promise((resolve) => (arrive = resolve));
    const camera = new Camera(devices);
    const opening = camera.open();
    camera.close();
    arrive();
    expect(await opening).toBeNull();
    expect([devices.live, camera.isOpen]).toEqual([[], false]);
  });

  it("that cannot be had is told in one sentence", async () => {
    const failing = (name: string) => ({
      getUserMedia: () => Promise.reject(Object.assign(new Error("technical"), { name })),
      enumerateDevices: async () => [],
    });
    for (const [name, sentence] of [
      ["NotAllowedError", "may not be used here"],
      ["NotFoundError", "No camera was found"],
      ["NotReadableError", "another program"],
      ["AbortError", "could not be started"],
    ] as const) {
      const opening = new Camera(failing(name)).open();
      await expect(opening).rejects.toThrow(NoCamera);
      await expect(opening).rejects.toThrow(sentence);
    }
    await expect(new Camera(undefined).open()).rejects.toThrow("gives this page no camera");
  });
});
