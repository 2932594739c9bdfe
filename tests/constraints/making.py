"""Numbers for tests, made of chances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inkread import Box, Digit, Number

DIGITS = "0123456789"


def digit(chances: Mapping[str, float], place: int = 0) -> Digit:
    """A digit with these chances, 0 for all others, 12 px from the last one."""
    ranked = sorted(DIGITS, key=lambda text: (-chances.get(text, 0.0), text))
    alternatives = tuple((text, chances.get(text, 0.0)) for text in ranked)
    box = Box(12.0 * place, 0, 12.0 * place + 10, 20)
    return Digit(ranked[0], box, alternatives[0][1], "hand", alternatives)


def number(*chances: Mapping[str, float]) -> Number:
    """The number of these digits, accepted from 0.9 on."""
    digits = [digit(each, place) for place, each in enumerate(chances)]
    return Number.of(digits, line=1, accept=0.9)


def sure_but(text: str, doubts: Mapping[int, Mapping[str, float]]) -> Number:
    """A number that reads so for sure, but at these places."""
    sure: Sequence[Mapping[str, float]] = [{character: 1.0} for character in text]
    return number(*(doubts.get(place, each) for place, each in enumerate(sure)))
