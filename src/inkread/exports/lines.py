"""Pages as lines: one JSON object a page, one CSV row a number, one line of text a line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from inkread.details import Style
from inkread.exports.characters import printable
from inkread.exports.leaves import Leaf
from inkread.exports.options import ExportOptions
from inkread.exports.rows import (
    FIT_COLUMNS,
    PLACE_COLUMNS,
    READING_COLUMNS,
    STYLE_COLUMNS,
    VALUE_COLUMNS,
    Cell,
    rows_of,
)
from inkread.page import Number, Page

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
# A cell that begins with one of these is a formula to some spreadsheet.
_BEGINS_A_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
# What is none, though it begins with a minus: a number, or several.
_NUMBER: Final = r"-?[0-9]+(?:[.,'][0-9]+)*"
_NUMBERS: Final = re.compile(rf"{_NUMBER}(?: {_NUMBER})*")


def write_text(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    """The lines of each page, in UTF-8."""
    for leaf in leaves:
        lines = text_lines(leaf.page, with_source=options.sources, with_values=options.values)
        yield lines.encode()


def write_json(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    """One object a page, each on a line of its own."""
    for leaf in leaves:
        yield json_line(leaf.page).encode()


def write_csv(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    """The header, then the rows of each page, in UTF-8."""
    columns = {
        "with_fit": options.fit,
        "with_style": options.style,
        "with_values": options.values,
    }
    yield csv_header(**columns).encode()
    for leaf in leaves:
        yield csv_rows(leaf.page, **columns).encode()


def json_line(page: Page) -> str:
    """The page as one JSON object on one line, in ASCII whatever the name of its source."""
    return json.dumps(page.to_dict(), allow_nan=False, separators=(", ", ": ")) + "\n"


def csv_header(
    *, with_fit: bool = False, with_style: bool = False, with_values: bool = False
) -> str:
    """The names of the columns of `csv_rows`."""
    return _csv([_columns(with_fit, with_style, with_values)])


def csv_rows(
    page: Page, *, with_fit: bool = False, with_style: bool = False, with_values: bool = False
) -> str:
    """One row a number. Text stands in quotes, so that it can be told from quantities: 007.

    A row goes on with what is written and its value, with how the number fits what it had to be and
    with its style where these are asked for, and has an empty cell for what could not be told. Last
    come the order on the page, hand or print, and other readings with their chances.

    What a spreadsheet would take for a formula begins with an apostrophe; negative numbers do not.
    """
    names = _columns(with_fit, with_style, with_values)
    return _csv([_harmless(name, cells[name]) for name in names] for _, cells in rows_of(page))


def text_lines(page: Page, *, with_source: bool = False, with_values: bool = False) -> str:
    """The numbers of each line with blanks between them; nothing for a page without numbers.

    With values, those stand there instead of the digits, or else what is written where a number has
    signs that say nothing.

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
        title = f"{printable(page.source)}{number}:"
        lines = [f"{title} {line}" for line in lines] or [title]
    return "".join(f"{line}\n" for line in lines)


def _columns(with_fit: bool, with_style: bool, with_values: bool) -> list[str]:
    return [
        *PLACE_COLUMNS,
        *(VALUE_COLUMNS if with_values else ()),
        *(FIT_COLUMNS if with_fit else ()),
        *(STYLE_COLUMNS if with_style else ()),
        *READING_COLUMNS,
    ]


def _csv(rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _as_value(number: Number) -> Number:
    return replace(number, text=number.value.text if number.value else number.written)


def _described(style: Style | None) -> str:
    """The style in words and units, without what could not be told."""
    known = {} if style is None else style.to_dict()
    return ", ".join(part.format_map(known) for name, part in _DESCRIPTION.items() if name in known)


def _harmless(column: str, cell: Cell) -> str | int | float:
    """The cell as one that no spreadsheet takes for a formula; empty for what is not known."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    text = printable(cell)
    if not text.startswith(_BEGINS_A_FORMULA):
        return text
    is_number = column != "source" and _NUMBERS.fullmatch(text)
    return text if is_number else f"'{text}"
