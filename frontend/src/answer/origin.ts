import { element } from "../elements";
import { translate } from "../language";
import type { Device, DeviceState } from "../reading/device";
import type { Where } from "../values";

/** Where a picture was read, or that the server was asked in vain. */
export type Asked = Where | "refused";

/** What there is to say; where somebody is logged in, another sentence tells what is kept. */
function textsFor(isKeeping: boolean): Record<Asked | "ready" | "off" | "opening", string> {
  return {
    device: translate("Read on this device."),
    server: isKeeping ? translate("Read on the server.") : translate("Read on the server. Nothing is kept there."),
    refused: translate("Sent to the server. Nothing is kept there."),
    // What `reading/pixels` knows is decoded here, and everything else is sent.
    ready: isKeeping
      ? translate("Pictures are read on this device. PDF, TIFF and what the browser cannot open go to the server.")
      : translate("Pictures are read on this device. PDF, TIFF and what the browser cannot open go to the server and are not kept."),
    off: isKeeping
      ? translate("Pictures are read on the server.")
      : translate("Pictures are read on the server and not kept there."),
    opening: translate("Fetching the reader"),
  };
}

/** Says where a picture was read, and before that, where it will be. */
export class Origin {
  private readonly note = element("origin", HTMLElement);
  private readonly sentence = element("origin-sentence", HTMLElement);
  private readonly progress = element("origin-progress", HTMLProgressElement);
  private readonly refuse = element("origin-refuse", HTMLButtonElement);
  private state: DeviceState = { kind: "closed" };
  private where: Asked | null = null;

  follow(device: Device): void {
    this.state = device.state;
    this.refuse.onclick = () => device.close("The visitor did not want to wait.");
    this.refresh();
  }

  show(where: Asked | null): void {
    this.where = where;
    this.refresh();
  }

  private refresh(): void {
    const { state, where } = this;
    this.note.dataset["where"] = where ?? state.kind;
    const isOpening = state.kind === "opening";
    this.sentence.textContent = originOf(state, where, document.getElementById("keeping") !== null);
    this.progress.hidden = this.refuse.hidden = !isOpening;
    if (isOpening) this.progress.value = state.share;
  }
}

export function originOf(state: DeviceState, where: Asked | null, isKeeping = false): string {
  const texts = textsFor(isKeeping);
  if (state.kind === "opening") return `${texts.opening}: ${Math.floor(state.share * 100)} %`;
  if (where !== null) return texts[where];
  return state.kind === "closed" ? "" : texts[state.kind];
}
