"""The suites `mnist` and `dida`: pictures of one digit, read with `single`.

MNIST t10k is a test set: nothing is chosen by it. Of DIDA (Swedish records, 1800-1940) the last 100
pictures of each label, by the number in the file name, are held out of training.
"""

from __future__ import annotations

import gzip
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from inkread.errors import DataInvalid
from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench, Picture
from inkread.evaluation.curves import error_at_reject
from inkread.evaluation.metrics import Rate, confusion_matrix
from inkread.evaluation.pictures import (
    Tile,
    draw_boxes,
    draw_confusion,
    draw_sheet,
    open_rgb,
    paste_together,
)
from inkread.evaluation.results import Bar, Figure, Measured
from inkread.evaluation.scoring import (
    Reading,
    align_all,
    answers_of,
    describe,
    rate_confidence,
    rate_of,
    worst_first,
)

MnistPart = Literal["t10k", "train"]

DIDA_ARCHIVE = "dida/dida-8000.zip"
DIDA_HELD_OUT = 100
DARK = "MNIST t10k, dark on white"
REJECTED = 0.01
"""Share of the pictures, the least sure ones, that a person would look at."""

# Test pictures whose label at least 3 of 5 people refuse (0-based): nobody can get them all right.
MNIST_DISPUTED = (
    *(947, 1621, 1901, 2130, 2462, 2597, 2654, 3520),
    *(3558, 5937, 6651, 6783, 8527, 9679, 9729),
)


def read_idx(path: Path) -> NDArray[np.uint8]:
    """The array of a gzipped IDX file of bytes; DataInvalid when it is something else."""
    content = gzip.decompress(path.read_bytes())
    zeros, kind, dimensions = struct.unpack_from(">HBB", content)
    if zeros != 0 or kind != 8:
        raise DataInvalid(str(path), "it is no IDX file of bytes")
    shape = struct.unpack_from(f">{dimensions}I", content, 4)
    values = np.frombuffer(content, dtype=np.uint8, offset=4 + 4 * dimensions)
    if values.size != int(np.prod(shape)):
        raise DataInvalid(str(path), "it breaks off")
    return values.reshape(shape)


def list_held_out(names: Sequence[str], count: int = DIDA_HELD_OUT) -> list[str]:
    """The last `count` files of each label by the number in their name, labels in order."""
    return [name for numbered in _by_label(names) for name in numbered[-count:]]


def list_not_held_out(names: Sequence[str], count: int = DIDA_HELD_OUT) -> list[str]:
    """The files before those that `list_held_out` answers, in the same order."""
    return [name for numbered in _by_label(names) for name in numbered[:-count]]


def _by_label(names: Sequence[str]) -> list[list[str]]:
    """The files of each label, in the order of the numbers in their names."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        match = re.fullmatch(r"(?:.*/)?(\d)/\1_(\d+)\.jpg", name)
        if match:
            found.setdefault(match[1], []).append((int(match[2]), name))
    return [[name for _, name in sorted(found[label])] for label in sorted(found)]


def load_mnist(
    find: Callable[[str], Path], part: MnistPart = "t10k"
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Pictures (n, 28, 28), ink bright, and labels (n,), of the files that `find` answers.

    DataInvalid when they do not match.
    """
    images = read_idx(find(f"mnist/{part}-images-idx3-ubyte.gz"))
    name = f"mnist/{part}-labels-idx1-ubyte.gz"
    labels = read_idx(find(name))
    if len(images) != len(labels):
        raise DataInvalid(name, "there are not as many labels as pictures")
    return images, labels


def read_digits(
    bench: Bench, images: NDArray[np.uint8], labels: NDArray[np.uint8], chosen: Sequence[int]
) -> list[Reading]:
    """The chosen pictures of (n, h, w), each read as one digit and named by its index."""
    return [_read_one(bench, str(i), str(labels[i]), images[i]) for i in chosen]


def read_dida(
    bench: Bench, pick: Callable[[Sequence[str]], list[str]] = list_held_out
) -> list[Reading]:
    """Those crops of the archive that `pick` answers, each read as one digit."""
    archive = bench.file(DIDA_ARCHIVE)
    with zipfile.ZipFile(archive) as files:
        picked = pick(files.namelist())
        if not picked:
            raise DataInvalid(str(archive), "no digit is in it")
        return [
            _read_one(bench, name, name.rsplit("/", 2)[-2], files.read(name))
            for name in bench.choose(picked)
        ]


def measure_mnist(bench: Bench) -> Measured:
    """The accuracy on the 10,000 test pictures as they are, and dark on white."""
    images, labels = load_mnist(bench.file)
    chosen = bench.choose(range(len(images)))
    dark = bench.choose(range(len(images)))
    as_it_is = read_digits(bench, images, labels, chosen)
    inverted = read_digits(bench, 255 - images, labels, dark)
    wrong = {int(reading.name) for reading in as_it_is if not reading.is_right}
    details = {
        "white on black": describe(as_it_is),
        "dark on white": describe(inverted),
        "mistakes_on_disputed_labels": len(wrong.intersection(MNIST_DISPUTED)),
    }
    figures = (
        *_figures("MNIST t10k", as_it_is, BARS["mnist"]),
        _error_at_reject("MNIST t10k", as_it_is, BARS["mnist/rejected"]),
        *_figures(DARK, inverted, None)[:1],
    )
    answers = (answers_of("MNIST t10k", as_it_is), answers_of(DARK, inverted))
    return Measured(figures, details, draw_readings("MNIST t10k", as_it_is), answers)


def measure_dida(bench: Bench) -> Measured:
    """The accuracy on the held-out crops from old records."""
    readings = read_dida(bench)
    name = "DIDA, last 100 of each label"
    figures = tuple(_figures(name, readings, BARS["dida"], BARS["dida/calibration"]))
    answers = (answers_of(name, readings),)
    return Measured(figures, describe(readings), draw_readings("DIDA", readings), answers)


def _read_one(bench: Bench, name: str, label: str, picture: Picture) -> Reading:
    return Reading(name, label, picture, bench.read(picture, single=True))


def _error_at_reject(name: str, readings: Sequence[Reading], bar: Bar) -> Figure:
    """The error of those that stay when the least sure are left out."""
    sure, right = [r.confidence for r in readings], [r.is_right for r in readings]
    rate = error_at_reject(sure, right, REJECTED)
    what = f"error at {REJECTED * 100:g} % reject"
    return Figure.of_rate(name, what, rate, bar)


def _figures(
    name: str, readings: Sequence[Reading], bar: Bar | None, calibration: Bar | None = None
) -> list[Figure]:
    n = len(readings)
    right = rate_of(readings)
    answered = Rate(sum(bool(reading.page.numbers) for reading in readings), n)
    return [
        Figure.of_rate(name, "accuracy", right, bar),
        Figure.of_rate(name, "answered at all", answered),
        *rate_confidence(answers_of(name, readings), calibration),
    ]


def draw_readings(name: str, readings: Sequence[Reading]) -> dict[str, Any]:
    """The confusion matrix, the surest mistakes as a sheet, and sixteen examples."""
    worst = worst_first(readings)
    tiles = [Tile(open_rgb(r.picture), r.truth, r.answer) for r in worst[:64]]
    title = f"{name}: the {len(tiles)} surest of {len(worst)} mistakes among {len(readings)}"
    step = max(1, len(readings) // 16)
    boxes = [draw_boxes(r.picture, r.page, 112) for r in readings[::step][:16]]
    return {
        "confusion.png": draw_confusion(confusion_matrix(align_all(readings)), name),
        "mistakes.webp": draw_sheet(tiles, title),
        "examples.webp": paste_together(boxes, 8),
    }
