import { translate } from "../language";
import { readingFrom, type Page } from "../values";

/** A kept reading as it stands: what the server gives with its page and after each change. */
export interface State {
  readonly pages: readonly Page[];
  /** The address of each page's picture. */
  readonly pictures: readonly string[];
  readonly opinion: string;
  /** The sequence of the last change. */
  readonly last: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** A correction as the server takes it; its facts are counted from 0, boxes in pixels. */
export type Correction = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** The state, checked where it enters; an Error when it is not one. */
export function stateFrom(values: unknown): State {
  const { pages } = readingFrom(values);
  const given = values as Partial<Record<keyof State, unknown>>;
  const pictures = Array.isArray(given.pictures) ? given.pictures.map(String) : [];
  if (typeof given.last !== "number" || pictures.length !== pages.length) {
    throw new Error(translate("The state is not one that this page understands."));
  }
  return {
    pages,
    pictures,
    opinion: String(given.opinion ?? ""),
    last: given.last,
    canUndo: given.canUndo === true,
    canRedo: given.canRedo === true,
  };
}
