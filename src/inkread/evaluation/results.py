"""What a suite answers: figures with their intervals and bars, and the JSON that keeps them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Literal

from PIL import Image

from inkread.evaluation.answers import Answers
from inkread.evaluation.metrics import Rate, count_interval, median_interval

Unit = Literal["share", "per picture", "numbers", "ms", "s", "GFLOP/s"]

LIST_OF_NUMBERS = re.compile(r"\[\n([-+.\deE,\s]+)\]")


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure is held against."""

    kind: Literal["at least", "at most"]
    value: float

    def is_met_by(self, value: float) -> bool:
        """False for a figure of nothing (not a number)."""
        return value >= self.value if self.kind == "at least" else value <= self.value

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "value": self.value}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number: of which set, what, over how many, between what and what (95 %).

    unit  "share" 0..1; "per picture" a mean count; "numbers" a plain count over all pictures; "ms"
          and "s" the median of times; "GFLOP/s" a thousand million operations a second
    """

    subject: str
    what: str
    value: float
    n: int
    low: float
    high: float
    unit: Unit = "share"
    bar: Bar | None = None

    @classmethod
    def of_rate(cls, subject: str, what: str, rate: Rate, bar: Bar | None = None) -> Figure:
        return cls(subject, what, rate.value, rate.n, *rate.interval, bar=bar)

    @classmethod
    def per_picture(
        cls, subject: str, what: str, count: int, n: int, bar: Bar | None = None
    ) -> Figure:
        """A mean count; its interval takes the counted things for independent."""
        low, high = count_interval(count)
        if not n:
            return cls(subject, what, math.nan, 0, 0.0, math.inf, "per picture", bar)
        return cls(subject, what, count / n, n, low / n, high / n, "per picture", bar)

    @classmethod
    def total(cls, subject: str, what: str, count: int, n: int, bar: Bar | None = None) -> Figure:
        """A count over all `n` pictures together; its interval as of a mean count."""
        low, high = count_interval(count)
        return cls(subject, what, float(count), n, low, high, "numbers", bar)

    @classmethod
    def of_times(
        cls,
        subject: str,
        what: str,
        times: Sequence[float],
        unit: Unit = "ms",
        bar: Bar | None = None,
    ) -> Figure:
        """The median of times that are given in `unit`, with the interval of a median."""
        if not times:
            return cls(subject, what, math.nan, 0, 0.0, math.inf, unit, bar)
        return cls(subject, what, median(times), len(times), *median_interval(times), unit, bar)

    @property
    def is_met(self) -> bool | None:
        """Whether the bar is met; None where there is none."""
        return None if self.bar is None else self.bar.is_met_by(self.value)

    def to_dict(self) -> dict[str, Any]:
        return {
            "set": self.subject,
            "what": self.what,
            "value": _rounded(self.value),
            "n": self.n,
            "interval": [_rounded(self.low), _rounded(self.high)],
            "unit": self.unit,
            "bar": self.bar.to_dict() if self.bar else None,
            "met": self.is_met,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Figure:
        low, high = (math.nan if end is None else float(end) for end in values["interval"])
        bar = values["bar"]
        return cls(
            subject=values["set"],
            what=values["what"],
            value=math.nan if values["value"] is None else float(values["value"]),
            n=int(values["n"]),
            low=low,
            high=high,
            unit=values["unit"],
            bar=Bar(bar["kind"], float(bar["value"])) if bar else None,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """One reader on one set beside others, all on the same pictures.

    figure  None where the reader is not installed
    speed   as `summarise_times` answers it; empty without a figure
    """

    subject: str
    what: str
    reader: str
    figure: Figure | None
    speed: Mapping[str, float] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return {
            "set": self.subject,
            "what": self.what,
            "reader": self.reader,
            "figure": self.figure.to_dict() if self.figure else None,
            "speed": dict(self.speed),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Standing:
        figure = Figure.from_dict(values["figure"]) if values["figure"] else None
        return cls(values["set"], values["what"], values["reader"], figure, values["speed"])


@dataclass(frozen=True, slots=True)
class Measured:
    """What a suite found: figures, further details for the JSON, pictures by file name, and the
    answers of each set."""

    figures: tuple[Figure, ...]
    details: Mapping[str, Any] = field(default_factory=dict)
    pictures: Mapping[str, Image.Image] = field(default_factory=dict)
    answers: tuple[Answers, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A measured suite with everything that one needs to know to repeat it."""

    suite: str
    title: str
    figures: tuple[Figure, ...]
    details: Mapping[str, Any]
    speed: Mapping[str, Any]
    origin: Mapping[str, Any]
    seconds: float
    limit: int | None = None
    answers: tuple[Answers, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "suite": self.suite,
            "title": self.title,
            "figures": [figure.to_dict() for figure in self.figures],
            "details": dict(self.details),
            "speed": dict(self.speed),
            "origin": dict(self.origin),
            "seconds": round(self.seconds, 1),
            "limit": self.limit,
            "answers": [answers.to_dict() for answers in self.answers],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Result:
        return cls(
            suite=values["suite"],
            title=values["title"],
            figures=tuple(Figure.from_dict(figure) for figure in values["figures"]),
            details=values["details"],
            speed=values["speed"],
            origin=values["origin"],
            seconds=float(values["seconds"]),
            limit=values["limit"],
            answers=tuple(Answers.from_dict(answers) for answers in values.get("answers", ())),
        )


def save_result(result: Result, pictures: Mapping[str, Image.Image], folder: Path) -> Path:
    """Write `<suite>.json` and the pictures in `<suite>/`; answers the path of the JSON.

    Pictures of an earlier run of the suite are taken away first, so that none outlives its figures.
    """
    place = folder / result.suite
    place.mkdir(parents=True, exist_ok=True)
    for old in sorted(place.iterdir()):
        if old.suffix in (".png", ".webp"):
            old.unlink()
    for name, picture in pictures.items():
        if name.endswith(".png"):
            picture.quantize(32).save(place / name, optimize=True)
        else:
            picture.save(place / name, quality=55, method=6)
    path = folder / f"{result.suite}.json"
    path.write_text(write_json(result.to_dict()), encoding="utf-8")
    return path


def write_json(values: Mapping[str, Any]) -> str:
    """Indented, but every list of numbers on one line."""
    text = json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False)
    # No string is touched: what it has of line ends is escaped.
    return LIST_OF_NUMBERS.sub(lambda match: f"[{' '.join(match[1].split())}]", text) + "\n"


def load_results(folder: Path) -> dict[str, Result]:
    """The kept results by suite; quick looks (with a limit) are not among them."""
    results = {}
    for path in sorted(folder.glob("*.json")):
        values = json.loads(path.read_text(encoding="utf-8"))
        if "figures" in values and "suite" in values:
            result = Result.from_dict(values)
            if result.limit is None:
                results[result.suite] = result
    return results


def _rounded(value: float) -> float | None:
    """Six decimals; None for what JSON cannot say."""
    return round(value, 6) if math.isfinite(value) else None
