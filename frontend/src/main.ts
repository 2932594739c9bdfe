import { openDrawingSide } from "./drawing-side";
import { element } from "./elements";
import { openKeeping } from "./keeping";
import { openPhotoSide } from "./photo-side";
import { openSamples } from "./samples";
import { Screen } from "./screen";
import { Tabs } from "./tabs";

const keeping = openKeeping();
const screen = new Screen((side) => keeping?.offer(side.answer.kind === "read" ? side.desk.answered : null));
const drawing = openDrawingSide(screen);
const photo = openPhotoSide(screen, () => tabs.show("photo"));

const tabs = new Tabs(
  [
    {
      name: "draw",
      button: element("tab-draw", HTMLElement),
      parts: [element("panel-draw", HTMLElement), element("tools-draw", HTMLElement)],
    },
    {
      name: "photo",
      button: element("tab-photo", HTMLElement),
      parts: [element("panel-photo", HTMLElement), element("tools-photo", HTMLElement)],
    },
  ],
  (name) => screen.show(name === "photo" ? photo.side : drawing),
);
tabs.show("draw");

openSamples(document.querySelectorAll<HTMLAnchorElement>("a[data-sample]"), (file) => {
  photo.take(file);
  element("stage", HTMLElement).scrollIntoView({ block: "nearest" });
});
document.documentElement.dataset["ready"] = "yes";
