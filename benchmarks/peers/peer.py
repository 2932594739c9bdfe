"""What a peer is, and how its characters become the page that the scoring takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal, Protocol

from inkread.evaluation.bench import PageReader
from inkread.page import Box, Digit, Number, Page

Task = Literal["line", "page", "digit"]
"""A picture of one string, a whole page, or a picture of one digit."""


@dataclass(frozen=True, slots=True)
class Character:
    """One digit that a peer found: "0" to "9", how sure it is (0..1), and where (px)."""

    text: str
    confidence: float
    box: Box


class Peer(Protocol):
    """A reader that is measured, in its best sensible settings.

    name  as the table shows it
    """

    name: str

    @property
    def settings(self) -> Mapping[Task, str]:
        """How it does each task, in words; a task that is not among them it does not do."""
        ...

    def version(self) -> str | None:
        """The version that is installed; None when it is not."""
        ...

    def reader(self, task: Task) -> PageReader:
        """What reads for this task, on one core; only asked of a peer that is installed."""
        ...


def version_of(package: str) -> str | None:
    """The installed version of a Python package; None when it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def page_of(lines: Sequence[Sequence[Character]], width: int, height: int) -> Page:
    """A page with one number for each line that has characters; `width` and `height` in px."""
    numbers = [
        Number.of([_digit(character) for character in line], line=index, accept=1.0)
        for index, line in enumerate(filter(None, lines), start=1)
    ]
    return Page("<picture>", 1, width, height, tuple(numbers))


def nearest_the_middle(characters: Sequence[Character], x: float) -> list[Character]:
    """The one character whose centre is nearest to `x`, px; none of none.

    Crops of one digit show parts of its neighbours at their sides, and those are read too.
    """
    return sorted(characters, key=lambda character: abs(character.box.centre[0] - x))[:1]


def _digit(character: Character) -> Digit:
    """As inkread's own digits are; peers tell neither print from hand nor alternatives."""
    alternatives = ((character.text, character.confidence),)
    return Digit(character.text, character.box, character.confidence, "hand", alternatives)
