"""The joint answer's weights: what a number ought to be, and how much each reader counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

from inkread import Box, Digit, Number
from inkread.joint import Ballot, Candidate, Weights
from inkread.training.recipes.joint import (
    Case,
    calibration_error,
    describe_joint,
    fit_joint,
    fit_leads,
    truths_of,
)
from inkread.training.synthesis.sample import Sample, photograph_again


def number(text: str, *places: float) -> Number:
    digits = [
        Digit(c, Box(x, 10, x + 10, 30), 0.9, "hand", ((c, 0.9),))
        for c, x in zip(text, places, strict=True)
    ]
    return Number.of(digits, line=1, accept=0.5)


def sample(text: str, x: float = 5) -> Sample:
    rows = [
        [int(c), 0, x + 12 * i, 10, x + 12 * i + 10, 30, x + 12 * i + 17, 20, i + 1 < len(text)]
        for i, c in enumerate(text)
    ]
    digits = np.array(rows, np.float32).reshape(-1, 9)
    ignored, signs = (np.zeros((0, columns), np.float32) for columns in (4, 7))
    return Sample(np.zeros((99, 99), np.uint8), digits, ignored, signs)


def case(truth: str, *candidates: tuple[str, float]) -> Case:
    """Candidates, the first reader's own first, that only the second reader tells apart."""
    told = tuple(
        Candidate(text, tuple(range(len(text))), (second, 0.0, 0.0, 0.0, 0.0, float(not i)))
        for i, (text, second) in enumerate(candidates)
    )
    own = number(candidates[0][0], *(5 + 12 * i for i in range(len(candidates[0][0]))))
    return Case(
        Ballot(own, own.digits, told, np.zeros((0, 11)), np.zeros(0, np.int64), True), truth
    )


def test_the_truth_of_a_number_is_its_string_with_what_was_passed_over() -> None:
    assert truths_of([number("42", 5, 29)], sample("482")) == ["482"]
    assert truths_of([number("4", 5), number("82", 17, 29)], sample("482")) == ["4", "82"]
    assert truths_of([number("41", 5, 11)], sample("4")) == ["4"]
    assert truths_of([number("4", 60)], sample("4")) == [""]


def test_a_number_that_the_edge_cuts_has_no_truth() -> None:
    assert truths_of([number("4", 0)], sample("4", x=0)) == [None]


def test_a_page_photographed_again_shows_other_pixels_and_the_same_truth() -> None:
    before = sample("482")
    page = np.full((99, 99), 230, np.uint8)
    page[10:30, 5:45:4] = 20
    before = replace(before, pixels=page)
    after = photograph_again(np.random.default_rng(0), before)
    assert after.pixels.shape == (99, 99)
    assert after.pixels.dtype == np.uint8
    assert (after.pixels != before.pixels).any()
    assert after.digits is before.digits


def test_a_second_reader_that_is_right_counts() -> None:
    cases = [case("7", ("1", -5.0), ("7", -0.1)), case("1", ("1", -0.1), ("7", -5.0))] * 20
    weights = fit_joint([*cases, case("9", ("1", -2.0), ("7", -2.0))])
    assert weights.second > 0.3
    assert weights.change == 0
    assert "100.00" not in describe_joint(cases, weights)[:8]


def test_a_second_reader_that_breaks_much_must_be_surer() -> None:
    weights = Weights(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, -9.0, 0.0)
    sure = [case("7", ("1", -6.0), ("7", -0.1))] * 18
    doubtful = [case("1", ("1", -1.0), ("7", -0.5))] * 9
    assert fit_leads(sure, weights) == weights
    led = fit_leads([*sure, *doubtful], weights)
    assert 0.49 < led.change < 5.9
    assert led.recount == 0
    assert fit_leads([], weights) == weights


def test_a_second_reader_that_miscounts_must_be_surer_of_another_length_alone() -> None:
    weights = Weights(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, -9.0, 0.0)
    sure = [case("7", ("1", -6.0), ("7", -0.1)), case("17", ("1", -6.0), ("17", -0.1))] * 18
    doubtful = [case("1", ("1", -1.0), ("17", -0.5))] * 9
    led = fit_leads([*sure, *doubtful], weights)
    assert led.change == 0
    assert 0.49 < led.recount < 5.9


def test_confidences_that_are_met_have_no_calibration_error() -> None:
    right = np.array([True] * 9 + [False])
    assert calibration_error(np.full(10, 0.9), right) == pytest.approx(0)
    assert calibration_error(np.full(10, 1.0), right) == pytest.approx(0.1)
