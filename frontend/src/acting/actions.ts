import { element } from "../elements";
import { textOf } from "../exports/lines";
import { drawMarked, markedPicture, type Paint } from "../exports/marked";
import { translate } from "../language";
import { tendMenus } from "../menus";
import type { Given } from "../reading/pixels";
import type { Page } from "../values";
import { Speaking } from "./speaking";

/** An answer, and how its picture is drawn. */
export interface Shown {
  readonly pages: readonly Page[];
  /** The page that is looked at. */
  readonly page: Page;
  readonly paint: Paint;
  /** As in `Reading`. */
  readonly picture?: Given;
}

const TEXTS = {
  copied: translate("The numbers were copied."),
  refused: translate("The browser does not let this page copy."),
  notShared: translate("The numbers could not be shared."),
  title: translate("Numbers read by inkread"),
};

/** What can be done with an answer: copy, share, print, speak. */
export class Actions {
  private readonly row = element("answer-actions", HTMLElement);
  private readonly note = element("actions-note", HTMLElement);
  private readonly speaking = new Speaking(
    () => this.shown?.pages ?? [],
    (sentence) => this.say(sentence),
  );
  private shown: Shown | null = null;

  constructor() {
    tendMenus();
    this.listen("copy", "clipboard" in navigator, (shown) => this.copy(shown));
    this.listen("share", "share" in navigator, (shown) => this.share(shown));
    this.listen("print", "print" in window, () => window.print());
    // However it is printed, the sheet has the picture with its marks.
    addEventListener("beforeprint", () => this.prepareSheet());
  }

  /** Shows what can be done with this answer; null, or one without numbers: nothing. */
  offer(shown: Shown | null): void {
    const isSame = shown?.pages === this.shown?.pages;
    if (!isSame) {
      this.speaking.stop();
      this.say("");
    }
    this.shown = shown?.pages.some((page) => page.numbers.length > 0) ? shown : null;
    this.row.hidden = this.shown === null;
  }

  /** The answer on offer. */
  get current(): Shown | null {
    return this.shown;
  }

  say(sentence: string): void {
    this.note.textContent = sentence;
  }

  private listen(id: string, isPossible: boolean, act: (shown: Shown) => unknown): void {
    const button = element(id, HTMLButtonElement);
    button.hidden = !isPossible;
    button.addEventListener("click", () => this.shown && void act(this.shown));
  }

  private async copy({ pages }: Shown): Promise<void> {
    try {
      await navigator.clipboard.writeText(textOf(pages).trimEnd());
      this.say(TEXTS.copied);
    } catch {
      this.say(TEXTS.refused);
    }
  }

  /** The numbers, and where the system takes files the picture with its marks. */
  private async share({ pages, page, paint }: Shown): Promise<void> {
    const words = { title: TEXTS.title, text: textOf(pages).trimEnd() };
    try {
      const picture = new File([await markedPicture(page, paint)], "numbers.png", { type: "image/png" });
      const whole = { ...words, files: [picture] };
      await navigator.share(navigator.canShare?.(whole) ? whole : words);
    } catch (error) {
      // Who closes the sheet of the system has not met a fault.
      if (!(error instanceof DOMException && error.name === "AbortError")) this.say(TEXTS.notShared);
    }
  }

  private prepareSheet(): void {
    const sheet = element("print-picture", HTMLCanvasElement);
    sheet.hidden = this.shown === null;
    if (this.shown) drawMarked(sheet, this.shown.page, this.shown.paint);
  }
}
