"""The suites by name, and the one road from a name to its results."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inkread.errors import InkreadError, OptionsInvalid
from inkread.evaluation.bench import Bench, PageReader, Progress
from inkread.evaluation.bitmaps import measure_semeion, measure_usps
from inkread.evaluation.composed import measure_composed
from inkread.evaluation.corrupted import measure_corrupted
from inkread.evaluation.cost import measure_cost
from inkread.evaluation.digits import measure_dida, measure_mnist
from inkread.evaluation.metrics import summarise_times
from inkread.evaluation.nothing import measure_nothing
from inkread.evaluation.origin import describe_origin
from inkread.evaluation.results import Measured, Result, save_result
from inkread.evaluation.strings import measure_strings
from inkread.evaluation.sudoku import measure_sudoku
from inkread.evaluation.words import measure_words
from inkread.reader import Reader

RESULTS = Path("benchmarks") / "results"
SHIPPED_MODEL = "reader"


@dataclass(frozen=True, slots=True)
class Suite:
    """A name for the command line, a title for people, how it is measured, and on whose card its
    figures belong; None where they say more of the machine than of the model."""

    name: str
    title: str
    measure: Callable[[Bench], Measured]
    model: str | None = SHIPPED_MODEL


SUITES: dict[str, Suite] = {
    suite.name: suite
    for suite in (
        Suite("strings", "Digit strings, photographed", measure_strings),
        Suite("composed", "Strings by writers held out", measure_composed),
        Suite("sudoku", "Sudoku photographs", measure_sudoku),
        Suite("mnist", "MNIST, one digit", measure_mnist, "digit"),
        Suite("corrupted", "MNIST under 15 corruptions", measure_corrupted, "digit"),
        Suite("usps", "USPS, one digit", measure_usps, "digit"),
        Suite("semeion", "Semeion, one digit", measure_semeion, "digit"),
        Suite("dida", "DIDA, one digit in old records", measure_dida, "digit"),
        Suite("words", "Pages of words without a digit", measure_words),
        Suite("nothing", "Blank pages, noise, photographs", measure_nothing),
        Suite("cost", "What a page, a digit and a start cost", measure_cost, None),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationOptions:
    """What to measure with, and how much of it.

    model   a shipped name, or a path as `Reader.from_pretrained` takes it
    data    the folder of the data sets; None: the environment's INKREAD_DATA
    limit   so many pictures of each set, for a quick look; None: all
    folder  where results are written; None: benchmarks/results here, but nowhere with a limit or
            with another model than the shipped one
    """

    model: str | os.PathLike[str] = SHIPPED_MODEL
    data: Path | None = None
    limit: int | None = None
    folder: Path | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise OptionsInvalid("limit", self.limit, "a whole number from 1 on")
        if self.limit is not None and self.folder and self.folder.resolve() == RESULTS.resolve():
            raise OptionsInvalid("out", str(self.folder), "another folder when there is a limit")

    @property
    def data_folder(self) -> Path | None:
        named = os.environ.get("INKREAD_DATA")
        return self.data or (Path(named) if named else None)

    @property
    def results_folder(self) -> Path | None:
        is_result = self.limit is None and self.model == SHIPPED_MODEL
        return self.folder or (RESULTS if is_result else None)


@dataclass(frozen=True, slots=True)
class Failure:
    """A suite that could not be measured, and why."""

    suite: str
    error: InkreadError


def names_of(name: str) -> tuple[str, ...]:
    """The suites that a name stands for; `all` stands for every one. Raises OptionsInvalid."""
    if name != "all" and name not in SUITES:
        raise OptionsInvalid("suite", name, f"one of {', '.join(SUITES)}, all")
    return tuple(SUITES) if name == "all" else (name,)


def run(
    name: str,
    options: EvaluationOptions = EvaluationOptions(),
    *,
    reader: PageReader | None = None,
    announce: Callable[[str], Progress | None] | None = None,
) -> tuple[list[Result], list[Failure]]:
    """Measure a suite, or `all`, and write the results; answers what could be measured, and not.

    announce  told the title of each suite as it begins; answers who is told of its progress
    """
    names = names_of(name)
    measured_reader = reader or Reader.from_pretrained(options.model)
    results: list[Result] = []
    failures: list[Failure] = []
    for suite in (SUITES[each] for each in names):
        progress = announce(suite.title) if announce else None
        bench = Bench(
            *(measured_reader, options.data_folder),
            limit=options.limit,
            progress=progress,
            model=options.model,
        )
        try:
            results.append(measure(suite, bench, options))
        except InkreadError as error:
            failures.append(Failure(suite.name, error))
    return results, failures


def measure(suite: Suite, bench: Bench, options: EvaluationOptions) -> Result:
    """Measure one suite and write its JSON and pictures where the options say."""
    start = time.perf_counter()
    measured = suite.measure(bench)
    speed = {**summarise_times(bench.milliseconds), "pictures": len(bench.milliseconds)}
    result = Result(
        suite=suite.name,
        title=suite.title,
        figures=measured.figures,
        details=measured.details,
        speed=speed,
        origin=describe_origin(options.model),
        seconds=time.perf_counter() - start,
        limit=options.limit,
        answers=measured.answers,
    )
    if options.results_folder is not None:
        save_result(result, measured.pictures, options.results_folder)
    return result


def exit_code(failures: Sequence[Failure]) -> int:
    """0 when everything could be measured, else 1; a bar that is not met is no failure."""
    return 1 if failures else 0
