import { isDrawn, packedPicture, sentenceOf, type Question } from "./client";
import { element } from "./elements";
import { dropAside } from "./ink/setting-aside";
import { translate } from "./language";
import { remember, remembered } from "./remembering";

const WAITING = translate("Keeping it ...");
const PLACE = "keep in";
const UNREACHABLE = translate("It was not kept: the server cannot be reached.");

type Fate =
  | { readonly kind: "on its way" }
  | { readonly kind: "kept"; readonly address: string }
  | { readonly kind: "failed"; readonly sentence: string };

/** Keeping what was read, for people who are logged in; null for all others. */
export function openKeeping(): Keeping | null {
  const root = document.getElementById("keeping");
  return root ? new Keeping(root) : null;
}

/** Pictures are kept as soon as they are read, drawings when somebody says so. */
export class Keeping {
  private readonly button = element("keep", HTMLButtonElement);
  private readonly link = element("kept-link", HTMLAnchorElement);
  private readonly sentence = element("keeping-sentence", HTMLElement);
  /** Whom readings are kept for; only people who may keep in an organisation are asked. */
  private readonly place = document.querySelector<HTMLSelectElement>("#keep-in");
  private readonly fates = new WeakMap<Question, Fate>();
  private shown: Question | null = null;

  constructor(private readonly root: HTMLElement) {
    this.button.addEventListener("click", () => this.shown && void this.keep(this.shown));
    if (this.place) rememberPlace(this.place);
  }

  /** Shows what has become of the picture that the answer on show is about; null: there is none. */
  offer(question: Question | null): void {
    this.shown = question;
    if (question && !question.isLive) this.take(question);
    this.show();
  }

  /** Keeps what was read, whether or not it is on show. */
  take(question: Question): void {
    if (!this.fates.has(question)) void this.keep(question);
  }

  /** Where the reading on show is kept; empty where it is not. */
  get address(): string {
    const fate = this.shown ? this.fates.get(this.shown) : undefined;
    return fate?.kind === "kept" ? fate.address : "";
  }

  private async keep(question: Question): Promise<void> {
    this.decide(question, { kind: "on its way" });
    const body = new FormData();
    body.append("organisation", this.place?.value ?? "");
    body.append("image", await packedPicture(question), question.name);
    if (isDrawn(question)) body.append("drawn", "1");
    let response: Response;
    try {
      response = await fetch(this.root.dataset["address"] ?? "", {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-CSRFToken": this.root.dataset["token"] ?? "" },
      });
    } catch {
      this.decide(question, { kind: "failed", sentence: UNREACHABLE });
      return;
    }
    const answer: unknown = await response.json().catch(() => null);
    const address = addressIn(answer);
    if (response.ok && address) {
      if (isDrawn(question) && question === this.shown) dropAside();
      this.decide(question, { kind: "kept", address });
    } else this.decide(question, { kind: "failed", sentence: sentenceOf(answer, response.status) });
  }

  private decide(question: Question, fate: Fate): void {
    this.fates.set(question, fate);
    if (question === this.shown) this.show();
  }

  private show(): void {
    const fate = this.shown ? this.fates.get(this.shown) : undefined;
    this.root.hidden = !this.shown;
    this.button.hidden = fate !== undefined && fate.kind !== "failed";
    this.link.hidden = fate?.kind !== "kept";
    if (fate?.kind === "kept") this.link.href = fate.address;
    this.sentence.textContent = fate?.kind === "failed" ? fate.sentence : fate?.kind === "on its way" ? WAITING : "";
  }
}

/** What was chosen last, where it can still be chosen; otherwise the person alone. */
function rememberPlace(place: HTMLSelectElement): void {
  const last = remembered(PLACE) ?? "";
  if ([...place.options].some((option) => option.value === last)) place.value = last;
  place.addEventListener("change", () => remember(PLACE, place.value));
}

function addressIn(answer: unknown): string {
  if (typeof answer !== "object" || answer === null || !("address" in answer)) return "";
  return typeof answer.address === "string" ? answer.address : "";
}
