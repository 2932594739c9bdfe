"""Signs -> their places within numbers and at their ends.

All lengths here are in heights of the digits concerned. A sign stands between two digits, or right
before the first or after the last one; which one it is, and how high it stands, must go together: a
comma that stands high is an apostrophe, and a dash at the base line is none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkread.notation import DateOrder, DecimalMark, Value, habits_of, value_of
from inkread.page import Box, Digit, Number, Sign

Floats = NDArray[np.float64]

# How high the middle of a sign stands: 0 on the base line of the digits, 1 at their top.
_LEVELS: Final = {
    ".": (-0.4, 0.7),  # a point half-way up is one as well
    ",": (-0.6, 0.55),
    "'": (0.55, 1.4),
    "-": (0.15, 0.85),
}
_LEVELS_OF_OTHERS: Final = (0.0, 1.0)
# A stroke of the pen is at least so tall, and nothing is so much larger than a digit.
_SHORTEST_SLASH: Final = 0.5
_LARGEST: Final = 2.0
_WIDEST_DASH: Final = 1.2
# A sign that holds the digits on either side together has at most so much room before and after
# it, and about the same on either side.
_JOINING: Final = frozenset(".,'-/")
_ROOM: Final = 0.6
_IMBALANCE: Final = 0.4
# How far from the number a sign may stand: before it, and after it. A dash before is a minus only
# where it is close; a dash after, that shows the one before to be a guard, may stand further away.
_BEFORE: Final = {".": 0.3, ",": 0.3, "-": 0.5, "/": 0.0, "'": 0.0}
_AFTER: Final = {".": 0.6, ",": 0.6, "-": 1.0, "/": 0.6, "'": 0.0}
_BESIDE: Final = 1.0
# What joins, with another number so near on its other side, belongs to neither.
_BETWEEN: Final = 1.2
# No row of guards before or after a number is longer.
_FARTHEST: Final = 6.0
# A sign and a digit are the same ink from this overlap on, or where the middle of the sign lies in
# the middle part, as wide as this, of the digit.
_SAME: Final = 0.4
_MIDDLE: Final = 0.6


@dataclass(frozen=True, slots=True)
class _Line:
    """Where digits stand: the middles of the outer ones, base line and height between them."""

    left: Box
    right: Box

    @property
    def height(self) -> float:
        return max((self.left.height + self.right.height) / 2, 1e-6)

    def level(self, x: float, y: float) -> float:
        """How high a point lies: 0 on the base line, 1 at the top."""
        x0, x1 = self.left.centre[0], self.right.centre[0]
        share = min(max((x - x0) / (x1 - x0), 0.0), 1.0) if x1 > x0 else 0.0
        base = self.left.y1 + share * (self.right.y1 - self.left.y1)
        return (base - y) / self.height

    def read(self, sign: Sign) -> Sign | None:
        """The sign as it reads at its height; None where no such sign stands there."""
        height = self.height
        is_large = sign.box.height > _LARGEST * height or sign.box.width > _LARGEST * height
        is_long = sign.text == "-" and sign.box.width > _WIDEST_DASH * height
        is_short = sign.text == "/" and sign.box.height < _SHORTEST_SLASH * height
        if is_large or is_long or is_short:
            return None
        level = self.level(*sign.box.centre)
        if sign.text == "," and level >= _LEVELS["'"][0]:
            sign = replace(sign, text="'")
        lowest, highest = _LEVELS.get(sign.text, _LEVELS_OF_OTHERS)
        return sign if lowest <= level <= highest else None


def part_ink(
    boxes: Floats, chances: Floats, signs: Sequence[Sign]
) -> tuple[NDArray[np.bool_], tuple[Sign, ...]]:
    """Which boxes (n, 4) of digits, there with these chances (n,), and which signs are left when of
    a digit and a sign in the same ink, or of two signs, the likelier one stays.

    A small sign in the middle of a digit, as the bar of a 7, is part of it, however likely, where
    there rather is a digit.
    """
    is_digit = np.ones(len(boxes), np.bool_)
    kept: list[Sign] = []
    for sign in sorted(signs, key=lambda sign: (-sign.confidence, sign.box.to_list(), sign.text)):
        if any(sign.box.overlap(other.box) >= _SAME for other in kept):
            continue
        same, inside = _shared(boxes, sign.box)
        is_part = inside & ~same & (chances >= 0.5)
        if np.any(is_part | (same & (chances >= sign.confidence))):
            continue
        is_digit &= ~same
        kept.append(sign)
    return is_digit, tuple(in_order(kept))


def rivals_of(boxes: Floats, signs: Sequence[Sign]) -> tuple[Sign, ...]:
    """Those of the signs that have the same ink as one of these boxes (n, 4) of digits."""
    return tuple(sign for sign in signs if np.any(_shared(boxes, sign.box)[0]))


def regain(
    signs: Sequence[Sign], rivals: Sequence[Sign], numbers: Sequence[Number]
) -> tuple[Sign, ...]:
    """The signs, and those of their rivals in whose ink no number has a digit any more: what was
    taken for a 1 until both readers were asked may be a stroke between two numbers."""
    boxes = np.array([d.box.to_list() for n in numbers for d in n.digits]).reshape(-1, 4)
    kept = list(signs)
    for rival in rivals:
        is_free = not any(rival.box.overlap(other.box) >= _SAME for other in kept)
        if is_free and not np.any(_shared(boxes, rival.box)[0]):
            kept.append(rival)
    return tuple(in_order(kept))


def covered(boxes: Floats, signs: Sequence[Sign]) -> NDArray[np.bool_]:
    """Which of the boxes (n, 4) are the ink of one of the signs, (n,)."""
    found = np.zeros(len(boxes), np.bool_)
    for sign in signs:
        found |= np.logical_or(*_shared(boxes, sign.box))
    return found


def _shared(boxes: Floats, box: Box) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which boxes (n, 4) are the same as this one, and in the middle of which it lies."""
    x0, y0, x1, y1 = boxes.T
    width = np.minimum(x1, box.x1) - np.maximum(x0, box.x0)
    height = np.minimum(y1, box.y1) - np.maximum(y0, box.y0)
    shared = np.maximum(width, 0.0) * np.maximum(height, 0.0)
    whole = (x1 - x0) * (y1 - y0) + box.area - shared
    x, y = box.centre
    is_inside = (np.abs(x - (x0 + x1) / 2) <= _MIDDLE / 2 * (x1 - x0)) & (y0 <= y) & (y <= y1)
    return shared >= _SAME * np.maximum(whole, 1e-9), is_inside


def in_order(signs: Sequence[Sign]) -> list[Sign]:
    """From left to right."""
    return sorted(signs, key=_place)


def is_bridged(left: Box, right: Box, signs: Sequence[Sign]) -> bool:
    """Whether one of the signs, in order, holds two digits together however wide the gap between
    them is, since it stands there and is near to both."""
    height = _Line(left, right).height
    rooms = (
        ((sign.box.x0 - left.x1) / height, (right.x0 - sign.box.x1) / height)
        for sign in _between(left, right, signs)
        if sign.text in _JOINING
    )
    # A comma close to the digit before it and not to the one after it is that of a list.
    return any(max(each) <= _ROOM and abs(each[0] - each[1]) <= _IMBALANCE for each in rooms)


def makes_value(digits: Sequence[Digit], signs: Sequence[Sign]) -> bool:
    """Whether the digits, from left to right, say something with the signs, in order, that stand
    between them."""
    found = (_between(left.box, right.box, signs) for left, right in pairwise(digits))
    inner = [max(each, key=_confidence).text if each else "" for each in found]
    texts = [digit.text for digit in digits]
    return value_of("".join(map("".join, zip(texts, [*inner, ""], strict=True)))) is not None


def sign_numbers(numbers: Sequence[Number], signs: Sequence[Sign]) -> tuple[Number, ...]:
    """The numbers with their signs; a sign belongs to one number at most, or to none."""
    own: list[list[Sign]] = [[] for _ in numbers]
    free = in_order(signs)
    for number, found in zip(numbers, own, strict=True):
        for left, right in pairwise(digit.box for digit in number.digits):
            here = _between(left, right, free)
            if here:
                found.append(max(here, key=_confidence))
                taken = {sign.box for sign in here}
                free = [sign for sign in free if sign.box not in taken]
    for place, sign in _outer(numbers, free):
        own[place].append(sign)
    return tuple(
        replace(number, signs=tuple(in_order(found))) if found else number
        for number, found in zip(numbers, own, strict=True)
    )


def value_numbers(
    numbers: Sequence[Number],
    *,
    accept: float,
    decimal: DecimalMark | None,
    date_order: DateOrder | None,
) -> tuple[Number, ...]:
    """The numbers with their values, where signs are written; a number with a sign that is less
    sure than `accept`, between its digits or of a kind that changes what it says, is not accepted.

    Where neither the number nor the caller tells how it is meant, the others of the page do.
    """
    habits = habits_of(number.written for number in numbers if number.signs)

    def value(number: Number) -> Value | None:
        return value_of(number.written, decimal, date_order, habits=habits)

    def is_clear(number: Number) -> bool:
        sure = tuple(sign for sign in number.signs if sign.confidence >= accept)
        if len(sure) == len(number.signs):
            return True
        is_doubted_within = any(sign not in sure for sign in number.inner_signs)
        return not is_doubted_within and value(replace(number, signs=sure)) == value(number)

    return tuple(
        replace(number, value=value(number), accepted=number.accepted and is_clear(number))
        if number.signs
        else number
        for number in numbers
    )


def _between(left: Box, right: Box, signs: Sequence[Sign]) -> list[Sign]:
    """The signs, as they read, whose middles lie between those of two digits."""
    line = _Line(left, right)
    near = map(line.read, _window(signs, left.centre[0], right.centre[0]))
    return [sign for sign in near if sign is not None]


def _window(signs: Sequence[Sign], x0: float, x1: float) -> Sequence[Sign]:
    """Those of the signs, which are from left to right, whose middles lie between x0 and x1."""
    first = bisect_right(signs, x0, key=_middle)
    return signs[first : bisect_left(signs, x1, lo=first, key=_middle)]


@dataclass(frozen=True, slots=True)
class _End:
    """A sign that may stand before (or else after) a number, as it reads there."""

    place: int
    is_before: bool
    sign: Sign
    height: float

    def gap(self, edge: float) -> float:
        """From the sign to the number, whose edge is at this x."""
        box = self.sign.box
        return (edge - box.x1 if self.is_before else box.x0 - edge) / self.height

    @property
    def outer_edge(self) -> float:
        return self.sign.box.x0 if self.is_before else self.sign.box.x1


def _outer(numbers: Sequence[Number], signs: Sequence[Sign]) -> Iterator[tuple[int, Sign]]:
    """The signs at the ends of numbers, each with the place of its number; the nearest first."""
    edges = {
        (place, is_before): number.digits[0].box.x0 if is_before else number.digits[-1].box.x1
        for place, number in enumerate(numbers)
        for is_before in (True, False)
    }
    ends = [(end.gap(edges[end.place, end.is_before]), end) for end in _ends(numbers, signs)]
    shared = _between_numbers(ends)
    taken: set[Box] = set()
    extended: set[tuple[int, bool]] = set()
    for _, end in sorted(ends, key=lambda each: each[0]):
        text, key = end.sign.text, (end.place, end.is_before)
        reach = (_BEFORE if end.is_before else _AFTER).get(text, _BESIDE)
        # A second dash needs not be as close as a minus.
        if key in extended and reach > 0.0:
            reach = _BESIDE
        if end.sign.box in taken | shared or end.gap(edges[key]) > reach:
            continue
        taken.add(end.sign.box)
        extended.add(key)
        edges[key] = end.outer_edge
        yield end.place, end.sign


def _ends(numbers: Sequence[Number], signs: Sequence[Sign]) -> Iterator[_End]:
    """All signs beside the ends of numbers, a few heights away at most."""
    for place, number in enumerate(numbers):
        for is_before in (True, False):
            box = number.digits[0 if is_before else -1].box
            line = _Line(box, box)
            middle, far = box.centre[0], _FARTHEST * line.height
            x0, x1 = (middle - far, middle) if is_before else (middle, middle + far)
            for read in map(line.read, _window(signs, x0, x1)):
                if read is not None:
                    yield _End(place, is_before, read, line.height)


def _between_numbers(ends: Sequence[tuple[float, _End]]) -> set[Box]:
    """Where the signs are that join, and stand between two numbers: they belong to neither."""
    sides: dict[Box, set[bool]] = {}
    for gap, end in ends:
        if end.sign.text in _JOINING and gap <= _BETWEEN:
            sides.setdefault(end.sign.box, set()).add(end.is_before)
    return {box for box, found in sides.items() if len(found) == 2}


def _place(sign: Sign) -> tuple[float, float, str]:
    return (*sign.box.centre, sign.text)


def _middle(sign: Sign) -> float:
    return sign.box.centre[0]


def _confidence(sign: Sign) -> tuple[float, str]:
    return sign.confidence, sign.text
