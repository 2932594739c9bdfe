"""Two readers: frames are cut by digits, texts get their chance, and both must say the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.modelling import spelled

from inkread import Box, Digit, Fit, Number, Second, Sign
from inkread.agreement import Frames, best_path, cells_of, chances_of, confirm, is_whole

ALPHABET = "0123456789"


def digit(text: str, x: float, confidence: float = 0.99) -> Digit:
    return Digit(text, Box(x, 0, x + 10, 20), confidence, "hand", ((text, confidence),))


def number(text: str, x: float = 0.0, confidence: float = 0.99) -> Number:
    digits = [digit(character, x + 12 * i, confidence) for i, character in enumerate(text)]
    return Number.of(digits, line=1, accept=0.5)


def frames(*texts: str, sure: float = 0.98) -> Frames:
    said = spelled(*texts, sure=sure)
    spans = said["spans"].astype(float)
    return Frames(np.exp(said["strings"]).astype(float), spans, np.zeros(len(spans), bool))


def confirmed(*numbers: Number, said: Frames, margin: float = 0.5) -> tuple[Number, ...]:
    digits = [each for one in numbers for each in one.digits]
    return confirm(numbers, digits, said, alphabet=ALPHABET, margin=margin)


def test_the_same_text_from_both_is_accepted() -> None:
    (one,) = confirmed(number("407"), said=frames("407"))
    assert one.accepted
    assert one.second is not None
    assert one.second.text == "407"
    assert 0.8 < one.second.confidence < 1


def test_another_text_is_not_accepted_however_sure_the_first_is() -> None:
    (one,) = confirmed(number("407", confidence=1.0), said=frames("401"), margin=0.0)
    assert not one.accepted
    assert one.second == Second("401", pytest.approx(0, abs=0.01))  # type: ignore[arg-type]


def test_a_digit_more_or_less_is_another_text() -> None:
    said = frames("407")
    for text in ("40", "4077"):
        members = [digit(character, 12 * i) for i, character in enumerate(text)]
        spans = np.repeat(said.spans[:1], len(text), axis=0)
        spans[:, 2] = [9 / len(text) * i for i in range(len(text))]
        spans[:, 3] = spans[:, 2] + 9 / len(text)
        one = Number.of(members, line=1, accept=0.5)
        seen = Frames(said.chances, spans, np.zeros(len(text), bool))
        (read,) = confirm([one], members, seen, alphabet=ALPHABET, margin=0.0)
        assert read.second is not None
        assert (read.second.text, read.accepted) == ("407", False)


def test_either_reader_may_be_too_unsure() -> None:
    assert not confirmed(number("1", confidence=0.4), said=frames("1"))[0].accepted
    assert not confirmed(number("1"), said=frames("1", sure=0.6))[0].accepted
    assert confirmed(number("1"), said=frames("1", sure=0.6), margin=0.1)[0].accepted


def test_a_number_that_fails_its_constraint_is_not_accepted() -> None:
    failed = Fit(satisfied=False, free="1", changed=0, cost=0.0)
    for fit in (failed, Fit(satisfied=True, free="1", changed=0, cost=0.0)):
        one = number("1")
        given_one = Number(one.text, one.box, 0.99, False, 1, one.digits, constraint=fit)
        assert confirmed(given_one, said=frames("1"))[0].accepted == fit.satisfied


def test_a_number_of_several_strings_is_read_from_all_of_them() -> None:
    (one,) = confirmed(number("4071"), said=frames("40", "71"))
    assert one.accepted
    assert one.second is not None
    assert one.second.text == "4071"


def test_a_string_of_several_numbers_is_divided_between_their_digits() -> None:
    first, second = confirmed(number("40"), number("719", x=60), said=frames("40719"))
    assert first.accepted
    assert second.accepted


def test_a_number_in_the_midst_of_others_gets_its_own_frames() -> None:
    outer = Number.of([digit("1", 0), digit("3", 24)], line=1, accept=0.5)
    inner = Number.of([digit("2", 12)], line=2, accept=0.5)
    digits = [outer.digits[0], inner.digits[0], outer.digits[1]]
    read = confirm([outer, inner], digits, frames("123"), alphabet=ALPHABET, margin=0.5)
    assert [each.second and each.second.text for each in read] == ["13", "2"]


def test_a_digit_without_a_string_is_read_as_nothing() -> None:
    (one,) = confirmed(
        number("7"), said=Frames(np.zeros((0, 11)), np.zeros((1, 4)), np.zeros(1, bool))
    )
    assert (one.accepted, one.second) == (False, Second("", 0.0))


def test_no_number_is_no_trouble() -> None:
    assert confirmed(said=Frames(np.zeros((3, 11)), np.zeros((0, 4)), np.zeros(0, bool))) == ()


def test_a_number_with_something_faint_beside_it_is_not_whole() -> None:
    one = number("407", x=20)  # the boxes end at 20 and 54, and are 20 high
    for box, whole in (
        (Box(56, 0, 66, 20), False),
        (Box(8, 2, 18, 18), False),
        (Box(80, 0, 90, 20), True),
        (Box(56, 14, 66, 34), True),
        (Box(56, 8, 60, 12), True),
        (Box(33, 0, 40, 20), True),
    ):
        assert is_whole(one, [box]) is whole
    said = replace(frames("407"), faint=(Box(56, 0, 66, 20),))
    (read,) = confirmed(one, said=said, margin=0.0)
    assert read.second is not None
    assert (read.second.text, read.second.whole, read.accepted) == ("407", False, False)


def test_a_number_that_is_expected_to_go_on_is_not_whole() -> None:
    for place, accepted in ((0, True), (2, False)):
        goes_on = np.arange(3) == place
        (one,) = confirmed(number("407"), said=replace(frames("407"), goes_on=goes_on))
        assert one.accepted == accepted


def test_cells_meet_half_way_and_reach_to_the_ends_of_the_string() -> None:
    spans = np.array([[10, 40, 26.0, 31], [10, 40, 13, 20], [10, 40, 34, 38], [40, 52, 43, 49]])
    assert cells_of(spans).tolist() == [[23, 32], [10, 23], [32, 40], [40, 52]]


def test_boxes_over_each_other_still_have_cells_in_order() -> None:
    spans = np.array([[0, 20, 2.0, 19], [0, 20, 3, 19], [0, 20, 1, 21]])
    cells = cells_of(spans)
    assert (cells[:, 0] <= cells[:, 1]).all()
    assert (cells >= 0).all()
    assert (cells <= 20).all()


def test_the_best_path_loses_blanks_and_repetitions() -> None:
    chances = np.eye(11)[[10, 3, 3, 10, 3, 7, 10]]
    assert best_path(chances, ALPHABET) == "337"
    assert best_path(chances[:0], ALPHABET) == ""


@given(st.integers(0, 10_000), st.integers(1, 5), st.lists(st.integers(0, 1), max_size=3))
def test_the_chance_of_a_text_is_that_of_all_paths_that_spell_it(
    seed: int, count: int, text: list[int]
) -> None:
    rows = np.random.default_rng(seed).dirichlet(np.ones(3), count)
    expected = sum(
        float(np.prod([rows[i, k] for i, k in enumerate(path)]))
        for path in product(range(3), repeat=count)
        if best_path(np.eye(3)[list(path)], "ab") == "".join("ab"[k] for k in text)
    )
    assert chances_of([rows], [text]) == [pytest.approx(expected, abs=1e-6)]


@given(st.integers(0, 10_000))
def test_texts_asked_for_together_get_the_chances_they_get_alone(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cut = [rng.dirichlet(np.ones(4) * 0.3, int(n)) for n in rng.integers(0, 9, 5)]
    texts = [rng.integers(0, 3, int(n)).tolist() for n in rng.integers(0, 4, 5)]
    alone = [chances_of([rows], [text])[0] for rows, text in zip(cut, texts, strict=True)]
    assert chances_of(cut, texts) == pytest.approx(alone, abs=1e-6)


SIGNS = ".,-/"


def signed_number(text: str, confidence: float = 0.99) -> Number:
    """A number with its signs, 12 px from one character to the next."""
    digits, signs = [], []
    for place, character in enumerate(text):
        if character.isdigit():
            digits.append(digit(character, 12 * place, confidence))
        else:
            signs.append(Sign(character, Box(12 * place + 4, 18, 12 * place + 6, 20), 0.9))
    return replace(Number.of(digits, line=1, accept=0.5), signs=tuple(signs))


def read_both(first: str, second: str, margin: float = 0.5) -> Number:
    said = spelled(second, signs=SIGNS)
    spans = said["spans"].astype(float)
    seen = Frames(np.exp(said["strings"]).astype(float), spans, np.zeros(len(spans), bool))
    (read,) = confirmed(signed_number(first), said=replace(seen, signs=SIGNS), margin=margin)
    return read


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [
        ("12.50", "12.50", True),
        ("1250", "1250", True),
        ("1'234", "1,234", True),
        ("12.50", "12,50", False),
        ("1250", "12.50", False),
        ("12.50", "1250", False),
        ("12.50", "12.51", False),
    ],
)
def test_readers_who_both_read_signs_must_agree_on_those_between_digits(
    first: str, second: str, agreed: bool
) -> None:
    read = read_both(first, second)
    assert read.accepted == agreed
    assert (read.margin > 0) == agreed
    assert read.second is not None
    assert read.second.within == second
    assert read.second.text == "".join(filter(str.isdigit, second))


@pytest.mark.parametrize(
    ("first", "second"),
    [("-12.50", "12.50"), ("12.50", "-12.50"), ("12.50", "--12.50/-"), ("12.50/-", "12.50,")],
)
def test_signs_at_the_ends_are_not_compared(first: str, second: str) -> None:
    read = read_both(first, second)
    assert read.accepted
    assert read.second is not None
    assert (read.second.text, read.second.within) == ("1250", "12.50")
    assert read.second.confidence > 0.6


def test_signs_are_not_compared_where_the_second_reader_knows_none() -> None:
    (read,) = confirmed(signed_number("12.50"), said=frames("1250"))
    assert read.accepted
    assert read.second is not None
    assert read.second.within is None


@given(st.integers(0, 10_000), st.integers(1, 4), st.lists(st.integers(0, 2), max_size=2))
def test_the_chance_of_a_text_is_that_of_all_paths_with_whatever_signs_around(
    seed: int, count: int, text: list[int]
) -> None:
    if text and 2 in (text[0], text[-1]):
        return
    rows = np.random.default_rng(seed).dirichlet(np.ones(4), count)
    expected = sum(
        float(np.prod([rows[i, k] for i, k in enumerate(path)]))
        for path in product(range(4), repeat=count)
        if best_path(np.eye(4)[list(path)], "ab.").strip(".") == "".join("ab."[k] for k in text)
    )
    assert chances_of([rows], [text], signs=1) == [pytest.approx(expected, abs=1e-6)]
