"""What was measured of the models, from their cards, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inkread.web.sentences import figure

# What each figure of a card is to those who did not measure it. Those of no use to them are left
# out; the documentation has them all.
MEANINGS = {
    ("two and three-four", "exact match"): _(
        "Short numbers on lined paper, most of them in handwriting fonts, read without any mistake"
    ),
    ("pen", "exact match"): _(
        "Eight digits written with a pen, photographed small, read without any mistake"
    ),
    ("10 digits", "exact match"): _(
        "Ten digits side by side, by hands that no model learnt from, read without any mistake"
    ),
    ("all cells", "right"): _("Cells of photographed sudokus with exactly the right digit in them"),
    ("whole grids", "right"): _("Photographed sudokus with all 81 cells right"),
    ("MNIST t10k", "accuracy"): _("Single digits of the MNIST test, read right"),
    ("DIDA, last 100 of each label", "accuracy"): _(
        "Digits cut out of Swedish records of 1800 to 1940, read right"
    ),
    ("Semeion, never trained on", "error"): _(
        "Single digits of a set that no model learnt from (Semeion), read wrong"
    ),
    ("15 corruptions", "mean error"): _(
        "Single digits spoilt on purpose in fifteen ways, read wrong"
    ),
    ("pages of words", "numbers accepted"): _(
        "Numbers believed on a page of words without any digit"
    ),
    ("photographs", "digits invented outside the grid"): _(
        "Digits invented beside a photographed sudoku"
    ),
}
# Never alone on a line, however narrow its column.
UNBROKEN_PERCENT = "\xa0%"
# Counts for each picture; every other figure is a share.
PER_PICTURE = ("numbers accepted", "digits invented outside the grid")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A figure in words: what was measured, the value, and how sure that is, or nothing."""

    meaning: str
    value: str
    spread: str


def sentences_of(card: Mapping[str, Any]) -> Iterator[Sentence]:
    """Those of a card's scores that mean something to everybody, in the card's order."""
    for score in card.get("scores", ()):
        meaning = MEANINGS.get((score["set"], score["figure"]))
        if meaning is None:
            continue
        value, n = float(score["value"]), int(score["n"])
        if score["figure"] in PER_PICTURE:
            yield Sentence(str(meaning), number_format(f"{value:.2g}"), _count(n))
            continue
        low, high = score["interval"]
        spread = gettext("95 %% sure: from %(low)s to %(high)s") % {
            "low": _percent(low),
            "high": _percent(high),
        }
        both = gettext("%(count)s; %(spread)s") % {"count": _count(n), "spread": spread}
        yield Sentence(str(meaning), _percent(value), both.replace(" %", UNBROKEN_PERCENT))


def _percent(share: float) -> str:
    return f"{figure(100 * share, 1)}{UNBROKEN_PERCENT}"


def _count(n: int) -> str:
    return ngettext("%(n)s case", "%(n)s cases", n) % {"n": figure(n)}
