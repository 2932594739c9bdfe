"""Answers of a reader, made by hand."""

from __future__ import annotations

from inkread import Box, Digit, Number, Page


def digit(text: str, x: float, y: float = 10.0, confidence: float = 0.99) -> Digit:
    """A digit of 10 x 20 px."""
    others = [other for other in "0123456789" if other != text]
    rest = tuple((other, round((1 - confidence) / 10, 6)) for other in others)
    return Digit(text, Box(x, y, x + 10, y + 20), confidence, "hand", ((text, confidence), *rest))


def number(
    text: str, x: float = 10.0, y: float = 10.0, *, line: int = 1, sureness: float = 0.99
) -> Number:
    """Digits side by side, 12 px apart; accepted from 0.9 on."""
    digits = [digit(each, x + 12 * i, y, sureness) for i, each in enumerate(text)]
    return Number.of(digits, line=line, accept=0.9)


def page(*numbers: Number, position: int = 1) -> Page:
    return Page("form.png", position, 400, 300, numbers)
