"""Pages as lines: one JSON object a page, one CSV row a number, one line of text a line."""

from __future__ import annotations

import csv
import io
import json
from typing import Final

from inkread.page import Page

CSV_HEADER: Final = '"source","page","line","number","confidence","accepted","x0","y0","x1","y1"\n'
# A cell that begins with one of these is a formula to a spreadsheet.
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def json_line(page: Page) -> str:
    """The page as one JSON object on one line, in ASCII whatever the name of its source."""
    return json.dumps(page.to_dict(), allow_nan=False, separators=(", ", ": ")) + "\n"


def csv_rows(page: Page) -> str:
    """One row a number. Text stands in quotes, so that it is text to a spreadsheet: 007."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    for number in page.numbers:
        accepted = "yes" if number.accepted else "no"
        writer.writerow(
            (
                *(_harmless(page.source), page.page, number.line, number.text),
                *(number.confidence, accepted, *number.box.to_list()),
            )
        )
    return buffer.getvalue()


def text_lines(page: Page, *, with_source: bool = False) -> str:
    """The numbers of each line with blanks between them; nothing for a page without numbers.

    With its source every line begins with that, and with the page from the second on; a page
    without numbers is then a line with nothing after the source.
    """
    lines = page.text.split("\n") if page.numbers else []
    if with_source:
        number = f", page {page.page}" if page.page > 1 else ""
        title = f"{_printable(page.source)}{number}:"
        lines = [f"{title} {line}" for line in lines] or [title]
    return "".join(f"{line}\n" for line in lines)


def _harmless(source: str) -> str:
    """The source as a cell that no spreadsheet takes for a formula."""
    printable = _printable(source)
    return f"'{printable}" if printable.startswith(_BEGINS_A_FORMULA) else printable


def _printable(name: str) -> str:
    """A file name in any encoding, as text that can be written."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
