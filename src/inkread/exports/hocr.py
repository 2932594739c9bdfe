"""Pages as hOCR 1.2: XHTML whose elements say where each number and digit stands.

What hOCR has no property for stands in attributes of HTML (`data-...`): hand or print, accepted or
not, the value, and other readings. hOCR would have alternatives as text beside the text; programs
that do not know them would then take 61 for 6 or 1.
"""

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
    lines_of,
    marks_of,
    rivals_of,
)
from inkread.exports.options import ExportOptions
from inkread.exports.rows import readings_of, writing_of, yes_or_no
from inkread.page import Digit, Number, Page, Sign

_CAPABILITIES: Final = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrx_cinfo ocrp_wconf"


def write_hocr(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    """The document in one piece."""
    pages = [leaf.page for leaf in leaves]
    engine = options.engine
    root = element(None, "html", xmlns="http://www.w3.org/1999/xhtml", lang="en")
    head = element(root, "head")
    element(head, "title", "Numbers")
    element(head, "meta", http__equiv="Content-Type", content="text/html; charset=utf-8")
    facts = {
        "ocr-system": engine.title,
        "ocr-capabilities": _CAPABILITIES,
        "ocr-number-of-pages": str(len(pages)),
        "ocr-langs": "unknown",
        "ocr-scripts": "Zyyy",
        "inkread-model": f"{engine.model} {engine.model_version}",
        "inkread-model-sha256": engine.sha256,
    }
    if options.created is not None:
        facts["dcterms.created"] = options.created.isoformat()
    for name, fact in facts.items():
        element(head, "meta", name=name, content=fact)
    body = element(root, "body")
    for place, page in enumerate(pages, 1):
        _add_page(body, place, page)
    for block in (root, head, body, *head, *body):
        block.tail = "\n"
    root.text = head.text = body.text = "\n"
    yield document(root, doctype="<!DOCTYPE html>\n")


def _add_page(body: Element, place: int, page: Page) -> None:
    name = page.source.replace('"', "'")
    title = f'image "{name}"; bbox 0 0 {page.width} {page.height}; ppageno {place - 1}'
    whole = element(
        body, "div", class_="ocr_page", id=f"page_{place}", title=title, data__page=page.page
    )
    if not page.numbers:
        return
    inside = _bbox(Pixels.around(boxes_of(page.numbers), page))
    area = element(whole, "div", "\n", class_="ocr_carea", id=f"area_{place}", title=inside)
    for row, numbers in enumerate(lines_of(page), 1):
        key, around = f"{place}_{row}", _bbox(Pixels.around(boxes_of(numbers), page))
        paragraph = element(area, "p", class_="ocr_par", id=f"par_{key}", title=around)
        paragraph.tail = "\n"
        line = element(paragraph, "span", class_="ocr_line", id=f"line_{key}", title=around)
        for order, number in enumerate(numbers, 1):
            _add_number(line, f"{key}_{order}", number, page)
        line[-1].tail = None


def _add_number(line: Element, key: str, number: Number, page: Page) -> None:
    around = _bbox(Pixels.around(boxes_of([number]), page))
    others = "; ".join(f"{text} {chance(p)}" for text, p in readings_of(number))
    word = element(
        line,
        "span",
        class_="ocrx_word",
        id=f"word_{key}",
        title=f"{around}; x_wconf {round(100 * number.confidence)}",
        data__writing=writing_of(number),
        data__accepted=yes_or_no(number.accepted),
        data__value=number.value and number.value.text,
        data__alternatives=others or None,
    )
    word.tail = " "
    for place, mark in enumerate(marks_of(number), 1):
        _add_mark(word, f"{key}_{place}", mark, page)


def _add_mark(word: Element, key: str, mark: Digit | Sign, page: Page) -> None:
    box = Pixels.around([mark.box], page)
    others = "; ".join(f"{text} {chance(p)}" for text, p in rivals_of(mark))
    element(
        word,
        "span",
        mark.text,
        class_="ocrx_cinfo",
        id=f"char_{key}",
        title=f"x_bboxes {_corners(box)}; x_confs {100 * mark.confidence:.2f}",
        data__writing=mark.kind if isinstance(mark, Digit) else None,
        data__alternatives=others or None,
    )


def _bbox(box: Pixels) -> str:
    return f"bbox {_corners(box)}"


def _corners(box: Pixels) -> str:
    return " ".join(map(str, box))
