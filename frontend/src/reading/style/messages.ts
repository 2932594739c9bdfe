import type { NumberRead, Style } from "../../values";
import type { Given } from "../pixels";

/** What the page and the worker that measures styles tell each other; one question at a time. */

export interface StyleQuestion {
  readonly given: Given;
  /** Of the picture that is given. */
  readonly numbers: readonly NumberRead[];
}

/** A style a number; null where this browser cannot decode the picture. */
export type StyleReply = readonly Style[] | null;
