"""What a picture's answer is, told from its page, and how it is held against the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inkread.evaluation.answers import Answers
from inkread.evaluation.bench import Picture
from inkread.evaluation.curves import (
    calibration_error,
    calibration_error_interval,
    reliability,
    widest_coverage,
)
from inkread.evaluation.metrics import (
    Acceptance,
    Rate,
    acceptance,
    align,
    character_error_rate,
    confusion_matrix,
    digit_accuracy,
)
from inkread.evaluation.results import Bar, Figure
from inkread.page import Page

MOST_WRONG = 0.002
"""Share of wrong ones among those accepted up to which nobody needs to look at them again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One picture of a set, its truth, and the page that was read from it."""

    name: str
    truth: str
    picture: Picture
    page: Page

    @property
    def answer(self) -> str:
        """The digits of all numbers in reading order, put together."""
        return "".join(number.text for number in self.page.numbers)

    @property
    def is_right(self) -> bool:
        return self.answer == self.truth

    @property
    def is_one_number(self) -> bool:
        return len(self.page.numbers) == 1

    @property
    def is_accepted(self) -> bool:
        """Whether there is an answer and all of it is accepted."""
        return bool(self.page.numbers) and all(n.accepted for n in self.page.numbers)

    @property
    def confidence(self) -> float:
        """Of the least sure number; 0 without an answer."""
        return min((number.confidence for number in self.page.numbers), default=0.0)


def rate_of(readings: Sequence[Reading]) -> Rate:
    """How many answers are the truth, to the last digit."""
    return Rate(sum(reading.is_right for reading in readings), len(readings))


def worst_first(readings: Sequence[Reading]) -> list[Reading]:
    """The wrong ones, the surest mistake first."""
    wrong = [reading for reading in readings if not reading.is_right]
    return sorted(wrong, key=lambda reading: (-reading.confidence, reading.name))


def acceptance_of(readings: Sequence[Reading]) -> Acceptance:
    return acceptance(
        [reading.is_accepted for reading in readings], [reading.is_right for reading in readings]
    )


def answers_of(subject: str, readings: Sequence[Reading]) -> Answers:
    """What was answered; pictures without an answer only count among all."""
    answered = [reading for reading in readings if reading.page.numbers]
    rows = [(reading.confidence, reading.is_right, reading.is_accepted) for reading in answered]
    return Answers.of(subject, len(readings), rows)


def rate_confidence(
    answers: Answers,
    calibration: Bar | None = None,
    *,
    accepting: tuple[Bar, Bar] | tuple[None, None] = (None, None),
) -> list[Figure]:
    """What was accepted, and how much of it was wrong, for which `accepting` has the bars; how much
    could be with no more than `MOST_WRONG` of it wrong; and the expected calibration error, which
    `calibration` is for."""
    accepted = answers.acceptance
    sure, right = answers.confidences, answers.right
    point = widest_coverage(sure, right, answers.n, MOST_WRONG)
    coverage = f"coverage at no more than {MOST_WRONG * 100:g} % wrong"
    error = calibration_error(reliability(sure, right))
    low, high = calibration_error_interval(sure, right)
    return [
        Figure.of_rate(answers.subject, "accepted", accepted.share, accepting[0]),
        Figure.of_rate(answers.subject, "wrong among accepted", accepted.error, accepting[1]),
        Figure.of_rate(answers.subject, coverage, point.acceptance.share),
        Figure(
            *(answers.subject, "expected calibration error", error, len(sure), low, high, "share"),
            calibration,
        ),
    ]


def align_all(readings: Sequence[Reading]) -> list[tuple[str, str]]:
    """The pairs (true digit, answered digit) of all readings together."""
    return [pair for reading in readings for pair in align(reading.truth, reading.answer)]


def describe(readings: Sequence[Reading]) -> dict[str, Any]:
    """What the JSON keeps of a set beside its exact match."""
    truths = [reading.truth for reading in readings]
    answers = [reading.answer for reading in readings]
    accepted = acceptance_of(readings)
    digits = digit_accuracy(truths, answers)
    return {
        "n": len(readings),
        "digit_accuracy": round(digits.value, 6) if digits.n else None,
        "character_error_rate": round(character_error_rate(truths, answers), 6)
        if digits.n
        else None,
        "nothing_answered": sum(not reading.page.numbers for reading in readings),
        "accepted_share": round(accepted.share.value, 6) if accepted.n else None,
        "wrong_among_accepted": accepted.wrong,
        "accepted": accepted.accepted,
        "confusion": confusion_matrix(align_all(readings)).tolist(),
        "mistakes": [
            {
                "file": r.name,
                "truth": r.truth,
                "answer": r.answer,
                "confidence": round(r.confidence, 4),
            }
            for r in worst_first(readings)[:64]
        ],
    }
