"""What is read: Page > Number > Digit, each with its Box. All frozen, all in one unit.

The unit is the pixel of the picture that the caller gave, after the camera's own rotation mark
(EXIF) has been followed; x grows to the right, y grows downwards, and (0, 0) is the outer corner of
the top left pixel. `to_dict` gives exactly the JSON that `inkread read --format json` promises, and
`from_dict` takes it back without loss.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from inkread.details import First, Fit, Second, Style
from inkread.notation import Value

Kind = Literal["hand", "print"]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, px; x0 <= x1 and y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if not (self.x0 <= self.x1 and self.y0 <= self.y1):
            raise ValueError(f"a box needs x0 <= x1 and y0 <= y1, not {self.to_list()}")

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The middle: (x, y)."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def overlap(self, other: Box) -> float:
        """Intersection over union, 0..1; 0 for boxes without area."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        shared = max(width, 0.0) * max(height, 0.0)
        whole = self.area + other.area - shared
        return shared / whole if whole > 0 else 0.0

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The smallest box around all of them; ValueError when there are none."""
        all_boxes = list(boxes)
        if not all_boxes:
            raise ValueError("there is no box around nothing")
        return cls(
            min(box.x0 for box in all_boxes),
            min(box.y0 for box in all_boxes),
            max(box.x1 for box in all_boxes),
            max(box.y1 for box in all_boxes),
        )

    def to_list(self) -> list[float]:
        return [self.x0, self.y0, self.x1, self.y1]

    @classmethod
    def from_list(cls, values: Iterable[float]) -> Box:
        x0, y0, x1, y1 = (float(value) for value in values)
        return cls(x0, y0, x1, y1)


@dataclass(frozen=True, slots=True)
class Digit:
    """One digit.

    `alternatives` names all ten digits, the likeliest first, each with the chance that this ink is
    that digit. The first of them is `text` with `confidence`, unless a constraint, or the number as
    a whole, made another one of them the answer; what is missing to a sum of 1 is the chance that
    there is no digit at all.
    """

    text: str
    box: Box
    confidence: float
    kind: Kind
    alternatives: tuple[tuple[str, float], ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "box": self.box.to_list(),
            "confidence": self.confidence,
            "kind": self.kind,
            "alternatives": [[text, chance] for text, chance in self.alternatives],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Digit:
        if values["kind"] not in ("hand", "print"):
            raise ValueError(f"kind must be 'hand' or 'print', not {values['kind']!r}")
        return cls(
            text=str(values["text"]),
            box=Box.from_list(values["box"]),
            confidence=float(values["confidence"]),
            kind=cast(Kind, values["kind"]),
            alternatives=tuple((str(text), float(p)) for text, p in values["alternatives"]),
        )


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign within a number or at its ends: one of . , ' - / $ € £ ¥ ₹ # * and =, where ' is a
    comma that stands high; with the chance, 0..1, that it is there."""

    text: str
    box: Box
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "box": self.box.to_list(), "confidence": self.confidence}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Sign:
        box, confidence = Box.from_list(values["box"]), float(values["confidence"])
        return cls(str(values["text"]), box, confidence)


@dataclass(frozen=True, slots=True)
class Number:
    """Digits that belong together, left to right along their line; `text` and `box` are theirs.

    `line` counts the lines of the page from 1, from top to bottom. `accepted` says whether the
    number is sure enough to be used without a person looking at it. `second` is what the second
    reader says, None where the model has none. `constraint` says how the number fits what it had to
    be, and `style` how it is written; each is None where it was not asked for. `signs` stand
    between the digits and at their ends, from left to right; `value` is what is written, None
    without signs and where it says nothing.
    `alternatives` are the likeliest strings under both readers, at most 5, each with its chance,
    the likeliest first, and `first` is what the first reader alone reads; both stand only where
    the answer is that of both readers together.
    """

    text: str
    box: Box
    confidence: float
    accepted: bool
    line: int
    digits: tuple[Digit, ...]
    constraint: Fit | None = None
    style: Style | None = None
    second: Second | None = None
    signs: tuple[Sign, ...] = ()
    value: Value | None = None
    alternatives: tuple[tuple[str, float], ...] = ()
    first: First | None = None

    @classmethod
    def of(cls, digits: Iterable[Digit], *, line: int, accept: float) -> Number:
        """The number that these digits make, in the order given.

        Its confidence is the product of theirs; it is accepted from `accept` on.
        """
        members = tuple(digits)
        confidence = round(math.prod(digit.confidence for digit in members), 6)
        return cls(
            text="".join(digit.text for digit in members),
            box=Box.around(digit.box for digit in members),
            confidence=confidence,
            accepted=confidence >= accept,
            line=line,
            digits=members,
        )

    @property
    def written(self) -> str:
        """The digits with the signs in their places; the text where there are none."""
        return self.text if not self.signs else _along(*self.digits, *self.signs)

    @property
    def inner_signs(self) -> tuple[Sign, ...]:
        """The signs that stand between the digits."""
        first, last = self.digits[0].box.centre[0], self.digits[-1].box.centre[0]
        return tuple(sign for sign in self.signs if first < sign.box.centre[0] < last)

    @property
    def within(self) -> str:
        """What is written from the first digit to the last, in the signs that the second reader
        knows: . , - and /, the comma high or low."""
        known = [sign for sign in self.inner_signs if sign.text in ".,'-/"]
        return _along(*self.digits, *known).replace("'", ",") if known else self.text

    @property
    def margin(self) -> float:
        """How sure one may be of the number, 0..1; 0 where two readers differ, where the number
        seems not to be whole, and without a second reader.

        On a page it is how likely the less sure of both finds a digit of it, as the geometric mean:
        what both take for a digit and is none counts most there. Of a number alone on its picture
        it is the chance that both are right, as of two witnesses who know nothing of each other
        (naive Bayes). What a constraint changed, or confirmed, counts with the confidence that it
        left."""
        second, confidence = self.second, self.confidence
        if self.first is not None:
            free = self.text if self.constraint is None else self.constraint.free
            if self.first.text != free:
                return 0.0
            confidence = self.first.confidence if self.constraint is None else confidence
        if second is None or second.text != self.text or not second.whole:
            return 0.0
        if second.within not in (None, self.within):
            return 0.0
        if second.alone:
            both = confidence * second.confidence
            neither = (1 - confidence) * (1 - second.confidence)
            return both / (both + neither) if both else 0.0
        return float(min(confidence, second.confidence) ** (1 / len(self.text)))

    def to_dict(self) -> dict[str, Any]:
        signs = [sign.to_dict() for sign in self.signs]
        told = [[text, chance] for text, chance in self.alternatives]
        names = ("value", "second", "first", "constraint", "style")
        more = {name: getattr(self, name) for name in names}
        return {
            "text": self.text,
            "box": self.box.to_list(),
            "confidence": self.confidence,
            "accepted": self.accepted,
            "line": self.line,
            "digits": [digit.to_dict() for digit in self.digits],
            **({"written": self.written, "signs": signs} if signs else {}),
            **({"alternatives": told} if told else {}),
            **{name: each.to_dict() for name, each in more.items() if each is not None},
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Number:
        return cls(
            text=str(values["text"]),
            box=Box.from_list(values["box"]),
            confidence=float(values["confidence"]),
            accepted=bool(values["accepted"]),
            line=int(values["line"]),
            digits=tuple(Digit.from_dict(digit) for digit in values["digits"]),
            constraint=Fit.from_dict(values["constraint"]) if "constraint" in values else None,
            style=Style.from_dict(values["style"]) if "style" in values else None,
            second=Second.from_dict(values["second"]) if "second" in values else None,
            signs=tuple(Sign.from_dict(sign) for sign in values.get("signs", ())),
            value=Value.from_dict(values["value"]) if "value" in values else None,
            alternatives=tuple((str(text), float(p)) for text, p in values.get("alternatives", ())),
            first=First.from_dict(values["first"]) if "first" in values else None,
        )


def _along(*marks: Digit | Sign) -> str:
    """What they say from left to right."""
    return "".join(mark.text for mark in sorted(marks, key=lambda mark: mark.box.centre[0]))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was given: the picture itself, or page `page` (from 1) of a document.

    `source` is the path as given, or a name in angle brackets for what has no path. `numbers` are
    in reading order: lines from top to bottom, within a line from left to right; none on a blank
    page.
    """

    source: str
    page: int
    width: int
    height: int
    numbers: tuple[Number, ...]

    @property
    def text(self) -> str:
        """The numbers as they stand: one line of text a line, numbers separated by a blank."""
        lines: dict[int, list[str]] = {}
        for number in self.numbers:
            lines.setdefault(number.line, []).append(number.text)
        return "\n".join(" ".join(lines[line]) for line in sorted(lines))

    def to_dict(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "page": self.page,
            "width": self.width,
            "height": self.height,
            "numbers": [number.to_dict() for number in self.numbers],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Page:
        return cls(
            source=str(values["source"]),
            page=int(values["page"]),
            width=int(values["width"]),
            height=int(values["height"]),
            numbers=tuple(Number.from_dict(number) for number in values["numbers"]),
        )
