"""A number as it was read freely -> the best reading that satisfies a constraint."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np

from inkread.constraints.automata import DIGITS, LEFT_OUT, Floats, listed
from inkread.constraints.kinds import Constraint
from inkread.details import Fit
from inkread.errors import OptionsInvalid
from inkread.page import Box, Digit, Number

# A digit may be left out when the chance that it is none is at least so large.
_CONSIDERABLE: Final = 0.1
# Of the numbers that a caller calls so, this share is not so: another number on the same page, a
# slip of the pen. Without it, whatever comes closest would be sure, however far off.
_EXCEPTIONS: Final = 0.001


def constrain(number: Number, constraint: Constraint, *, accept: float) -> Number:
    """The likeliest reading of these digits that satisfies the constraint, with its `constraint`.

    Each digit is read as one of its alternatives, at that one's chance; an alternative with a
    chance of 0 is never taken. A digit may instead be left out where the chance that it is none is
    considerable; that counts at most as much as the digit itself, so that a number that satisfies
    as it was read stays as it is. Nothing is ever put in. Among equals the first of the strings in
    the order of the digits is taken.

    The confidence is P / min(S + N + E, 1). P is the chance of the string that is answered, S that
    of all strings that satisfy, both summed over all ways to read them; N is the chance that there
    is no number at all, and E = 0.001 that the constraint does not hold for this number. Chances
    multiply over the digits, but N is that of the surest digit, as if they all stood or fell
    together. The number is accepted from the confidence `accept` on.

    When nothing satisfies, the number stays as it was read, and is not accepted.
    """
    chances = _chances(number)
    free = tuple(DIGITS.find(digit.text) for digit in number.digits)
    if constraint.satisfied_by(number.text):
        choices, cost = free, 0.0
    else:
        best = constraint.automaton.best(chances)
        if best is None:
            unfit = Fit(satisfied=False, free=number.text, changed=0, cost=0.0)
            return replace(number, accepted=False, constraint=unfit)
        choices = best[1]
        likeliest = sum(math.log(digit.confidence) for digit in number.digits)
        cost = max(likeliest - best[0], 0.0)
    kept = tuple(
        _read_as(digit, DIGITS[choice])
        for digit, choice in zip(number.digits, choices, strict=True)
        if choice != LEFT_OUT
    )
    text = "".join(digit.text for digit in kept)
    confidence = round(_confidence(text, number, constraint, chances), 6)
    changed = sum(choice != first for choice, first in zip(choices, free, strict=True))
    fit = Fit(satisfied=True, free=number.text, changed=changed, cost=round(cost, 6))
    return replace(
        number,
        text=text,
        box=Box.around(digit.box for digit in kept),
        confidence=confidence,
        accepted=confidence >= accept,
        digits=kept,
        constraint=fit,
    )


def _chances(number: Number) -> Floats:
    """The chances of all choices, 0..1: (n, 11), the digits 0 to 9 and LEFT_OUT."""
    chances = np.zeros((len(number.digits), LEFT_OUT + 1))
    for row, digit in zip(chances, number.digits, strict=True):
        for text, chance in digit.alternatives:
            # A model may know other numerals; of those no constraint speaks.
            if len(text) == 1 and text in DIGITS:
                row[int(text)] = chance
        none = _none(digit)
        row[LEFT_OUT] = min(none, digit.confidence) if none >= _CONSIDERABLE else 0.0
    return chances


def _none(digit: Digit) -> float:
    """The chance that it is no digit at all, to the six places that chances are given with."""
    return max(round(1.0 - math.fsum(chance for _, chance in digit.alternatives), 6), 0.0)


def _read_as(digit: Digit, text: str) -> Digit:
    if digit.text == text:
        return digit
    return replace(digit, text=text, confidence=dict(digit.alternatives)[text])


def _confidence(text: str, number: Number, constraint: Constraint, chances: Floats) -> float:
    """The formula of `constrain`."""
    itself = listed((text,), OptionsInvalid("constraint", text, "for shorter numbers"))
    own = itself.share(chances)
    satisfying = constraint.automaton.share(chances)
    nothing = min(_none(digit) for digit in number.digits)
    return own / max(own, min(satisfying + nothing + _EXCEPTIONS, 1.0))
