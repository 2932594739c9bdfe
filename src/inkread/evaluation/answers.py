"""The answers on one set, as far as curves need them: how sure, right or wrong, accepted or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inkread.evaluation.metrics import Acceptance

DECIMALS = 4
"""Of a confidence that is kept. Finer than any threshold, and few enough to repeat: a set of ten
thousand answers is kept as some hundred numbers."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers on one set, the surest first.

    n             how much there was to answer: strings, cells or digits; of pictures without any
                  number, how many pictures
    is_invented   whether there was nothing to answer at all, so that every answer is wrong
    confidences   0..1, rounded to `DECIMALS`; and for each of them
    right         whether the answer is right
    accepted      whether it was accepted
    """

    subject: str
    n: int
    confidences: tuple[float, ...]
    right: tuple[bool, ...]
    accepted: tuple[bool, ...]
    is_invented: bool = False

    @property
    def acceptance(self) -> Acceptance:
        """Of all that there was to answer."""
        wrong = [not right for right, sure in zip(self.right, self.accepted, strict=True) if sure]
        return Acceptance(self.n, len(wrong), sum(wrong))

    @classmethod
    def of(cls, subject: str, n: int, answers: Iterable[tuple[float, bool, bool]]) -> Answers:
        """From (confidence, right, accepted) in any order."""
        rounded = ((round(sure, DECIMALS), right, accepted) for sure, right, accepted in answers)
        return cls(subject, n, *_columns(sorted(rounded, reverse=True)))

    @classmethod
    def of_inventions(
        cls, subject: str, pictures: int, answers: Iterable[tuple[float, bool]]
    ) -> Answers:
        """Of pictures on which nothing is to be read, from (confidence, accepted)."""
        rounded = ((round(sure, DECIMALS), False, accepted) for sure, accepted in answers)
        return cls(subject, pictures, *_columns(sorted(rounded, reverse=True)), is_invented=True)

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON: for each kind of answer its distinct confidences and their counts."""
        kinds = []
        for right, accepted in sorted(set(zip(self.right, self.accepted, strict=True)))[::-1]:
            counts = Counter(
                sure
                for sure, *kind in zip(self.confidences, self.right, self.accepted, strict=True)
                if kind == [right, accepted]
            )
            kinds.append(
                {
                    "right": right,
                    "accepted": accepted,
                    "confidences": list(counts),
                    "counts": list(counts.values()),
                }
            )
        return {
            "set": self.subject,
            "n": self.n,
            "invented": self.is_invented,
            "answers": kinds,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Answers:
        answers = [
            (float(sure), bool(kind["right"]), bool(kind["accepted"]))
            for kind in values["answers"]
            for sure, count in zip(kind["confidences"], kind["counts"], strict=True)
            for _ in range(count)
        ]
        columns = _columns(sorted(answers, reverse=True))
        return cls(values["set"], int(values["n"]), *columns, is_invented=values["invented"])


def _columns(
    answers: list[tuple[float, bool, bool]],
) -> tuple[tuple[float, ...], tuple[bool, ...], tuple[bool, ...]]:
    return (
        tuple(sure for sure, _, _ in answers),
        tuple(right for _, right, _ in answers),
        tuple(accepted for _, _, accepted in answers),
    )
