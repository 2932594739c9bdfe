"""A number as people write it -> its value: text in, value out, no picture anywhere.

What stands between digits means different things in different places: 1.234 is one and a bit or
more than a thousand, 03/04/2025 is in March or in April. Where the number itself does not tell,
every reading is answered, the likelier one first; what can be none of them has no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeVar, cast, get_args

ValueKind = Literal["integer", "decimal", "amount", "date"]
DecimalMark = Literal[".", ","]
DateOrder = Literal["dmy", "mdy", "ymd"]

Choice = TypeVar("Choice")

_MARKS: Final[tuple[DecimalMark, ...]] = (".", ",")
_ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy")
# The signs of currencies, and the code of ISO 4217 where the sign alone tells: dollars are of many
# countries, and ¥ is of two. The other pounds that are written £ alone are at par with sterling.
CURRENCIES: Final[Mapping[str, str | None]] = {
    "$": None,
    "€": "EUR",
    "£": "GBP",
    "¥": None,
    "₹": "INR",
}
_SYMBOL: Final = f"[{''.join(CURRENCIES)}]"
# What guards an amount against digits added to it.
_GUARDS: Final = "*#="
# 12€50
_PARTED: Final = re.compile(rf"(.*[0-9]){_SYMBOL}([0-9][0-9])")
# What closes an amount, mostly in place of its decimals: 12.-  12,--  12/-  12/=
_CLOSING: Final = re.compile(r"(.*[0-9]) *([.,]-+|/[-=]+)")
_DATE: Final = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})")
_WESTERN: Final = re.compile(r"[1-9][0-9]{0,2}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")
_INDIAN: Final = re.compile(r"[1-9][0-9]?(?:,[0-9][0-9])*,[0-9]{3}")
# Years of two digits: from this one on of the last century, as POSIX has it.
_FIRST_OF_LAST_CENTURY: Final = 69


@dataclass(frozen=True, slots=True)
class Value:
    """What a number says.

    kind          "amount" for money: a sign of a currency, or what closes an amount (12.- or 12/-)
    text          without grouping and leading zeros, a point before the decimals: "-1234.50"; of a
                  date YYYY-MM-DD, as ISO 8601 has it
    currency      the code of ISO 4217 where the sign alone tells
    symbol        the sign of the currency
    alternatives  what it may say as well, in the same form, the likelier first; none when certain
    """

    kind: ValueKind
    text: str
    currency: str | None = None
    symbol: str | None = None
    alternatives: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether what is written can mean nothing else."""
        return not self.alternatives

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "text": self.text,
            **({} if self.currency is None else {"currency": self.currency}),
            **({} if self.symbol is None else {"symbol": self.symbol}),
            "alternatives": list(self.alternatives),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Value:
        if values["kind"] not in get_args(ValueKind):
            raise ValueError(f"{values['kind']!r} is no kind of value")
        return cls(
            kind=cast(ValueKind, values["kind"]),
            text=str(values["text"]),
            currency=values.get("currency"),
            symbol=values.get("symbol"),
            alternatives=tuple(str(text) for text in values["alternatives"]),
        )


@dataclass(frozen=True, slots=True)
class Habits:
    """Which of two readings is likelier, where both are possible."""

    decimal: DecimalMark = "."
    date_order: DateOrder = "dmy"


def habits_of(numbers: Iterable[str]) -> Habits:
    """The habits of who wrote these numbers, by those that can be read in one way only; where there
    are none, or where they differ, the habits that nobody stated."""
    given = tuple(numbers)
    decimal = _unanimous(given, _MARKS, lambda text, mark: value_of(text, mark))
    order = _unanimous(given, _ORDERS, lambda text, order: value_of(text, date_order=order))
    usual = Habits()
    return Habits(decimal or usual.decimal, order or usual.date_order)


def value_of(
    written: str,
    decimal: DecimalMark | None = None,
    date_order: DateOrder | None = None,
    *,
    habits: Habits = Habits(),
) -> Value | None:
    """The value of a number as it is written, such as "$1,234.56"; None where it has none.

    `decimal` is the mark before decimals and `date_order` the order of a date. With them there is
    one reading; what contradicts them has no value. Without them all readings that are possible are
    answered, the one by `habits` first. A date with points has its day first unless its year is.
    """
    body = _unguarded(written)
    dates = _dates(body, date_order, habits.date_order)
    if dates:
        return Value("date", dates[0], alternatives=dates[1:])
    symbols = re.findall(_SYMBOL, body)
    symbol = symbols[0] if symbols else None
    minus, body = _signed(body)
    closed = _CLOSING.fullmatch(body)
    texts = _readings(closed[1] if closed else body, decimal, habits.decimal)
    if closed:
        # 12.- has no room for decimals; 12.50/- has, and yet they are seldom meant.
        whole = [text for text in texts if "." not in text]
        texts = whole if whole or not closed[2].startswith("/") else texts
    if not texts or len(symbols) > 1:
        return None
    texts = [minus + text if text.strip("0.") else text for text in texts]
    kind: ValueKind = "decimal" if "." in texts[0] else "integer"
    if symbol or closed:
        kind = "amount"
    code = CURRENCIES[symbol] if symbol else None
    return Value(kind, texts[0], code, symbol, tuple(texts[1:]))


def _unguarded(written: str) -> str:
    """Without what stands at the ends to guard the number, and without the stop of a sentence.

    One dash before is a minus; more, or one on either side, are strokes.
    """
    body = re.sub(rf"(?<!/)[{_GUARDS} ]+$", "", written.strip().lstrip(f"{_GUARDS} "))
    before = len(body) - len(body.lstrip("-"))
    after = 0 if _CLOSING.fullmatch(body) else len(body) - len(body.rstrip("-"))
    if before > 1 or after > 1 or (before and after):
        body = body[before : len(body) - after].strip(f"{_GUARDS} ")
    return body[:-1] if re.search(r"[0-9][.,]$", body) else body


def _signed(body: str) -> tuple[str, str]:
    """The minus, where there is one, and the rest without it and without the symbol at an end."""
    has_minus = body.startswith("-")
    rest = _unguarded(re.sub(rf"^ *{_SYMBOL}|{_SYMBOL} *$", "", body[has_minus:]))
    if rest.startswith("-") and not has_minus:
        has_minus, rest = True, rest[1:]
    return "-" if has_minus else "", rest.strip()


def _readings(body: str, decimal: DecimalMark | None, likelier: DecimalMark) -> list[str]:
    """All numbers without a sign that it may be, the likelier first, each once."""
    parted = _PARTED.fullmatch(body)
    if parted:
        whole = (_whole(parted[1], other) for other in _MARKS)
        return list(dict.fromkeys(f"{text}.{parted[2]}" for text in whole if text))
    marks = sorted(_MARKS, key=lambda mark: mark != likelier) if decimal is None else [decimal]
    found = (_number(body, mark) for mark in marks)
    return list(dict.fromkeys(text for text in found if text is not None))


def _number(body: str, decimal: str) -> str | None:
    """What it is where `decimal` is the mark before the decimals."""
    head, mark, decimals = body.partition(decimal)
    if not mark:
        return _whole(body, decimal)
    whole = _whole(head, decimal) if head else "0"
    is_number = whole is not None and re.fullmatch(r"[0-9]+", decimals)
    return f"{whole}.{decimals}" if is_number else None


def _whole(body: str, decimal: str) -> str | None:
    """The digits of a whole number, grouped by any mark but this one, or not grouped."""
    is_grouped = _WESTERN.fullmatch(body) or _INDIAN.fullmatch(body)
    if not re.fullmatch(r"[0-9]+", body) and (decimal in body or not is_grouped):
        return None
    return re.sub("[^0-9]", "", body).lstrip("0") or "0"


def _dates(body: str, order: DateOrder | None, likelier: DateOrder) -> tuple[str, ...]:
    """All dates that it may be, the likelier first; of a short year both centuries may be meant."""
    match = _DATE.fullmatch(body)
    if match is None:
        return ()
    first, mark, second, third = match.groups()
    orders: Iterable[DateOrder]
    if len(first) == 4 and len(third) <= 2:
        orders = ["ymd"]
    elif len(first) > 2 or len(third) not in (2, 4):
        return ()
    elif order is not None and not (order == "ymd" and len(third) == 4):
        orders = [order]
    elif mark == ".":
        orders = ["dmy"]
    else:
        orders = [likelier, *_ORDERS, "ymd"]
    fields = [dict(zip(each, (first, second, third), strict=True)) for each in orders]
    fields = [each for each in fields if len(each["y"]) > 1 and len(each["d"]) < 3]
    nearer = [_date(each, _century(each["y"])) for each in fields]
    other = [_date(each, 3900 - _century(each["y"])) for each in fields if len(each["y"]) == 2]
    return tuple(dict.fromkeys(text for text in nearer + other if text is not None))


def _century(year: str) -> int:
    """In which a year of two digits likelier lies; nothing is added to one of four."""
    if len(year) != 2:
        return 0
    return 1900 if int(year) >= _FIRST_OF_LAST_CENTURY else 2000


def _date(fields: Mapping[str, str], century: int) -> str | None:
    """As ISO 8601 has it; None for what no calendar has."""
    try:
        return date(century + int(fields["y"]), int(fields["m"]), int(fields["d"])).isoformat()
    except ValueError:
        return None


def _unanimous(
    numbers: Iterable[str],
    choices: Iterable[Choice],
    value_by: Callable[[str, Choice], Value | None],
) -> Choice | None:
    """The choice of all numbers that leave only one; None where they differ or none does."""
    possible = ([c for c in choices if value_by(number, c) is not None] for number in numbers)
    votes = {each[0] for each in possible if len(each) == 1}
    return votes.pop() if len(votes) == 1 else None
