"""The measuring bench: one reader, the data folder, and a clock on every reading."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from inkread.errors import DataMissing
from inkread.options import ReadOptions
from inkread.page import Page

Progress = Callable[[int, int], None]
"""Told how many pictures are done, and of how many."""

Picture = bytes | NDArray[np.uint8]

Item = TypeVar("Item")


class PageReader(Protocol):
    """What is measured: `inkread.Reader`, or a scripted one in tests."""

    def read(self, source: Any, options: ReadOptions = ...) -> tuple[Page, ...]: ...


def find_file(data: Path | None, name: str) -> Path:
    """The path of a file of the data folder; DataMissing when it is not there."""
    path = (data or Path()) / name
    if not path.is_file():
        raise DataMissing(str(path))
    return path


class Bench:
    """Reads pictures one by one and keeps how long each took.

    data      the folder of the data sets; only suites that need data ask for it
    limit     at most so many pictures of each set; None: all
    progress  told after each reading
    model     name or path of what `reader` reads with, for suites that look at the files themselves
    """

    def __init__(
        self,
        reader: PageReader,
        data: Path | None = None,
        *,
        limit: int | None = None,
        progress: Progress | None = None,
        model: str | os.PathLike[str] = "reader",
    ) -> None:
        self.model = model
        self._reader = reader
        self._data = data
        self._limit = limit
        self._progress = progress
        self._expected = 0
        self.milliseconds: list[float] = []

    def file(self, name: str) -> Path:
        """The path of a data file; DataMissing when it is not there."""
        return find_file(self._data, name)

    def choose(self, items: Sequence[Item]) -> list[Item]:
        """All items, or `limit` of them spread evenly over the whole."""
        count = len(items) if self._limit is None else min(self._limit, len(items))
        chosen = [items[i * len(items) // count] for i in range(count)]
        self._expected += len(chosen)
        return chosen

    @property
    def limit(self) -> int | None:
        return self._limit

    def read(
        self, picture: Picture, *, single: bool = False, max_error: float | None = None
    ) -> Page:
        """The page that was read; the very first is read twice, to warm up."""
        options = ReadOptions(single=single, max_error=max_error)
        if not self.milliseconds:
            self._reader.read(picture, options)
        start = time.perf_counter()
        pages = self._reader.read(picture, options)
        self.milliseconds.append((time.perf_counter() - start) * 1000)
        if self._progress is not None:
            self._progress(len(self.milliseconds), max(self._expected, len(self.milliseconds)))
        return pages[0]
