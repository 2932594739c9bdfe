"""Pages as lines: one JSON object a page, one CSV row a number, one line of text a line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from inkread.details import Fit, Style
from inkread.page import Number, Page

_COLUMNS: Final = tuple("source page line number confidence accepted x0 y0 x1 y1".split())
_FIT_COLUMNS: Final = tuple("satisfied free changed cost".split())
_STYLE_COLUMNS: Final = tuple(
    "size_px aspect spacing slant_degrees stroke_px stroke_share ink paper contrast".split()
)
_VALUE_COLUMNS: Final = tuple("written value kind currency alternatives".split())
_LAB_COLUMNS: Final = tuple("ink_l ink_a ink_b".split())
# What stands behind a number in text, for each part of its style that is known.
_DESCRIPTION: Final = {
    "slant_degrees": "slant {slant_degrees:.0f} degrees",
    "stroke_px": "stroke {stroke_px:.1f} px ({stroke_share:.0%} of the height)",
    "size_px": "size {size_px:.0f} px",
    "spacing": "spacing {spacing:.2f}",
    "aspect": "aspect {aspect:.2f}",
    "ink": "ink {ink} on {paper}",
    "contrast": "contrast {contrast:.1f}",
}
# A cell that begins with one of these is a formula to a spreadsheet.
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def json_line(page: Page) -> str:
    """The page as one JSON object on one line, in ASCII whatever the name of its source."""
    return json.dumps(page.to_dict(), allow_nan=False, separators=(", ", ": ")) + "\n"


def csv_header(
    *, with_fit: bool = False, with_style: bool = False, with_values: bool = False
) -> str:
    """The names of the columns of `csv_rows`."""
    value = _VALUE_COLUMNS if with_values else ()
    fit = _FIT_COLUMNS if with_fit else ()
    style = (*_STYLE_COLUMNS, *_LAB_COLUMNS) if with_style else ()
    return _csv([(*_COLUMNS, *value, *fit, *style)])


def csv_rows(
    page: Page, *, with_fit: bool = False, with_style: bool = False, with_values: bool = False
) -> str:
    """One row a number. Text stands in quotes, so that it is text to a spreadsheet: 007.

    A row goes on with what is written and its value, with how the number fits what it had to be and
    with its style where these are asked for, and has an empty cell for what could not be told.
    """
    return _csv(
        (
            *(_harmless(page.source), page.page, number.line, number.text),
            *(number.confidence, _yes_or_no(number.accepted), *number.box.to_list()),
            *(_value_cells(number) if with_values else ()),
            *(_fit_cells(number.constraint) if with_fit else ()),
            *(_style_cells(number.style) if with_style else ()),
        )
        for number in page.numbers
    )


def text_lines(page: Page, *, with_source: bool = False, with_values: bool = False) -> str:
    """The numbers of each line with blanks between them; nothing for a page without numbers.

    With values, those stand there instead of the digits of numbers that have one.

    With its source every line begins with that, and with the page from the second on; a page
    without numbers is then a line with nothing after the source. Numbers whose style was measured
    stand on a line each, with their style after them.
    """
    if with_values:
        page = replace(page, numbers=tuple(map(_as_value, page.numbers)))
    if any(number.style for number in page.numbers):
        lines = [f"{number.text}  {_described(number.style)}" for number in page.numbers]
    else:
        lines = page.text.split("\n") if page.numbers else []
    if with_source:
        number = f", page {page.page}" if page.page > 1 else ""
        title = f"{_printable(page.source)}{number}:"
        lines = [f"{title} {line}" for line in lines] or [title]
    return "".join(f"{line}\n" for line in lines)


def _csv(rows: Iterable[tuple[object, ...]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _yes_or_no(claim: bool) -> str:
    return "yes" if claim else "no"


def _as_value(number: Number) -> Number:
    return number if number.value is None else replace(number, text=number.value.text)


def _value_cells(number: Number) -> tuple[object, ...]:
    value = number.value
    if value is None:
        return (_harmless(number.written), *("",) * (len(_VALUE_COLUMNS) - 1))
    others = " ".join(value.alternatives)
    return _harmless(number.written), value.text, value.kind, value.currency or "", others


def _fit_cells(fit: Fit | None) -> tuple[object, ...]:
    if fit is None:
        return ("",) * len(_FIT_COLUMNS)
    return _yes_or_no(fit.satisfied), fit.free, fit.changed, fit.cost


def _style_cells(style: Style | None) -> tuple[object, ...]:
    known = {} if style is None else style.to_dict()
    cells = (*(known.get(name) for name in _STYLE_COLUMNS), *known.get("ink_lab", (None,) * 3))
    return tuple("" if cell is None else cell for cell in cells)


def _described(style: Style | None) -> str:
    """The style in words and units, without what could not be told."""
    known = {} if style is None else style.to_dict()
    return ", ".join(part.format_map(known) for name, part in _DESCRIPTION.items() if name in known)


def _harmless(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    printable = _printable(text)
    return f"'{printable}" if printable.startswith(_BEGINS_A_FORMULA) else printable


def _printable(name: str) -> str:
    """A file name in any encoding, as text that can be written."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
