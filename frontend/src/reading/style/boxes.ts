import type { NumberRead, Style } from "../../values";
import { heightOf, widthOf } from "../boxes";
import { median, rounded, unsigned } from "../figures";
import { pairwise } from "../sequences";

/** What the boxes alone tell. */
export function styleFromBoxes({ digits }: NumberRead): Style {
  const boxes = digits.map((digit) => digit.box);
  const size = median(boxes.map(heightOf));
  // Whoever draws a box by hand may give it no height.
  const aspects = boxes.map((box) => widthOf(box) / Math.max(heightOf(box), 1e-9));
  const gaps = pairwise(boxes).map(([left, right]) => right[0] - left[2]);
  const style = { size_px: rounded(size, 2), aspect: rounded(median(aspects), 3) };
  return gaps.length > 0 && size > 0 ? { ...style, spacing: unsigned(median(gaps) / size, 3) } : style;
}
