import { Actions } from "./acting/actions";
import { Downloads } from "./acting/downloads";
import { CameraSide } from "./camera-side";
import { openDrawingSide } from "./drawing-side";
import { element } from "./elements";
import { paintImage } from "./exports/marked";
import { openKeeping } from "./keeping";
import { keepForLater } from "./offline/registering";
import { PhotoSide } from "./photo-side";
import { readAnywhere } from "./reading/anywhere";
import { Device } from "./reading/device";
import { Styles } from "./reading/style/styles";
import { openSamples } from "./samples";
import { Screen } from "./screen";
import type { Side } from "./side";
import { Tabs } from "./tabs";

const stage = element("stage", HTMLElement);
const device = new Device(
  stage.dataset["card"] ?? "",
  () => new Worker(new URL("./reading/worker.ts", import.meta.url), { type: "module" }),
  () => followDevice(),
);
const styles = new Styles(
  () => new Worker(new URL("./reading/style/worker.ts", import.meta.url), { type: "module" }),
);
const keeping = openKeeping();
const actions = new Actions();
const screen = new Screen(readAnywhere(device), styles, (side) => {
  keeping?.offer(side.answer.kind === "read" ? side.desk.answered : null);
  offerActions(side);
});
new Downloads(actions, styles, stage.dataset["card"] ?? "", () => keeping?.address ?? "");
const drawing = openDrawingSide(screen, () => device.state.kind === "ready");
const photo = new PhotoSide(screen, {
  arrived: () => tabs.show("photo"),
  drawn: (ink) => {
    tabs.show("draw");
    void drawing.open(ink);
  },
  read: (question) => keeping?.take(question),
});
const camera = new CameraSide(screen, (picture) => photo.take([picture]));

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
    {
      name: "camera",
      button: element("tab-camera", HTMLElement),
      parts: [element("panel-camera", HTMLElement)],
    },
  ],
  (name) => {
    screen.show({ photo: photo.side, camera: camera.side }[name] ?? drawing.side);
    if (name === "camera") void camera.enter();
    else camera.leave();
  },
);
tabs.show("draw");

openSamples(document.querySelectorAll<HTMLAnchorElement>("a[data-sample]"), (file) => {
  photo.take([file]);
  stage.scrollIntoView({ block: "nearest" });
});

function offerActions(side: Side): void {
  const { state } = side.desk;
  // While another answer is on its way, the one before stays in sight, and what can be done with it.
  if (state.kind === "waiting") return;
  const { page } = side;
  const isDrawn = side === drawing.side;
  const paint = isDrawn ? drawing.paintOf(side.desk.answered) : paintImage(element("picture", HTMLImageElement));
  actions.offer(state.kind === "read" && page ? { ...state.reading, page, paint } : null);
}

function followDevice(): void {
  document.documentElement.dataset["reader"] = device.state.kind;
  screen.follow(device);
}
followDevice();
document.documentElement.dataset["ready"] = "yes";

// The page is of use first; then comes what makes it independent of the server.
function becomeIndependent(): void {
  device.open();
  void keepForLater(document.documentElement);
}
if (document.readyState === "complete") becomeIndependent();
else addEventListener("load", becomeIndependent, { once: true });
