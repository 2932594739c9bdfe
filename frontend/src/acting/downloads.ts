import { element } from "../elements";
import { fileName, FORMATS, isTextFormat, type Leaving } from "../exports/formats";
import { markedPicture } from "../exports/marked";
import { save } from "../exports/saving";
import { translate } from "../language";
import type { Styles } from "../reading/style/styles";
import type { Actions, Shown } from "./actions";
import { engineOf } from "./engine";

const TEXTS = {
  failed: translate("The file could not be made."),
  without: translate("The model's card cannot be reached just now."),
};

/** Files that this browser writes of an answer; where it is kept, the server has more of them. */
export class Downloads {
  private readonly menu = element("download", HTMLDetailsElement);

  /**
   * `styles` measures what this device read; `card` is the address of the model's card, `keptAt` that
   * of the reading on show, if it is kept.
   */
  constructor(
    private readonly actions: Actions,
    private readonly styles: Styles,
    private readonly card: string,
    private readonly keptAt: () => string,
  ) {
    for (const button of this.menu.querySelectorAll<HTMLElement>("[data-format]")) {
      button.addEventListener("click", () => void this.write(button.dataset["format"] ?? ""));
    }
    this.menu.addEventListener("toggle", () => this.offerKept());
  }

  private offerKept(): void {
    const address = this.keptAt();
    for (const link of this.menu.querySelectorAll<HTMLAnchorElement>("a[data-kept]")) {
      link.href = `${address}/export/${link.dataset["kept"] ?? ""}`;
      const item = link.closest("li");
      if (item) item.hidden = !address;
    }
    element("download-note", HTMLElement).hidden = address !== "";
  }

  private async write(format: string): Promise<void> {
    const shown = this.actions.current;
    if (!shown) return;
    try {
      if (isTextFormat(format)) await this.writeText(shown, format);
      else save(await markedPicture(shown.page, shown.paint), nameOf(shown, ".png", true));
    } catch (error) {
      reportError(error);
      this.actions.say(TEXTS.failed);
    }
  }

  private async writeText(shown: Shown, name: keyof typeof FORMATS): Promise<void> {
    const { suffix, mediaType, hasOnePage, tellsStyle, write } = FORMATS[name];
    const engine = await engineOf(this.card, this.menu.dataset["version"] ?? "");
    if (!engine && (name === "hocr" || name === "alto")) {
      this.actions.say(TEXTS.without);
      return;
    }
    const known = engine ?? { version: "", model: "", modelVersion: "", sha256: "" };
    const leaving = tellsStyle ? await this.styled(shown) : shown;
    const content = write(leaving, { engine: known, created: new Date().toISOString() });
    save(new Blob([content], { type: mediaType }), nameOf(shown, suffix, hasOnePage));
  }

  /** The same with the styles of all numbers, which the server always measures. */
  private async styled(shown: Shown): Promise<Leaving> {
    const { pages, page, picture } = shown;
    if (!picture) return shown;
    const styled = await Promise.all(pages.map((each) => this.styles.of(each, picture)));
    return { pages: styled, page: styled[pages.indexOf(page)] ?? page };
  }
}

function nameOf({ page }: Shown, suffix: string, hasOnePage: boolean): string {
  return fileName(page.source, suffix, hasOnePage ? page.page : 1);
}
