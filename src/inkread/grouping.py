"""Digits -> numbers -> lines, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inkread.page import Digit, Number


@dataclass(frozen=True, slots=True)
class Link:
    """Where the next digit of the same number is expected: px from this digit's centre.

    `chance` is the probability that there is a next one at all. A hint, never a command.
    """

    dx: float
    dy: float
    chance: float


def group_digits(
    digits: Sequence[Digit], links: Sequence[Link] = (), *, accept: float = 0.9
) -> tuple[Number, ...]:
    """Numbers in reading order; every digit is in exactly one of them."""
    ordered = sorted(digits, key=lambda digit: digit.box.x0)
    return (Number.of(ordered, line=1, accept=accept),) if ordered else ()
