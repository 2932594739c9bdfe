"""What a caller may choose: frozen, keyword-only, and refused when it makes no sense."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import get_args

from inkread.constraints import Constraint
from inkread.errors import (
    FileTooLarge,
    ImageTooLarge,
    OptionsInvalid,
    TookTooLong,
    TooManyPages,
)
from inkread.notation import DateOrder, DecimalMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large, long and slow a source may be.

    bytes    of the file
    pixels   of one page, after rendering for a PDF
    pages    of the document
    seconds  that opening and reading one page may take; looked at after each step, since no step
             can be interrupted
    """

    bytes: int = 200_000_000
    pixels: int = 50_000_000
    pages: int = 1_000
    seconds: float = 60.0

    def __post_init__(self) -> None:
        for name in ("bytes", "pixels", "pages"):
            _check_count(f"limits.{name}", getattr(self, name))
        _check_positive("limits.seconds", self.seconds)

    def check_bytes(self, count: int) -> None:
        """Raises FileTooLarge when a file of so many bytes is not allowed."""
        if count > self.bytes:
            raise FileTooLarge(count, self.bytes)

    def check_size(self, width: int, height: int) -> None:
        """Raises ImageTooLarge when a page of this size, px, is not allowed."""
        if width * height > self.pixels:
            raise ImageTooLarge(width * height, self.pixels)

    def check_pages(self, count: int) -> None:
        """Raises TooManyPages when a document of so many pages is not allowed."""
        if count > self.pages:
            raise TooManyPages(count, self.pages)

    def check_seconds(self, seconds: float) -> None:
        """Raises TookTooLong when one page may not take so long."""
        if seconds > self.seconds:
            raise TookTooLong(seconds, self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read.

    single          the picture holds one digit: answer at most one number of one digit
    min_confidence  numbers below it are left out, 0..1
    max_error       of what is accepted, at most this share is wrong; None: as the model's card says
    dpi             at which the pages of a PDF are rendered, 36..1200
    constraint      what every number must be; None: anything
    style           measure how each number is written: `Number.style`
    decimal         what stands before decimals, "." or ","; None: as each number, or the others of
                    its page, tell
    date_order      of day, month and year: "dmy", "mdy" or "ymd"; None: as they tell
    limits          what is refused
    """

    single: bool = False
    min_confidence: float = 0.0
    max_error: float | None = None
    dpi: int = 200
    constraint: Constraint | None = None
    style: bool = False
    decimal: DecimalMark | None = None
    date_order: DateOrder | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        for name in ("single", "style"):
            if not isinstance(getattr(self, name), bool):
                raise OptionsInvalid(name, getattr(self, name), "true or false")
        if not isinstance(self.limits, Limits):
            raise OptionsInvalid("limits", self.limits, "a Limits object")
        if not (self.constraint is None or isinstance(self.constraint, Constraint)):
            raise OptionsInvalid("constraint", self.constraint, "a constraint such as Length(5)")
        _check_choice("decimal", self.decimal, DecimalMark)
        _check_choice("date_order", self.date_order, DateOrder)
        _check_range("min_confidence", self.min_confidence, 0.0, 1.0)
        if self.max_error is not None and not _is_share(self.max_error):
            raise OptionsInvalid("max_error", self.max_error, "a number above 0 and below 1")
        _check_count("dpi", self.dpi)
        _check_range("dpi", self.dpi, 36, 1200)


def _check_choice(option: str, value: object, kind: object) -> None:
    choices = get_args(kind)
    if value is not None and not (isinstance(value, str) and value in choices):
        raise OptionsInvalid(option, value, " or ".join(repr(choice) for choice in choices))


def _check_count(option: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise OptionsInvalid(option, value, "a whole number from 1 on")


def _check_range(option: str, value: object, low: float, high: float) -> None:
    if not (_is_number(value) and low <= float(str(value)) <= high):
        raise OptionsInvalid(option, value, f"a number from {low:g} to {high:g}")


def _check_positive(option: str, value: object) -> None:
    if not (_is_number(value) and 0.0 < float(str(value)) <= math.inf):
        raise OptionsInvalid(option, value, "a number above 0")


def _is_share(value: object) -> bool:
    return _is_number(value) and 0.0 < float(str(value)) < 1.0


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
