"""The reading that is chosen is the best one that satisfies: held against trying all of them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.constraints.making import DIGITS, number, sure_but

from inkread import (
    All,
    Box,
    Constraint,
    Date,
    Digit,
    Fit,
    Iban,
    Length,
    Luhn,
    Number,
    OneOf,
    Pattern,
)
from inkread.constraints import constrain

CONSIDERABLE, EXCEPTIONS = 0.1, 0.001


def asked(read: Number, constraint: Constraint, accept: float = 0.9) -> Number:
    return constrain(read, constraint, accept=accept)


def fit_of(read: Number) -> Fit:
    assert read.constraint is not None
    return read.constraint


def test_a_doubtful_digit_becomes_the_one_that_satisfies() -> None:
    read = asked(sure_but("79927398718", {10: {"8": 0.7, "3": 0.3}}), Luhn())
    assert read.text == "79927398713"
    assert fit_of(read) == Fit(
        satisfied=True, free="79927398718", changed=1, cost=round(math.log(0.7 / 0.3), 6)
    )
    assert read.confidence == pytest.approx(0.3 / (0.3 + EXCEPTIONS), abs=1e-6)
    assert read.accepted


def test_the_digit_that_was_changed_has_its_own_chance_and_its_alternatives() -> None:
    free = sure_but("18", {1: {"8": 0.6, "3": 0.3, "5": 0.1}})
    changed = asked(free, OneOf(["15"])).digits[1]
    assert (changed.text, changed.confidence) == ("5", 0.1)
    assert changed.alternatives == free.digits[1].alternatives


def test_a_number_that_satisfies_stays_and_is_surer() -> None:
    free = sure_but("12", {1: {"2": 0.8, "7": 0.2}})
    read = asked(free, OneOf(["12", "34"]))
    assert (read.text, read.digits) == (free.text, free.digits)
    assert fit_of(read) == Fit(satisfied=True, free="12", changed=0, cost=0.0)
    assert free.confidence == 0.8
    assert read.confidence == pytest.approx(0.8 / (0.8 + EXCEPTIONS), abs=1e-6)


def test_the_confidence_is_shared_with_the_others_that_satisfy() -> None:
    read = asked(sure_but("12", {1: {"2": 0.5, "7": 0.3, "1": 0.2}}), Pattern("1[17]"))
    assert read.text == "17"
    assert read.confidence == pytest.approx(0.3 / (0.5 + EXCEPTIONS), abs=1e-6)
    assert not read.accepted


def test_acceptance_is_from_the_given_threshold_on() -> None:
    free = sure_but("12", {1: {"2": 0.5, "7": 0.3, "1": 0.2}})
    assert asked(free, Pattern("1[17]"), accept=0.59).accepted
    assert not asked(free, Pattern("1[17]"), accept=0.6).accepted


def test_what_asks_for_nothing_changes_nothing() -> None:
    free = sure_but("4711", {0: {"4": 0.9, "9": 0.06}, 2: {"1": 0.7, "7": 0.2}})
    read = asked(free, Pattern(r"\d+"))
    assert (read.text, read.digits, read.box) == (free.text, free.digits, free.box)
    assert free.confidence <= read.confidence < free.confidence + 0.05


def test_a_blot_is_no_surer_for_being_called_a_digit() -> None:
    blot = number({"1": 0.6})
    assert asked(blot, Length(1)).confidence == pytest.approx(0.6, abs=1e-6)
    word = number({"1": 0.7}, {"0": 0.7}, {"5": 0.7})
    assert not asked(word, Length(3)).accepted


def test_when_nothing_satisfies_the_free_reading_stays_and_is_not_accepted() -> None:
    free = sure_but("123", {})
    assert free.accepted
    read = asked(free, Length(5))
    assert (read.text, read.digits, read.confidence) == ("123", free.digits, free.confidence)
    assert not read.accepted
    assert fit_of(read) == Fit(satisfied=False, free="123", changed=0, cost=0.0)


def test_an_alternative_without_any_chance_is_never_taken() -> None:
    assert not fit_of(asked(sure_but("12", {}), OneOf(["13"]))).satisfied


def test_a_number_that_is_far_from_satisfying_is_answered_but_not_accepted() -> None:
    hopeless = {"7": 0.9999, "1": 0.0001}
    read = asked(number(hopeless, hopeless), OneOf(["11"]))
    assert read.text == "11"
    assert read.confidence < 0.001
    assert not read.accepted


def test_an_invented_digit_at_the_end_is_left_out() -> None:
    read = asked(sure_but("67021", {4: {"1": 0.55, "7": 0.05}}), Length(4))
    assert (read.text, read.box) == ("6702", Box(0, 0, 46, 20))
    assert len(read.digits) == 4
    assert fit_of(read) == Fit(
        satisfied=True, free="67021", changed=1, cost=round(math.log(0.55 / 0.4), 6)
    )


def test_an_invented_digit_is_left_out_at_the_beginning_and_in_the_middle_too() -> None:
    for place, text in ((0, "7021"), (2, "6721")):
        doubt = {place: {"67021"[place]: 0.6}}
        assert asked(sure_but("67021", doubt), Length(4)).text == text


def test_a_digit_that_is_surely_one_is_never_left_out() -> None:
    free = sure_but("67021", {4: {"1": 0.91}})
    assert not fit_of(asked(free, Length(4))).satisfied


def test_leaving_out_is_never_likelier_than_the_digit_that_was_read() -> None:
    read = asked(sure_but("67021", {4: {"1": 0.3}}), Length(4))
    assert fit_of(read) == Fit(satisfied=True, free="67021", changed=1, cost=0.0)
    assert read.confidence == pytest.approx(0.3 / (0.3 + EXCEPTIONS), abs=1e-6)


def test_a_digit_may_be_left_out_from_a_chance_of_a_tenth_on() -> None:
    # 1 less these is a little below 0.1 in binary.
    doubt = {"9": 0.3, "8": 0.3, "7": 0.1, "6": 0.1, "5": 0.1}
    assert asked(sure_but("67029", {4: doubt}), Length(4)).text == "6702"
    doubt["5"] = 0.100001
    assert not fit_of(asked(sure_but("67029", {4: doubt}), Length(4))).satisfied


def test_a_number_that_satisfies_keeps_a_digit_that_could_be_none() -> None:
    read = asked(sure_but("67021", {4: {"1": 0.3, "7": 0.2}}), Length(4, 5))
    assert (read.text, fit_of(read).changed) == ("67021", 0)


def test_nothing_is_ever_left_of_no_digit() -> None:
    assert not fit_of(asked(number({"1": 0.6}), Pattern("2*"))).satisfied


def test_among_equals_the_first_string_is_taken() -> None:
    even = dict.fromkeys("13579", 0.2)
    assert asked(number(even, even), Pattern("(7|3|5)[93]")).text == "33"
    assert (
        asked(number({"5": 0.6, "2": 0.4}, {"5": 0.6, "2": 0.4}), OneOf(["52", "25"])).text == "25"
    )


@pytest.mark.parametrize(
    "texts", [*itertools.combinations(("123", "132", "213", "231", "312"), 3)], ids=" ".join
)
def test_equals_are_equal_whatever_the_order_of_their_digits(texts: tuple[str, ...]) -> None:
    doubt = {"1": 0.6, "2": 0.25, "3": 0.05}
    read = asked(number(doubt, doubt, doubt), OneOf(reversed(texts)))
    assert read.text == texts[0]
    assert fit_of(read).cost == round(math.log(0.6**2 / (0.25 * 0.05)), 6)


def test_two_ways_to_read_a_string_count_together() -> None:
    doubtful = {"4": 0.6, "9": 0.1}
    read = asked(number(doubtful, doubtful, {"1": 1.0}), Length(2))
    assert read.text == "41"
    own, satisfying = 2 * 0.6 * 0.3, 2 * 0.7 * 0.3
    assert read.confidence == pytest.approx(own / (satisfying + EXCEPTIONS), abs=1e-6)


def test_an_iban_of_22_characters_is_put_right() -> None:
    doubts = {3: {"1": 0.5, "7": 0.45}, 18: {"6": 0.6, "0": 0.3}}
    read = asked(sure_but("89310400440532013060", doubts), Iban("DE"))
    assert read.text == "89370400440532013000"
    assert fit_of(read).changed == 2
    assert read.accepted


def test_a_date_is_put_right() -> None:
    doubts = {2: {"7": 0.5, "1": 0.4}}
    assert asked(sure_but("31721999", doubts), Date("DDMMYYYY")).text == "31121999"


def test_a_list_of_many_numbers_is_searched_whole() -> None:
    numbers = [f"{n:05}" for n in range(0, 100_000, 7)]
    even = dict.fromkeys(DIGITS, 0.09) | {"9": 0.1}
    assert asked(number(*[even] * 5), OneOf(numbers)).text == max(
        numbers, key=lambda text: (text.count("9"), -int(text))
    )


def test_a_long_number_is_not_lost_to_rounding() -> None:
    doubt = {"1": 0.9, "2": 1e-6}
    read = asked(number(*[doubt] * 80), Pattern("2+"))
    assert read.text == "2" * 80
    assert fit_of(read).cost == pytest.approx(80 * math.log(0.9e6), rel=1e-6)


def test_numerals_that_are_not_0_to_9_satisfy_nothing() -> None:
    free = number({"1": 0.9})
    foreign = replace(free.digits[0], text="१", alternatives=(("१", 0.9), ("२", 0.1)))
    read = asked(replace(free, text="१", digits=(foreign,)), Length(1))
    assert not fit_of(read).satisfied


# Chances as models give them, in steps that make equals likely: ten digits and none, of sum 1.
rows = st.lists(st.integers(0, 3), min_size=11, max_size=11).filter(any)
rows = rows.filter(lambda weights: max(weights[:10]) > 0)
shares = rows.map(
    lambda weights: {d: w / sum(weights) for d, w in zip(DIGITS, weights[:10], strict=True)}
)
read_numbers = st.lists(shares, min_size=1, max_size=3).map(lambda each: number(*each))
constraints = st.sampled_from(
    [
        *(Luhn(), Length(2), Length(1, 2), Pattern("[1-3].?"), Pattern("(12|7)+"), Date("MMYY")),
        *(OneOf(["1", "12", "357", "358"]), All(Luhn(), Pattern("[^9]*")), Iban("NO")),
    ]
)


def none_of(digit: Digit) -> float:
    return max(round(1 - sum(chance for _, chance in digit.alternatives), 6), 0.0)


def ways(read: Number) -> Iterator[tuple[str, float]]:
    """Every way to read the number, each digit as one of the ten or as none, and its chance."""
    choices = []
    for each in read.digits:
        none = none_of(each)
        left_out = [("", min(none, each.confidence))] if none >= CONSIDERABLE else []
        choices.append([*each.alternatives, *left_out])
    for way in itertools.product(*choices):
        chance = math.prod(chance for _, chance in way)
        if chance > 0:
            yield "".join(text for text, _ in way), chance


@given(read_numbers, constraints)
def test_no_other_reading_is_better(free: Number, constraint: Constraint) -> None:
    satisfying = [(text, chance) for text, chance in ways(free) if constraint.satisfied_by(text)]
    read = asked(free, constraint)
    fit = fit_of(read)
    assert fit.free == free.text
    assert fit.satisfied == bool(satisfying)
    if not satisfying:
        assert (read.text, read.accepted) == (free.text, False)
        return
    best = max(chance for _, chance in satisfying)
    likeliest = math.prod(digit.confidence for digit in free.digits)
    assert constraint.satisfied_by(read.text)
    assert fit.cost == pytest.approx(math.log(likeliest / best), abs=2e-6)
    own = sum(chance for text, chance in satisfying if text == read.text)
    whole = sum(chance for _, chance in satisfying)
    nothing = min(none_of(digit) for digit in free.digits)
    expected = own / max(own, min(whole + nothing + EXCEPTIONS, 1))
    assert read.confidence == pytest.approx(expected, abs=2e-6)
    assert read.accepted == (read.confidence >= 0.9)


@given(read_numbers, constraints)
def test_the_answer_is_a_number_like_any_other(free: Number, constraint: Constraint) -> None:
    read = asked(free, constraint)
    assert read == asked(free, constraint)
    assert read.text == "".join(digit.text for digit in read.digits)
    assert read.box == Box.around(digit.box for digit in read.digits)
    assert 0 <= read.confidence <= 1
    assert fit_of(read).cost >= 0
    assert (fit_of(read).changed == 0) == (read.digits == free.digits)
    assert Number.from_dict(read.to_dict()) == read
