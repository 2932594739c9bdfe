"""The pages that every format is tested with: small, and with everything a page may hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inkread import Box, Digit, Number, Page, Sign, Value
from inkread.exports import Engine, ExportOptions, Leaf
from inkread.page import Kind

ENGINE = Engine("0.1.0", "reader", "1", "ab" * 32)
OPTIONS = ExportOptions(engine=ENGINE)
WIDTH, HEIGHT = 400, 300


def number(
    text: str, x: float, y: float, *, kind: Kind = "hand", line: int = 1, accept: float = 0.5
) -> Number:
    """Digits of 16 x 30 px from (x, y) on, 20 px apart, each 0.9 sure; 1 is its rival, or 7."""
    digits = []
    for place, character in enumerate(text):
        rival = "7" if character == "1" else "1"
        rest = [each for each in "0123456789" if each not in (character, rival)]
        chances = ((character, 0.9), (rival, 0.06), *((each, 0.005) for each in rest))
        left = x + 20.25 * place
        box = Box(left, y, left + 16.5, y + 30.25)
        digits.append(Digit(character, box, 0.9, kind, chances))
    return Number.of(digits, line=line, accept=accept)


def amount(x: float, y: float, *, line: int) -> Number:
    """-12.50, whose signs stand between and before its digits."""
    digits = number("1250", x, y, line=line).digits
    signs = (
        Sign("-", Box(x - 12, y + 14, x - 4, y + 17), 0.8),
        Sign(".", Box(x + 37, y + 26, x + 40, y + 30), 0.7),
    )
    value = Value("decimal", "-12.50", alternatives=("-1250",))
    plain = Number.of(digits, line=line, accept=0.5)
    return Number(
        *(plain.text, plain.box, plain.confidence, True, line, digits), signs=signs, value=value
    )


def page(source: str = "form.jpg", of: int = 1) -> Page:
    """Three lines: 007 by hand and 42 in print; 9, unsure, at the very corner; -12.50."""
    numbers = (
        number("007", 20, 20),
        number("42", 200, 22, kind="print"),
        number("9", 382, 100, line=2, accept=1.0),
        amount(60, 200, line=3),
    )
    return Page(source, of, WIDTH, HEIGHT, numbers)


def picture(width: int = WIDTH, height: int = HEIGHT) -> NDArray[np.uint8]:
    """Paper with a wedge of grey, so that a picture turned over is another one."""
    ramp = np.linspace(200, 255, width, dtype=np.uint8)
    return np.repeat(np.repeat(ramp[None, :, None], height, axis=0), 3, axis=2)


def leaf(source: str = "form.jpg", of: int = 1) -> Leaf:
    return Leaf(page(source, of), picture())


def blank(source: str = "blank.png") -> Leaf:
    return Leaf(Page(source, 1, 60, 40, ()), picture(60, 40))
