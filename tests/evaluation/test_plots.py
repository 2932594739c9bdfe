"""The charts of a suite and the tables beside them, from answers that were kept."""

from __future__ import annotations

import pytest

from inkread.evaluation.answers import Answers
from inkread.evaluation.plots import (
    charts_of,
    plot_inventions,
    plot_precision_recall,
    plot_rejects,
    plot_reliability,
    plot_roc,
    rows_of_confidence,
    rows_of_digits,
    rows_of_lengths,
)

# 900 sure and right, 10 of them less so, 8 wrong and not sure, 82 without an answer.
PEN = Answers.of(
    "pen",
    1000,
    [(0.99, True, True)] * 890 + [(0.6, True, False)] * 10 + [(0.3, False, False)] * 8,
)
FLAWLESS = Answers.of("two", 5, [(0.9, True, True)] * 5)
INVENTED = Answers.of_inventions("pages", 4, [(0.2, False), (0.95, True), (0.2, False)])


def test_a_suite_of_answers_has_four_charts_and_one_of_silence_has_one() -> None:
    titles = [chart.title for chart in charts_of([PEN, FLAWLESS])]
    assert titles == [
        "ROC of the confidence",
        "Precision and recall",
        "Reliability",
        "Mistakes against rejects",
    ]
    assert len(charts_of([INVENTED])) == 1
    assert charts_of([Answers.of_inventions("pages", 4, [])]) == []
    assert charts_of([]) == []


def test_a_set_without_a_mistake_says_why_it_has_no_roc() -> None:
    chart = plot_roc([PEN, FLAWLESS])
    assert [series.name for series in chart.series] == ["pen", "two: no mistake"]
    assert "pen 1.000" in chart.description


def test_the_axis_of_precision_begins_where_the_curves_do() -> None:
    chart = plot_precision_recall([PEN])
    assert chart.y.low == 0.99
    assert "pen 99.12 % and 90.00 %" in chart.description


def test_reliability_shows_each_bin_with_its_interval() -> None:
    chart = plot_reliability([PEN])
    low, high = chart.series[0].marks
    assert (low.x, low.y) == pytest.approx(((8 * 0.3 + 10 * 0.6) / 18, 10 / 18))
    assert (low.low, low.high) == pytest.approx((0.3372, 0.7544), abs=1e-4)
    assert (high.x, high.y) == pytest.approx((0.99, 1.0))
    assert chart.x.low == chart.y.low == 0.0


def test_rejects_are_shown_up_to_where_few_enough_are_wrong() -> None:
    chart = plot_rejects([PEN])
    # A tenth is rejected there, and a little more is shown.
    assert chart.x.high == 0.15
    assert chart.y.high == 0.01
    (stands,) = chart.series[0].marks
    assert (stands.x, stands.y) == pytest.approx((0.11, 0.0))
    assert "pen 90.00 %" in chart.description


def test_inventions_fall_in_steps_as_the_threshold_rises() -> None:
    (series,) = plot_inventions([INVENTED]).series
    points = list(zip(series.x, series.y, strict=True))
    assert points[:3] == [(0.0, 0.75), (0.0, 0.75), (0.2, 0.75)]
    assert points[3:] == [(0.2, 0.25), (0.95, 0.25), (0.95, 0.0), (1.0, 0.0)]


def test_a_row_of_confidence_says_what_its_threshold_buys() -> None:
    head, pen, two = rows_of_confidence([PEN, FLAWLESS, INVENTED])
    row = dict(zip(head, pen, strict=True))
    assert (row["answered"], row["of"], row["area under ROC"]) == ("908", "1,000", "1.000")
    assert (row["mean confidence of right"], row["of wrong"]) == ("0.986", "0.300")
    assert (row["threshold for 0.2 % wrong"], row["coverage"]) == ("0.6000", "90.00 %")
    assert dict(zip(head, two, strict=True))["area under ROC"] == ""


def test_digits_are_rated_by_row_and_by_column_of_the_confusions() -> None:
    counts = [[0] * 11 for _ in range(10)]
    counts[7][7], counts[7][1], counts[7][10], counts[2][7] = 6, 1, 1, 2
    rows = rows_of_digits(counts)
    assert rows[8][:2] == ["7", "75.00 %"]
    assert rows[8][3:5] == ["8", "75.00 %"]
    assert rows[1] == ["0", "not measured", "", "0", "not measured", "", "0"]


def test_lengths_have_intervals_too() -> None:
    rows = rows_of_lengths({"pen": {"8": {"right": 95, "n": 100}}})
    assert rows[1] == ["pen", "8", "95.00 %", "88.82 % to 97.85 %", "100"]
