"""Signs that a person puts into a number: where they are thought to stand.

Nobody draws a box around a point, so it gets one: between the digits, or beside the outer one, as
large and as high as such a sign is mostly written. All parts here are of the height of the digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from inkread import Box, Digit, Number, Page, Sign
from inkread.web.readings.corrections import MOST_DIGITS, CorrectionInvalid

MOST_SIGNS: Final = MOST_DIGITS
# Width and height, and how high the middle stands over the base line.
_SIZES: Final = {
    ".": (0.18, 0.18, 0.05),
    ",": (0.2, 0.35, 0.0),
    "'": (0.2, 0.3, 0.9),
    "-": (0.4, 0.18, 0.5),
    "/": (0.4, 1.1, 0.5),
}
_SIZE_OF_OTHERS: Final = (0.5, 0.9, 0.5)
# The room that a sign beside a number has to the next one, and its least side, px.
_ROOM: Final = 0.1
_LEAST: Final = 2.0


def sign_put(page: Page, number: Number, place: int, mark: str) -> tuple[Sign, ...]:
    """The number's signs, from left to right, with this one behind its first `place` digits.

    Between two digits it takes the place of the one there; at an end it is the outermost. Raises
    CorrectionInvalid where there is no such place, or no room.
    """
    digits = number.digits
    if place > len(digits):
        raise CorrectionInvalid(_("This part of the answer is no longer there."))
    if len(number.signs) >= MOST_SIGNS:
        raise CorrectionInvalid(
            _("A number has at most %(most)d signs.") % {"most": MOST_SIGNS},
        )
    beside = digits[max(place - 1, 0) : place + 1]
    if 0 < place < len(digits):
        x0, x1 = beside[0].box.centre[0], beside[1].box.centre[0]
        old = [sign for sign in number.signs if x0 < sign.box.centre[0] < x1]
        box = old[0].box if old else _between(page, beside, mark)
        kept = [sign for sign in number.signs if sign not in old]
    else:
        box, kept = _outside(page, number, mark, is_before=place == 0), list(number.signs)
    return tuple(sorted((*kept, Sign(mark, box, 1.0)), key=lambda sign: sign.box.centre[0]))


def _between(page: Page, beside: Sequence[Digit], mark: str) -> Box:
    left, right = (digit.box for digit in beside)
    first, last = left.centre[0], right.centre[0]
    middle = (left.x1 + right.x0) / 2
    if not first < middle < last:
        middle = (first + last) / 2
    return _box(page, (left, right), mark, _strictly(first, middle, last))


def _outside(page: Page, number: Number, mark: str, *, is_before: bool) -> Box:
    """Beside the outermost digit or sign on that side."""
    digit = number.digits[0 if is_before else -1].box
    marks = [digit, *(sign.box for sign in number.signs)]
    step = (_ROOM + _SIZES.get(mark, _SIZE_OF_OTHERS)[0] / 2) * digit.height
    if is_before:
        last = min(box.centre[0] for box in marks)
        middle = min(box.x0 for box in marks) - step
        x = _strictly(0.0, middle if middle > 0 else last / 2, last)
    else:
        first = max(box.centre[0] for box in marks)
        middle = max(box.x1 for box in marks) + step
        width = float(page.width)
        x = _strictly(first, middle if middle < width else (first + width) / 2, width)
    return _box(page, (digit,), mark, x)


def _strictly(first: float, x: float, last: float) -> float:
    """The x, where it lies between both: what is written is told by the order of the middles."""
    if not first < x < last:
        raise CorrectionInvalid(_("There is no room for a sign here."))
    return x


def _box(page: Page, beside: Sequence[Box], mark: str, x: float) -> Box:
    """The box of a sign whose middle is at x, within the picture."""
    height = sum(box.height for box in beside) / len(beside)
    base = sum(box.y1 for box in beside) / len(beside)
    wide, high, level = _SIZES.get(mark, _SIZE_OF_OTHERS)
    half = min(max(wide * height, _LEAST) / 2, x, page.width - x)
    top = base - (level + high / 2) * height
    y0 = min(max(top, 0.0), page.height - _LEAST)
    y1 = min(max(top + high * height, y0 + _LEAST), float(page.height))
    return Box(x - half, y0, x + half, y1)
