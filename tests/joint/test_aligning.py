"""Strings laid over the digits that the first reader found."""

from __future__ import annotations

from inkread import Box, Digit
from inkread.joint.aligning import Alignment


def alignment(*digits: tuple[str, float]) -> Alignment:
    """Over digits side by side, each there with this chance, and then for certain what it is."""
    chain = []
    for i, (text, there) in enumerate(digits):
        alternatives = ((text, there), *((each, 0.0) for each in "0123456789" if each != text))
        chain.append(Digit(text, Box(12 * i, 0, 12 * i + 10, 20), there, "hand", alternatives))
    return Alignment(chain, {digit.box for digit in chain})


def test_of_like_digits_the_least_likely_one_is_left_out() -> None:
    over = alignment(("3", 0.9), ("3", 0.2), ("3", 0.9))
    assert over.candidate("33", 0.5, False).places == (0, 2)


def test_what_is_equally_good_does_not_hang_on_the_last_bits_of_logarithms() -> None:
    for there in (0.35, 0.45):
        over = alignment(*[("3", there)] * 4)
        assert over.candidate("33", 0.5, False).places == (2, 3)


def test_a_digit_more_than_there_are_stands_at_no_place() -> None:
    over = alignment(("4", 0.9), ("7", 0.9))
    assert over.candidate("4", 0.5, False).places == (0,)
    assert sorted(over.candidate("477", 0.5, False).places) == [-1, 0, 1]
