"""Strings laid over the digits that the first reader found."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from inkread.joint.ballots import Candidate
from inkread.page import Box, Digit, Number

# The least chances that are told apart.
_FLOOR_WHICH: Final = 1e-4
_FLOOR_PRESENT: Final = 1e-3
_FLOOR_SECOND: Final = 1e-6
# Natural logarithm: a digit put in where none was found, in the alignment.
_PUT_IN: Final = -7.0
# Ways that differ by less are equally good: the last bits of logarithms differ between machines.
_SAME: Final = 1e-9


def present_in(digit: Digit) -> float:
    """The chance that there is a digit at all."""
    return math.fsum(chance for _, chance in digit.alternatives)


def sure_of(number: Number, chance: float) -> Candidate:
    """The first reader's own text, where both are sure of it."""
    which = present = 0.0
    for digit in number.digits:
        presence = max(present_in(digit), _FLOOR_PRESENT)
        present += math.log(presence)
        which += math.log(max(digit.confidence / presence, _FLOOR_WHICH))
    features = (math.log(max(chance, _FLOOR_SECOND)), which, present, 0.0, 0.0, 1.0)
    return Candidate(number.text, tuple(range(len(number.digits))), features)


class Alignment:
    """How strings are laid over a chain of digits, some of them too faint to be its `members`."""

    def __init__(self, chain: Sequence[Digit], members: set[Box]) -> None:
        self._texts = [digit.text if digit.box in members else "" for digit in chain]
        present = [present_in(digit) for digit in chain]
        self._which = [
            {text: math.log(max(p / e, _FLOOR_WHICH)) for text, p in digit.alternatives}
            for digit, e in zip(chain, present, strict=True)
        ]
        self._present = [math.log(max(e, _FLOOR_PRESENT)) for e in present]
        self._absent = [math.log(max(1 - e, _FLOOR_PRESENT)) for e in present]

    def candidate(self, text: str, chance: float, is_own: bool) -> Candidate:
        """A string with the second reader's `chance`, aligned as the first reader likes it best."""
        places = self._align(text)
        matched = [(place, text[j]) for j, place in enumerate(places) if place >= 0]
        used = {place for place, _ in matched}
        left = [i for i in range(len(self._texts)) if i not in used]
        features = (
            math.log(max(chance, _FLOOR_SECOND)),
            sum(self._which[i][character] for i, character in matched),
            sum(self._present[i] for i in used) + sum(self._absent[i] for i in left),
            float(len(text) - len(matched)),
            float(sum(bool(self._texts[i]) for i in left)),
            float(is_own),
        )
        return Candidate(text, places, features)

    def _align(self, text: str) -> tuple[int, ...]:
        """Which place of the chain each character stands at, -1 for none, by dynamic programming
        on what is not alike at either end."""
        own, most = self._texts, min(len(text), len(self._texts))
        start = next((k for k in range(most) if own[k] != text[k]), most)
        if start == len(text) == len(own):
            return tuple(range(start))
        # Of two like characters side by side, either may be the one too many.
        start = max(start - 2, 0)
        most -= start
        end = next((k for k in range(most) if own[-1 - k] != text[-1 - k]), most)
        end = max(end - 2, 0)
        inner = self._align_inner(text[start : len(text) - end], start, len(own) - end)
        tail = range(len(own) - end, len(own))
        return (*range(start), *inner, *tail)

    def _align_inner(self, text: str, start: int, stop: int) -> list[int]:
        """The same for the places from `start` to `stop`."""
        rows, columns = stop - start, len(text)
        best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
        for i in range(rows + 1):
            for j in range(columns + 1):
                if i or j:
                    best[i][j] = max(self._ways(best, (i, j), text, start))
        places = [-1] * columns
        i, j = rows, columns
        while i or j:
            ways = self._ways(best, (i, j), text, start)
            least = max(ways) - _SAME
            way = next(k for k, good in enumerate(ways) if good >= least)
            if way == 0:
                places[j - 1] = start + i - 1
            i, j = i - (way != 2), j - (way != 1)
        return places

    def _ways(
        self, best: list[list[float]], at: tuple[int, int], text: str, start: int
    ) -> tuple[float, float, float]:
        """How good it is to come here by a match, by leaving out, by putting in."""
        (i, j), place = at, start + at[0] - 1
        none = -math.inf
        return (
            best[i - 1][j - 1] + self._present[place] + self._which[place][text[j - 1]]
            if i and j
            else none,
            best[i - 1][j] + self._absent[place] if i else none,
            best[i][j - 1] + _PUT_IN if j else none,
        )
