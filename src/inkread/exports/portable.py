"""Pages as a PDF: each picture with its numbers marked and searchable, then a table of them all."""

from __future__ import annotations

import io
import statistics
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from inkread.exports.annotated import colour_of, label
from inkread.exports.characters import markup_text, western
from inkread.exports.leaves import Leaf
from inkread.exports.options import ExportOptions
from inkread.exports.rows import Cell, rows_of
from inkread.page import Box, Number, Page

# All lengths are points, 1/72 inch; y grows upwards.
_LONGER_SIDE: Final = 780.0
_MARGIN: Final = 31.0
_LABEL_SIZES: Final = (7.0, 18.0)
_LABEL_OF_DIGIT: Final = 0.5
# Labels are little pictures, so that each number is found once; this sharp, px a point.
_SHARPNESS: Final = 4
_FONT, _BOLD = "Helvetica", "Helvetica-Bold"
# How high its digits are, of its size.
_DIGIT_HEIGHT: Final = 0.703
_JPEG_QUALITY: Final = 90
_INVISIBLE: Final = 3

_A4: Final = (595.0, 842.0)
_EDGE: Final = 40.0
_ROW: Final = 16.0
_TEXT: Final = 9.0
# The columns of the table, and where they begin.
_COLUMNS: Final = {
    "source": 40,
    "page": 190,
    "line": 220,
    "written": 248,
    "value": 326,
    "writing": 392,
    "confidence": 428,
    "accepted": 484,
}
_HEADS: Final = {"written": "number", "writing": "by", "accepted": "sure"}
_UNSURE: Final = (1.0, 0.92, 0.84)


def write_pdf(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    """The document in one piece; a page's longer side is that of A4."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=_A4, pageCompression=1, invariant=1)
    canvas._doc.info = _Information(options)
    rows: list[dict[str, Cell]] = []
    for leaf in leaves:
        _draw_page(canvas, leaf)
        rows += [{name: cells[name] for name in _COLUMNS} for _, cells in rows_of(leaf.page)]
    _draw_table(canvas, rows, options)
    canvas.save()
    yield buffer.getvalue()


class _Information(PDFInfo):  # type: ignore[misc]
    """What the file says of itself: who made it, and when only if that was given."""

    def __init__(self, options: ExportOptions) -> None:
        super().__init__()
        self.title = "Numbers"
        self.author = self.creator = options.engine.title
        self.subject = markup_text(options.engine.model_title)
        self.created = options.created

    def format(self, document: Any) -> Any:
        facts = {
            "Title": self.title,
            "Author": self.author,
            "Creator": self.creator,
            "Subject": self.subject,
        }
        if self.created is not None:
            facts["CreationDate"] = facts["ModDate"] = _date(self.created)
        strings = {name: PDFString(fact) for name, fact in facts.items()}
        return PDFDictionary(strings).format(document)


def _date(moment: datetime) -> str:
    """As PDF has it: D:20260504120000+02'00'."""
    zone = moment.strftime("%z")
    return f"{moment:D:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


class _Sheet:
    """A page of the document that a page's picture lies on; px of the picture -> points."""

    def __init__(self, page: Page) -> None:
        self.scale = _LONGER_SIDE / max(page.width, page.height)
        self.width, self.height = page.width * self.scale, page.height * self.scale

    @property
    def size(self) -> tuple[float, float]:
        return self.width + 2 * _MARGIN, self.height + 2 * _MARGIN

    def place(self, box: Box) -> tuple[float, float, float, float]:
        """Its left, lower, right and upper edge."""
        left, top = _MARGIN, _MARGIN + self.height
        x0, y0, x1, y1 = (value * self.scale for value in box.to_list())
        return left + x0, top - y1, left + x1, top - y0


def _draw_page(canvas: Any, leaf: Leaf) -> None:
    page, sheet = leaf.page, _Sheet(leaf.page)
    canvas.setPageSize(sheet.size)
    encoded = io.BytesIO()
    Image.fromarray(leaf.picture).save(encoded, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    canvas.drawImage(ImageReader(encoded), _MARGIN, _MARGIN, sheet.width, sheet.height)
    canvas.setStrokeGray(0.75)
    canvas.setLineWidth(0.5)
    canvas.rect(_MARGIN, _MARGIN, sheet.width, sheet.height)
    heights = [digit.box.height for number in page.numbers for digit in number.digits]
    smallest, largest = _LABEL_SIZES
    wanted = _LABEL_OF_DIGIT * sheet.scale * statistics.median(heights) if heights else smallest
    size = min(max(wanted, smallest), largest)
    for number in page.numbers:
        _mark(canvas, sheet, number, size)
    for number in page.numbers:
        _write_over(canvas, sheet, number)
    canvas.showPage()


def _mark(canvas: Any, sheet: _Sheet, number: Number, size: float) -> None:
    """A frame around the number, broken where it is unsure, and what was read above it."""
    x0, y0, x1, y1 = sheet.place(number.box)
    line = max(1.0, size / 9)
    canvas.setStrokeColorRGB(*(part / 255 for part in colour_of(number)))
    canvas.setLineWidth(line)
    canvas.setDash(*([] if number.accepted else [[3.5 * line, 2.5 * line]]))
    pad = 1.5 * line
    canvas.rect(x0 - pad, y0 - pad, x1 - x0 + 2 * pad, y1 - y0 + 2 * pad)
    canvas.setDash()
    chip = label(number, round(size * _SHARPNESS))
    width, height = chip.width / _SHARPNESS, chip.height / _SHARPNESS
    left = min(x0 - pad - line / 2, sheet.size[0] - width)
    bottom = min(y1 + pad + line / 2, sheet.size[1] - height)
    canvas.drawImage(ImageReader(chip), left, bottom, width, height)


def _write_over(canvas: Any, sheet: _Sheet, number: Number) -> None:
    """What is written, unseen and exactly over the ink, to be searched and copied."""
    ink = Box.around([number.box, *(sign.box for sign in number.signs)])
    x0, _, x1, _ = sheet.place(ink)
    _, y0, _, y1 = sheet.place(number.box)
    written = western(number.written)
    size = max((y1 - y0) / _DIGIT_HEIGHT, 1.0)
    text = canvas.beginText()
    text.setTextRenderMode(_INVISIBLE)
    text.setFont(_FONT, size)
    text.setHorizScale(100 * max(x1 - x0, 0.1) / stringWidth(written, _FONT, size))
    text.setTextOrigin(x0, y0)
    text.textOut(written)
    canvas.drawText(text)


def _draw_table(canvas: Any, rows: list[dict[str, Cell]], options: ExportOptions) -> None:
    """All numbers on as many pages as they take, each with its head and with who read."""
    rows_a_page = int((_A4[1] - 3 * _EDGE) / _ROW) - 1
    for first in range(0, max(len(rows), 1), rows_a_page):
        canvas.setPageSize(_A4)
        y = _A4[1] - _EDGE - _ROW
        canvas.setFont(_BOLD, _TEXT)
        for name, x in _COLUMNS.items():
            canvas.drawString(x, y, _HEADS.get(name, name))
        canvas.setStrokeGray(0.4)
        canvas.setLineWidth(0.5)
        canvas.line(_EDGE, y - 4, _A4[0] - _EDGE, y - 4)
        canvas.setFont(_FONT, _TEXT)
        for row in rows[first : first + rows_a_page]:
            y -= _ROW
            _draw_row(canvas, row, y)
        if not rows:
            canvas.drawString(_EDGE, y - _ROW, "No numbers were read.")
        _draw_foot(canvas, options)
        canvas.showPage()


def _draw_row(canvas: Any, row: dict[str, Cell], y: float) -> None:
    is_unsure = row["accepted"] == "no"
    if is_unsure:
        canvas.setFillColorRGB(*_UNSURE)
        canvas.rect(_EDGE - 4, y - 4, _A4[0] - 2 * _EDGE + 8, _ROW, stroke=0, fill=1)
    canvas.setFillGray(0)
    ends = [*list(_COLUMNS.values())[1:], _A4[0] - _EDGE]
    for (name, x), end in zip(_COLUMNS.items(), ends, strict=True):
        cell = row[name]
        text = f"{cell:.4f}" if isinstance(cell, float) else "" if cell is None else str(cell)
        if name == "accepted":
            text = "no: look at it" if is_unsure else "yes"
        text, room = western(text), end - x - 6
        # A name may lose its middle; a number never loses a digit.
        if name == "source":
            text = _shortened(text, room)
        size = _TEXT * min(1.0, room / max(stringWidth(text, _FONT, _TEXT), 1.0))
        canvas.setFont(_FONT, size)
        canvas.drawString(x, y, text)


def _draw_foot(canvas: Any, options: ExportOptions) -> None:
    engine = options.engine
    when = f", {options.created.isoformat(' ', 'minutes')}" if options.created else ""
    canvas.setFillGray(0.35)
    canvas.setFont(_FONT, 7)
    canvas.drawString(_EDGE, _EDGE, western(f"Read by {engine.title}{when}; {engine.model_title}"))
    canvas.setFillGray(0)


def _shortened(text: str, width: float) -> str:
    """The text, without its middle where it is wider."""
    left = right = len(text) // 2
    short = text
    while stringWidth(short, _FONT, _TEXT) > width and left > 0:
        left, right = left - 1, right + 1
        short = f"{text[:left]}…{text[right:]}"
    return short
