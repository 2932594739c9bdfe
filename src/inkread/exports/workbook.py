"""Pages as an Excel workbook: a row a number, and a sheet that says who read them."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_CORE

from inkread.exports.characters import markup_text
from inkread.exports.leaves import Leaf
from inkread.exports.options import ExportOptions
from inkread.exports.rows import FIT_COLUMNS, STYLE_COLUMNS, Cell, rows_of
from inkread.page import Number

# The columns, with their widths in characters and what they mean.
_COLUMNS: Final = {
    "source": (32, "what was read"),
    "page": (7, "page of a document, from 1"),
    "line": (7, "line on the page, from 1"),
    "order": (8, "order on the page, from 1"),
    "number": (18, "the digits as they stand; text, so that leading zeros are kept"),
    "written": (18, "the digits with the signs between them"),
    "value": (16, "what it says, to calculate with; of digits alone where it can be a quantity"),
    "kind": (10, "of the value: integer, decimal, amount or date"),
    "currency": (10, "code of ISO 4217"),
    "alternatives": (18, "other values that it may say"),
    "writing": (10, "hand, print or mixed"),
    "confidence": (12, "how likely all digits are right, 0 to 1"),
    "accepted": (10, "no: unsure, a person should look at it; the row is marked"),
    "readings": (34, "what else the digits may be, with the chances"),
    "x0": (9, "left edge, px"),
    "y0": (9, "top edge, px"),
    "x1": (9, "right edge, px"),
    "y1": (9, "bottom edge, px"),
}
_OTHER_WIDTH: Final = 12
_MOST_ROWS: Final = 1_048_576
# A workbook calculates with so many digits; what has more is kept as text.
_EXACT_DIGITS: Final = 15
# The calendar of workbooks has a day that never was before this one.
_FIRST_DAY: Final = date(1900, 3, 1)
_HEAD: Final = PatternFill("solid", start_color="FFDCE6F4")
_UNSURE: Final = PatternFill("solid", start_color="FFFFE3CC")
# The time of every part of the file: the first that an archive can hold.
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def write_workbook(
    leaves: Iterable[Leaf], options: ExportOptions, *, most_rows: int = _MOST_ROWS
) -> Iterator[bytes]:
    """The workbook in one piece. Further sheets go on where one has `most_rows`."""
    book = Workbook(write_only=True)
    book.properties.creator = options.engine.title
    book.properties.created = book.properties.modified = _naive(options.created or _EPOCH)
    fit = FIT_COLUMNS if options.fit else ()
    style = STYLE_COLUMNS if options.style else ()
    names = [*_COLUMNS, *fit, *style]
    buffer = io.BytesIO()
    try:
        counts = _write_numbers(book, leaves, names, most_rows)
        _write_about(book, options, counts)
        with _Archive(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.is_dated = options.created is not None
            ExcelWriter(book, archive).write_data()
    finally:
        # Rows wait in files of their own, which stay open where a page could not be read.
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
    yield buffer.getvalue()


class _Archive(zipfile.ZipFile):
    """An archive whose parts have no time, so that the same content is the same bytes."""

    is_dated = False

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        if zinfo_or_arcname == ARC_CORE and not self.is_dated:
            # openpyxl cannot leave out the times.
            data = re.sub(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", b"", data)
        super().writestr(self._part(str(zinfo_or_arcname)), data, compress_type, compresslevel)

    def write(
        self,
        filename: str | os.PathLike[str],
        arcname: str | os.PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        part = self._part(str(arcname or filename))
        with Path(filename).open("rb") as source, self.open(part, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target)

    def _part(self, name: str) -> zipfile.ZipInfo:
        part = zipfile.ZipInfo(name, _NO_TIME)
        part.compress_type = self.compression
        return part


def _write_numbers(
    book: Any, leaves: Iterable[Leaf], names: list[str], most_rows: int
) -> list[int]:
    """How many pages, numbers and unsure numbers there were."""
    sheet, rows, counts, maker = _new_sheet(book, names), 1, [0, 0, 0], _Rows()
    for leaf in leaves:
        counts[0] += 1
        for number, cells in rows_of(leaf.page):
            if rows == most_rows:
                _close(sheet, names, rows)
                sheet, rows = _new_sheet(book, names), 1
            sheet.append(maker.row(sheet, number, [(name, cells[name]) for name in names]))
            rows += 1
            counts[1] += 1
            counts[2] += not number.accepted
    _close(sheet, names, rows)
    return counts


def _new_sheet(book: Any, names: list[str]) -> Any:
    place = len(book.worksheets) + 1
    sheet = book.create_sheet("Numbers" if place == 1 else f"Numbers {place}")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(names, 1):
        letter = _letter(place)
        sheet.column_dimensions[letter].width = _COLUMNS.get(name, (_OTHER_WIDTH,))[0]
    sheet.append([_head(sheet, name) for name in names])
    return sheet


def _close(sheet: Any, names: list[str], rows: int) -> None:
    """With a filter over all its rows."""
    sheet.auto_filter.ref = f"A1:{_letter(len(names))}{rows}"


def _letter(place: int) -> str:
    """The name of a column, from 1 on; there are fewer than 26 squared."""
    first, second = divmod(place - 1, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill = Font(bold=True), _HEAD
    return cell


class _Rows:
    """Makes the rows of one book. Each look of a cell is made up once: that is what takes time."""

    def __init__(self) -> None:
        self._looks: dict[tuple[str, bool, bool], Any] = {}

    def row(self, sheet: Any, number: Number, cells: Iterable[tuple[str, Cell]]) -> list[Any]:
        made = []
        for name, content in cells:
            if name == "value":
                value, shown_as = _value(number)
                cell = _cell(sheet, value)
            else:
                shown_as = "0.0000" if name == "confidence" else None
                cell = _cell(sheet, content)
            text_or_plain = "@" if cell.data_type == "s" else "General"
            look = (shown_as or text_or_plain, not number.accepted, name == "accepted")
            if look not in self._looks:
                self._looks[look] = _style(sheet, *look)
            cell._style = self._looks[look]
            made.append(cell)
        return made


def _style(sheet: Any, shown_as: str, is_unsure: bool, is_bold: bool) -> Any:
    """The number of a look in the tables of the book."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = shown_as
    if is_unsure:
        cell.fill, cell.font = _UNSURE, Font(bold=is_bold)
    return cell._style


def _cell(sheet: Any, content: Cell | date | Decimal) -> Any:
    """A quantity, or text that stays text whatever it begins with."""
    if not isinstance(content, str):
        return WriteOnlyCell(sheet, content)
    cell = WriteOnlyCell(sheet)
    cell.value = markup_text(content)
    cell.data_type = "s"
    return cell


def _value(number: Number) -> tuple[str | date | Decimal | None, str | None]:
    """What the number says, to calculate with, and how that is shown; text where a workbook could
    not hold it.

    Digits without signs have no value of their own: they are a quantity unless they begin with 0.
    """
    if number.value is None:
        is_code = number.signs or (len(number.text) > 1 and number.text.startswith("0"))
        is_exact = len(number.text) <= _EXACT_DIGITS
        return (None, None) if is_code or not is_exact else (Decimal(number.text), "0")
    text = number.value.text
    if number.value.kind == "date":
        day = date.fromisoformat(text)
        return (text, None) if day < _FIRST_DAY else (day, "yyyy-mm-dd")
    if len(text.lstrip("-0.").replace(".", "")) > _EXACT_DIGITS:
        return text, None
    decimals = len(text.partition(".")[2])
    return Decimal(text), f"0.{'0' * decimals}" if decimals else "0"


def _write_about(book: Any, options: ExportOptions, counts: list[int]) -> None:
    sheet = book.create_sheet("About")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 90
    engine = options.engine
    facts: dict[str, Cell] = {
        "engine": engine.name,
        "version": engine.version,
        "model": engine.model,
        "model version": engine.model_version,
        "model sha256": engine.sha256,
        **({"read at": options.created.isoformat()} if options.created else {}),
        **dict(zip(("pages", "numbers", "unsure numbers"), counts, strict=True)),
    }
    for name, fact in facts.items():
        sheet.append([_head(sheet, name), _cell(sheet, fact)])
    sheet.append([])
    sheet.append([_head(sheet, "column"), _head(sheet, "meaning")])
    for name, (_, meaning) in _COLUMNS.items():
        cell = _cell(sheet, meaning)
        cell.alignment = Alignment(wrap_text=True)
        sheet.append([_cell(sheet, name), cell])


def _naive(moment: datetime) -> datetime:
    """In UTC and without its zone, as the properties of a workbook are written."""
    return moment.astimezone(UTC).replace(tzinfo=None)
