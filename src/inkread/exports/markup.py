"""What the three formats of markup share: lines, marks, whole pixels, and making elements."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from inkread.exports.characters import markup_text
from inkread.page import Box, Digit, Number, Page, Sign

# Less likely digits are left out.
_LEAST_CHANCE: Final = 0.0005


class Pixels(NamedTuple):
    """A box in whole pixels, inside the page: left, top, right, bottom."""

    x0: int
    y0: int
    x1: int
    y1: int

    @classmethod
    def around(cls, boxes: Iterable[Box], page: Page) -> Pixels:
        """The smallest around all of them, one pixel wide and high at least."""
        box = Box.around(boxes)
        x0 = min(max(math.floor(box.x0), 0), page.width - 1)
        y0 = min(max(math.floor(box.y0), 0), page.height - 1)
        x1 = min(max(math.ceil(box.x1), x0 + 1), page.width)
        y1 = min(max(math.ceil(box.y1), y0 + 1), page.height)
        return cls(x0, y0, x1, y1)


def lines_of(page: Page) -> list[tuple[Number, ...]]:
    """The numbers of each line that has some, from top to bottom."""
    lines: dict[int, list[Number]] = {}
    for number in page.numbers:
        lines.setdefault(number.line, []).append(number)
    return [tuple(lines[line]) for line in sorted(lines)]


def marks_of(number: Number) -> tuple[Digit | Sign, ...]:
    """Digits and signs as they are written, from left to right."""
    marks: tuple[Digit | Sign, ...] = (*number.digits, *number.signs)
    return tuple(sorted(marks, key=lambda mark: mark.box.centre[0])) if number.signs else marks


def boxes_of(numbers: Iterable[Number]) -> list[Box]:
    """Of the numbers with their signs."""
    return [mark.box for number in numbers for mark in marks_of(number)]


def rivals_of(mark: Digit | Sign) -> tuple[tuple[str, float], ...]:
    """What else a digit may be, the likeliest first, each with its chance; nothing of a sign."""
    if isinstance(mark, Sign):
        return ()
    others = (each for each in mark.alternatives if each[0] != mark.text)
    return tuple(each for each in others if each[1] >= _LEAST_CHANCE)


def written_in(numbers: Iterable[Number]) -> str:
    """The numbers of a line with blanks between them."""
    return " ".join(number.written for number in numbers)


def element(parent: Element | None, tag: str, text: str = "", /, **attributes: object) -> Element:
    """A new element with its text and attributes, in characters that markup holds.

    An attribute whose value is None is left out; `__` in its name stands for a hyphen, and `_`
    behind it for nothing, since `class` is a word of Python.
    """
    told = {
        name.rstrip("_").replace("__", "-"): markup_text(str(value))
        for name, value in attributes.items()
        if value is not None
    }
    made = Element(tag, told) if parent is None else SubElement(parent, tag, told)
    made.text = markup_text(text) or None
    return made


def document(root: Element, *, doctype: str = "") -> bytes:
    """The whole as UTF-8, with what stands before the root."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}{doctype}{tostring(root, encoding='unicode')}\n".encode()


def indented(root: Element) -> Element:
    """The same, a line an element; only for markup in which blanks between elements say nothing."""
    indent(root)
    return root


def chance(value: float) -> str:
    """A chance, 0 to 1, as every format writes it."""
    return f"{min(max(value, 0.0), 1.0):.4f}"
