"""When a number is accepted: what counts as right, and margins that keep their promise."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.modelling import write_card

from inkread import Box, Digit, Number, Page, Second
from inkread.models import ModelCard
from inkread.training.cards import amend_card
from inkread.training.recipes.acceptance import (
    Judged,
    curve_of,
    fit_acceptance,
    fit_margin,
    judge,
    judge_pages,
)
from inkread.training.synthesis.sample import Sample


def _number(text: str, x: float, second: str | None = None, y: float = 10) -> Number:
    """Digits 10 px wide and 20 px high, side by side from (x, y) on."""
    digits = [
        Digit(c, Box(x + 12 * i, y, x + 12 * i + 10, y + 20), 0.9, "hand", ((c, 0.9),))
        for i, c in enumerate(text)
    ]
    number = Number.of(digits, line=1, accept=0.5)
    said = None if second is None else Second(second, 0.8)
    return Number(number.text, number.box, 0.9, False, 1, number.digits, second=said)


def _sample(*strings: tuple[str, float], ignored: tuple[float, ...] = ()) -> Sample:
    """A page with the digits of these strings, placed as `_number` places them."""
    rows = []
    for text, x in strings:
        for i, character in enumerate(text):
            at = x + 12 * i
            linked = i + 1 < len(text)
            after = (at + 17, 20) if linked else (0, 0)
            rows.append([int(character), 0, at, 10, at + 10, 30, *after, linked])
    return Sample(
        np.zeros((99, 99), np.uint8),
        np.array(rows, np.float32).reshape(-1, 9),
        np.array(ignored, np.float32).reshape(-1, 4),
        np.zeros((0, 7), np.float32),
    )


def test_right_is_what_reads_every_digit_where_it_stands() -> None:
    sample = _sample(("42", 5))
    assert judge([_number("42", 5)], sample) == [True]
    assert judge([_number("47", 5)], sample) == [False]
    assert judge([_number("42", 50)], sample) == [False]


def test_a_digit_passed_over_makes_its_neighbours_number_wrong() -> None:
    sample = _sample(("428", 5))
    assert judge([_number("42", 5)], sample) == [False]
    assert judge([_number("4", 5), _number("8", 29)], sample) == [False, False]


def test_how_digits_are_put_together_is_no_mistake() -> None:
    assert judge([_number("42", 5), _number("8", 29)], _sample(("428", 5))) == [True, True]
    assert judge([_number("428", 5)], _sample(("42", 5), ("8", 29))) == [True]


def test_what_is_read_where_there_is_nothing_is_wrong() -> None:
    assert judge([_number("4", 5)], _sample()) == [False]


def test_of_what_the_truth_does_not_tell_nothing_is_said() -> None:
    sample = _sample(("4", 50), ignored=(4, 9, 16, 31))
    assert judge([_number("1", 5), _number("4", 50)], sample) == [None, True]


def test_of_what_the_edge_cuts_off_nothing_is_said() -> None:
    sample = _sample(("42", 1), ("17", 77), ("5", 50))
    read = [_number("42", 1), _number("1", 77), _number("5", 50)]
    assert judge(read, sample) == [None, None, True]


def test_of_larger_digits_than_the_truth_holds_nothing_is_said() -> None:
    large = Digit("4", Box(5, 5, 55, 95), 0.9, "hand", (("4", 0.9),))
    assert judge([Number.of([large], line=1, accept=0.5)], _sample()) == [None]


def test_numbers_are_judged_by_both_measures() -> None:
    page = Page("drawn", 1, 99, 99, (_number("42", 5, "42"), _number("9", 60, "8")))
    judged = judge_pages(iter([(page, _sample(("42", 5), ("8", 60)))]))
    assert judged["agreement"].margins.tolist() == [pytest.approx(0.8**0.5), 0]
    assert judged["confidence"].margins.tolist() == [0.9, 0.9]
    assert judged["agreement"].is_right.tolist() == [True, False]


def test_numbers_alone_on_their_picture_are_judged_apart_from_those_of_pages() -> None:
    alone = Page("cut out", 1, 40, 40, (_number("42", 5, "42"),))
    page = Page("drawn", 1, 99, 99, (_number("9", 60, "8"),))
    read = [(alone, _sample(("42", 5))), (page, _sample(("9", 60)))]
    for is_alone, right in ((True, [True]), (False, [True])):
        judged = judge_pages(iter(read), alone=is_alone)["confidence"]
        assert judged.is_right.tolist() == right
        assert judged.margins.tolist() == [0.9]
    # Boxes that lie badly make no answer wrong.
    shifted = Page("cut out", 1, 40, 40, (_number("42", 14, "42"),))
    read = [(shifted, _sample(("42", 5)))]
    assert judge_pages(iter(read), alone=True)["agreement"].is_right.tolist() == [True]
    wrong = Page("cut out", 1, 40, 40, (_number("43", 5, "43"),))
    read = [(wrong, _sample(("42", 5))), (page, _sample(("9", 60)))]
    assert judge_pages(iter(read), alone=True)["agreement"].is_right.tolist() == [False]


def _judged(*groups: tuple[float, int, int]) -> Judged:
    """(margin, how many right, how many wrong) of each group."""
    margins = [m for m, right, wrong in groups for _ in range(right + wrong)]
    verdicts = [k < right for _, right, wrong in groups for k in range(right + wrong)]
    return Judged(np.array(margins), np.array(verdicts))


def test_a_curve_counts_from_the_surest_number_on() -> None:
    accepted, wrong, margins = curve_of(_judged((0.5, 10, 1), (0.9, 100, 0), (0.1, 5, 5)))
    assert accepted.tolist() == [100, 111, 121]
    assert wrong.tolist() == [0, 1, 6]
    assert margins.tolist() == [0.9, 0.5, 0.1]


def test_a_margin_keeps_its_promise_with_one_mistake_to_spare() -> None:
    judged = _judged((0.9, 999, 0), (0.8, 1, 0), (0.6, 998, 1), (0.2, 50, 50))
    assert fit_margin(judged, 0.001) == 0.8
    assert fit_margin(judged, 0.01) == 0.6
    assert fit_margin(judged, 0.0001) is None


def test_what_the_readers_differ_on_is_never_accepted() -> None:
    assert fit_margin(_judged((0.9, 10, 0), (0.0, 10_000, 0)), 0.01) is None


def test_only_what_can_be_promised_stands_on_the_card(tmp_path: Path) -> None:
    judged = _judged((0.9, 600, 0), (0.7654321, 400, 2))
    acceptance = fit_acceptance(judged, (0.01, 0.002, 0.001))
    assert acceptance == {
        "max_error": 0.01,
        "margins": {"0.01": 0.765432, "0.002": 0.9},
        "doubt": 0.05,
    }
    path = write_card(tmp_path, "reader", b"graph")
    amend_card(tmp_path / "reader.onnx", acceptance=acceptance)
    assert ModelCard.read(path).margin_at(None) == 0.765432
    assert fit_acceptance(judged, (0.002,))["max_error"] == 0.002
    amend_card(tmp_path / "reader.onnx", acceptance=fit_acceptance(judged, (0.0001,)))
    assert "acceptance" not in json.loads(path.read_text())


@pytest.mark.parametrize("error", [0.01, 0.001])
def test_margins_fitted_on_some_numbers_hold_on_others(error: float) -> None:
    rng = np.random.default_rng(1)
    halves = []
    for _ in range(2):
        margins = rng.random(200_000)
        halves.append(Judged(margins, rng.random(200_000) < margins**0.05))
    margin = fit_margin(halves[0], error)
    assert margin is not None
    kept = halves[1].is_right[halves[1].margins >= margin]
    assert 1 - kept.mean() < 1.5 * error
