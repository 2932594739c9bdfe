"""What is said of a number beside its digits: how it fits, what each reader makes of it, its style.

All frozen; `to_dict` gives their part of the JSON of a page, and `from_dict` takes it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Fit:
    """What a constraint did to a number.

    satisfied  whether the number, as it is answered, satisfies it
    free       the text as it would be read without the constraint
    changed    how many digits were read as another one or left out
    cost       how much less likely the answer is than the free reading: natural logarithm of the
               ratio of their chances; 0 when nothing was changed
    """

    satisfied: bool
    free: str
    changed: int
    cost: float

    def to_dict(self) -> dict[str, Any]:
        return {
            "satisfied": self.satisfied,
            "free": self.free,
            "changed": self.changed,
            "cost": self.cost,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Fit:
        return cls(
            satisfied=bool(values["satisfied"]),
            free=str(values["free"]),
            changed=int(values["changed"]),
            cost=float(values["cost"]),
        )


@dataclass(frozen=True, slots=True)
class First:
    """What the first reader alone, who sees a number digit by digit, makes of it.

    text        as it reads
    confidence  how likely it finds that: the product of its digits' chances, 0..1
    """

    text: str
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "confidence": self.confidence}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> First:
        return cls(text=str(values["text"]), confidence=float(values["confidence"]))


@dataclass(frozen=True, slots=True)
class Second:
    """What the second reader, who sees a number as a whole, makes of the same ink.

    text        the digits as it reads them; empty where it sees none
    confidence  how likely it finds the number's own text, and what is written within it, 0..1
    whole       whether nothing beside the number looks like one more digit of it
    within      what it reads from the first digit to the last; None where it reads no signs
    alone       whether the number is all that the picture shows, so that less can be mistaken
    """

    text: str
    confidence: float
    whole: bool = True
    within: str | None = None
    alone: bool = False

    def to_dict(self) -> dict[str, Any]:
        told = {"text": self.text, "confidence": self.confidence, "whole": self.whole}
        read = {} if self.within is None else {"within": self.within}
        return {**told, **read, **({"alone": True} if self.alone else {})}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Second:
        return cls(
            text=str(values["text"]),
            confidence=float(values["confidence"]),
            whole=bool(values["whole"]),
            within=str(values["within"]) if "within" in values else None,
            alone=bool(values.get("alone", False)),
        )


@dataclass(frozen=True, slots=True)
class Style:
    """How a number is written; what the picture does not tell is None, and left out of the JSON.

    size_px        median height of the digits' boxes, px
    aspect         median width of a digit's box, in its heights
    spacing        median gap between neighbouring boxes, in `size_px`; below 0 where they overlap;
                   None for one digit
    slant_degrees  from upright, positive to the right, -44..44
    stroke_px      median width of the stroke, px
    stroke_share   the same, in `size_px`
    ink, paper     median colours, sRGB, "#rrggbb"
    ink_lab        the ink in CIELAB for the white D65: L, a, b
    contrast       of ink to paper, the ratio of WCAG 2: 1 (none) to 21 (black on white)
    """

    size_px: float
    aspect: float
    spacing: float | None = None
    slant_degrees: float | None = None
    stroke_px: float | None = None
    stroke_share: float | None = None
    ink: str | None = None
    ink_lab: tuple[float, float, float] | None = None
    paper: str | None = None
    contrast: float | None = None

    def to_dict(self) -> dict[str, Any]:
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        values["ink_lab"] = None if self.ink_lab is None else list(self.ink_lab)
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Style:
        known = {each.name: values[each.name] for each in fields(cls) if each.name in values}
        if "ink_lab" in known:
            known["ink_lab"] = tuple(known["ink_lab"])
        return cls(**known)
