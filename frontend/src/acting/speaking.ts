import { element, make } from "../elements";
import { LANGUAGE, translate } from "../language";
import { remember, remembered } from "../remembering";
import type { Page } from "../values";
import { choicesFrom, languagesOf, saidOf, type SpeechChoices } from "./speech";

const REMEMBERED = "speech";
const TEXTS = {
  speak: translate("Speak"),
  stop: translate("Stop"),
  silent: translate("The voice could not be started."),
};

/** Reads numbers aloud; all of it is hidden where the device has no voice. */
export class Speaking {
  private readonly button = element("speak", HTMLButtonElement);
  private readonly label = element("speak-label", HTMLElement);
  private readonly menu = element("speech", HTMLElement);
  private readonly language = element("speech-language", HTMLSelectElement);
  private readonly rate = element("speech-rate", HTMLInputElement);
  private readonly eachDigit = element("speech-each-digit", HTMLInputElement);
  private readonly synthesis = "speechSynthesis" in window ? window.speechSynthesis : null;
  private turn = 0;

  constructor(
    private readonly pages: () => readonly Page[],
    private readonly say: (sentence: string) => void,
  ) {
    this.button.addEventListener("click", () => (this.isSpeaking ? this.stop() : this.speak()));
    for (const field of [this.language, this.rate, this.eachDigit]) {
      field.addEventListener("change", () => remember(REMEMBERED, JSON.stringify(this.choices)));
    }
    // Some browsers learn of their voices late.
    this.synthesis?.addEventListener?.("voiceschanged", () => this.fill());
    addEventListener("pagehide", () => this.stop());
    this.fill();
  }

  stop(): void {
    this.turn++;
    this.synthesis?.cancel();
    this.show(false);
  }

  /** Those of this device: others would send what they say to somebody else. */
  private get voices(): SpeechSynthesisVoice[] {
    return this.synthesis?.getVoices().filter((each) => each.localService) ?? [];
  }

  private get isSpeaking(): boolean {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  private get choices(): SpeechChoices {
    const { language, rate, eachDigit } = this;
    return { language: language.value, rate: Number(rate.value), eachDigit: eachDigit.checked };
  }

  private speak(): void {
    const { choices, synthesis } = this;
    const turn = ++this.turn;
    const numbers = this.pages().flatMap((page) => page.numbers);
    numbers.forEach((read, index) => {
      const said = new SpeechSynthesisUtterance(saidOf(read, choices));
      said.lang = choices.language;
      said.voice = this.voices.find((each) => named(each) === choices.language) ?? null;
      said.rate = choices.rate;
      const end = (): void => {
        if (turn === this.turn && index === numbers.length - 1) this.show(false);
      };
      said.addEventListener("end", end);
      said.addEventListener("error", () => {
        if (turn !== this.turn) return;
        this.stop();
        this.say(TEXTS.silent);
      });
      synthesis?.speak(said);
    });
    this.show(numbers.length > 0);
  }

  private show(isSpeaking: boolean): void {
    this.button.setAttribute("aria-pressed", String(isSpeaking));
    this.label.textContent = isSpeaking ? TEXTS.stop : TEXTS.speak;
  }

  private fill(): void {
    const { voices } = this;
    this.button.hidden = this.menu.hidden = voices.length === 0;
    const languages = languagesOf(voices.map(named), wantedLanguage());
    const names = new Intl.DisplayNames([LANGUAGE, "en"], { type: "language" });
    this.language.replaceChildren(
      ...languages.map((each) => {
        const option = make("option", "", nameOf(names, each));
        option.value = each;
        return option;
      }),
    );
    const { language, rate, eachDigit } = choicesFrom(remembered(REMEMBERED), languages);
    this.language.value = language;
    this.rate.value = String(rate);
    this.eachDigit.checked = eachDigit;
  }
}

/** That of the page, as the browser's user speaks it: "en-GB" on a page in English. */
function wantedLanguage(): string {
  return navigator.languages.find((each) => each.split("-")[0] === LANGUAGE) ?? LANGUAGE;
}

/** Its language, with hyphens, as BCP 47 has it; some systems write "de_DE". */
function named(voice: SpeechSynthesisVoice): string {
  return voice.lang.replaceAll("_", "-");
}

function nameOf(names: Intl.DisplayNames, language: string): string {
  try {
    return names.of(language) ?? language;
  } catch {
    return language;
  }
}
