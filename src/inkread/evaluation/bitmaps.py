"""The suites `usps` and `semeion`: digits of other countries and writers, 16x16, ink bright.

Each picture goes through `digit.onnx` at its own size. Whether the model was trained on the other
part of a set stands on its card, and beside the figure.
"""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inkread.errors import DataInvalid
from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench
from inkread.evaluation.digits import draw_readings, read_digits
from inkread.evaluation.metrics import Rate
from inkread.evaluation.origin import find_digit_model
from inkread.evaluation.results import Figure, Measured
from inkread.evaluation.scoring import answers_of, describe, rate_confidence, rate_of

USPS = "usps/zip.test.gz"
SEMEION = "semeion/semeion.data.gz"
SIDE = 16

Digits = tuple[NDArray[np.uint8], NDArray[np.uint8]]
"""Pictures (n, 16, 16), ink bright, and labels (n,)."""


def load_usps(path: Path) -> Digits:
    """USPS: a label, then 256 greys in -1..1. DataInvalid when it is something else."""
    rows = _read_rows(path, 1 + SIDE * SIDE)
    greys = np.clip((rows[:, 1:] + 1) * 127.5, 0, 255).round().astype(np.uint8)
    return greys.reshape(-1, SIDE, SIDE), rows[:, 0].astype(np.uint8)


def load_semeion(path: Path) -> Digits:
    """Semeion: 256 times 0 or 1, then ten marks, one of them 1. DataInvalid for something else."""
    rows = _read_rows(path, SIDE * SIDE + 10)
    bits = (rows[:, : SIDE * SIDE] > 0.5).astype(np.uint8) * 255
    return bits.reshape(-1, SIDE, SIDE), rows[:, SIDE * SIDE :].argmax(1).astype(np.uint8)


def measure_usps(bench: Bench) -> Measured:
    """The error on the 2,007 test pictures of envelopes."""
    return _measure(bench, "USPS", "USPS test", load_usps(bench.file(USPS)))


def measure_semeion(bench: Bench) -> Measured:
    """The error on all 1,593 pictures by 80 Italian writers."""
    return _measure(bench, "Semeion", "Semeion", load_semeion(bench.file(SEMEION)))


def list_sources(model: str | os.PathLike[str], name: str) -> list[str]:
    """What the card of the model for single digits names of that set as trained on."""
    data = find_digit_model(model).card.details.get("data", ())
    return [str(each["name"]) for each in data if name in each["name"]]


def _measure(bench: Bench, source: str, subject: str, digits: Digits) -> Measured:
    images, labels = digits
    named = list_sources(bench.model, source)
    seen = f"trained on {' and '.join(named)}" if named else "never trained on"
    readings = read_digits(bench, images, labels, bench.choose(range(len(images))))
    right, subject = rate_of(readings), f"{subject}, {seen}"
    answers = answers_of(subject, readings)
    error = Rate(right.n - right.right, right.n)
    figures = (
        Figure.of_rate(subject, "error", error, BARS[source.lower()]),
        Figure.of_rate(subject, "answered at all", Rate(len(answers.right), right.n)),
        *rate_confidence(answers),
    )
    details = {"trained_on": named, **describe(readings)}
    return Measured(figures, details, draw_readings(subject, readings), (answers,))


def _read_rows(path: Path, columns: int) -> NDArray[np.float64]:
    try:
        rows = np.loadtxt(io.BytesIO(gzip.decompress(path.read_bytes())), ndmin=2)
    except (OSError, EOFError, ValueError) as error:
        raise DataInvalid(str(path), str(error)) from error
    if rows.shape[1] != columns:
        raise DataInvalid(str(path), f"a row has {rows.shape[1]} values, not {columns}")
    return np.asarray(rows, np.float64)
