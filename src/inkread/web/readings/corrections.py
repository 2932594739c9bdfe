"""What a person can say about a reading, as frozen values; and the same as it is sent and kept.

Each speaks of the answer as it stood when it was said: numbers and digits are counted from 0 in
that answer, boxes are in pixels of the picture that was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Final, TypeAlias

from django.utils.translation import gettext as _

from inkread import Box, InkreadError

MOST_DIGITS: Final = 30
# Those that the reader knows: inkread.Sign.
SIGNS: Final = ".,'-/$€£¥₹#*="
OPINIONS: Final = ("up", "down", "")


class CorrectionInvalid(InkreadError):
    """A correction that cannot be understood, or does not fit the answer; `str()` says why."""


@dataclass(frozen=True, slots=True)
class FixDigit:
    """This digit is `text`, whatever the reader said."""

    kind: ClassVar = "fix"
    page: int
    number: int
    digit: int
    text: str


@dataclass(frozen=True, slots=True)
class ConfirmNumber:
    """This number is right as it stands."""

    kind: ClassVar = "confirm"
    page: int
    number: int


@dataclass(frozen=True, slots=True)
class AddNumber:
    """Here stands a number that was not found, px; its digits share the box evenly."""

    kind: ClassVar = "add"
    page: int
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class RemoveDigit:
    """There is no such digit; a number goes with its last one."""

    kind: ClassVar = "remove-digit"
    page: int
    number: int
    digit: int


@dataclass(frozen=True, slots=True)
class RemoveNumber:
    """There is no such number."""

    kind: ClassVar = "remove-number"
    page: int
    number: int


@dataclass(frozen=True, slots=True)
class MergeNumbers:
    """Both are one number, its digits from left to right."""

    kind: ClassVar = "merge"
    page: int
    number: int
    other: int


@dataclass(frozen=True, slots=True)
class SplitNumber:
    """The digits from `digit` on are a number of their own; `digit` is not the first one."""

    kind: ClassVar = "split"
    page: int
    number: int
    digit: int


@dataclass(frozen=True, slots=True)
class AddSign:
    """The sign `mark` stands behind the first `place` digits: before all of them where that is 0.
    Between two digits it takes the place of the one that is there."""

    kind: ClassVar = "add-sign"
    page: int
    number: int
    place: int
    mark: str


@dataclass(frozen=True, slots=True)
class FixSign:
    """This sign is `mark`, whatever the reader said."""

    kind: ClassVar = "fix-sign"
    page: int
    number: int
    sign: int
    mark: str


@dataclass(frozen=True, slots=True)
class RemoveSign:
    """There is no such sign."""

    kind: ClassVar = "remove-sign"
    page: int
    number: int
    sign: int


@dataclass(frozen=True, slots=True)
class Judge:
    """What a person thinks of the whole reading: "up", "down", or "" for no longer anything."""

    kind: ClassVar = "judge"
    opinion: str


@dataclass(frozen=True, slots=True)
class Undo:
    """What was said last, and not yet taken back, is taken back."""

    kind: ClassVar = "undo"


@dataclass(frozen=True, slots=True)
class Redo:
    """What was taken back last holds again."""

    kind: ClassVar = "redo"


# What changes the signs of a number, and what changes the numbers of a page.
SignChange: TypeAlias = AddSign | FixSign | RemoveSign
Change: TypeAlias = (
    FixDigit
    | ConfirmNumber
    | AddNumber
    | RemoveDigit
    | RemoveNumber
    | MergeNumbers
    | SplitNumber
    | SignChange
)
Correction: TypeAlias = Change | Judge | Undo | Redo

_KINDS: Final[Mapping[str, type[Correction]]] = {
    each.kind: each
    for each in (
        *(FixDigit, ConfirmNumber, AddNumber, RemoveDigit, RemoveNumber),
        *(MergeNumbers, SplitNumber, AddSign, FixSign, RemoveSign),
        *(Judge, Undo, Redo),
    )
}
KINDS: Final = tuple(_KINDS)


def to_details(correction: Correction) -> dict[str, Any]:
    """Its facts without its kind, as JSON knows them."""
    values = {each.name: getattr(correction, each.name) for each in fields(correction)}
    return {k: v.to_list() if isinstance(v, Box) else v for k, v in values.items()}


def correction_from(kind: object, details: Mapping[str, Any]) -> Correction:
    """The correction of that kind with these facts; CorrectionInvalid when it makes no sense."""
    made = _KINDS.get(kind) if isinstance(kind, str) else None
    if made is None:
        raise CorrectionInvalid(_("There is no correction of this kind."))
    facts = {each.name: _checked(each.name, details.get(each.name)) for each in fields(made)}
    if made is FixDigit and len(facts["text"]) != 1:
        raise CorrectionInvalid(_("A digit is one of 0 to 9."))
    return made(**facts)


def _checked(name: str, value: object) -> Any:
    """The fact of that name, when it can be one."""
    if name == "text":
        return _digits(value)
    if name == "box":
        return _box(value)
    if name == "mark":
        return _mark(value)
    if name == "opinion":
        if value not in OPINIONS:
            raise CorrectionInvalid(_("An opinion is up, down or none."))
        return value
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise CorrectionInvalid(_("A correction counts pages, numbers, digits and signs from 0."))
    return value


def _digits(value: object) -> str:
    is_number = isinstance(value, str) and value.isascii() and value.isdecimal()
    if not (is_number and isinstance(value, str) and len(value) <= MOST_DIGITS):
        raise CorrectionInvalid(
            _("A number is written with the digits 0 to 9, at most %(most)d of them.")
            % {"most": MOST_DIGITS}
        )
    return value


def _mark(value: object) -> str:
    if not (isinstance(value, str) and len(value) == 1 and value in SIGNS):
        raise CorrectionInvalid(_("A sign is one of %(signs)s.") % {"signs": " ".join(SIGNS)})
    return value


def _box(value: object) -> Box:
    is_list = isinstance(value, list) and len(value) == 4
    if not (is_list and isinstance(value, list) and all(_is_finite(each) for each in value)):
        raise CorrectionInvalid(_("A box is four figures: left, top, right and bottom."))
    x0, y0, x1, y1 = (float(each) for each in value)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_finite(value: object) -> bool:
    is_figure = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_figure and isinstance(value, (int, float)) and abs(value) < 1e6
