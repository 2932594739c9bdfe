import { element } from "../elements";
import { translate } from "../language";
import type { Device } from "../reading/device";
import type { Given } from "../reading/pixels";
import type { Styles } from "../reading/style/styles";
import type { Page, Place, Where } from "../values";
import { Candidates } from "./candidates";
import { Numbers, type Selecting } from "./numbers";
import type { Asked, Origin } from "./origin";
import { StyleDetail } from "./style";
import { announcement } from "./words";

/** What the panel can have to say. */
export type Answer =
  | { readonly kind: "idle" }
  | { readonly kind: "waiting" }
  | { readonly kind: "read"; readonly page: Page; readonly where: Where; readonly picture?: Given | undefined }
  | { readonly kind: "failed"; readonly sentence: string; readonly wasSent?: boolean };

/** The right half of the screen: the answer, large, and what else it could be. */
export class Panel {
  private readonly root = element("answer", HTMLElement);
  private readonly live = element("live", HTMLElement);
  private readonly sentence = element("sentence", HTMLElement);
  private readonly numbers: Numbers;
  private readonly candidates = new Candidates(
    element("candidates", HTMLElement),
    element("candidates-heading", HTMLElement),
    element("bars", HTMLElement),
  );
  private readonly style: StyleDetail;
  private picture: Given | undefined;

  /** `origin` tells where pictures are read, and `styles` measures them, on pages that read some. */
  constructor(
    onSelect: (place: Place) => void,
    selecting: Selecting = { onHover: true, signs: false },
    private readonly origin: Origin | null = null,
    styles: Styles | null = null,
  ) {
    this.style = new StyleDetail(styles);
    this.numbers = new Numbers(element("numbers", HTMLElement), onSelect, selecting);
  }

  /** While waiting, the answer before stays in sight. */
  show(answer: Answer, selected: Place | null, invitation: string): void {
    this.root.setAttribute("aria-busy", String(answer.kind === "waiting"));
    if (answer.kind === "waiting") return;
    const page = answer.kind === "read" && answer.page.numbers.length > 0 ? answer.page : null;
    this.root.dataset["state"] = page ? "read" : answer.kind === "failed" ? "failed" : "empty";
    this.sentence.textContent = sentenceOf(answer, invitation);
    this.sentence.hidden = page !== null;
    this.numbers.show(page, selected);
    this.candidates.show(page, selected);
    this.picture = answer.kind === "read" ? answer.picture : undefined;
    this.style.show(page, selected, this.picture);
    this.live.textContent = spoken(answer);
    this.origin?.show(askedIn(answer));
  }

  /** Tells how far the reader of this device is. */
  follow(device: Device): void {
    this.origin?.follow(device);
  }

  select(page: Page, place: Place): void {
    this.numbers.select(place);
    this.candidates.show(page, place);
    this.style.show(page, place, this.picture);
  }
}

function sentenceOf(answer: Answer, invitation: string): string {
  if (answer.kind === "failed") return answer.sentence;
  if (answer.kind === "read") return translate("No number found.");
  return invitation;
}

function askedIn(answer: Answer): Asked | null {
  if (answer.kind === "read") return answer.where;
  return answer.kind === "failed" && answer.wasSent ? "refused" : null;
}

function spoken(answer: Answer): string {
  if (answer.kind === "failed") return answer.sentence;
  return answer.kind === "read" ? announcement(answer.page) : "";
}
