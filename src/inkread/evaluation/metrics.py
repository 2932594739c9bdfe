"""What is counted, and how sure one may be of it. Pure functions over plain values."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Z95 = 1.959963984540054

MISSED = 10
"""The column of a confusion matrix for "no digit was answered"."""

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Rate:
    """`right` out of `n`, with the 95 % Wilson interval; of nothing, the rate is not a number."""

    right: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.right <= self.n:
            raise ValueError(f"{self.right} of {self.n} is no share")

    @property
    def value(self) -> float:
        return self.right / self.n if self.n else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        return wilson_interval(self.right, self.n)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Of `n` answers, `accepted` were accepted, and `wrong` of those were wrong."""

    n: int
    accepted: int
    wrong: int

    @property
    def share(self) -> Rate:
        return Rate(self.accepted, self.n)

    @property
    def error(self) -> Rate:
        return Rate(self.wrong, self.accepted)


def wilson_interval(right: int, n: int) -> tuple[float, float]:
    """95 % interval of a share, (low, high) in 0..1; (0, 1) when nothing was counted."""
    if n == 0:
        return 0.0, 1.0
    share = right / n
    middle = share + Z95**2 / (2 * n)
    reach = Z95 * math.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
    low, high = ((middle + sign * reach) / (1 + Z95**2 / n) for sign in (-1, 1))
    return (0.0 if right == 0 else low), (1.0 if right == n else high)


def count_interval(count: int) -> tuple[float, float]:
    """95 % interval of a count of independent events, by Byar's approximation to Poisson."""

    def end(events: int, z: float) -> float:
        return events * (1 - 1 / (9 * events) + z / (3 * math.sqrt(events))) ** 3

    return (end(count, -Z95) if count else 0.0), end(count + 1, Z95)


def median_interval(values: Sequence[float]) -> tuple[float, float]:
    """95 % interval of the median, whatever the values are distributed like: between two of them,
    by their ranks (the normal approximation to the binomial, rounded outwards). Of fewer than six
    values it reaches from the least to the greatest, and is less than 95 %."""
    ordered = sorted(values)
    n = len(ordered)
    reach = Z95 * math.sqrt(n) / 2
    low, high = math.floor(n / 2 - reach), math.ceil(n / 2 + reach)
    return ordered[max(0, low - 1)], ordered[min(n - 1, high)]


def exact_match(truths: Sequence[str], answers: Sequence[str]) -> Rate:
    """How many answers are the truth, to the last character."""
    return Rate(sum(t == a for t, a in zip(truths, answers, strict=True)), len(truths))


def exact_match_by(
    groups: Sequence[Group], truths: Sequence[str], answers: Sequence[str]
) -> dict[Group, Rate]:
    """The exact match of each group, in the order in which the groups first appear."""
    members: dict[Group, list[bool]] = {}
    for group, truth, answer in zip(groups, truths, answers, strict=True):
        members.setdefault(group, []).append(truth == answer)
    return {group: Rate(sum(right), len(right)) for group, right in members.items()}


def align(truth: str, answer: str) -> list[tuple[str, str]]:
    """The cheapest way from truth to answer: pairs of characters, "" where one has no partner.

    Where several are equally cheap, the one that pairs characters before it drops or adds any.
    """
    costs = _edit_costs(truth, answer)
    pairs: list[tuple[str, str]] = []
    i, j = len(truth), len(answer)
    while i or j:
        differs = i > 0 and j > 0 and truth[i - 1] != answer[j - 1]
        if i and j and costs[i, j] == costs[i - 1, j - 1] + differs:
            i, j = i - 1, j - 1
            pairs.append((truth[i], answer[j]))
        elif i and costs[i, j] == costs[i - 1, j] + 1:
            i -= 1
            pairs.append((truth[i], ""))
        else:
            j -= 1
            pairs.append(("", answer[j]))
    return pairs[::-1]


def edit_distance(truth: str, answer: str) -> int:
    """How many characters must be changed, dropped or added (Levenshtein)."""
    return int(_edit_costs(truth, answer)[-1, -1])


def _edit_costs(truth: str, answer: str) -> NDArray[np.int64]:
    costs = np.zeros((len(truth) + 1, len(answer) + 1), dtype=np.int64)
    costs[:, 0] = range(len(truth) + 1)
    costs[0, :] = range(len(answer) + 1)
    for i, wanted in enumerate(truth, start=1):
        for j, found in enumerate(answer, start=1):
            costs[i, j] = min(
                costs[i - 1, j - 1] + (wanted != found), costs[i - 1, j] + 1, costs[i, j - 1] + 1
            )
    return costs


def character_error_rate(truths: Sequence[str], answers: Sequence[str]) -> float:
    """Edits for each true character, over all pairs together; above 1 when much was invented."""
    characters = sum(map(len, truths))
    edits = sum(edit_distance(t, a) for t, a in zip(truths, answers, strict=True))
    return edits / characters if characters else math.nan


def digit_accuracy(truths: Sequence[str], answers: Sequence[str]) -> Rate:
    """How many of the true digits were answered rightly, after aligning truth and answer."""
    pairs = [pair for t, a in zip(truths, answers, strict=True) for pair in align(t, a)]
    true_digits = [pair for pair in pairs if pair[0]]
    return Rate(sum(wanted == found for wanted, found in true_digits), len(true_digits))


def confusion_matrix(pairs: Iterable[tuple[str, str]]) -> NDArray[np.int64]:
    """Counts (10, 11): row = true digit, column = answered digit, the last one = none.

    Pairs without a true digit (something was invented) are left out: they have no row.
    """
    counts = np.zeros((10, MISSED + 1), dtype=np.int64)
    for wanted, found in pairs:
        if wanted:
            counts[int(wanted), int(found) if found else MISSED] += 1
    return counts


def acceptance(is_accepted: Sequence[bool], is_right: Sequence[bool]) -> Acceptance:
    """How much was accepted, and how much of that was wrong."""
    accepted = [right for sure, right in zip(is_accepted, is_right, strict=True) if sure]
    return Acceptance(len(is_right), len(accepted), sum(not right for right in accepted))


def summarise_times(milliseconds: Sequence[float]) -> Mapping[str, float]:
    """Mean, median and 95th percentile, ms; empty when nothing was timed."""
    if not milliseconds:
        return {}
    median, late = np.percentile(milliseconds, [50, 95])
    return {
        "mean_ms": round(float(np.mean(milliseconds)), 2),
        "p50_ms": round(float(median), 2),
        "p95_ms": round(float(late), 2),
    }
