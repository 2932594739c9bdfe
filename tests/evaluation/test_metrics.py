"""The metrics on cases that were worked out by hand."""

from __future__ import annotations

import math

import pytest

from inkread.evaluation.metrics import (
    MISSED,
    Rate,
    acceptance,
    align,
    character_error_rate,
    confusion_matrix,
    count_interval,
    digit_accuracy,
    edit_distance,
    exact_match,
    exact_match_by,
    median_interval,
    summarise_times,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (95, 100, 0.8882, 0.9785),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 2, 0.0945, 0.9055),
    ],
)
def test_the_wilson_interval_is_the_one_of_the_textbook(
    right: int, n: int, low: float, high: float
) -> None:
    assert wilson_interval(right, n) == pytest.approx((low, high), abs=1e-4)


def test_of_nothing_anything_between_none_and_all_is_possible() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)
    assert math.isnan(Rate(0, 0).value)


def test_a_rate_refuses_more_right_than_there_are() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        Rate(3, 2)


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0.0, 3.689), (10, 4.795, 18.390)])
def test_the_interval_of_a_count_is_close_to_the_exact_poisson_one(
    count: int, low: float, high: float
) -> None:
    assert count_interval(count) == pytest.approx((low, high), abs=0.03)


def test_the_interval_of_a_median_lies_between_ranks() -> None:
    # Of 21 values the 6th and the 16th, as the binomial has it; of few the whole spread.
    assert median_interval([float(value) for value in range(21, 0, -1)]) == (6.0, 16.0)
    assert median_interval([3.0, 1.0, 2.0]) == (1.0, 3.0)
    assert median_interval([7.0]) == (7.0, 7.0)


def test_exact_match_wants_every_character() -> None:
    rate = exact_match(["12", "345", "6"], ["12", "34", ""])
    assert (rate.right, rate.n) == (1, 3)


def test_exact_match_can_be_told_apart_by_length() -> None:
    rates = exact_match_by([2, 2, 3], ["12", "34", "567"], ["12", "35", "567"])
    assert {length: (rate.right, rate.n) for length, rate in rates.items()} == {
        2: (1, 2),
        3: (1, 1),
    }


@pytest.mark.parametrize(
    ("truth", "answer", "edits"),
    [
        ("123", "123", 0),
        ("123", "13", 1),
        ("123", "1253", 1),
        ("123", "173", 1),
        ("12", "", 2),
        ("", "9", 1),
    ],
)
def test_the_edit_distance_counts_changes_drops_and_additions(
    truth: str, answer: str, edits: int
) -> None:
    assert edit_distance(truth, answer) == edits


def test_truth_and_answer_are_aligned_around_what_is_missing() -> None:
    assert align("1234", "134") == [("1", "1"), ("2", ""), ("3", "3"), ("4", "4")]
    assert align("12", "192") == [("1", "1"), ("", "9"), ("2", "2")]
    assert align("77", "71") == [("7", "7"), ("7", "1")]
    assert align("", "") == []


def test_the_character_error_rate_is_edits_for_each_true_character() -> None:
    assert character_error_rate(["1234", "12"], ["134", "13"]) == pytest.approx(2 / 6)
    assert character_error_rate(["1"], ["1111"]) == 3
    assert math.isnan(character_error_rate([""], ["1"]))


def test_digit_accuracy_counts_the_true_digits_that_came_out() -> None:
    rate = digit_accuracy(["1234", "12"], ["134", "192"])
    assert (rate.right, rate.n) == (5, 6)


def test_the_confusion_matrix_has_a_column_for_what_was_missed() -> None:
    counts = confusion_matrix([("7", "7"), ("7", "1"), ("3", ""), ("", "9")])
    assert counts.shape == (10, 11)
    assert counts[7, 7] == counts[7, 1] == counts[3, MISSED] == 1
    assert counts.sum() == 3


def test_acceptance_tells_the_share_and_the_error_among_the_accepted() -> None:
    found = acceptance([True, True, False, True], [True, False, False, True])
    assert (found.n, found.accepted, found.wrong) == (4, 3, 1)
    assert found.share.value == 0.75
    assert found.error.value == pytest.approx(1 / 3)


def test_where_nothing_is_accepted_the_error_is_unknown() -> None:
    assert math.isnan(acceptance([False], [True]).error.value)


def test_times_are_summed_up_by_mean_median_and_95th_percentile() -> None:
    times = summarise_times([float(i) for i in range(1, 102)])
    assert times == {"mean_ms": 51.0, "p50_ms": 51.0, "p95_ms": 96.0}
    assert summarise_times([]) == {}
