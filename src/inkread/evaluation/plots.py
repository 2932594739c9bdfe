"""The charts of a suite, and the table beside them, from the answers that were kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from inkread.evaluation.answers import Answers
from inkread.evaluation.charts import Axis, Chart, Mark, Series, round_up
from inkread.evaluation.curves import (
    Curve,
    area_interval,
    average_precision,
    calibration_error,
    count_from,
    precision_recall_curve,
    reject_curve,
    reliability,
    roc_curve,
    widest_coverage,
)
from inkread.evaluation.metrics import Rate
from inkread.evaluation.report import NOT_MEASURED
from inkread.evaluation.results import Figure
from inkread.evaluation.scoring import MOST_WRONG

# Where an axis of shares may begin: a reader that is seldom wrong leaves the rest of it empty.
LOW_ENDS = (0.99, 0.98, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.0)

MOST_WRONG_TEXT = f"{MOST_WRONG * 100:g} %"


def charts_of(answers: Sequence[Answers]) -> list[Chart]:
    """What can be drawn of the sets of a suite: four charts of answers, or one of inventions."""
    answered = [each for each in answers if each.confidences]
    if not answered:
        return []
    if all(each.is_invented for each in answered):
        return [plot_inventions(answered)]
    return [
        plot_roc(answered),
        plot_precision_recall(answered),
        plot_reliability(answered),
        plot_rejects(answered),
    ]


def plot_roc(answers: Sequence[Answers]) -> Chart:
    """ROC: does confidence tell right answers from wrong ones?"""
    curves = [roc_curve(each.confidences, each.right) for each in answers]
    names = [
        each.subject if curve.x else f"{each.subject}: {_uniform(each)}"
        for each, curve in zip(answers, curves, strict=True)
    ]
    return Chart(
        "ROC of the confidence",
        _describe("Area under the curve", answers, [f"{_decimal(curve.area)}" for curve in curves]),
        Axis("wrong answers kept, %", 0, 1),
        Axis("right answers kept, %", 0, 1),
        [Series(name, c.x, c.y) for name, c in zip(names, curves, strict=True)],
        guides=[(0, 0, 1, 1)],
    )


def plot_precision_recall(answers: Sequence[Answers]) -> Chart:
    """Precision against recall, as the threshold falls."""
    curves = _curves(precision_recall_curve, answers)
    lowest = min(curve.y[-1] for curve in curves)
    return Chart(
        "Precision and recall",
        _describe(
            "With every answer taken, precision and recall",
            answers,
            [f"{_percent(curve.y[-1])} and {_percent(curve.x[-1])}" for curve in curves],
        ),
        Axis("recall, %", 0, 1),
        Axis("precision, %", _low_end(lowest), 1),
        [Series(a.subject, c.x, c.y) for a, c in zip(answers, curves, strict=True)],
    )


def plot_reliability(answers: Sequence[Answers]) -> Chart:
    """The share of right answers against their confidence; on the diagonal they are the same."""
    binned = [reliability(each.confidences, each.right) for each in answers]
    values = [end for bins in binned for b in bins for end in (b.confidence, b.rate.value)]
    low = _low_end(min(values))
    errors = [calibration_error(bins) for bins in binned]
    return Chart(
        "Reliability",
        _describe("Expected calibration error", answers, [_percent(error) for error in errors]),
        Axis("confidence, %", low, 1),
        Axis("right, %", low, 1),
        [
            Series(
                each.subject,
                [b.confidence for b in bins],
                [b.rate.value for b in bins],
                [Mark(b.confidence, b.rate.value, *b.rate.interval) for b in bins],
            )
            for each, bins in zip(answers, binned, strict=True)
        ],
        guides=[(low, low, 1, 1)],
    )


def plot_rejects(answers: Sequence[Answers]) -> Chart:
    """Mistakes among what is accepted against how much is not; a point where the reader stands."""
    curves = _curves(reject_curve, answers)
    reached = [
        widest_coverage(each.confidences, each.right, each.n, MOST_WRONG).acceptance
        for each in answers
    ]
    right_end = min(1.0, max(0.02, *(1 - found.share.value for found in reached)) * 1.25)
    top = max(0.005, *(curve.y[0] for curve in curves))
    series = []
    for each, curve in zip(answers, curves, strict=True):
        stands = each.acceptance
        marks = [Mark(1 - stands.share.value, stands.error.value)] if stands.accepted else []
        series.append(Series(each.subject, curve.x, curve.y, marks))
    return Chart(
        "Mistakes against rejects",
        _describe(
            f"Coverage at no more than {MOST_WRONG_TEXT} wrong",
            answers,
            [_percent(found.share.value) for found in reached],
        ),
        Axis("rejected, %", 0, min(1.0, round_up(right_end))),
        Axis("wrong among accepted, %", 0, min(1.0, round_up(top))),
        series,
        guides=[(0, MOST_WRONG, 1, MOST_WRONG)],
    )


def plot_inventions(answers: Sequence[Answers]) -> Chart:
    """How many invented numbers a picture are left from each threshold on."""
    series = []
    for each in answers:
        counts = count_from(each.confidences)
        x, y = [0.0], [float(counts.y[0])]
        for threshold, count in zip(counts.x, counts.y, strict=True):
            x += [x[-1], threshold]
            y += [count, count]
        x, y = [*x, x[-1], 1.0], [*y, 0.0, 0.0]
        series.append(Series(each.subject, x, [value / each.n for value in y]))
    most = [len(each.confidences) / each.n for each in answers]
    return Chart(
        "Invented numbers against the threshold",
        _describe("Numbers a picture without any threshold", answers, [f"{m:.2f}" for m in most]),
        Axis("threshold of the confidence, %", 0, 1),
        Axis("invented numbers a picture", 0, round_up(max(most)), is_share=False),
        series,
    )


def rows_of_confidence(answers: Sequence[Answers]) -> list[list[str]]:
    """A row for each set: what its curves come to, and the threshold for few mistakes."""
    rows = [
        [
            *("set", "answered", "of", "area under ROC", "95 % interval", "average precision"),
            *("mean confidence of right", "of wrong"),
            *(f"threshold for {MOST_WRONG_TEXT} wrong", "coverage", "wrong among it"),
        ]
    ]
    for each in answers:
        if each.is_invented:
            continue
        sure, right = each.confidences, each.right
        area = roc_curve(sure, right).area
        low, high = area_interval(area, sum(right), len(right) - sum(right))
        precision = average_precision(precision_recall_curve(sure, right, each.n))
        point = widest_coverage(sure, right, each.n, MOST_WRONG)
        found = point.acceptance
        rows.append(
            [
                *(each.subject, f"{len(sure):,}", f"{each.n:,}"),
                *(_decimal(area), "" if math.isnan(area) else f"{low:.3f} to {high:.3f}"),
                *(_decimal(precision), _mean(each, True), _mean(each, False)),
                "none" if math.isinf(point.threshold) else f"{point.threshold:.4f}",
                *(_percent(found.share.value), f"{found.wrong:,}"),
            ]
        )
    return rows


def rows_of_lengths(sets: Mapping[str, Mapping[str, Mapping[str, int]]]) -> list[list[str]]:
    """A row for each length of string in each set, from set -> length -> {right, n}."""
    rows = [["set", "digits", "exact match", "95 % interval", "n"]]
    for name, lengths in sets.items():
        for length, counts in lengths.items():
            figure = Figure.of_rate(name, length, Rate(counts["right"], counts["n"]))
            rows.append([name, length, *_cells(figure)])
    return rows


def rows_of_digits(counts: Sequence[Sequence[int]]) -> list[list[str]]:
    """A row for each digit of a confusion matrix (10, 11): its recall and its precision."""
    rows = [["digit", "recall", "95 % interval", "of", "precision", "95 % interval", "of"]]
    for digit in range(10):
        right = counts[digit][digit]
        recall = Figure.of_rate("", "", Rate(right, sum(counts[digit])))
        precision = Figure.of_rate("", "", Rate(right, sum(row[digit] for row in counts)))
        rows.append([str(digit), *_cells(recall), *_cells(precision)])
    return rows


def _cells(figure: Figure) -> list[str]:
    if not figure.n:
        return [NOT_MEASURED, "", "0"]
    interval = f"{_percent(figure.low)} to {_percent(figure.high)}"
    return [_percent(figure.value), interval, f"{figure.n:,}"]


def _curves(
    of: Callable[[Sequence[float], Sequence[bool], int], Curve], answers: Sequence[Answers]
) -> list[Curve]:
    return [of(each.confidences, each.right, each.n) for each in answers]


def _describe(what: str, answers: Sequence[Answers], values: Sequence[str]) -> str:
    each = (f"{a.subject} {value}" for a, value in zip(answers, values, strict=True))
    return f"{what}: {'; '.join(each)}."


def _uniform(answers: Answers) -> str:
    """Why there is no ROC curve."""
    return "no mistake" if all(answers.right) else "no right answer"


def _mean(answers: Answers, is_right: bool) -> str:
    pairs = zip(answers.confidences, answers.right, strict=True)
    chosen = [sure for sure, right in pairs if right is is_right]
    return f"{sum(chosen) / len(chosen):.3f}" if chosen else ""


def _low_end(value: float) -> float:
    return next(end for end in LOW_ENDS if end <= value)


def _decimal(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.3f}"


def _percent(value: float) -> str:
    return f"{value * 100:.2f} %"
