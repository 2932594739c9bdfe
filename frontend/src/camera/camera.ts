import { translate } from "../language";

/** Why there is no picture of a camera, in one sentence for people. */
export class NoCamera extends Error {}

const SENTENCES: Record<string, string> = {
  NotAllowedError: translate(
    "The camera may not be used here. Allow it for this page in the browser's settings, or choose a picture instead.",
  ),
  NotFoundError: translate("No camera was found on this device. Choose a picture instead."),
  OverconstrainedError: translate("This camera is not there any more. Start the camera again."),
  NotReadableError: translate("The camera cannot be used just now; perhaps another program uses it."),
};
const WITHOUT = translate("This browser gives this page no camera. Choose a picture instead.");
const OTHERWISE = translate("The camera could not be started. Choose a picture instead.");

// As sharp as the camera can; a telephone's own size of pictures is more than is needed.
const WISHED = { width: { ideal: 2560 }, height: { ideal: 1440 } };

// What TypeScript's library does not know yet.
interface WithTorch {
  readonly torch?: boolean;
}

/** One camera at a time; its stream ends when it is closed, or another one is opened. */
export class Camera {
  private track: MediaStreamTrack | null = null;
  private cameras: readonly string[] = [];
  private turn = 0;
  isLit = false;

  constructor(private readonly media: Pick<MediaDevices, "getUserMedia" | "enumerateDevices"> | undefined) {}

  get isOpen(): boolean {
    return this.track !== null;
  }

  get hasOthers(): boolean {
    return this.cameras.length > 1;
  }

  /** As the device calls it. */
  get name(): string {
    return this.track?.label ?? "";
  }

  get hasTorch(): boolean {
    // Some browsers do not tell what a camera can.
    const can = this.track?.getCapabilities?.() as WithTorch | undefined;
    return can?.torch === true;
  }

  /** The one that looks away from the person first. Rejects with NoCamera; null where it was closed meanwhile. */
  open(): Promise<MediaStream | null> {
    return this.start({ facingMode: { ideal: "environment" } });
  }

  /** The next camera of the device, after the last the first again. */
  openOther(): Promise<MediaStream | null> {
    const at = this.cameras.indexOf(this.track?.getSettings().deviceId ?? "");
    const next = this.cameras[(at + 1) % Math.max(1, this.cameras.length)] ?? "";
    return this.start({ deviceId: { exact: next } });
  }

  async light(isLit: boolean): Promise<void> {
    await this.track?.applyConstraints({ advanced: [{ torch: isLit } as MediaTrackConstraintSet] });
    this.isLit = isLit;
  }

  close(): void {
    this.turn++;
    this.track?.stop();
    this.track = null;
    this.isLit = false;
  }

  private async start(which: MediaTrackConstraints): Promise<MediaStream | null> {
    this.close();
    const { turn } = this;
    if (!this.media) throw new NoCamera(WITHOUT);
    let stream: MediaStream;
    try {
      stream = await this.media.getUserMedia({ audio: false, video: { ...WISHED, ...which } });
    } catch (error) {
      const name = error instanceof Error ? error.name : "";
      throw new NoCamera(SENTENCES[name] ?? OTHERWISE, { cause: error });
    }
    const [track] = stream.getVideoTracks();
    // Somebody left, or asked for another one, before this one was there.
    if (turn !== this.turn || !track) {
      for (const each of stream.getTracks()) each.stop();
      return null;
    }
    this.track = track;
    const devices = await this.media.enumerateDevices();
    this.cameras = devices.filter(({ kind }) => kind === "videoinput").map(({ deviceId }) => deviceId);
    return turn === this.turn ? stream : null;
  }
}

/** What the camera shows now, as a file. */
export async function still(video: HTMLVideoElement, name: string): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95));
  if (!blob) throw new NoCamera(translate("The picture could not be taken. Please try again."));
  return new File([blob], name, { type: blob.type });
}
