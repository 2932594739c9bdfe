import type { Value } from "../values";
import { sortedBy } from "./sequences";

/** A number as people write it -> its value, as `inkread.notation` has it. */

type DecimalMark = "." | ",";
type DateOrder = "dmy" | "mdy" | "ymd";

/** Which of two readings is likelier, where both are possible. */
export interface Habits {
  readonly decimal: DecimalMark;
  readonly dateOrder: DateOrder;
}

/** What the caller knows; what is left out, the number itself has to tell. */
interface Known {
  readonly decimal?: DecimalMark;
  readonly dateOrder?: DateOrder;
}

const MARKS: readonly DecimalMark[] = [".", ","];
const ORDERS: readonly DateOrder[] = ["dmy", "mdy"];
const USUAL: Habits = { decimal: ".", dateOrder: "dmy" };

// The code of ISO 4217 where the sign alone tells.
const CURRENCIES: ReadonlyMap<string, string | null> = new Map([
  ["$", null],
  ["€", "EUR"],
  ["£", "GBP"],
  ["¥", null],
  ["₹", "INR"],
]);
const SYMBOL = `[${[...CURRENCIES.keys()].join("")}]`;
// What guards an amount against digits added to it.
const GUARDS = "*#=";
const PARTED = new RegExp(`^(.*[0-9])${SYMBOL}([0-9][0-9])$`);
// What closes an amount, mostly in place of its decimals: 12.-  12,--  12/-  12/=
const CLOSING = /^(.*[0-9]) *([.,]-+|\/[-=]+)$/;
const DATE = /^([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})$/;
const WESTERN = /^[1-9][0-9]{0,2}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*$/;
const INDIAN = /^[1-9][0-9]?(?:,[0-9][0-9])*,[0-9]{3}$/;
// Years of two digits: from this one on of the last century, as POSIX has it.
const FIRST_OF_LAST_CENTURY = 69;

/** The habits of who wrote these numbers, by those that can be read in one way only. */
export function habitsOf(numbers: readonly string[]): Habits {
  return {
    decimal: unanimous(numbers, MARKS, (decimal) => ({ decimal })) ?? USUAL.decimal,
    dateOrder: unanimous(numbers, ORDERS, (dateOrder) => ({ dateOrder })) ?? USUAL.dateOrder,
  };
}

/** The value of a number as it is written, such as "$1,234.56"; null where it has none. */
export function valueOf(written: string, known: Known = {}, habits: Habits = USUAL): Value | null {
  const unguarded = withoutGuards(written);
  const [date, ...otherDates] = datesOf(unguarded, known.dateOrder, habits.dateOrder);
  if (date !== undefined) return { kind: "date", text: date, alternatives: otherDates };
  const symbols = unguarded.match(new RegExp(SYMBOL, "g")) ?? [];
  const [symbol] = symbols;
  const [minus, body] = signed(unguarded);
  const closed = CLOSING.exec(body);
  let texts = readingsOf(closed?.[1] ?? body, known.decimal, habits.decimal);
  if (closed) {
    // 12.- has no room for decimals; 12.50/- has, and yet they are seldom meant.
    const whole = texts.filter((text) => !text.includes("."));
    if (whole.length > 0 || !closed[2]?.startsWith("/")) texts = whole;
  }
  const [text, ...others] = texts.map((each) => (/^[0.]*$/.test(each) ? each : minus + each));
  if (text === undefined || symbols.length > 1) return null;
  const code = symbol === undefined ? null : CURRENCIES.get(symbol);
  return {
    kind: symbol !== undefined || closed ? "amount" : text.includes(".") ? "decimal" : "integer",
    text,
    ...(code ? { currency: code } : {}),
    ...(symbol === undefined ? {} : { symbol }),
    alternatives: others,
  };
}

/** Without what stands at the ends to guard the number, and without the stop of a sentence. */
function withoutGuards(written: string): string {
  const begun = written.trim().replace(new RegExp(`^[${GUARDS} ]+`), "");
  let body = begun.replace(new RegExp(`(?<!/)[${GUARDS} ]+$`, "g"), "");
  const before = /^-*/.exec(body)?.[0].length ?? 0;
  const after = CLOSING.test(body) ? 0 : (/-*$/.exec(body)?.[0].length ?? 0);
  // One dash before is a minus; more, or one on either side, are strokes.
  if (before > 1 || after > 1 || (before > 0 && after > 0)) {
    body = body.slice(before, Math.max(before, body.length - after));
    body = body.replace(new RegExp(`^[${GUARDS} ]+|[${GUARDS} ]+$`, "g"), "");
  }
  return /[0-9][.,]$/.test(body) ? body.slice(0, -1) : body;
}

/** The minus, where there is one, and the rest without it and without the symbol at an end. */
function signed(body: string): [string, string] {
  let hasMinus = body.startsWith("-");
  const bare = body.slice(hasMinus ? 1 : 0).replace(new RegExp(`^ *${SYMBOL}|${SYMBOL} *$`, "g"), "");
  let rest = withoutGuards(bare);
  if (rest.startsWith("-") && !hasMinus) {
    hasMinus = true;
    rest = rest.slice(1);
  }
  return [hasMinus ? "-" : "", rest.trim()];
}

/** All numbers without a sign that it may be, the likelier first, each once. */
function readingsOf(body: string, decimal: DecimalMark | undefined, likelier: DecimalMark): string[] {
  const parted = PARTED.exec(body);
  if (parted) {
    const whole = MARKS.map((other) => wholeOf(parted[1] ?? "", other));
    return unique(whole.map((text) => text && `${text}.${parted[2]}`));
  }
  const marks = decimal === undefined ? sortedBy(MARKS, (mark) => [mark === likelier ? 0 : 1]) : [decimal];
  return unique(marks.map((mark) => numberOf(body, mark)));
}

/** What it is where `decimal` is the mark before the decimals. */
function numberOf(body: string, decimal: string): string | null {
  const place = body.indexOf(decimal);
  if (place < 0) return wholeOf(body, decimal);
  const [head, decimals] = [body.slice(0, place), body.slice(place + 1)];
  const whole = head ? wholeOf(head, decimal) : "0";
  return whole !== null && /^[0-9]+$/.test(decimals) ? `${whole}.${decimals}` : null;
}

/** The digits of a whole number, grouped by any mark but this one, or not grouped. */
function wholeOf(body: string, decimal: string): string | null {
  const isGrouped = WESTERN.test(body) || INDIAN.test(body);
  if (!/^[0-9]+$/.test(body) && (body.includes(decimal) || !isGrouped)) return null;
  return body.replace(/[^0-9]/g, "").replace(/^0+/, "") || "0";
}

interface Fields {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** All dates that it may be, the likelier first; of a short year both centuries may be meant. */
function datesOf(body: string, order: DateOrder | undefined, likelier: DateOrder): string[] {
  const [, first = "", mark = "", second = "", third = ""] = DATE.exec(body) ?? [];
  const orders = ordersOf(first, mark, third, order, likelier);
  const parts = [first, second, third];
  const fields = orders.map((each): Fields => {
    const part = (letter: string): string => parts[each.indexOf(letter)] ?? "";
    return { day: part("d"), month: part("m"), year: part("y") };
  });
  const possible = fields.filter(({ day, year }) => year.length > 1 && day.length < 3);
  const nearer = possible.map((each) => dateOf(each, centuryOf(each.year)));
  const short = possible.filter(({ year }) => year.length === 2);
  return unique([...nearer, ...short.map((each) => dateOf(each, 3900 - centuryOf(each.year)))]);
}

function ordersOf(
  ...[first, mark, third, order, likelier]: [string, string, string, DateOrder | undefined, DateOrder]
): readonly DateOrder[] {
  if (!first) return [];
  if (first.length === 4 && third.length <= 2) return ["ymd"];
  if (first.length > 2 || (third.length !== 2 && third.length !== 4)) return [];
  if (order !== undefined && !(order === "ymd" && third.length === 4)) return [order];
  return mark === "." ? ["dmy"] : [likelier, ...ORDERS, "ymd"];
}

/** In which a year of two digits likelier lies; nothing is added to one of four. */
function centuryOf(year: string): number {
  if (year.length !== 2) return 0;
  return Number(year) >= FIRST_OF_LAST_CENTURY ? 1900 : 2000;
}

/** As ISO 8601 has it; null for what no calendar has. */
function dateOf({ day, month, year }: Fields, century: number): string | null {
  const [y, m, d] = [century + Number(year), Number(month), Number(day)];
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > daysOf(y, m)) return null;
  return [String(y).padStart(4, "0"), String(m).padStart(2, "0"), String(d).padStart(2, "0")].join("-");
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The choice of all numbers that leave only one; null where they differ or none does. */
function unanimous<T>(numbers: readonly string[], choices: readonly T[], known: (choice: T) => Known): T | null {
  const possible = numbers.map((number) => choices.filter((choice) => valueOf(number, known(choice)) !== null));
  const votes = new Set(possible.flatMap((each) => (each.length === 1 ? each : [])));
  const [only] = votes;
  return votes.size === 1 && only !== undefined ? only : null;
}

/** Each text once, in the order of its first place, without those that are none. */
function unique(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null && text !== ""))] as string[];
}
