import type { Question } from "./client";
import type { Desk } from "./desk";
import { element, make } from "./elements";
import { isInk } from "./ink/reopening";
import { listed, translate, translateCount } from "./language";
import { whenChosen, whenDropped, whenPasted } from "./picture/arrival";
import { Leaves } from "./picture/leaves";
import { tooMany, wrongSize, type PictureLimits } from "./picture/limits";
import { Picture } from "./picture/picture";
import { Roll, type Entry, type EntryState } from "./picture/roll";
import { Sheets } from "./picture/sheets";
import { Strip } from "./picture/strip";
import { pictureIn } from "./picture/thumbnail";
import { UNTOUCHED, type Trim } from "./picture/trim";
import { Trimming } from "./picture/trimming";
import { isKnown } from "./reading/pixels";
import type { Screen } from "./screen";
import type { Side } from "./side";

const INVITATION = translate("Choose a picture, and its numbers are read here.");
const SENTENCES: Record<EntryState, string> = {
  waiting: translate("It is read when its turn comes."),
  reading: translate("It is being read …"),
  stopped: translate("It was cancelled."),
  read: INVITATION,
  failed: INVITATION,
};
const UNSHOWABLE = translate("This browser cannot turn or crop this picture.");

interface PhotoEvents {
  /** A picture came in, and its tab is to be shown. */
  arrived(): void;
  /** Ink came in, which is opened on the pad. */
  drawn(ink: File): void;
  /** A picture was read, whether or not it is on show. */
  read(question: Question): void;
}

/** The Photo tab: pictures that are chosen, dropped, pasted or taken, and their pages. */
export class PhotoSide {
  readonly side: Side;
  private readonly roll: Roll;
  private readonly strip: Strip;
  private readonly leaves: Leaves;
  private readonly none: Desk;
  private readonly trimming = new Trimming();
  private readonly sheets = new Sheets(() => this.follow());
  private readonly picture = new Picture(
    element("picture", HTMLImageElement),
    element("photo-invitation", HTMLElement),
  );
  private readonly limits: PictureLimits;
  private readonly trims = new WeakMap<Entry, Trim>();
  private lastPreview: { readonly data: string; readonly picture: Blob } | null = null;

  constructor(
    screen: Screen,
    private readonly events: PhotoEvents,
  ) {
    const { dataset } = element("photo-form", HTMLFormElement);
    this.limits = { bytes: Number(dataset["maxBytes"]), files: Number(dataset["maxFiles"]) };
    this.side = screen.addSide(INVITATION, element("photo-frame", HTMLElement), () => this.refresh());
    this.none = this.side.desk;
    this.roll = new Roll({
      newDesk: (onChange) => this.side.newDesk(onChange),
      question: (entry) => this.question(entry),
      refuse: (file) => wrongSize(file.size, this.limits.bytes),
      changed: () => this.follow(),
    });
    this.strip = new Strip(element("strip", HTMLElement), this.roll, (entry) => this.sheets.of(entry));
    this.leaves = new Leaves((index) => {
      this.trimming.leave();
      this.side.turnTo(index);
    });
    this.listen();
  }

  /** Takes pictures to be read, one after the other. */
  take(files: readonly File[]): void {
    const [ink] = files.filter(isInk);
    if (ink) this.events.drawn(ink);
    const pictures = files.filter((file) => !isInk(file));
    if (pictures.length > 0 || !ink) this.addFiles(pictures);
  }

  private addFiles(files: readonly File[]): void {
    this.add(files.map((file) => ({ name: file.name || "picture", content: file })));
  }

  private listen(): void {
    const take = (files: readonly File[]): void => this.take(files);
    const input = element("image", HTMLInputElement);
    // Only the pad opens ink: without scripts nothing would.
    input.accept += ",.inkml,application/inkml+xml";
    whenChosen(input, take);
    whenPasted(take);
    whenDropped(element("veil", HTMLElement), take);
    element("add-photo", HTMLButtonElement).addEventListener("click", () => input.click());
    element("trim", HTMLButtonElement).addEventListener("click", () => void this.trim());
    element("stop-all", HTMLButtonElement).addEventListener("click", () => this.roll.stopAll());
    element("again", HTMLButtonElement).addEventListener("click", () => {
      if (this.roll.shown) this.roll.again(this.roll.shown);
    });
    element("clear-photo", HTMLButtonElement).addEventListener("click", () => {
      this.trimming.leave();
      this.complain("");
      this.roll.clear();
      this.none.reset();
    });
  }

  private add(files: readonly { readonly name: string; readonly content: Blob }[]): void {
    this.events.arrived();
    this.trimming.leave();
    const complaint = tooMany(files.length, this.roll.entries.length, this.limits.files);
    this.complain(complaint ?? "");
    if (complaint) return;
    this.none.reset();
    this.roll.add(files);
    this.strip.reveal();
  }

  /** Beside the pictures that are there, or in place of an answer where there are none. */
  private complain(sentence: string): void {
    const isAlone = this.roll.entries.length === 0;
    const place = element("photo-complaint", HTMLElement);
    place.textContent = isAlone ? "" : sentence;
    place.hidden = isAlone || !sentence;
    if (isAlone && sentence) this.none.fail(sentence);
  }

  private async question(entry: Entry): Promise<Question> {
    const { given, name } = entry;
    const [sheet, isPlain] = await Promise.all([this.sheets.make(given), isKnown(given)]);
    // What may have pages comes with pictures of them, also where the browser shows the first.
    return { picture: given, name, withPreviews: !sheet || !isPlain };
  }

  /** The roll has changed. */
  private follow(): void {
    const { entries, shown } = this.roll;
    for (const { desk, state } of entries) if (state === "read" && desk.answered) this.events.read(desk.answered);
    this.side.invitation = shown ? SENTENCES[shown.state] : INVITATION;
    const desk = shown?.desk ?? this.none;
    if (desk !== this.side.desk) {
      this.trimming.leave();
      this.side.lookAt(desk);
    } else this.refresh();
    this.strip.show();
    this.strip.reveal();
    this.tell();
  }

  /** How far all are, where there are several. */
  private tell(): void {
    const { entries, doneCount, isBusy } = this.roll;
    const failed = entries.filter((entry) => entry.state === "failed");
    element("roll", HTMLElement).hidden = entries.length < 2;
    const words = entries.length < 2 ? "" : wordsFor(doneCount, entries.length, failed.length);
    const sentence = element("roll-words", HTMLElement);
    if (sentence.textContent !== words) sentence.textContent = words;
    const progress = element("roll-progress", HTMLProgressElement);
    progress.max = Math.max(1, entries.length);
    progress.value = doneCount;
    progress.hidden = element("stop-all", HTMLElement).hidden = !isBusy;
    const faults = failed.map((entry) => {
      const { state } = entry.desk;
      return make("li", "", make("b", "", entry.name), ` ${state.kind === "failed" ? state.sentence : ""}`);
    });
    element("faults", HTMLElement).replaceChildren(...faults);
  }

  /** Another answer, or another page of it, is on show. */
  private refresh(): void {
    const { shown } = this.roll;
    this.leaves.show(this.side);
    this.showPicture();
    if (this.trimming.isOn) this.side.hideBoxes();
    const isIdle = !shown && this.side.answer.kind === "idle";
    element("clear-photo", HTMLButtonElement).setAttribute("aria-disabled", String(isIdle));
    element("add-photo", HTMLButtonElement).hidden = !shown;
    element("trim", HTMLButtonElement).hidden = !this.trimmable();
    const isToBeReadAgain = shown?.state === "stopped" || (shown?.state === "failed" && !this.isRefused(shown));
    element("again", HTMLElement).hidden = !isToBeReadAgain;
  }

  private showPicture(): void {
    const { shown } = this.roll;
    if (!shown) this.picture.clear();
    else if (this.side.preview) void this.picture.show(this.previewed(this.side.preview));
    else if (shown.given !== shown.original || this.sheets.canShow(shown.given)) void this.picture.show(shown.given);
    else if (shown.state === "failed") this.picture.clear();
    else this.picture.blank();
  }

  /** The preview as a picture, the same one for the same page. */
  private previewed(data: string): Blob {
    if (this.lastPreview?.data !== data) this.lastPreview = { data, picture: pictureIn(data) };
    return this.lastPreview.picture;
  }

  private isRefused(entry: Entry): boolean {
    return wrongSize(entry.given.size, this.limits.bytes) !== null;
  }

  /** What can be turned and cropped: the whole file, else the page on show; null where nothing can. */
  private trimmable(): { readonly picture: Blob; readonly isPage: boolean } | null {
    const { shown } = this.roll;
    if (!shown || this.isRefused(shown)) return null;
    const { preview } = this.side;
    if (preview) return { picture: this.previewed(preview), isPage: true };
    return this.sheets.canShow(shown.original) ? { picture: shown.original, isPage: false } : null;
  }

  private async trim(): Promise<void> {
    const { shown } = this.roll;
    const given = this.trimmable();
    if (!shown || !given) return;
    if (this.trimming.isOn) {
      this.trimming.leave();
      return;
    }
    const { picture, isPage } = given;
    const name = isPage && this.side.position.count > 1 ? translate("%(name)s, page %(page)s", { name: shown.name, page: this.side.position.index + 1 }) : shown.name;
    this.roll.hold(shown);
    const before = this.trims.get(shown) ?? UNTOUCHED;
    const isOpen = await this.trimming.open(picture, isPage ? UNTOUCHED : before, {
      done: (cut, trim) => {
        this.rest(shown);
        if (isPage && cut) this.add([{ name, content: cut }]);
        else if (!isPage && trim !== before) {
          this.trims.set(shown, trim);
          this.roll.again(shown, cut ?? shown.original);
        }
      },
      left: () => this.rest(shown),
    });
    if (!isOpen) {
      this.roll.release(shown);
      this.complain(UNSHOWABLE);
      return;
    }
    this.side.hideBoxes();
    element("trim", HTMLButtonElement).setAttribute("aria-pressed", "true");
  }

  /** Back to the picture as it is read. */
  private rest(entry: Entry): void {
    const button = element("trim", HTMLButtonElement);
    button.setAttribute("aria-pressed", "false");
    this.roll.release(entry);
    if (this.roll.shown !== entry) return;
    this.side.turnTo(this.side.position.index);
    button.focus({ preventScroll: true });
  }
}

/** How far several pictures are. */
export function wordsFor(done: number, count: number, failed: number): string {
  const progress =
    done < count
      ? translate("%(done)s of %(count)s done", { done, count })
      : translateCount("%(count)s picture", "%(count)s pictures", count);
  if (failed === 0) return progress;
  return listed([progress, translateCount("%(count)s could not be read", "%(count)s could not be read", failed)]);
}
