"""The reader itself, called as its suites call it."""

from __future__ import annotations

from benchmarks.peers.peer import Task

import inkread
from inkread.evaluation.bench import PageReader


class Inkread:
    """The shipped models on one thread; every task gets the picture as it is."""

    name = "inkread"

    def __init__(self) -> None:
        self.settings: dict[Task, str] = {
            "line": "the picture as it is; all numbers put together",
            "page": "the picture as it is",
            "digit": "the picture as it is, with `single`",
        }

    def version(self) -> str | None:
        return inkread.__version__

    def reader(self, task: Task) -> PageReader:
        # The bench itself says `single` where a picture holds one digit.
        return inkread.Reader(threads=1)
