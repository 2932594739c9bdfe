import { Camera, NoCamera, still } from "./camera/camera";
import { element } from "./elements";
import { translate } from "./language";
import type { Screen } from "./screen";
import type { Side } from "./side";

const INVITATION = translate("Take a picture of a number, and it is read here.");

/** The Camera tab: what the camera sees, live, until a picture of it is taken. */
export class CameraSide {
  readonly side: Side;
  private readonly camera = new Camera(navigator.mediaDevices);
  private readonly video = element("camera-video", HTMLVideoElement);
  private readonly invitation = element("camera-invitation", HTMLElement);
  private readonly torch = element("camera-torch", HTMLButtonElement);
  private isShown = false;
  /** It was on when the page went out of sight. */
  private wasOn = false;
  private count = 0;

  /** `take` gets each picture, and shows what is read in it. */
  constructor(
    screen: Screen,
    private readonly take: (picture: File) => void,
  ) {
    this.side = screen.addSide(INVITATION, element("camera-frame", HTMLElement));
    element("camera-start", HTMLButtonElement).addEventListener("click", () => void this.start());
    element("camera-other", HTMLButtonElement).addEventListener("click", () => void this.start(true));
    element("camera-shoot", HTMLButtonElement).addEventListener("click", () => void this.shoot());
    this.torch.addEventListener("click", () => void this.light());
    document.addEventListener("visibilitychange", () => this.mind(document.visibilityState === "visible"));
    addEventListener("pagehide", () => this.close());
  }

  /** The tab is open: the camera starts by itself where that was allowed before. */
  async enter(): Promise<void> {
    this.isShown = true;
    const permissions = navigator.permissions as Permissions | undefined;
    // Not every browser has a name for this permission.
    const answer = await permissions?.query({ name: "camera" }).catch(() => null);
    if (answer?.state === "granted" && this.isShown) await this.start();
  }

  leave(): void {
    this.isShown = this.wasOn = false;
    this.close();
  }

  private async start(isOther = false): Promise<void> {
    const hadFocus = document.activeElement === element("camera-start", HTMLButtonElement);
    try {
      const stream = await (isOther ? this.camera.openOther() : this.camera.open());
      if (!stream) return;
      this.video.srcObject = stream;
      await this.video.play();
    } catch (error) {
      if (!this.camera.isOpen && !(error instanceof NoCamera)) return;
      this.close();
      this.side.desk.fail(error instanceof NoCamera ? error.message : translate("The camera could not be started."));
      return;
    }
    this.side.desk.reset();
    this.show();
    if (hadFocus) element("camera-shoot", HTMLButtonElement).focus();
  }

  private close(): void {
    this.camera.close();
    this.video.srcObject = null;
    this.show();
  }

  private mind(isVisible: boolean): void {
    if (!isVisible) {
      this.wasOn = this.camera.isOpen;
      this.close();
    } else if (this.wasOn && this.isShown) void this.start();
  }

  private async shoot(): Promise<void> {
    // The frame stands still while it becomes a picture.
    this.video.pause();
    this.count += 1;
    this.take(await still(this.video, `camera-${this.count}.jpg`));
  }

  private async light(): Promise<void> {
    await this.camera.light(!this.camera.isLit).catch(() => {});
    this.show();
  }

  private show(): void {
    const { isOpen } = this.camera;
    this.video.hidden = !isOpen;
    this.video.title = this.camera.name;
    element("camera-name", HTMLElement).textContent = this.camera.hasOthers ? this.camera.name : "";
    this.invitation.hidden = isOpen;
    element("camera-controls", HTMLElement).hidden = !isOpen;
    element("camera-other", HTMLButtonElement).hidden = !this.camera.hasOthers;
    this.torch.hidden = !this.camera.hasTorch;
    this.torch.setAttribute("aria-pressed", String(this.camera.isLit));
  }
}
