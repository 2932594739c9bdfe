"""A page as PAGE XML of 2019-07-15: words and glyphs, each with all its readings by rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from inkread.exports.leaves import Leaf
from inkread.exports.markup import (
    Pixels,
    boxes_of,
    chance,
    document,
    element,
    indented,
    lines_of,
    marks_of,
    rivals_of,
    written_in,
)
from inkread.exports.options import ExportOptions
from inkread.exports.rows import readings_of, writing_of
from inkread.page import Box, Digit, Number, Page

_NAMESPACE: Final = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
_PRODUCTION: Final = {"hand": "handwritten-printscript", "print": "printed", "mixed": "other"}
# The schema insists on a time, so this one stands for none.
_NO_TIME: Final = "1970-01-01T00:00:00Z"


def write_page(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    """The document of the page, in one piece."""
    for leaf in leaves:
        page = leaf.page
        root = element(None, "PcGts", xmlns=_NAMESPACE)
        _describe(root, options)
        sheet = element(
            root,
            "Page",
            imageFilename=page.source,
            imageWidth=page.width,
            imageHeight=page.height,
            custom=f"document {{page:{page.page};}}",
        )
        lines = lines_of(page)
        if lines:
            region = element(sheet, "TextRegion", id="region")
            _add_coords(region, boxes_of(page.numbers), page)
            for row, numbers in enumerate(lines, 1):
                _add_line(region, f"{row}", numbers, page)
            _add_text(region, "\n".join(map(written_in, lines)))
        yield document(indented(root))


def _describe(root: Element, options: ExportOptions) -> None:
    engine = options.engine
    when = options.created.isoformat() if options.created else _NO_TIME
    metadata = element(root, "Metadata")
    element(metadata, "Creator", engine.title)
    element(metadata, "Created", when)
    element(metadata, "LastChange", when)
    step = element(
        metadata, "MetadataItem", type="processingStep", name="reading", value=engine.title
    )
    labels = element(step, "Labels")
    for name, fact in (
        ("version", engine.version),
        ("model", engine.model),
        ("model-version", engine.model_version),
        ("model-sha256", engine.sha256),
    ):
        element(labels, "Label", type=name, value=fact)


def _add_line(region: Element, key: str, numbers: tuple[Number, ...], page: Page) -> None:
    line = element(region, "TextLine", id=f"line_{key}")
    _add_coords(line, boxes_of(numbers), page)
    for order, number in enumerate(numbers, 1):
        _add_number(line, f"{key}_{order}", number, page)
    _add_text(line, written_in(numbers))


def _add_number(line: Element, key: str, number: Number, page: Page) -> None:
    word = element(
        line,
        "Word",
        id=f"word_{key}",
        production=_PRODUCTION[writing_of(number)],
        comments=None if number.accepted else "unsure: a person should look at it",
    )
    _add_coords(word, boxes_of([number]), page)
    for place, mark in enumerate(marks_of(number), 1):
        glyph = element(
            word,
            "Glyph",
            id=f"glyph_{key}_{place}",
            production=_PRODUCTION[mark.kind] if isinstance(mark, Digit) else None,
        )
        _add_coords(glyph, [mark.box], page)
        _add_readings(glyph, [(mark.text, mark.confidence), *rivals_of(mark)])
    # Other readings speak of digits alone: with signs between them they would be other numbers.
    others = () if number.signs else readings_of(number)
    _add_readings(word, [(number.written, number.confidence), *others])
    if number.value is not None:
        own = element(word, "UserDefined")
        element(own, "UserAttribute", name="value", type="xsd:string", value=number.value.text)
        element(own, "UserAttribute", name="kind", type="xsd:string", value=number.value.kind)


def _add_coords(parent: Element, boxes: list[Box], page: Page) -> None:
    x0, y0, x1, y1 = Pixels.around(boxes, page)
    element(parent, "Coords", points=f"{x0},{y0} {x1},{y0} {x1},{y1} {x0},{y1}")


def _add_text(parent: Element, text: str) -> None:
    element(element(parent, "TextEquiv"), "Unicode", text)


def _add_readings(parent: Element, readings: list[tuple[str, float]]) -> None:
    """The likeliest first, by rank from 0, each with its chance."""
    for rank, (text, probability) in enumerate(readings):
        equivalent = element(parent, "TextEquiv", index=rank, conf=chance(probability))
        element(equivalent, "Unicode", text)
