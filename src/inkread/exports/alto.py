"""A page as ALTO 4.4: strings with word confidences, glyphs with theirs and with variants."""

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
)
from inkread.exports.options import ExportOptions
from inkread.exports.rows import writing_of
from inkread.page import Number, Page

_NAMESPACE: Final = "http://www.loc.gov/standards/alto/ns-v4#"
_TAGS: Final = {
    "hand": ("writing", "written by hand"),
    "print": ("writing", "printed"),
    "unsure": ("acceptance", "unsure: a person should look at it"),
}


def write_alto(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    """The document of the page, in one piece."""
    for leaf in leaves:
        page = leaf.page
        root = element(None, "alto", xmlns=_NAMESPACE, SCHEMAVERSION="4.4")
        _describe(root, page, options)
        tags = element(root, "Tags")
        for name, (kind, label) in _TAGS.items():
            element(tags, "OtherTag", ID=name, TYPE=kind, LABEL=label)
        whole = {"WIDTH": page.width, "HEIGHT": page.height}
        sheet = element(
            element(root, "Layout"), "Page", ID="page", PHYSICAL_IMG_NR=page.page, **whole
        )
        space = element(sheet, "PrintSpace", ID="space", HPOS=0, VPOS=0, **whole)
        if page.numbers:
            around = _place(Pixels.around(boxes_of(page.numbers), page))
            block = element(space, "TextBlock", ID="block", **around)
            for row, numbers in enumerate(lines_of(page), 1):
                _add_line(block, f"{row}", numbers, page)
        yield document(indented(root))


def _describe(root: Element, page: Page, options: ExportOptions) -> None:
    engine = options.engine
    description = element(root, "Description")
    element(description, "MeasurementUnit", "pixel")
    source = element(description, "sourceImageInformation")
    element(source, "fileName", page.source)
    step = element(description, "Processing", ID="reading")
    element(step, "processingCategory", "contentGeneration")
    if options.created is not None:
        element(step, "processingDateTime", options.created.isoformat())
    element(step, "processingStepDescription", "reading of numbers")
    element(step, "processingStepSettings", engine.model_title)
    software = element(step, "processingSoftware")
    element(software, "softwareName", engine.name)
    element(software, "softwareVersion", engine.version)


def _add_line(block: Element, key: str, numbers: tuple[Number, ...], page: Page) -> None:
    line_box = Pixels.around(boxes_of(numbers), page)
    line = element(block, "TextLine", ID=f"line_{key}", **_place(line_box))
    before: Pixels | None = None
    for order, number in enumerate(numbers, 1):
        box = Pixels.around(boxes_of([number]), page)
        if before is not None:
            gap = Pixels(before.x1, line_box.y0, max(before.x1, box.x0), line_box.y1)
            element(line, "SP", **_place(gap))
        _add_number(line, f"{key}_{order}", number, page)
        before = box


def _add_number(line: Element, key: str, number: Number, page: Page) -> None:
    marks, writing = marks_of(number), writing_of(number)
    tags = ["hand", "print"] if writing == "mixed" else [writing]
    string = element(
        line,
        "String",
        ID=f"string_{key}",
        CONTENT=number.written,
        WC=chance(number.confidence),
        # From 0, sure, to 9.
        CC=" ".join(str(round(9 * (1 - mark.confidence))) for mark in marks),
        TAGREFS=" ".join([*tags, *([] if number.accepted else ["unsure"])]),
        **_place(Pixels.around(boxes_of([number]), page)),
    )
    if number.value is not None:
        # Another way to write the same; what else was perhaps written are the glyphs' variants.
        element(string, "ALTERNATIVE", number.value.text, PURPOSE="value")
    for place, mark in enumerate(marks, 1):
        glyph = element(
            string,
            "Glyph",
            ID=f"glyph_{key}_{place}",
            CONTENT=mark.text,
            GC=chance(mark.confidence),
            **_place(Pixels.around([mark.box], page)),
        )
        for text, probability in rivals_of(mark):
            element(glyph, "Variant", CONTENT=text, VC=chance(probability))


def _place(box: Pixels) -> dict[str, int]:
    return {"HPOS": box.x0, "VPOS": box.y0, "WIDTH": box.x1 - box.x0, "HEIGHT": box.y1 - box.y0}
