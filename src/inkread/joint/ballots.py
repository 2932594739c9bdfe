"""Candidates for what a number is, and their chances under both readers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from inkread.agreement import Floats
from inkread.page import Digit, Number


@dataclass(frozen=True, slots=True)
class Weights:
    """What a string's features count in its score, natural logarithms.

    second    times the logarithm of its chance by the second reader
    which     times that of its digits' classes by the first
    present   times that of digits being there, and of what is left out not being there
    put_in    for each digit where the first reader found none
    left_out  for each digit of the first reader that is left out
    own       for the first reader's own string
    other     the score of all that is no candidate
    torn      added to it where something beside the number looks like one more digit
    change    by how much another string of as many digits must beat the first reader's own to be
              the answer
    recount   by how much one of more or fewer digits must
    """

    second: float
    which: float
    present: float
    put_in: float
    left_out: float
    own: float
    other: float
    torn: float
    change: float = 0.0
    recount: float = 0.0

    @classmethod
    def from_dict(cls, values: Mapping[str, float]) -> Weights:
        """As they stand on a card; KeyError where one is missing."""
        return cls(*(float(values[each.name]) for each in fields(cls)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A string that a number may be.

    text      its digits
    places    for each, which detection of the chain it is; -1 where it is none of them
    features  (6,), those of `Weights` up to `own`
    """

    text: str
    places: tuple[int, ...]
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The candidates of one number, the first reader's own first, and the digits `chain` that they
    are aligned to: its own and the faint ones among them.

    `frames` (f, k + 1) are those of the second reader that tell something of the number, `ticks`
    (f,) which ones of the page they are. `is_whole` as `Second.whole`.
    """

    number: Number
    chain: tuple[Digit, ...]
    candidates: tuple[Candidate, ...]
    frames: Floats
    ticks: NDArray[np.int64]
    is_whole: bool

    def chances(self, weights: Weights) -> Floats:
        """The chance (n,) of each candidate; what is missing to a sum of 1 is that of another."""
        factors = (
            *(weights.second, weights.which, weights.present),
            *(weights.put_in, weights.left_out, weights.own),
        )
        other = weights.other + (0.0 if self.is_whole else weights.torn)
        features = np.array([candidate.features for candidate in self.candidates])
        scores = features @ np.array(factors)
        highest = max(float(scores.max()), other)
        raised = np.exp(scores - highest)
        return np.asarray(raised / (raised.sum() + math.exp(other - highest)))

    def elect(self, weights: Weights) -> tuple[int, Floats]:
        """Which candidate is the answer, and the chances (n,) of all.

        The likeliest that is a number at all; the first reader's own, the first of them, unless
        another is likelier by `Weights.change` or, of another length, by `Weights.recount`.
        """
        chances = self.chances(weights)
        lengths = np.array([len(each.text) for each in self.candidates])
        leads = np.where(lengths == lengths[0], weights.change, weights.recount)
        leads[0] = 0.0
        return int(np.where(lengths > 0, chances * np.exp(-leads), -1.0).argmax()), chances
