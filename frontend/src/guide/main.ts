import { element } from "../elements";
import { Walk } from "./walk";

/** How long a step is shown: long enough to read three sentences. */
const SECONDS = 7;

const steps = [...element("steps", HTMLOListElement).children].filter(
  (each): each is HTMLElement => each instanceof HTMLElement,
);
const before = element("step-before", HTMLButtonElement);
const play = element("step-play", HTMLButtonElement);
const after = element("step-after", HTMLButtonElement);
const position = element("step-position", HTMLElement);
const player = element("player", HTMLElement);
let timer: ReturnType<typeof setTimeout> | undefined;

const walk = new Walk(steps.length, show);

function show({ position: at, isPlaying, isFirst, isLast, count }: Walk): void {
  steps.forEach((step, index) => (step.hidden = index !== at));
  before.setAttribute("aria-disabled", String(isFirst));
  after.setAttribute("aria-disabled", String(isLast));
  play.textContent = (isPlaying ? play.dataset["pause"] : play.dataset["play"]) ?? "";
  // What changes by itself is not read aloud over what somebody listens to.
  position.setAttribute("aria-live", isPlaying ? "off" : "polite");
  const words = position.dataset["words"] ?? "%1 / %2";
  position.textContent = words.replace("%1", String(at + 1)).replace("%2", String(count));
  clearTimeout(timer);
  if (isPlaying) timer = setTimeout(() => walk.tick(), SECONDS * 1000);
}

before.addEventListener("click", () => walk.go(walk.position - 1));
after.addEventListener("click", () => walk.go(walk.position + 1));
play.addEventListener("click", () => walk.toggle());
player.addEventListener("keydown", ({ key }) => {
  const isFromRight = document.documentElement.dir === "rtl";
  if (key === (isFromRight ? "ArrowLeft" : "ArrowRight")) walk.go(walk.position + 1);
  if (key === (isFromRight ? "ArrowRight" : "ArrowLeft")) walk.go(walk.position - 1);
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden && walk.isPlaying) walk.toggle();
});

element("moves", HTMLElement).hidden = false;
player.dataset["stepped"] = "yes";
// All pictures soon, so that no step waits for its own.
for (const image of player.querySelectorAll("img")) image.loading = "eager";
walk.go(0);
if (!matchMedia("(prefers-reduced-motion: reduce)").matches) walk.toggle();
