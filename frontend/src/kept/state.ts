import { translate } from "../language";
import { readingFrom, type Page } from "../values";

/** A kept reading as it stands: what the server gives with its page and after each change. */
export interface State {
  readonly pages: readonly Page[];
  /** The address of each page's picture. */
  readonly pictures: readonly string[];
  /** Of each page, the numbers that can be joined with the next. */
  readonly joinable: readonly (readonly number[])[];
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
  const joinable = Array.isArray(given.joinable) ? given.joinable.map(numbersFrom) : [];
  if (typeof given.last !== "number" || pictures.length !== pages.length) {
    throw new Error(translate("The state is not one that this page understands."));
  }
  return {
    pages,
    pictures,
    joinable,
    opinion: String(given.opinion ?? ""),
    last: given.last,
    canUndo: given.canUndo === true,
    canRedo: given.canRedo === true,
  };
}

function numbersFrom(values: unknown): number[] {
  return Array.isArray(values) ? values.filter((each) => typeof each === "number") : [];
}
