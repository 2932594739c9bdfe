"""What a number may be asked to be: frozen values, refused when they make no sense.

Each one knows the automaton of the strings of digits that satisfy it. The automaton is made with
the value, so that a mistake shows before anything is read, and reading only walks through it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from os import PathLike
from pathlib import Path
from typing import Any, Final

from inkread.constraints.automata import MOST_STATES, Automaton, both, explore, listed
from inkread.constraints.calendars import DateState, date_moves, fields_of
from inkread.constraints.ibans import LENGTHS, IbanState, iban_moves
from inkread.constraints.patterns import pattern_automaton
from inkread.errors import OptionsInvalid

_LONGEST: Final = 100
_LENGTH: Final = f"a number of digits from 1 to {_LONGEST}, or two of them such as 4-6"


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a number must be; one of the kinds below, or several of them in `All`.

    Equal when they ask for the same in the same words.
    """

    automaton: Automaton = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        raise TypeError("a constraint is of one of the kinds, such as Length(5)")

    def satisfied_by(self, text: str) -> bool:
        """Whether the string is such a number; never when it holds anything but digits 0 to 9."""
        return self.automaton.accepts(text)

    def _become(self, automaton: Automaton) -> None:
        object.__setattr__(self, "automaton", automaton)


@dataclass(frozen=True, slots=True)
class Pattern(Constraint):
    """The whole number matches a pattern: a part of Python's regular expressions.

    Understood are digits, `.`, `\\d`, classes such as `[0-4]` and `[^7]`, groups, `|`, and the
    counts `?`, `*`, `+`, `{m}`, `{m,}` and `{m,n}`. Raises OptionsInvalid for anything else, and
    for a pattern of more than 200 characters, 500 places of digits or 10,000 states.
    """

    pattern: str

    def __post_init__(self) -> None:
        self._become(pattern_automaton(self.pattern))


@dataclass(frozen=True, slots=True)
class Length(Constraint):
    """The number has so many digits: `least`, or from `least` to `most`; 1 to 100."""

    least: int
    most: int | None = None

    def __post_init__(self) -> None:
        most = self.least if self.most is None else self.most
        refusal = OptionsInvalid(
            "length",
            self.least if self.most is None else f"{self.least}-{self.most}",
            _LENGTH,
        )
        if not (type(self.least) is type(most) is int and 1 <= self.least <= most <= _LONGEST):
            raise refusal
        self._become(
            explore(
                0,
                lambda count: [count + 1 if count < most else None] * 10,
                lambda count: count >= self.least,
                refusal,
            )
        )

    @classmethod
    def parse(cls, text: str) -> Length:
        """The length that is written as "5" or as "4-6"; OptionsInvalid for anything else."""
        match = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", text, re.ASCII)
        if match is None:
            raise OptionsInvalid("length", text, _LENGTH)
        return cls(int(match[1]), int(match[2]) if match[2] else None)


@dataclass(frozen=True, slots=True)
class Luhn(Constraint):
    """The last digit is the check digit of the others, as on payment cards.

    Every second digit from the right is doubled, the digits of the products are added up, and the
    sum is a multiple of ten (Luhn, US patent 2,950,048, 1960; ISO/IEC 7812-1, annex B). Two digits
    at least.
    """

    def __post_init__(self) -> None:
        # How far the end is, is not known while reading from the left. So two sums are kept, one
        # as if the digit just read stayed as it is and one as if it were doubled; a digit more
        # swaps them. The first item counts the digits up to two.
        def moves(state: tuple[int, int, int]) -> list[tuple[int, int, int] | None]:
            count, plain, doubled = state
            return [
                (min(count + 1, 2), (doubled + d) % 10, (plain + d // 5 + 2 * d) % 10)
                for d in range(10)
            ]

        start: tuple[int, int, int] = (0, 0, 0)
        self._become(
            explore(
                start,
                moves,
                lambda state: state[0] == 2 and state[1] == 0,
                OptionsInvalid("luhn", True, "satisfiable"),
            )
        )


@dataclass(frozen=True, slots=True)
class Iban(Constraint):
    """The number is an IBAN without the two letters of its country: check digits and account.

    `country` is the code of ISO 3166-1, in capitals. The length is the country's (ISO 13616, IBAN
    registry), the two check digits are 02 to 98, and the whole leaves a remainder of 1 when it is
    divided by 97, letters counted as 10 to 35 (ISO/IEC 7064, MOD 97-10). Only countries whose
    account numbers hold no letters can be asked for; OptionsInvalid for others.
    """

    country: str

    def __post_init__(self) -> None:
        refusal = OptionsInvalid(
            "iban", self.country, f"a country whose IBAN is all digits: {', '.join(LENGTHS)}"
        )
        if self.country not in list(LENGTHS):
            raise refusal
        end: IbanState = (LENGTHS[self.country] - 2, 1)
        self._become(
            explore(
                (0, 0), lambda state: iban_moves(self.country, state), lambda s: s == end, refusal
            )
        )


@dataclass(frozen=True, slots=True)
class OneOf(Constraint):
    """The number is one of these strings of digits; they are kept sorted, each once.

    Raises OptionsInvalid for none, for what is no string of 1 to 100 digits, and for so many that
    their beginnings, all different ones counted, are more than 500,000.
    """

    numbers: tuple[str, ...]

    def __init__(self, numbers: Iterable[str]) -> None:
        given = [numbers] if isinstance(numbers, str) else numbers
        kept = tuple(sorted({_checked(number) for number in given}))
        object.__setattr__(self, "numbers", kept)
        refusal = OptionsInvalid(
            "one_of",
            f"{len(kept)} numbers",
            f"a list of one number or more, with at most {MOST_STATES:,} different beginnings",
        )
        self._become(listed(kept, refusal))

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> OneOf:
        """The numbers in a text file, one a line; blanks around them and empty lines do not count.

        Raises OptionsInvalid when the file cannot be read, or as for the numbers themselves.
        """
        try:
            lines = Path(path).read_text("utf-8-sig").splitlines()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise OptionsInvalid(
                "one_of", str(path), f"a file that can be read ({reason})"
            ) from error
        return cls(line.strip() for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Date(Constraint):
    """The number is a date of the Gregorian calendar, written in this format.

    The format is made of MM and at least one of DD and YYYY or YY, in any order, each once, such as
    DDMMYYYY, YYYYMMDD, DDMMYY or MMYY. Years run from 0001 to 9999. 29 February needs a leap
    year where the year is there; of YY any century may be meant, so 00 is one. Raises
    OptionsInvalid for another format.
    """

    format: str

    def __post_init__(self) -> None:
        refusal = OptionsInvalid(
            "date", self.format, "made of MM, DD and YYYY or YY, such as DDMMYYYY or YYMM"
        )
        fields = fields_of(self.format)
        if fields is None:
            raise refusal
        start: DateState = (0, "", (None, None, None))
        self._become(
            explore(
                start,
                lambda state: date_moves(fields, state),
                lambda state: state[0] == len(fields),
                refusal,
            )
        )


@dataclass(frozen=True, slots=True)
class All(Constraint):
    """All of these at once: `All(Length(16), Luhn())`.

    Raises OptionsInvalid when no number can be all of it, and when they are too large together:
    more than 500,000 states.
    """

    parts: tuple[Constraint, ...]

    def __init__(self, *parts: Constraint) -> None:
        rule = f"what a number can satisfy all at once, in at most {MOST_STATES:,} states"
        names = ", ".join(type(part).__name__ for part in parts)
        refusal = OptionsInvalid("constraint", names, rule)
        if not parts or not all(isinstance(part, Constraint) for part in parts):
            raise refusal
        object.__setattr__(self, "parts", parts)
        automata = (part.automaton for part in parts)
        self._become(reduce(lambda one, other: both(one, other, refusal), automata))


def asked_for(words: Mapping[str, Any]) -> Constraint | None:
    """What is asked for in words, all of it at once; None when nothing is.

    The words are those of the command line: `pattern`, `length`, `iban`, `date`, `one_of` (a path)
    and `luhn` (true); missing ones, None and False ask for nothing. Raises OptionsInvalid.
    """
    kinds: dict[str, Callable[[Any], Constraint]] = {
        "pattern": Pattern,
        "length": Length.parse,
        "luhn": lambda _: Luhn(),
        "iban": Iban,
        "one_of": OneOf.from_file,
        "date": Date,
    }
    given = [(kind, words.get(name)) for name, kind in kinds.items()]
    parts = [kind(word) for kind, word in given if word not in (None, False)]
    return All(*parts) if parts else None


def _checked(number: object) -> str:
    if isinstance(number, str):
        if re.fullmatch(rf"[0-9]{{1,{_LONGEST}}}", number):
            return number
        number = number[:_LONGEST]
    raise OptionsInvalid("one_of", number, f"a list of numbers of 1 to {_LONGEST} digits")
