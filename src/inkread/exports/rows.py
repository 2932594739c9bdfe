"""A number as a row of a table: the same columns, by the same names, in CSV, XLSX and PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from inkread.page import Number, Page

PLACE_COLUMNS: Final = tuple("source page line number confidence accepted x0 y0 x1 y1".split())
VALUE_COLUMNS: Final = tuple("written value kind currency alternatives".split())
FIT_COLUMNS: Final = tuple("satisfied free changed cost".split())
STYLE_COLUMNS: Final = (
    *"size_px aspect spacing slant_degrees stroke_px stroke_share ink paper contrast".split(),
    *"ink_l ink_a ink_b".split(),
)
READING_COLUMNS: Final = ("order", "writing", "readings")

# At most so many other readings of a number are told, and none that is less likely.
_MOST_READINGS: Final = 4
_LEAST_CHANCE: Final = 0.0005

Cell = str | int | float | None
Writing = Literal["hand", "print", "mixed"]


def rows_of(page: Page) -> Iterator[tuple[Number, dict[str, Cell]]]:
    """Each number with its cells by the names of all columns; None for what could not be told."""
    for order, number in enumerate(page.numbers, 1):
        yield (
            number,
            {
                "source": page.source,
                "page": page.page,
                "line": number.line,
                "number": number.text,
                "confidence": number.confidence,
                "accepted": yes_or_no(number.accepted),
                **dict(zip(("x0", "y0", "x1", "y1"), number.box.to_list(), strict=True)),
                **_value_cells(number),
                **_fit_cells(number),
                **_style_cells(number),
                "order": order,
                "writing": writing_of(number),
                "readings": "; ".join(f"{text} {p:.4f}" for text, p in readings_of(number)),
            },
        )


def writing_of(number: Number) -> Writing:
    """Whether its digits are written by hand, printed, or some of each."""
    kinds = {digit.kind for digit in number.digits}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def readings_of(number: Number) -> tuple[tuple[str, float], ...]:
    """What else the digits may be, the likeliest first, each with its chance.

    Where both readers answer together it is they who say; else these are the strings in which one
    digit is another one. None where a constraint decided: what else it would allow is not known.
    """
    if number.alternatives:
        return tuple(each for each in number.alternatives if each[0] != number.text)
    if number.constraint is not None:
        return ()
    others = [
        (number.text[:place] + text + number.text[place + 1 :], chance / digit.confidence)
        for place, digit in enumerate(number.digits)
        for text, chance in digit.alternatives
        if text != digit.text and digit.confidence > 0
    ]
    likely = [(text, number.confidence * ratio) for text, ratio in others]
    likely = [each for each in likely if each[1] >= _LEAST_CHANCE]
    return tuple(sorted(likely, key=lambda each: (-each[1], each[0]))[:_MOST_READINGS])


def yes_or_no(claim: bool) -> str:
    return "yes" if claim else "no"


def _value_cells(number: Number) -> dict[str, Cell]:
    value = number.value
    if value is None:
        return {**dict.fromkeys(VALUE_COLUMNS), "written": number.written}
    others = " ".join(value.alternatives)
    cells = (number.written, value.text, value.kind, value.currency, others)
    return dict(zip(VALUE_COLUMNS, cells, strict=True))


def _fit_cells(number: Number) -> dict[str, Cell]:
    fit = number.constraint
    if fit is None:
        return dict.fromkeys(FIT_COLUMNS)
    cells = (yes_or_no(fit.satisfied), fit.free, fit.changed, fit.cost)
    return dict(zip(FIT_COLUMNS, cells, strict=True))


def _style_cells(number: Number) -> dict[str, Cell]:
    known = {} if number.style is None else number.style.to_dict()
    lab = dict(zip(("ink_l", "ink_a", "ink_b"), known.pop("ink_lab", ()), strict=False))
    return dict.fromkeys(STYLE_COLUMNS) | known | lab
