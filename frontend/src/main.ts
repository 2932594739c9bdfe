import { CameraSide } from "./camera-side";
import { openDrawingSide } from "./drawing-side";
import { element } from "./elements";
import { openKeeping } from "./keeping";
import { keepForLater } from "./offline/registering";
import { PhotoSide } from "./photo-side";
import { readAnywhere } from "./reading/anywhere";
import { Device } from "./reading/device";
import { openSamples } from "./samples";
import { Screen } from "./screen";
import { Tabs } from "./tabs";

const stage = element("stage", HTMLElement);
const device = new Device(
  stage.dataset["card"] ?? "",
  () => new Worker(new URL("./reading/worker.ts", import.meta.url), { type: "module" }),
  () => followDevice(),
);
const keeping = openKeeping();
const screen = new Screen(readAnywhere(device), (side) =>
  keeping?.offer(side.answer.kind === "read" ? side.desk.answered : null),
);
const drawing = openDrawingSide(screen, () => device.state.kind === "ready");
const photo = new PhotoSide(screen, {
  arrived: () => tabs.show("photo"),
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
    screen.show({ photo: photo.side, camera: camera.side }[name] ?? drawing);
    if (name === "camera") void camera.enter();
    else camera.leave();
  },
);
tabs.show("draw");

openSamples(document.querySelectorAll<HTMLAnchorElement>("a[data-sample]"), (file) => {
  photo.take([file]);
  stage.scrollIntoView({ block: "nearest" });
});

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
