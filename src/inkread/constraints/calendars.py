"""Dates as strings of digits, read from the left, whatever the order of day, month and year."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from typing import Final

# Day, month and year as far as they still matter.
Facts = tuple[int | None, int | None, int | None]
# How many fields were read, what was read of the next one, and the facts.
DateState = tuple[int, str, Facts]

_A_LEAP_YEAR: Final = 4
_ANOTHER_YEAR: Final = 1
_PLACES: Final = {"D": 0, "M": 1, "Y": 2}


def fields_of(format: object) -> tuple[str, ...] | None:
    """The fields of a format such as DDMMYYYY; None when it is none."""
    if not isinstance(format, str):
        return None
    fields = tuple(re.findall("YYYY|YY|MM|DD", format))
    kinds = {field[0] for field in fields}
    is_format = "".join(fields) == format and len(kinds) == len(fields) >= 2 and "M" in kinds
    return fields if is_format else None


def date_moves(fields: tuple[str, ...], state: DateState) -> list[DateState | None]:
    """The states after each of the ten digits; None where no date goes on so."""
    return [_after(fields, state, str(digit)) for digit in range(10)]


def _after(fields: tuple[str, ...], state: DateState, digit: str) -> DateState | None:
    count, written, facts = state
    if count == len(fields):
        return None
    written += digit
    if len(written) < len(fields[count]):
        return count, written, facts
    known = list(facts)
    # A year of two digits may be of any century: 00 as in 2000, which was a leap year.
    value = 2000 + int(written) if fields[count] == "YY" else int(written)
    known[_PLACES[fields[count][0]]] = value
    left = _what_matters(*known)
    return None if left is None else (count + 1, "", left)


def _what_matters(day: int | None, month: int | None, year: int | None) -> Facts | None:
    """What later fields can still contradict; None when these already contradict each other.

    Without this there would be a state for every date.
    """
    if year is not None:
        if year < 1:
            return None
        year = _A_LEAP_YEAR if isleap(year) else _ANOTHER_YEAR
    if month is not None and not 1 <= month <= 12:
        return None
    days = monthrange(year or _A_LEAP_YEAR, month or 1)[1]
    if day is not None and not 1 <= day <= days:
        return None
    if day is not None and month is not None and (day, month) != (29, 2):
        return 1, 1, None
    return day, month, year
