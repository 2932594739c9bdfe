import type { Weights } from "./joint/ballots";

/** What the browser needs to know of a model, as it stands on the model's card. */
export interface Card {
  readonly name: string;
  /** The file of the graph, and the hash by which it is asked for. */
  readonly file: string;
  readonly sha256: string;
  /** How large that file is, where the card says so. */
  readonly bytes: number | null;
  readonly alphabet: readonly string[];
  /** From this digitness on there is a digit. */
  readonly find: number;
  /** From this one on there is, where it stands in a number with one that is found. */
  readonly beside: number;
  /** From this confidence on a number is accepted, where there is no second reader. */
  readonly accept: number;
  readonly temperature: number;
  /** From this margin on a number is accepted; null without a second reader. */
  readonly margin: number | null;
  /** From this digitness on there may be a digit that makes a number beside it doubtful. */
  readonly doubt: number;
  readonly signs: readonly string[];
  readonly innerSigns: readonly string[];
  /** From this chance on there is a sign. */
  readonly sign: number;
  /** By which both readers answer together; null where the first alone answers. */
  readonly joint: Weights | null;
  /** What holds instead for a number that is alone on its picture; null where nothing else does. */
  readonly alone: Pick<Card, "margin" | "joint"> | null;
}

// Of models that read signs, where the card does not say otherwise.
const SIGNS = ".,-/$€£¥₹#*=";
const INNER_SIGNS = ".,-/";
const SIGN = 0.5;
// A margin that no number has.
const NEVER = 1.5;

type Fields = Record<string, unknown>;

/** The card in its JSON; an Error that names the field where it says too little. */
export function cardFrom(json: unknown): Card {
  const fields = fieldsOf(json, "card");
  const thresholds = fieldsOf(fields["thresholds"], "thresholds");
  const acceptance = fields["acceptance"] ? fieldsOf(fields["acceptance"], "acceptance") : null;
  const alone = fields["alone"] ? fieldsOf(fields["alone"], "alone") : null;
  const find = numberOf(thresholds, "find");
  const margin = acceptance && marginOf(acceptance);
  const joint = weightsOf(fieldsOf(fields["joint"] ?? {}, "joint"));
  return {
    name: textOf(fields, "name"),
    file: textOf(fields, "file"),
    sha256: textOf(fields, "sha256").toLowerCase(),
    bytes: typeof fields["bytes"] === "number" ? fields["bytes"] : null,
    alphabet: [...textOf(fields, "alphabet")],
    find,
    beside: numberOf(thresholds, "beside", find),
    accept: numberOf(thresholds, "accept"),
    temperature: numberOf(fieldsOf(fields["calibration"] ?? {}, "calibration"), "temperature", 1),
    margin,
    doubt: acceptance ? numberOf(acceptance, "doubt", 1) : 1,
    signs: [...textOf(fields, "signs", SIGNS)],
    innerSigns: [...textOf(fields, "inner_signs", INNER_SIGNS)],
    sign: numberOf(thresholds, "sign", SIGN),
    joint,
    alone: alone && {
      margin: acceptance && marginBelow(acceptance, alone),
      joint: weightsOf(fieldsOf(alone["joint"] ?? {}, "joint")) ?? joint,
    },
  };
}

/** Those of the joint answer; null where there are none at all. */
function weightsOf(fields: Fields): Weights | null {
  if (Object.keys(fields).length === 0) return null;
  return {
    second: numberOf(fields, "second"),
    which: numberOf(fields, "which"),
    present: numberOf(fields, "present"),
    putIn: numberOf(fields, "put_in"),
    leftOut: numberOf(fields, "left_out"),
    own: numberOf(fields, "own"),
    other: numberOf(fields, "other"),
    torn: numberOf(fields, "torn"),
    change: numberOf(fields, "change"),
    recount: numberOf(fields, "recount"),
  };
}

/** That of the share of errors that the card itself names. */
function marginOf(acceptance: Fields): number {
  const share = numberOf(acceptance, "max_error");
  const margins = fieldsOf(acceptance["margins"], "margins");
  const name = Object.keys(margins).find((each) => Number(each) === share);
  if (name === undefined) throw new Error("The card names none of its margins.");
  return numberOf(margins, name);
}

/** That of this share for a number alone, or of the next smaller one that is promised for these. */
function marginBelow(acceptance: Fields, alone: Fields): number {
  const most = numberOf(acceptance, "max_error");
  const margins = fieldsOf(alone["margins"], "margins");
  const [name] = Object.keys(margins)
    .filter((share) => Number(share) <= most)
    .sort((a, b) => Number(b) - Number(a));
  return name === undefined ? NEVER : numberOf(margins, name);
}

function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== "object" || value === null) throw new Error(`The card has no '${name}'.`);
  return value as Fields;
}

function numberOf(fields: Fields, name: string, otherwise?: number): number {
  const value = fields[name] ?? otherwise;
  if (typeof value !== "number") throw new Error(`The card has no number '${name}'.`);
  return value;
}

function textOf(fields: Fields, name: string, otherwise?: string): string {
  const value = fields[name] ?? otherwise;
  if (typeof value !== "string") throw new Error(`The card has no text '${name}'.`);
  return value;
}
