import { make, makeSvg } from "../elements";
import { fit, grown, toInner, toOuter, type Box, type Fit, type Point } from "../geometry";
import { marks, marksOf, places, samePlace, signAt, type Digit, type NumberRead, type Page, type Place } from "../values";
import { isDoubtful } from "./doubt";
import type { Selecting } from "./numbers";
import { pointedAt } from "./pointing";

const REACH = 14;
const SMALL = 48;

/**
 * The boxes over a picture that lies whole and centred in its frame. Handwritten digits have round
 * corners, printed ones square; doubtful ones are dashed and carry a question mark. Signs, where they can be
 * selected, have a thin line and no corners at all.
 */
export class Boxes {
  private page: Page | null = null;
  private selected: Place | null = null;
  private readonly layer = makeSvg("svg", { class: "boxes", "aria-hidden": "true" });
  private readonly tag = make("span", "tag");

  constructor(
    private readonly frame: HTMLElement,
    onPoint: (place: Place) => void,
    private readonly selecting: Selecting = { onHover: true, signs: false },
  ) {
    this.tag.hidden = true;
    this.tag.setAttribute("aria-hidden", "true");
    frame.append(this.layer, this.tag);
    const point = (event: PointerEvent): void => {
      const place = event.buttons === 0 || event.type === "click" ? this.at(event) : null;
      if (place && !samePlace(place, this.selected)) onPoint(place);
    };
    if (selecting.onHover) frame.addEventListener("pointermove", point);
    frame.addEventListener("click", point as EventListener);
    new ResizeObserver(() => this.draw()).observe(frame);
  }

  show(page: Page | null, selected: Place | null): void {
    this.page = page;
    this.selected = selected;
    this.draw();
  }

  private at(event: PointerEvent): Place | null {
    if (!this.page) return null;
    const frame = this.frame.getBoundingClientRect();
    const by = this.lies();
    const point: Point = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    const among = this.selecting.signs ? marks(this.page) : places(this.page);
    return pointedAt(this.page, toInner(point, by), REACH / (by.scale || 1), among);
  }

  private lies(): Fit {
    const size = { width: this.frame.clientWidth, height: this.frame.clientHeight };
    return this.page ? fit(this.page, size) : { scale: 1, dx: 0, dy: 0 };
  }

  private draw(): void {
    this.layer.replaceChildren();
    this.tag.hidden = true;
    if (!this.page) return;
    const by = this.lies();
    this.page.numbers.forEach((read, number) => {
      if (!read.accepted) this.layer.append(rectangle("whole", placed(read.box, by, 2), 0));
      read.digits.forEach((digit, index) => {
        this.drawDigit(read, digit, { number, digit: index }, by);
      });
      if (this.selecting.signs) marksOf(read, number).forEach((place) => this.drawSign(place, by));
    });
  }

  private drawDigit(read: NumberRead, digit: Digit, place: Place, by: Fit): void {
    const isSelected = samePlace(place, this.selected);
    const isDoubt = isDoubtful(read, place.digit);
    const box = placed(digit.box, by);
    const short = Math.min(box[2] - box[0], box[3] - box[1]);
    const classes = ["digit", digit.kind, isDoubt ? "doubtful" : "", isSelected ? "selected" : ""];
    const radius = digit.kind === "hand" ? Math.min(32, short * 0.35) : 0;
    this.layer.append(rectangle(classes.filter(Boolean).join(" "), box, radius));
    if (isSelected) this.showTag(digit.text + (isDoubt ? "?" : ""), box);
    else if (isDoubt && short > SMALL / 2) this.layer.append(mark(box));
  }

  private drawSign(place: Place, by: Fit): void {
    const sign = this.page ? signAt(this.page, place) : undefined;
    if (!sign) return;
    const isSelected = samePlace(place, this.selected);
    const box = placed(sign.box, by, 2);
    const short = Math.min(box[2] - box[0], box[3] - box[1]);
    this.layer.append(rectangle(isSelected ? "mark selected" : "mark", box, short / 2));
    if (isSelected) this.showTag(sign.text, box);
  }

  /** What the selected digit was read as, beside its box and never over it or outside the frame. */
  private showTag(text: string, box: Box): void {
    this.tag.textContent = text;
    this.tag.classList.toggle("small", box[3] - box[1] < SMALL);
    this.tag.hidden = false;
    const height = this.tag.offsetHeight;
    const top = box[1] - height - 4 >= 0 ? box[1] - height - 4 : box[3] + 4;
    const left = (box[0] + box[2] - this.tag.offsetWidth) / 2;
    const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));
    this.tag.style.left = `${clamp(left, this.frame.clientWidth - this.tag.offsetWidth)}px`;
    this.tag.style.top = `${clamp(top, this.frame.clientHeight - height)}px`;
  }
}

/** The box in the frame's space, a little larger than what it surrounds; `times` that little. */
function placed(box: Box, by: Fit, times = 1): Box {
  const a = toOuter({ x: box[0], y: box[1] }, by);
  const b = toOuter({ x: box[2], y: box[3] }, by);
  const margin = Math.max(1, Math.min(5, Math.min(b.x - a.x, b.y - a.y) * 0.08));
  return grown([a.x, a.y, b.x, b.y], margin * times);
}

function rectangle(className: string, box: Box, radius: number): SVGRectElement {
  return makeSvg("rect", {
    class: className,
    x: box[0],
    y: box[1],
    width: box[2] - box[0],
    height: box[3] - box[1],
    rx: radius,
  });
}

function mark(box: Box): SVGTextElement {
  const made = makeSvg("text", { class: "query", x: box[2] - 2, y: box[1] + 4 });
  made.textContent = "?";
  return made;
}
