"""What is kept of the answers, so that curves can be drawn from it later."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.evaluation.answers import Answers
from inkread.evaluation.curves import calibration_error, reliability, widest_coverage
from inkread.evaluation.results import write_json
from inkread.evaluation.scoring import MOST_WRONG, rate_confidence

rows = st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()))


def test_answers_are_kept_the_surest_first_with_four_decimals() -> None:
    answers = Answers.of("pen", 4, [(0.5, False, False), (0.99996, True, True), (0.7, True, False)])
    assert answers.confidences == (1.0, 0.7, 0.5)
    assert answers.right == (True, True, False)
    assert answers.accepted == (True, False, False)


def test_a_confidence_that_many_share_is_kept_once() -> None:
    answers = Answers.of("pen", 900, [(1.0, True, True)] * 800 + [(0.3, False, False)] * 2)
    assert answers.to_dict() == {
        "set": "pen",
        "n": 900,
        "invented": False,
        "answers": [
            {"right": True, "accepted": True, "confidences": [1.0], "counts": [800]},
            {"right": False, "accepted": False, "confidences": [0.3], "counts": [2]},
        ],
    }


@settings(deadline=None)
@given(rows)
def test_answers_come_back_from_their_json(given_rows: list[tuple[float, bool, bool]]) -> None:
    answers = Answers.of("pen", len(given_rows) + 1, given_rows)
    assert Answers.from_dict(json.loads(json.dumps(answers.to_dict()))) == answers


def test_an_invented_number_is_never_right() -> None:
    answers = Answers.of_inventions("pages", 2, [(0.2, False), (0.9, True), (0.4, False)])
    assert (answers.n, answers.is_invented) == (2, True)
    assert answers.right == (False,) * 3
    assert Answers.from_dict(answers.to_dict()) == answers


def test_lists_of_numbers_are_written_on_one_line() -> None:
    values = {"matrix": [[1, 2], [-3, 4.5e-05]], "words": ["[\n1\n]", "b"], "ends": [0.5, None]}
    text = write_json(values)
    assert json.loads(text) == values
    assert "[1, 2]" in text
    assert "[-3, 4.5e-05]" in text


def test_confidence_is_rated_by_coverage_and_calibration() -> None:
    rows = [(0.99, True, True)] * 500 + [(0.9, False, True), (0.8, True, False)]
    answers = Answers.of("pen", 510, rows)
    accepted, wrong, coverage, error = rate_confidence(answers)
    point = widest_coverage(answers.confidences, answers.right, 510, MOST_WRONG)
    assert (accepted.value, wrong.value) == (501 / 510, 1 / 501)
    # One mistake among 502 is 0.199 %.
    assert point.acceptance.accepted == 502
    assert (coverage.value, coverage.n) == (502 / 510, 510)
    assert coverage.what == "coverage at no more than 0.2 % wrong"
    assert error.value == calibration_error(reliability(answers.confidences, answers.right))
    assert error.low < error.value < error.high
    assert error.n == 502


def test_where_nothing_was_answered_the_calibration_is_unknown() -> None:
    *_, coverage, error = rate_confidence(Answers.of("pen", 3, []))
    assert (coverage.value, coverage.n) == (0.0, 3)
    assert error.to_dict()["value"] is None
    assert error.n == 0
