"""What the page without scripts shows of a reading: boxes for its SVG, words for its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from inkread import Box, Digit, Number, Page
from inkread.web.readings.flows import PageRead


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle over the picture, px; `radius` rounds the corners of handwriting."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    kind: str


@dataclass(frozen=True, slots=True)
class MarkedNumber:
    """`text` with its signs, and what they make of it: empty without any."""

    text: str
    meaning: str
    word: str
    is_accepted: bool
    figure: str
    hand: str
    digits: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """`preview` is a data: address; the marks lie in a space of `width` x `height`."""

    number: int
    width: int
    height: int
    preview: str
    marks: tuple[Mark, ...]
    numbers: tuple[MarkedNumber, ...]


def mark_page(read: PageRead) -> MarkedPage:
    page = read.page
    return MarkedPage(
        number=page.page,
        width=page.width,
        height=page.height,
        preview=read.preview or "",
        marks=tuple(_marks(page)),
        numbers=tuple(_marked(number) for number in page.numbers),
    )


def percent(chance: float) -> str:
    """A chance as a figure: never "100 %", since nothing is that sure."""
    value = chance * 100
    if value >= 99.95:
        return f"> {number_format(99.9, 1)} %"
    if value >= 99:
        return f"{number_format(int(value * 10) / 10, 1)} %"
    if 0 < value < 0.5:
        return "< 1 %"
    return f"{min(98, round(value))} %"


def _marks(page: Page) -> Iterator[Mark]:
    for number in page.numbers:
        if not number.accepted:
            yield _mark(number.box, 0.2, "whole")
        for digit in number.digits:
            yield _mark(digit.box, 0.08, digit.kind)


def _mark(box: Box, margin: float, kind: str) -> Mark:
    """A little larger than the box: by `margin` of its height."""
    grown = box.height * margin
    radius = min(box.width, box.height) * 0.4 if kind == "hand" else 0.0
    return Mark(
        x=round(box.x0 - grown, 1),
        y=round(box.y0 - grown, 1),
        width=round(box.width + 2 * grown, 1),
        height=round(box.height + 2 * grown, 1),
        radius=round(radius, 1),
        kind=kind,
    )


def _marked(number: Number) -> MarkedNumber:
    return MarkedNumber(
        text=number.written,
        meaning=_meaning(number),
        word=_("sure") if number.accepted else _("unsure"),
        is_accepted=number.accepted,
        figure=percent(number.confidence),
        hand=_hands(number),
        digits=tuple((digit.text, _candidates(digit)) for digit in number.digits),
    )


def _hands(number: Number) -> str:
    kinds = {digit.kind for digit in number.digits}
    if len(kinds) > 1:
        return _("handwritten and printed")
    return _("handwritten") if "hand" in kinds else _("printed")


def _meaning(number: Number) -> str:
    """The value and what it may be instead, each with its currency."""
    if number.value is None:
        return ""
    unit = number.value.currency or number.value.symbol
    texts = [number.value.text, *number.value.alternatives]
    first, *others = (_isolated(f"{text} {unit}" if unit else text) for text in texts)
    return "= " + _(", ").join([first, *(_("or %(value)s") % {"value": text} for text in others)])


def _isolated(text: str) -> str:
    """The same; among words from the right, with marks that keep -27 in its order."""
    return f"\u2066{text}\u2069" if get_language_bidi() else text


def _candidates(digit: Digit) -> str:
    """The three likeliest digits with their chances."""
    return _(", ").join(f"{text} ({percent(chance)})" for text, chance in digit.alternatives[:3])
