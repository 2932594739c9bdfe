import { element } from "./elements";
import { whenChosen, whenDropped, whenPasted } from "./picture/arrival";
import { Picture } from "./picture/picture";
import type { Screen } from "./screen";
import type { Side } from "./side";

export interface PhotoSide {
  readonly side: Side;
  take(file: File): void;
}

/** The Photo tab: a picture that is chosen, dropped or pasted, and its pages. */
export function openPhotoSide(screen: Screen, open: () => void): PhotoSide {
  const form = element("photo-form", HTMLFormElement);
  const invitation = element("photo-invitation", HTMLElement);
  const picture = new Picture(element("picture", HTMLImageElement), invitation);
  const clear = element("clear-photo", HTMLButtonElement);
  const side = screen.addSide(
    "Choose a picture, and its numbers are read here.",
    element("photo-frame", HTMLElement),
    (changed) => refresh(changed),
  );

  const refresh = (changed: Side): void => {
    showPosition(changed);
    const { preview } = changed;
    if (preview) void picture.showPreview(preview);
    const hasNothingToShow = changed.answer.kind === "failed" && element("picture", HTMLImageElement).hidden;
    if (hasNothingToShow) picture.clear();
    clear.setAttribute("aria-disabled", String(changed.answer.kind === "idle"));
  };

  const take = (file: File): void => {
    open();
    const most = Number(form.dataset["maxBytes"]);
    if (file.size > most) {
      picture.clear();
      side.desk.fail(tooLarge(file.size, most));
      return;
    }
    side.hideBoxes();
    side.desk.ask(async () => {
      const isShown = await picture.show(file);
      return { picture: file, name: file.name || "picture", withPreviews: !isShown };
    });
  };

  whenChosen(element("image", HTMLInputElement), take);
  whenPasted(take);
  whenDropped(element("veil", HTMLElement), take);
  element("page-before", HTMLButtonElement).addEventListener("click", () => side.turn(-1));
  element("page-after", HTMLButtonElement).addEventListener("click", () => side.turn(1));
  clear.addEventListener("click", () => {
    picture.clear();
    side.desk.reset();
  });
  return { side, take };
}

function showPosition(side: Side): void {
  const { index, count } = side.position;
  element("pages", HTMLElement).hidden = count < 2;
  element("page-position", HTMLElement).textContent = `Page ${index + 1} of ${count}`;
  element("page-before", HTMLButtonElement).setAttribute("aria-disabled", String(index === 0));
  element("page-after", HTMLButtonElement).setAttribute("aria-disabled", String(index === count - 1));
}

export function tooLarge(bytes: number, most: number): string {
  const megabytes = (count: number): string => `${(count / 1e6).toFixed(1)} MB`;
  return `The file of ${megabytes(bytes)} is larger than the ${megabytes(most)} allowed.`;
}
