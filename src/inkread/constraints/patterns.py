"""Patterns of digits: a small, safe part of regular expressions, as an automaton.

    pattern   branch ("|" branch)*
    branch    piece+
    piece     atom, then at most one of  ?  *  +  {m}  {m,}  {m,n}
    atom      0 to 9 | . | \\d | class | "(" pattern ")" | "(?:" pattern ")"
    class     "[" "^"? (0 to 9 | range | \\d)+ "]", with a range such as 0-4

Nothing in it can be empty but by its count, so that the size of a pattern bounds the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Final

from inkread.constraints.automata import DIGITS, Automaton, explore
from inkread.errors import OptionsInvalid

_LONGEST: Final = 200
_MOST_TIMES: Final = 100
_MOST_PLACES: Final = 500
_MOST_STATES: Final = 10_000
_TIMES: Final[dict[str, tuple[int, int | None]]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


@dataclass(frozen=True, slots=True)
class _AnyOf:
    digits: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Row:
    parts: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    parts: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Repeated:
    """From `least` to `most` times; None: any number of times."""

    part: _Node
    least: int
    most: int | None


_Node = _AnyOf | _Row | _Choice | _Repeated
_ANY: Final = _AnyOf(frozenset(range(10)))


def pattern_automaton(text: object) -> Automaton:
    """The automaton of the strings that the whole pattern matches.

    By the positions of the pattern (Glushkov, "The abstract theory of automata", 1961), and sets
    of them as states (Rabin and Scott, 1959): reading never goes back. Raises OptionsInvalid for
    what is no such pattern, and for one that is too large.
    """
    if not (isinstance(text, str) and 1 <= len(text) <= _LONGEST):
        raise OptionsInvalid("pattern", text, f"a pattern of 1 to {_LONGEST} characters")
    too_large = OptionsInvalid(
        "pattern", text, f"simple: at most {_MOST_PLACES} places and {_MOST_STATES:,} states"
    )
    positions = _Positions(too_large)
    whole = positions.add(_Parser(text).parse())
    # Position 0 stands before the first digit.
    positions.follow[0] = whole.first
    return explore(
        1,
        positions.moves,
        lambda state: bool(state & whole.last),
        too_large,
        _MOST_STATES,
    )


class _Parser:
    """Reads a pattern by recursive descent; `place` is the next character."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0

    def parse(self) -> _Node:
        node = self._choice()
        if self._next:
            raise self._refusal("there is no '(' to this ')'")
        return node

    @property
    def _next(self) -> str:
        return self._text[self._place : self._place + 1]

    def _take(self, expected: str) -> bool:
        found = self._text.startswith(expected, self._place)
        self._place += len(expected) if found else 0
        return found

    def _refusal(self, reason: str) -> OptionsInvalid:
        rule = f"a pattern that is understood (character {self._place + 1}: {reason})"
        return OptionsInvalid("pattern", self._text, rule)

    def _choice(self) -> _Node:
        branches = [self._branch()]
        while self._take("|"):
            branches.append(self._branch())
        return branches[0] if len(branches) == 1 else _Choice(tuple(branches))

    def _branch(self) -> _Node:
        pieces = []
        while self._next and self._next not in "|)":
            pieces.append(self._piece())
        if not pieces:
            raise self._refusal("something is missing here")
        return pieces[0] if len(pieces) == 1 else _Row(tuple(pieces))

    def _piece(self) -> _Node:
        atom = self._atom()
        if self._next in _TIMES:
            least, most = _TIMES[self._next]
            self._place += 1
        elif self._take("{"):
            least, most = self._times()
        else:
            return atom
        if self._next and self._next in "?*+{":
            raise self._refusal("a second count is not understood")
        return _Repeated(atom, least, most)

    def _times(self) -> tuple[int, int | None]:
        least = self._count()
        most: int | None = least
        if self._take(","):
            most = None if self._next == "}" else self._count()
        if not self._take("}"):
            raise self._refusal("'}' is missing")
        if most is not None and not max(least, 1) <= most:
            raise self._refusal("the second count must be at least the first, and at least 1")
        return least, most

    def _count(self) -> int:
        start = self._place
        while self._next and self._next in DIGITS:
            self._place += 1
        written = self._text[start : self._place]
        if not written or len(written) > 3 or int(written) > _MOST_TIMES:
            raise self._refusal(f"a count from 0 to {_MOST_TIMES} is missing")
        return int(written)

    def _atom(self) -> _Node:
        if self._take("(?:") or self._take("("):
            inside = self._choice()
            if not self._take(")"):
                raise self._refusal("')' is missing")
            return inside
        if self._take("["):
            return self._class()
        if self._take("."):
            return _ANY
        if self._next in ("^", "$"):
            raise self._refusal(f"leave out {self._next!r}, the whole number must match anyway")
        return _AnyOf(self._digits())

    def _class(self) -> _Node:
        is_negated = self._take("^")
        digits: frozenset[int] = frozenset()
        while not self._take("]"):
            digits |= self._digits(may_be_range=True)
        allowed = _ANY.digits - digits if is_negated else digits
        if not (digits and allowed):
            raise self._refusal("this class names no digit, or leaves none")
        return _AnyOf(allowed)

    def _digits(self, *, may_be_range: bool = False) -> frozenset[int]:
        if self._take("\\d"):
            return _ANY.digits
        first = self._digit()
        if not (may_be_range and self._take("-")):
            return frozenset((first,))
        last = self._digit()
        if last < first:
            raise self._refusal("this range runs backwards")
        return frozenset(range(first, last + 1))

    def _digit(self) -> int:
        if not self._next:
            raise self._refusal("the pattern ends too early")
        if self._next not in DIGITS:
            raise self._refusal(f"{self._next!r} is not understood")
        self._place += 1
        return int(self._text[self._place - 1])


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern as sets of positions, one bit each: where it may begin and end."""

    can_be_empty: bool
    first: int
    last: int


class _Positions:
    """The places of a pattern at which a digit stands, and which may follow which."""

    def __init__(self, too_large: OptionsInvalid) -> None:
        self._too_large = too_large
        self._reading = [0] * 10
        self.follow = [0]

    def moves(self, state: int) -> Iterable[int | None]:
        """The sets of positions after each of the ten digits; None for an empty one."""
        reach = 0
        for position in _bits(state):
            reach |= self.follow[position]
        return [reach & mask or None for mask in self._reading]

    def add(self, node: _Node) -> _Part:
        """Gives every digit of the node a position of its own."""
        if isinstance(node, _AnyOf):
            return self._one_of(node.digits)
        if isinstance(node, _Row):
            return reduce(self._join, [self.add(part) for part in node.parts])
        if isinstance(node, _Choice):
            return reduce(_either, [self.add(part) for part in node.parts])
        return self._repeat(node)

    def _one_of(self, digits: frozenset[int]) -> _Part:
        if len(self.follow) > _MOST_PLACES:
            raise self._too_large
        bit = 1 << len(self.follow)
        self.follow.append(0)
        for digit in digits:
            self._reading[digit] |= bit
        return _Part(False, bit, bit)

    def _repeat(self, node: _Repeated) -> _Part:
        times = max(node.least, 1) if node.most is None else node.most
        parts = []
        for time in range(times):
            part = self.add(node.part)
            parts.append(_Part(part.can_be_empty or time >= node.least, part.first, part.last))
        if node.most is None:
            self._link(parts[-1], parts[-1])
        return reduce(self._join, parts)

    def _join(self, before: _Part, after: _Part) -> _Part:
        self._link(before, after)
        return _Part(
            before.can_be_empty and after.can_be_empty,
            before.first | (after.first if before.can_be_empty else 0),
            after.last | (before.last if after.can_be_empty else 0),
        )

    def _link(self, before: _Part, after: _Part) -> None:
        for position in _bits(before.last):
            self.follow[position] |= after.first


def _either(one: _Part, other: _Part) -> _Part:
    return _Part(
        one.can_be_empty or other.can_be_empty, one.first | other.first, one.last | other.last
    )


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
