"""Curves and calibration on cases that were worked out by hand, and what holds for all cases."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.evaluation.curves import (
    area_interval,
    average_precision,
    calibration_error,
    calibration_error_interval,
    count_from,
    error_at_reject,
    precision_recall_curve,
    reject_curve,
    reliability,
    roc_curve,
    widest_coverage,
)
from inkread.evaluation.metrics import Rate

# Five answers to six: 0.9 right, 0.8 right, 0.7 wrong, 0.6 right, 0.5 wrong; one got none.
SURE = [0.9, 0.8, 0.7, 0.6, 0.5]
RIGHT = [True, True, False, True, False]
N = 6

# Few distinct confidences, so that ties are common.
answers = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9, 0.99, 1.0]), st.booleans()))
some_answers = answers.filter(bool)


def split(pairs: list[tuple[float, bool]]) -> tuple[list[float], list[bool]]:
    return [sure for sure, _ in pairs], [right for _, right in pairs]


def test_the_roc_curve_goes_up_by_right_answers_and_right_by_wrong_ones() -> None:
    curve = roc_curve(SURE, RIGHT)
    assert curve.x == pytest.approx((0, 0, 0, 0.5, 0.5, 1))
    assert curve.y == pytest.approx((0, 1 / 3, 2 / 3, 2 / 3, 1, 1))
    # Of the six pairs of a right and a wrong answer, the right one is surer in five.
    assert curve.area == pytest.approx(5 / 6)


def test_equally_sure_answers_are_one_step_of_the_roc_curve() -> None:
    curve = roc_curve([0.5, 0.5, 0.5], [True, False, True])
    assert (curve.x, curve.y) == ((0, 1), (0, 1))
    assert curve.area == 0.5


def test_without_any_mistake_there_is_no_roc_curve() -> None:
    assert roc_curve([0.9, 0.8], [True, True]).x == ()
    assert math.isnan(roc_curve([], []).area)


def test_the_interval_of_the_area_is_that_of_newcombe() -> None:
    low, high = area_interval(0.8, 50, 50)
    for end in (low, high):
        spread = 1 + 49 * ((1 - end) / (2 - end) + end / (1 + end))
        error = math.sqrt(end * (1 - end) * spread / 2500)
        assert abs(0.8 - end) == pytest.approx(1.959964 * error, rel=1e-5)
    assert (1 - high, 1 - low) == pytest.approx(area_interval(0.2, 50, 50))


def test_a_single_mistake_proves_little_about_the_area() -> None:
    low, high = area_interval(1.0, 1000, 1)
    assert low < 0.5
    assert high == 1.0
    assert area_interval(math.nan, 10, 0) == (0.0, 1.0)


def test_precision_is_of_what_is_kept_and_recall_of_all_there_is() -> None:
    curve = precision_recall_curve(SURE, RIGHT, N)
    assert curve.x == pytest.approx((1 / 6, 2 / 6, 2 / 6, 3 / 6, 3 / 6))
    assert curve.y == pytest.approx((1, 1, 2 / 3, 3 / 4, 3 / 5))
    assert average_precision(curve) == pytest.approx(1 / 6 + 1 / 6 + 3 / 4 / 6)
    assert math.isnan(average_precision(precision_recall_curve([], [], 3)))


def test_the_reject_curve_begins_where_all_that_was_answered_is_accepted() -> None:
    curve = reject_curve(SURE, RIGHT, N)
    assert curve.x == pytest.approx((1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6))
    assert curve.y == pytest.approx((2 / 5, 1 / 4, 1 / 3, 0, 0))
    assert reject_curve([], [], 2).x == ()


@pytest.mark.parametrize(
    ("most_wrong", "threshold", "accepted", "wrong"),
    [(0.0, 0.8, 2, 0), (0.24, 0.8, 2, 0), (0.25, 0.6, 4, 1), (0.4, 0.5, 5, 2)],
)
def test_the_widest_coverage_has_no_more_mistakes_than_allowed(
    most_wrong: float, threshold: float, accepted: int, wrong: int
) -> None:
    point = widest_coverage(SURE, RIGHT, N, most_wrong)
    assert point.threshold == threshold
    found = point.acceptance
    assert (found.n, found.accepted, found.wrong) == (N, accepted, wrong)


def test_where_the_surest_answers_are_wrong_nothing_may_be_accepted() -> None:
    point = widest_coverage([0.99, 0.2], [False, True], 2, 0.1)
    assert point.threshold == math.inf
    assert point.acceptance.share.value == 0


def test_the_least_sure_are_left_out_and_the_rest_is_judged() -> None:
    # Ten pictures, one without an answer; a fifth of them is left out.
    sure = [0.0, 0.5, *[0.9] * 8]
    right = [False, False, False, *[True] * 7]
    assert error_at_reject(sure, right, 0.2) == Rate(1, 8)
    assert error_at_reject(sure, right, 0.0) == Rate(3, 10)


def test_of_equally_sure_ones_the_right_are_left_out_first() -> None:
    assert error_at_reject([0.9] * 4, [True, False, True, True], 0.5) == Rate(1, 2)


def test_a_threshold_is_told_how_many_are_at_least_that_sure() -> None:
    curve = count_from([0.3, 0.9, 0.3])
    assert (curve.x, curve.y) == ((0.3, 0.9), (3, 1))


def test_reliability_bins_hold_equally_many_from_the_least_sure_on() -> None:
    low, high = reliability([0.9, 0.1, 0.8, 0.3], [True, False, False, True], bins=2)
    assert (low.confidence, high.confidence) == pytest.approx((0.2, 0.85))
    assert low.rate == high.rate == Rate(1, 2)
    assert calibration_error([low, high]) == pytest.approx((0.3 + 0.35) / 2)


def test_equally_sure_answers_stay_in_one_bin() -> None:
    bins = reliability([0.2, 1.0, 1.0, 1.0], [False, True, True, False], bins=4)
    assert [(each.confidence, each.rate.n) for each in bins] == [(0.2, 1), (1.0, 3)]
    assert calibration_error(bins) == pytest.approx((0.2 + 1.0) / 4)


def test_a_reader_that_is_as_often_right_as_it_says_is_calibrated() -> None:
    sure = [0.75] * 4
    assert calibration_error(reliability(sure, [True, True, True, False])) == 0
    assert math.isnan(calibration_error(reliability([], [])))


def test_the_interval_of_the_calibration_error_narrows_with_more_answers() -> None:
    few = calibration_error_interval([0.5, 0.9] * 20, [True, False] * 20)
    many = calibration_error_interval([0.5, 0.9] * 500, [True, False] * 500)
    assert few[0] < many[0] < 0.7 < many[1] < few[1]
    assert calibration_error_interval([0.5, 0.9] * 20, [True, False] * 20) == few
    assert calibration_error_interval([], []) == (0.0, 1.0)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="2 confidences of 1"):
        roc_curve([0.1, 0.2], [True])
    with pytest.raises(ValueError, match="5 answers to 4"):
        reject_curve(SURE, RIGHT, 4)


@settings(deadline=None)
@given(some_answers, st.integers(0, 5))
def test_the_order_of_the_answers_changes_no_curve(
    pairs: list[tuple[float, bool]], missed: int
) -> None:
    ordered = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    n = len(pairs) + missed
    assert roc_curve(*split(pairs)) == roc_curve(*split(ordered))
    assert reject_curve(*split(pairs), n) == reject_curve(*split(ordered), n)
    for one, other in zip(reliability(*split(pairs)), reliability(*split(ordered)), strict=True):
        assert one.confidence == pytest.approx(other.confidence)
        assert one.rate == other.rate


@settings(deadline=None)
@given(some_answers)
def test_a_roc_curve_climbs_from_corner_to_corner(pairs: list[tuple[float, bool]]) -> None:
    curve = roc_curve(*split(pairs))
    assert list(curve.x) == sorted(curve.x)
    assert list(curve.y) == sorted(curve.y)
    if curve.x:
        assert (curve.x[0], curve.y[0], curve.x[-1], curve.y[-1]) == (0, 0, 1, 1)
        assert 0 <= curve.area <= 1


@settings(deadline=None)
@given(some_answers)
def test_the_area_is_how_often_a_right_answer_is_surer_than_a_wrong_one(
    pairs: list[tuple[float, bool]],
) -> None:
    rights = [sure for sure, right in pairs if right]
    wrongs = [sure for sure, right in pairs if not right]
    area = roc_curve(*split(pairs)).area
    if rights and wrongs:
        wins = sum((r > w) + (r == w) / 2 for r in rights for w in wrongs)
        assert area == pytest.approx(wins / (len(rights) * len(wrongs)))
    else:
        assert math.isnan(area)


@settings(deadline=None)
@given(some_answers, st.integers(0, 5), st.sampled_from([0.0, 0.002, 0.1, 0.5, 1.0]))
def test_the_widest_coverage_is_the_widest_of_the_reject_curve(
    pairs: list[tuple[float, bool]], missed: int, most_wrong: float
) -> None:
    n = len(pairs) + missed
    curve = reject_curve(*split(pairs), n)
    allowed = [1 - x for x, y in zip(curve.x, curve.y, strict=True) if y <= most_wrong + 1e-12]
    point = widest_coverage(*split(pairs), n, most_wrong)
    assert point.acceptance.share.value == pytest.approx(max(allowed, default=0.0))
    sure_enough = [right for sure, right in pairs if sure >= point.threshold]
    assert point.acceptance.accepted == len(sure_enough)
    assert point.acceptance.wrong == sure_enough.count(False)


@settings(deadline=None)
@given(answers, st.integers(1, 20))
def test_reliability_bins_share_out_every_answer(
    pairs: list[tuple[float, bool]], bins: int
) -> None:
    found = reliability(*split(pairs), bins)
    assert sum(each.rate.n for each in found) == len(pairs)
    assert sum(each.rate.right for each in found) == sum(right for _, right in pairs)
    assert len(found) <= bins
    confidences = [each.confidence for each in found]
    assert confidences == sorted(confidences)
    assert all(each.rate.n for each in found)
    if pairs:
        low, high = calibration_error_interval(*split(pairs), bins)
        assert 0 <= low <= calibration_error(found) + 1e-12
        assert calibration_error(found) - 1e-12 <= high <= 1
