import type { Size } from "../geometry";
import type { Page } from "../values";
import { confirm } from "./agreement";
import type { Card } from "./card";
import { digitsOf } from "./decoding";
import { groupDigits, isAlone } from "./grouping";
import { answerJointly } from "./joint/answering";
import type { Outputs } from "./outputs";
import { regain } from "./signs";
import { signNumbers, valueNumbers } from "./signing";

/** What a graph answered for a picture of this size -> its page, as `Reader.read_photo` makes it. */
export function pageOf(outputs: Outputs, card: Card, size: Size, source: string): Page {
  const { seen, signs, rivals, ...found } = digitsOf(outputs, card, size);
  let { frames } = found;
  let numbers = groupDigits(seen, { signs, height: size.height }, card.accept);
  const alone = card.alone !== null && isAlone(numbers, size.height);
  const { joint, margin } = (alone && card.alone) || card;
  if (frames && joint) ({ numbers, frames } = answerJointly(numbers, frames, card.alphabet, joint));
  numbers = signNumbers(numbers, regain(signs, rivals, numbers));
  if (frames && margin !== null) numbers = confirm(numbers, frames, card.alphabet, { margin, alone });
  numbers = valueNumbers(numbers, card.accept);
  return { source, page: 1, width: size.width, height: size.height, numbers };
}
