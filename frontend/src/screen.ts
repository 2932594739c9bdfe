import { Origin } from "./answer/origin";
import { Panel } from "./answer/panel";
import type { Device } from "./reading/device";
import type { Styles } from "./reading/style/styles";
import type { ReadPicture } from "./client";
import { Side } from "./side";

/** The one panel of answers, shared by the sides; it shows the side whose tab is open. */
export class Screen {
  private readonly panel: Panel;
  private shown: Side | null = null;

  /** `onShow` is called whenever another answer, or another side, is shown. */
  constructor(
    private readonly readPicture: ReadPicture,
    styles: Styles,
    private readonly onShow: (side: Side) => void,
  ) {
    this.panel = new Panel((place) => this.shown?.select(place), undefined, new Origin(), styles);
  }

  /** A new side; `answered` is called whenever it has another answer. */
  addSide(invitation: string, frame: HTMLElement, answered: (side: Side) => void = () => {}): Side {
    const side: Side = new Side(invitation, frame, this.readPicture, {
      answered: () => {
        answered(side);
        if (side === this.shown) this.refresh();
      },
      selected: (page, place) => {
        if (side === this.shown) this.panel.select(page, place);
      },
    });
    return side;
  }

  /** Tells how far the reader of this device is. */
  follow(device: Device): void {
    this.panel.follow(device);
  }

  show(side: Side): void {
    this.shown = side;
    this.refresh();
  }

  private refresh(): void {
    const side = this.shown;
    if (!side) return;
    this.panel.show(side.answer, side.selected, side.invitation);
    this.onShow(side);
  }
}
