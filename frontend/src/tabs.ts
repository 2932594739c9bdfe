import { IS_FROM_RIGHT } from "./language";

export interface Tab {
  readonly name: string;
  readonly button: HTMLElement;
  /** What is shown with this tab and hidden with the others. */
  readonly parts: readonly HTMLElement[];
}

/** Tabs as the ARIA practices describe them: arrows move, the tab in focus is the one shown. */
export class Tabs {
  constructor(
    private readonly tabs: readonly Tab[],
    private readonly onShow: (name: string) => void,
  ) {
    tabs.forEach((tab, index) => {
      tab.button.addEventListener("click", () => this.show(tab.name));
      tab.button.addEventListener("keydown", (event) => this.step(event, index));
    });
  }

  show(name: string): void {
    for (const tab of this.tabs) {
      const isShown = tab.name === name;
      tab.button.setAttribute("aria-selected", String(isShown));
      tab.button.tabIndex = isShown ? 0 : -1;
      for (const part of tab.parts) part.hidden = !isShown;
    }
    this.onShow(name);
  }

  private step(event: KeyboardEvent, index: number): void {
    const on = IS_FROM_RIGHT ? -1 : 1;
    const steps: Record<string, number> = { ArrowRight: on, ArrowLeft: -on };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = this.tabs[(index + step + this.tabs.length) % this.tabs.length];
    if (!next) return;
    this.show(next.name);
    next.button.focus();
  }
}
