"""The reader's answer and what people said about it -> the answer that holds now.

Nothing here is stored and nothing is changed: the reader's answer stays as it was given, and the
current one is made from it whenever it is needed. A person's word counts as certain: a digit or a
sign that somebody typed or confirmed has the confidence 1. Nothing else makes a number surer than
it was.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from inkread import Box, Digit, Number, Page, Sign
from inkread.signs import value_numbers
from inkread.web.readings.corrections import (
    AddNumber,
    AddSign,
    Change,
    ConfirmNumber,
    Correction,
    CorrectionInvalid,
    FixDigit,
    FixSign,
    Judge,
    MergeNumbers,
    Redo,
    RemoveDigit,
    RemoveNumber,
    RemoveSign,
    SignChange,
    SplitNumber,
    Undo,
)
from inkread.web.readings.signing import sign_put

# A number of which a person typed a digit is accepted when what nobody looked at is right with this
# chance.
ENOUGH: Final = 0.95
# Two numbers stand on one line when they share this part of the lower one's height.
SAME_LINE: Final = 0.5
SMALLEST_SIDE: Final = 2.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Current:
    """The answer that holds now, and what a person thinks of it."""

    pages: tuple[Page, ...]
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """All that was said, in its order; what of it holds, and what could be made to hold again."""

    done: tuple[Correction, ...]
    undone: tuple[Correction, ...]


def history_of(corrections: Iterable[Correction]) -> History:
    """What undo and redo leave. A new correction ends what could be redone.

    Raises CorrectionInvalid where there is nothing to take back.
    """
    done: list[Correction] = []
    undone: list[Correction] = []
    for correction in corrections:
        if isinstance(correction, Undo):
            _move(done, undone)
        elif isinstance(correction, Redo):
            _move(undone, done)
        else:
            done.append(correction)
            undone.clear()
    return History(tuple(done), tuple(undone))


def current_answer(given: Sequence[Page], corrections: Iterable[Correction]) -> Current:
    """The reader's pages with all that was said about them. Raises CorrectionInvalid.

    What the numbers of a corrected page say is worked out anew, as the reader does it.
    """
    current = reduce(apply, history_of(corrections).done, Current(tuple(given)))
    pages = zip(given, current.pages, strict=True)
    return replace(
        current, pages=tuple(page if page is read else _valued(page) for read, page in pages)
    )


def check(current: Current, correction: Correction) -> None:
    """Raises CorrectionInvalid for what no longer can be said, though what was said so still holds:
    that numbers of two lines are one."""
    if isinstance(correction, MergeNumbers):
        numbers = _at(current.pages, correction.page).numbers
        if not _share_line(_at(numbers, correction.number), _at(numbers, correction.other)):
            raise CorrectionInvalid(
                _("These two numbers stand on different lines and cannot be joined.")
            )


def joinable(page: Page) -> list[int]:
    """The numbers, from 0, that can be made one with the next."""
    return [place for place, pair in enumerate(pairwise(page.numbers)) if _share_line(*pair)]


def apply(current: Current, correction: Correction) -> Current:
    """The answer after one more correction; CorrectionInvalid when it does not fit."""
    if isinstance(correction, Judge):
        return replace(current, opinion=correction.opinion)
    if isinstance(correction, (Undo, Redo)):
        raise CorrectionInvalid(_("There is nothing to take back."))
    page = _at(current.pages, correction.page)
    numbers = _corrected(page, correction)
    changed = replace(page, numbers=_with_lines_counted(numbers))
    return replace(current, pages=_with(current.pages, correction.page, changed))


def _move(source: list[Correction], target: list[Correction]) -> None:
    if not source:
        raise CorrectionInvalid(_("There is nothing to take back."))
    target.append(source.pop())


def _corrected(
    page: Page,
    correction: Change,
) -> tuple[Number, ...]:
    if isinstance(correction, AddNumber):
        return _add(page, correction)
    numbers, at = page.numbers, correction.number
    number = _at(numbers, at)
    if isinstance(correction, FixDigit):
        digit = _at(number.digits, correction.digit)
        fixed = replace(digit, text=correction.text, confidence=1.0)
        return _with(numbers, at, _fixed(number, correction.digit, fixed))
    if isinstance(correction, ConfirmNumber):
        return _with(numbers, at, _confirmed(number))
    if isinstance(correction, (AddSign, FixSign, RemoveSign)):
        signs = _signs_after(page, number, correction)
        return _with(numbers, at, replace(number, signs=signs, value=None))
    if isinstance(correction, RemoveNumber):
        return numbers[:at] + numbers[at + 1 :]
    if isinstance(correction, RemoveDigit):
        _at(number.digits, correction.digit)
        left = number.digits[: correction.digit] + number.digits[correction.digit + 1 :]
        if not left:
            return numbers[:at] + numbers[at + 1 :]
        return _with(numbers, at, _made_of(number, left, number.confidence))
    if isinstance(correction, SplitNumber):
        return (*numbers[:at], *_split(number, correction.digit), *numbers[at + 1 :])
    return _merge(numbers, at, correction.other)


def _add(page: Page, correction: AddNumber) -> tuple[Number, ...]:
    whole = Box(0.0, 0.0, float(page.width), float(page.height))
    box = _within(correction.box, whole)
    if box.width < SMALLEST_SIDE or box.height < SMALLEST_SIDE:
        raise CorrectionInvalid(_("The box is too small, or lies beside the picture."))
    step = box.width / len(correction.text)
    digits = tuple(
        _written_by_hand(text, Box(box.x0 + i * step, box.y0, box.x0 + (i + 1) * step, box.y1))
        for i, text in enumerate(correction.text)
    )
    line, is_new = _line_for(box, page.numbers)
    others = tuple(
        replace(each, line=each.line + 1) if is_new and each.line >= line else each
        for each in page.numbers
    )
    added = Number.of(digits, line=line, accept=0.0)
    place = sum((each.line, each.box.x0) <= (line, box.x0) for each in others)
    return (*others[:place], added, *others[place:])


def _merge(numbers: tuple[Number, ...], at: int, other: int) -> tuple[Number, ...]:
    first, second = numbers[at], _at(numbers, other)
    if at == other:
        raise CorrectionInvalid(_("A number cannot be merged with itself."))
    # In older histories the two may stand on two lines.
    digits = sorted((*first.digits, *second.digits), key=lambda digit: digit.box.centre[0])
    signs = sorted((*first.signs, *second.signs), key=lambda sign: sign.box.centre[0])
    one = replace(
        first,
        line=min(first.line, second.line),
        signs=tuple(signs),
        accepted=first.accepted and second.accepted,
    )
    made = _made_of(one, tuple(digits), first.confidence * second.confidence)
    merged = _with(numbers, min(at, other), made)
    return merged[: max(at, other)] + merged[max(at, other) + 1 :]


def _split(number: Number, digit: int) -> tuple[Number, Number]:
    """Both parts; a sign goes with the part that it stands nearer to."""
    _at(number.digits, digit)
    if digit == 0:
        raise CorrectionInvalid(_("A number is split before any but its first digit."))
    left, right = number.digits[:digit], number.digits[digit:]
    between = (max(each.box.x1 for each in left) + min(each.box.x0 for each in right)) / 2
    before = tuple(sign for sign in number.signs if sign.box.centre[0] < between)
    after = tuple(sign for sign in number.signs if sign.box.centre[0] >= between)
    return (
        _made_of(replace(number, signs=before), left, number.confidence),
        _made_of(replace(number, signs=after), right, number.confidence),
    )


def _fixed(number: Number, place: int, digit: Digit) -> Number:
    """The number with that digit in the place of another one.

    It is as sure as what nobody looked at: the other digits, and the number as a whole, which may
    be less sure than its digits are each. It is certain once somebody said all digits.
    """
    whole = min(1.0, number.confidence / max(_product(number.digits), 1e-9))
    digits = _with(number.digits, place, digit)
    others = _product(digits)
    made = _made_of(number, digits, others if others == 1.0 else others * whole)
    # As the reader decides: an unsure sign that changes what is said stands in the way.
    (said,) = value_numbers(
        (replace(made, accepted=made.confidence >= ENOUGH),),
        accept=ENOUGH,
        decimal=None,
        date_order=None,
    )
    return replace(made, accepted=number.accepted or said.accepted)


def _confirmed(number: Number) -> Number:
    return replace(
        number,
        digits=tuple(replace(digit, confidence=1.0) for digit in number.digits),
        signs=tuple(replace(sign, confidence=1.0) for sign in number.signs),
        confidence=1.0,
        accepted=True,
    )


def _signs_after(page: Page, number: Number, correction: SignChange) -> tuple[Sign, ...]:
    """The signs of the number after the correction."""
    if isinstance(correction, AddSign):
        return sign_put(page, number, correction.place, correction.mark)
    sign, at = _at(number.signs, correction.sign), correction.sign
    if isinstance(correction, FixSign):
        fixed = replace(sign, text=correction.mark, confidence=1.0)
        return _with(number.signs, at, fixed)
    return number.signs[:at] + number.signs[at + 1 :]


def _made_of(number: Number, digits: tuple[Digit, ...], most: float) -> Number:
    """The number with other digits, as sure as these are, but never surer than `most`: what was
    said about the old ones as a whole is left out."""
    return replace(
        number,
        text="".join(digit.text for digit in digits),
        box=Box.around(digit.box for digit in digits),
        confidence=round(min(most, _product(digits)), 6),
        digits=digits,
        constraint=None,
        style=None,
        second=None,
        value=None,
        alternatives=(),
        first=None,
    )


def _product(digits: Iterable[Digit]) -> float:
    return math.prod(digit.confidence for digit in digits)


def _valued(page: Page) -> Page:
    """The page whose numbers say what is written; what was accepted stays so."""
    numbers = value_numbers(page.numbers, accept=0.0, decimal=None, date_order=None)
    return replace(page, numbers=numbers)


def _share_line(one: Number, other: Number) -> bool:
    return one.line == other.line or _shared_height(one.box, other.box) >= SAME_LINE


def _written_by_hand(text: str, box: Box) -> Digit:
    others = tuple((other, 0.0) for other in "0123456789" if other != text)
    return Digit(text, box, 1.0, "hand", ((text, 1.0), *others))


def _line_for(box: Box, numbers: Sequence[Number]) -> tuple[int, bool]:
    """The line that a box stands on, from 1, and whether it is one of its own."""
    shared = max(numbers, key=lambda number: _shared_height(number.box, box), default=None)
    if shared is not None and _shared_height(shared.box, box) >= SAME_LINE:
        return shared.line, False
    above = [number.line for number in numbers if number.box.centre[1] < box.centre[1]]
    return max(above, default=0) + 1, True


def _shared_height(one: Box, other: Box) -> float:
    """The part of the lower one's height that both share, 0..1."""
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, shared) / max(min(one.height, other.height), 1e-9)


def _with_lines_counted(numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """Lines counted from 1 without gaps."""
    order = {line: n for n, line in enumerate(sorted({each.line for each in numbers}), start=1)}
    return tuple(
        each if order[each.line] == each.line else replace(each, line=order[each.line])
        for each in numbers
    )


def _within(box: Box, whole: Box) -> Box:
    x0, x1 = (min(max(x, whole.x0), whole.x1) for x in (box.x0, box.x1))
    y0, y1 = (min(max(y, whole.y0), whole.y1) for y in (box.y0, box.y1))
    return Box(x0, y0, x1, y1)


def _at(items: Sequence[T], index: int) -> T:
    if not 0 <= index < len(items):
        raise CorrectionInvalid(_("This part of the answer is no longer there."))
    return items[index]


def _with(items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])
