"""How well confidence tells right from wrong: curves, calibration, and what a threshold buys.

Everything here takes the answers of one set as two sequences of the same length: how sure each
answer was (0..1), and whether it was right. Answers that are equally sure are never told apart, so
the order in which they come does not matter. Pure functions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inkread.evaluation.metrics import Z95, Acceptance, Rate

BINS = 15
RESAMPLINGS = 400
SEED = 20_261_121


@dataclass(frozen=True, slots=True)
class Curve:
    """Points (x, y) in the order in which they are joined; none where there is no curve."""

    x: tuple[float, ...]
    y: tuple[float, ...]

    @property
    def area(self) -> float:
        """Under the points joined by straight lines; not a number where there are none."""
        return float(np.trapezoid(self.y, self.x)) if self.x else math.nan


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: the mean of it, and how many were right."""

    confidence: float
    rate: Rate


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What is accepted from a confidence of `threshold` on; infinity where nothing may be."""

    threshold: float
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
class _Kept:
    """What each threshold keeps: the distinct confidences (k,), falling, and counts (k,)."""

    thresholds: NDArray[np.float64]
    right: NDArray[np.int64]
    wrong: NDArray[np.int64]


def roc_curve(confidences: Sequence[float], is_right: Sequence[bool]) -> Curve:
    """x: share of the wrong answers that a threshold keeps; y: share of the right ones.

    From (0, 0) to (1, 1). No curve without both right and wrong answers. Its area is the chance
    that a right answer is surer than a wrong one.
    """
    kept = _keep(confidences, is_right)
    if not kept.thresholds.size or not kept.right[-1] or not kept.wrong[-1]:
        return Curve((), ())
    x = np.concatenate([[0.0], kept.wrong / kept.wrong[-1]])
    y = np.concatenate([[0.0], kept.right / kept.right[-1]])
    return Curve(tuple(x.tolist()), tuple(y.tolist()))


def area_interval(area: float, right: int, wrong: int) -> tuple[float, float]:
    """95 % interval of the area under the ROC curve of so many right and wrong answers.

    Newcombe's method 5 (Statistics in Medicine 25, 2006): all areas from which the one that was
    found is no more than 1.96 standard errors away. (0, 1) where there is no curve.
    """
    if not right or not wrong:
        return 0.0, 1.0
    half = (right + wrong) / 2 - 1

    def is_likely(true: float) -> bool:
        spread = 1 + half * ((1 - true) / (2 - true) + true / (1 + true))
        return (area - true) ** 2 <= Z95**2 * true * (1 - true) * spread / (right * wrong)

    def find_end(unlikely: float) -> float:
        likely = area
        for _ in range(50):
            middle = (likely + unlikely) / 2
            if is_likely(middle):
                likely = middle
            else:
                unlikely = middle
        return likely

    return find_end(0.0), find_end(1.0)


def precision_recall_curve(confidences: Sequence[float], is_right: Sequence[bool], n: int) -> Curve:
    """x: recall, the right answers that a threshold keeps among the `n` that there were to give;
    y: precision, the share of right ones among those that it keeps. Recall grows."""
    kept = _keep(confidences, is_right, n)
    x, y = kept.right / max(n, 1), kept.right / (kept.right + kept.wrong)
    return Curve(tuple(x.tolist()), tuple(y.tolist()))


def average_precision(curve: Curve) -> float:
    """The precision at each step of a precision-recall curve, weighted by how much recall it adds.

    Not a number without a curve.
    """
    return float(np.dot(np.diff(curve.x, prepend=0.0), curve.y)) if curve.x else math.nan


def reject_curve(confidences: Sequence[float], is_right: Sequence[bool], n: int) -> Curve:
    """x: share of the `n` that is rejected, growing; y: share of wrong ones among those accepted.

    What got no answer counts as rejected whatever the threshold.
    """
    kept = _keep(confidences, is_right, n)
    accepted = kept.right + kept.wrong
    x, y = 1 - accepted / max(n, 1), kept.wrong / accepted
    return Curve(tuple(x[::-1].tolist()), tuple(y[::-1].tolist()))


def widest_coverage(
    confidences: Sequence[float], is_right: Sequence[bool], n: int, most_wrong: float
) -> OperatingPoint:
    """The lowest threshold with a share of at most `most_wrong` wrong ones among those accepted."""
    kept = _keep(confidences, is_right, n)
    accepted = kept.right + kept.wrong
    allowed = np.flatnonzero(kept.wrong <= most_wrong * accepted)
    if not allowed.size:
        return OperatingPoint(math.inf, Acceptance(n, 0, 0))
    last = int(allowed[-1])
    found = Acceptance(n, int(accepted[last]), int(kept.wrong[last]))
    return OperatingPoint(float(kept.thresholds[last]), found)


def error_at_reject(confidences: Sequence[float], is_right: Sequence[bool], share: float) -> Rate:
    """How many are wrong among those that stay when the least sure `share` of all is left out.

    One entry for each picture, 0 sure where nothing was answered. Of equally sure ones those that
    are right are left out first, so that an order among them never flatters.
    """
    sure, right = _arrays(confidences, is_right)
    kept = np.lexsort((-right, sure))[int(share * sure.size + 1e-9) :]
    return Rate(int((1 - right[kept]).sum()), kept.size)


def count_from(confidences: Sequence[float]) -> Curve:
    """x: thresholds, growing; y: how many confidences are at least that."""
    kept = _keep(confidences, [False] * len(confidences))
    return Curve(tuple(kept.thresholds[::-1].tolist()), tuple(kept.wrong[::-1].tolist()))


def reliability(
    confidences: Sequence[float], is_right: Sequence[bool], bins: int = BINS
) -> tuple[Bin, ...]:
    """The answers in up to `bins` bins of equally many, the least sure first.

    Equally sure answers share the bin of the middle one of them, so there are fewer bins, and some
    are fuller, where many are equally sure.
    """
    sure, right = _arrays(confidences, is_right)
    members = _assign_bins(sure, bins)
    counts = np.bincount(members)
    means = np.bincount(members, weights=sure) / np.maximum(counts, 1)
    rights = np.bincount(members, weights=right)
    return tuple(
        Bin(float(mean), Rate(int(hits), int(count)))
        for mean, hits, count in zip(means, rights, counts, strict=True)
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: how far confidence and share of right ones lie apart, 0..1.

    The mean over bins, weighted by how many answers are in each; not a number without any.
    """
    n = sum(each.rate.n for each in bins)
    if not n:
        return math.nan
    return sum(abs(each.rate.right - each.rate.n * each.confidence) for each in bins) / n


def calibration_error_interval(
    confidences: Sequence[float], is_right: Sequence[bool], bins: int = BINS
) -> tuple[float, float]:
    """95 % interval of the expected calibration error: 1.96 standard errors to both sides.

    The standard error is that of answers drawn anew, with replacement, into the same bins
    (bootstrap from a fixed seed). The quantiles of the bootstrap would not do: drawing anew adds
    noise to each bin, which only ever makes the error larger. (0, 1) without answers.
    """
    sure, right = _arrays(confidences, is_right)
    if not sure.size:
        return 0.0, 1.0
    members, gaps = _assign_bins(sure, bins), sure - right
    generator = np.random.default_rng(SEED)
    errors = []
    for _ in range(RESAMPLINGS):
        drawn = generator.integers(sure.size, size=sure.size)
        errors.append(_mean_gap(members[drawn], gaps[drawn]))
    reach = Z95 * float(np.std(errors))
    error = _mean_gap(members, gaps)
    return max(0.0, error - reach), min(1.0, error + reach)


def _mean_gap(members: NDArray[np.int64], gaps: NDArray[np.float64]) -> float:
    return float(np.abs(np.bincount(members, weights=gaps)).sum() / gaps.size)


def _assign_bins(sure: NDArray[np.float64], bins: int) -> NDArray[np.int64]:
    """The bin (n,) of each answer, counted from 0 without a gap."""
    _, group, counts = np.unique(sure, return_inverse=True, return_counts=True)
    # Twice the rank of the middle of each group of equally sure answers.
    middles = 2 * np.cumsum(counts) - counts
    share = middles * bins // (2 * max(1, sure.size))
    _, bin_of_group = np.unique(share, return_inverse=True)
    members: NDArray[np.int64] = bin_of_group[group].astype(np.int64)
    return members


def _arrays(
    confidences: Sequence[float], is_right: Sequence[bool]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if len(confidences) != len(is_right):
        raise ValueError(f"{len(confidences)} confidences of {len(is_right)} answers")
    return np.asarray(confidences, np.float64), np.asarray(is_right, np.float64)


def _keep(confidences: Sequence[float], is_right: Sequence[bool], n: int | None = None) -> _Kept:
    """How many right and wrong answers are at least so sure; ValueError for more than `n`."""
    sure, right = _arrays(confidences, is_right)
    if n is not None and sure.size > n:
        raise ValueError(f"{sure.size} answers to {n}")
    thresholds, group = np.unique(-sure, return_inverse=True)
    rights = np.cumsum(np.bincount(group, weights=right, minlength=thresholds.size))
    wrongs = np.cumsum(np.bincount(group, weights=1 - right, minlength=thresholds.size))
    return _Kept(-thresholds, rights.astype(np.int64), wrongs.astype(np.int64))
