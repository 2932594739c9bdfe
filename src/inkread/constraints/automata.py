"""Finite automata over the digits 0 to 9: what every constraint becomes, and what is asked of one.

Both questions are answered by one recursion from the last place to the first (Viterbi, "Error
bounds for convolutional codes and an asymptotically optimum decoding algorithm", 1967): the
likeliest string is its maximum, the share of all strings together is its sum.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from inkread.errors import OptionsInvalid

DIGITS: Final = "0123456789"
# The eleventh column of every table: what was taken for a digit is left out.
LEFT_OUT: Final = 10
# So many states are some 20 MB, and a few seconds to write out.
MOST_STATES: Final = 500_000
# Ways whose logarithms differ by less are equals: adding up in another order moves them.
_EQUAL: Final = 1e-9
_DEAD: Final = 0
_START: Final = 1

Floats = NDArray[np.float64]
State = TypeVar("State", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Automaton:
    """All states of a deterministic automaton, written out.

    steps      (s, 11) int32: the state after each digit; leaving one out changes nothing. State 0
               leads nowhere and state 1 is the start, to which no digit leads back.
    accepting  (s,) bool; never the start, since nothing at all is no number
    """

    steps: NDArray[np.int32]
    accepting: NDArray[np.bool_]

    def accepts(self, text: str) -> bool:
        """Whether it accepts the string; never one with anything but digits in it."""
        state = _START
        for character in text:
            digit = DIGITS.find(character)
            state = int(self.steps[state, digit]) if digit >= 0 else _DEAD
        return bool(self.accepting[state])

    def share(self, chances: Floats) -> float:
        """The chances of all accepted strings together, summed over all ways to read them.

        `chances` (n, 11) are 0..1: of each place its ten digits, and that it is left out.
        """
        return float(self._ahead(chances, np.add, np.multiply, 0.0)[0][_START])

    def best(self, chances: Floats) -> tuple[float, tuple[int, ...]] | None:
        """The likeliest way to an accepted string: the logarithm of its chance, and the choices.

        `chances` as in `share`. One choice a place: a digit or LEFT_OUT. Among equals it is the
        first in the order 0 to 9, LEFT_OUT, from the first place on. None when no way has a chance.
        """
        with np.errstate(divide="ignore"):
            logs = np.log(chances)
        # In logarithms, so that a long number is not lost to rounding.
        ahead = self._ahead(logs, np.maximum, np.add, -np.inf)
        if ahead[0][_START] == -np.inf:
            return None
        state, choices = _START, []
        for place, row in enumerate(logs):
            ways = row + ahead[place + 1][self.steps[state]]
            choice = int(np.argmax(ways > ways.max() - _EQUAL))
            choices.append(choice)
            state = int(self.steps[state, choice])
        return float(ahead[0][_START]), tuple(choices)

    def _ahead(
        self, rows: Floats, merge: np.ufunc, extend: np.ufunc, nothing: float
    ) -> list[Floats]:
        """For each place and at the end: of each state (s,), the ways on from there, merged.

        A way extends from place to place; `nothing` stands for no way. The states that no choice
        with a chance leads to at a place stay at that: of a long list, only what could begin so is
        looked at.
        """
        layer, layers = np.array([_START]), []
        for row in rows:
            layers.append(layer)
            reached = np.zeros(len(self.steps), dtype=np.bool_)
            reached[self.steps[np.ix_(layer, np.flatnonzero(row > nothing))]] = True
            reached[_DEAD] = False
            layer = np.flatnonzero(reached)
        ahead = [np.where(self.accepting, float(extend.identity), nothing)]
        for row, layer in zip(rows[::-1], layers[::-1], strict=True):
            here = np.full(len(self.steps), nothing)
            here[layer] = merge.reduce(extend(row, ahead[-1][self.steps[layer]]), axis=1)
            ahead.append(here)
        return ahead[::-1]


def explore(
    start: State,
    moves: Callable[[State], Iterable[State | None]],
    accepts: Callable[[State], bool],
    refusal: OptionsInvalid,
    limit: int = MOST_STATES,
) -> Automaton:
    """Writes out the automaton that is told by a rule.

    `moves` tells the ten states after the digits 0 to 9, None where none is allowed; no digit leads
    back to the start, and the start is not accepted. The refusal is raised when there are more
    states than the limit, or when no string is accepted.
    """
    known = {start: _START}
    waiting, rows, accepting = [start], [[_DEAD] * 11], [False]
    while len(rows) <= len(waiting):
        state = waiting[len(rows) - 1]
        row = []
        for after in moves(state):
            if after is None:
                row.append(_DEAD)
                continue
            if after not in known:
                waiting.append(after)
                known[after] = len(waiting)
            row.append(known[after])
        accepting.append(accepts(state))
        rows.append([*row, len(rows)])
        if len(waiting) > limit:
            raise refusal
    return _written_out(rows, accepting, refusal)


def listed(texts: Collection[str], refusal: OptionsInvalid) -> Automaton:
    """The automaton of these strings of digits: a trie (Fredkin, "Trie memory", 1960).

    The refusal is raised when there are too many, or none.
    """
    rows, ends = [[_DEAD] * 11, [_DEAD] * 10 + [_START]], set()
    for text in texts:
        state = _START
        for character in text:
            digit = int(character)
            if rows[state][digit] == _DEAD:
                rows[state][digit] = len(rows)
                rows.append([_DEAD] * 10 + [len(rows)])
            state = rows[state][digit]
        ends.add(state)
        if len(rows) > MOST_STATES:
            raise refusal
    return _written_out(rows, [state in ends for state in range(len(rows))], refusal)


def both(first: Automaton, second: Automaton, refusal: OptionsInvalid) -> Automaton:
    """The automaton of the strings that both accept: their product (Rabin and Scott, 1959)."""

    def moves(states: tuple[int, int]) -> list[tuple[int, int] | None]:
        pairs = zip(
            first.steps[states[0], :LEFT_OUT].tolist(),
            second.steps[states[1], :LEFT_OUT].tolist(),
            strict=True,
        )
        return [None if _DEAD in pair else pair for pair in pairs]

    def accepts(states: tuple[int, int]) -> bool:
        return bool(first.accepting[states[0]] and second.accepting[states[1]])

    return explore((_START, _START), moves, accepts, refusal)


def _written_out(
    rows: list[list[int]], accepting: list[bool], refusal: OptionsInvalid
) -> Automaton:
    if not any(accepting):
        raise refusal
    automaton = Automaton(np.array(rows, dtype=np.int32), np.array(accepting, dtype=np.bool_))
    # Threads share it.
    automaton.steps.setflags(write=False)
    automaton.accepting.setflags(write=False)
    return automaton
