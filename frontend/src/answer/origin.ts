import { element } from "../elements";
import type { Device, DeviceState } from "../reading/device";
import type { Where } from "../values";

const TEXTS = {
  device: "Read on this device.",
  server: "Read on the server. Nothing is kept there.",
  ready: "Pictures are read on this device and stay here.",
  off: "Pictures are read on the server and not kept there.",
  opening: "Fetching the reader",
} as const;

/** Says where a picture was read, and before that, where it will be. */
export class Origin {
  private readonly note = element("origin", HTMLElement);
  private readonly sentence = element("origin-sentence", HTMLElement);
  private readonly progress = element("origin-progress", HTMLProgressElement);
  private readonly refuse = element("origin-refuse", HTMLButtonElement);
  private state: DeviceState = { kind: "closed" };
  private where: Where | null = null;

  follow(device: Device): void {
    this.state = device.state;
    this.refuse.onclick = () => device.close("The visitor did not want to wait.");
    this.refresh();
  }

  show(where: Where | null): void {
    this.where = where;
    this.refresh();
  }

  private refresh(): void {
    const { state, where } = this;
    this.note.dataset["where"] = where ?? state.kind;
    const isOpening = state.kind === "opening";
    this.sentence.textContent = originOf(state, where);
    this.progress.hidden = this.refuse.hidden = !isOpening;
    if (isOpening) this.progress.value = state.share;
  }
}

export function originOf(state: DeviceState, where: Where | null): string {
  if (state.kind === "opening") return `${TEXTS.opening}: ${Math.floor(state.share * 100)} %`;
  if (where !== null) return TEXTS[where];
  return state.kind === "closed" ? "" : TEXTS[state.kind];
}
