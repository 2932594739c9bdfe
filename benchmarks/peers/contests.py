"""The sets that readers are compared on, and which pictures of each: the same for everybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
from benchmarks.peers.peer import Task

from inkread.evaluation.bench import Bench, PageReader
from inkread.evaluation.digits import (
    MnistPart,
    list_held_out,
    list_not_held_out,
    load_mnist,
    read_dida,
    read_digits,
)
from inkread.evaluation.metrics import Rate
from inkread.evaluation.scoring import rate_of
from inkread.evaluation.strings import read_strings
from inkread.evaluation.sudoku import rate_cells, solve_grids

SEED = 20_261_121

Purpose = Literal["report", "tune"]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Contest:
    """One set.

    rate          reads the pictures that the bench chooses: what is counted -> how much is right
    sample        so many pictures are drawn from the set; None: all of them
    tuning        so many pictures to choose settings on, which are never reported
    tunes_inside  whether those are of the reported set, and so held back from the report
    """

    subject: str
    task: Task
    rate: Callable[[Bench, Purpose], Mapping[str, Rate]]
    sample: int | None = None
    tuning: int = 0
    tunes_inside: bool = True


class DrawnBench(Bench):
    """A bench that chooses from the part of each set that a contest draws for a purpose."""

    def __init__(
        self,
        reader: PageReader,
        data: Path | None,
        contest: Contest,
        purpose: Purpose = "report",
        limit: int | None = None,
    ) -> None:
        super().__init__(reader, data, limit=limit)
        self._contest = contest
        self._purpose = purpose

    def choose(self, items: Sequence[Item]) -> list[Item]:
        """At most `limit` of the drawn items, in the order of the set."""
        drawn = draw(len(items), self._contest, self._purpose)
        return super().choose([items[i] for i in drawn])


def draw(count: int, contest: Contest, purpose: Purpose) -> list[int]:
    """Indices below `count`, rising, drawn from a fixed seed; the two purposes share no picture."""
    order = np.random.default_rng(SEED).permutation(count).tolist()
    if purpose == "tune":
        return sorted(order[: contest.tuning])
    reported = order[contest.tuning :] if contest.tunes_inside else order
    return sorted(reported[: contest.sample])


def _rate_strings(name: str, bench: Bench, purpose: Purpose) -> Mapping[str, Rate]:
    readings, _ = read_strings(bench, (name,))
    return {"exact match": rate_of(readings[name])}


def _rate_sudoku(bench: Bench, purpose: Purpose) -> Mapping[str, Rate]:
    solved = solve_grids(bench)
    return {
        "printed cells right": rate_cells(solved, is_printed=True),
        "handwritten cells right": rate_cells(solved, is_printed=False),
        "all cells right": rate_cells(solved),
    }


def _rate_mnist(bench: Bench, purpose: Purpose) -> Mapping[str, Rate]:
    """Settings are chosen on the training part: t10k is a test set."""
    part: MnistPart = "train" if purpose == "tune" else "t10k"
    images, labels = load_mnist(bench.file, part)
    readings = read_digits(bench, images, labels, bench.choose(range(len(images))))
    return {"accuracy": rate_of(readings)}


def _rate_dida(bench: Bench, purpose: Purpose) -> Mapping[str, Rate]:
    pick = list_not_held_out if purpose == "tune" else list_held_out
    return {"accuracy": rate_of(read_dida(bench, pick))}


CONTESTS: tuple[Contest, ...] = (
    Contest("strings: pen", "line", partial(_rate_strings, "pen"), tuning=40),
    Contest("strings: two", "line", partial(_rate_strings, "two"), tuning=40),
    Contest("strings: three-four", "line", partial(_rate_strings, "three-four"), tuning=40),
    Contest("sudoku", "page", _rate_sudoku, sample=40, tuning=6),
    Contest("DIDA, last 100 of each label", "digit", _rate_dida, tuning=100, tunes_inside=False),
    Contest("MNIST t10k", "digit", _rate_mnist, 1_000, 100, tunes_inside=False),
)
