"""Fifteen corruptions, each of them the same every time, and what is counted under them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.evaluation.scripted import ScriptedReader, write_idx, write_number

from inkread.evaluation.bench import Bench
from inkread.evaluation.corrupted import measure_corrupted
from inkread.evaluation.corruptions import CORRUPTIONS, corrupt


@pytest.fixture
def bar() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """An upright stroke of three pixels."""
    picture = np.zeros((28, 28), dtype=np.uint8)
    picture[4:24, 13:16] = 255
    return picture


def test_there_are_fifteen() -> None:
    assert len(CORRUPTIONS) == 15


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_changes_the_picture_always_in_the_same_way(
    name: str, bar: np.ndarray[tuple[int, int], np.dtype[np.uint8]]
) -> None:
    first = corrupt(name, bar, 0)
    assert first.shape == (28, 28)
    assert first.dtype == np.uint8
    assert np.array_equal(first, corrupt(name, bar, 0))
    assert not np.array_equal(first, bar)


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_what_is_left_of_the_ink_still_stands_out(
    name: str, bar: np.ndarray[tuple[int, int], np.dtype[np.uint8]]
) -> None:
    blank = np.zeros_like(bar)
    # The same corruption of a blank picture differs where the ink was.
    difference = np.abs(corrupt(name, bar, 3).astype(int) - corrupt(name, blank, 3))
    assert difference.max() > 30
    assert (difference > 20).sum() >= 20


def test_the_mean_error_is_that_of_all_corruptions(tmp_path: Path) -> None:
    write_idx(tmp_path / "mnist/t10k-images-idx3-ubyte.gz", np.zeros((4, 28, 28), dtype=np.uint8))
    write_idx(tmp_path / "mnist/t10k-labels-idx1-ubyte.gz", np.array([1, 1, 1, 7], dtype=np.uint8))
    reader = ScriptedReader(lambda _: [write_number("1")])
    measured = measure_corrupted(Bench(reader, tmp_path))
    mean, *each = measured.figures[:16]
    assert (mean.what, mean.value, mean.n, mean.is_met) == ("mean error", 0.25, 60, False)
    assert [figure.subject for figure in each] == list(CORRUPTIONS)
    assert {figure.value for figure in each} == {0.25}
    assert all(options.single for options in reader.options)
    assert measured.details["confusion"][7][1] == 15
    assert set(measured.pictures) == {"confusion.png", "mistakes.webp", "examples.webp"}
    assert measured.answers[0].n == 60
