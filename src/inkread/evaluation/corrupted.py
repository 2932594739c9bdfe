"""The suite `corrupted`: MNIST t10k spoilt in fifteen ways, each picture read with `single`.

A picture is given to `digit.onnx` as it comes out of the corruption: 28x28, nothing mended.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from inkread.evaluation.answers import Answers
from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench
from inkread.evaluation.corruptions import CORRUPTIONS, SEED, corrupt
from inkread.evaluation.digits import load_mnist
from inkread.evaluation.metrics import Rate, confusion_matrix
from inkread.evaluation.pictures import INK, Tile, draw_confusion, draw_sheet, font, open_rgb
from inkread.evaluation.results import Figure, Measured
from inkread.evaluation.scoring import Reading, align_all, rate_confidence, worst_first

EVERY = "15 corruptions"
SHOWN = 16
KEPT = 8  # of the surest mistakes under each corruption


def measure_corrupted(bench: Bench) -> Measured:
    """The error under each corruption, and the mean of them."""
    images, labels = load_mnist(bench.file)
    chosen = {name: bench.choose(range(len(images))) for name in CORRUPTIONS}
    wrong: dict[str, Rate] = {}
    rows: list[tuple[float, bool, bool]] = []
    worst: list[Reading] = []
    counts = np.zeros((10, 11), np.int64)
    for name, indices in chosen.items():
        readings = [
            _read(bench, f"{name}: {i}", str(labels[i]), corrupt(name, images[i], i))
            for i in indices
        ]
        mistakes = worst_first(readings)
        wrong[name] = Rate(len(mistakes), len(readings))
        rows += [(r.confidence, r.is_right, r.is_accepted) for r in readings if r.page.numbers]
        worst += mistakes[:KEPT]
        counts += confusion_matrix(align_all(readings))
    answers = Answers.of(EVERY, sum(rate.n for rate in wrong.values()), rows)
    details = {"seed": SEED, "confusion": counts.tolist(), "mistakes": [_tell(r) for r in worst]}
    pictures = {
        "confusion.png": draw_confusion(counts, "MNIST under 15 corruptions"),
        "mistakes.webp": draw_sheet(
            [Tile(open_rgb(r.picture), r.truth, r.answer) for r in worst],
            f"the {KEPT} surest mistakes under each of {EVERY}",
        ),
        "examples.webp": draw_examples(images),
    }
    return Measured(tuple(_figures(wrong, answers)), details, pictures, (answers,))


def draw_examples(images: NDArray[np.uint8], count: int = SHOWN) -> Image.Image:
    """A row for each corruption: the same pictures, enlarged three times."""
    cell, left = 92, 120
    step = max(1, len(images) // count)
    shown = range(0, len(images), step)[:count]
    sheet = Image.new("RGB", (left + cell * len(shown), cell * len(CORRUPTIONS)), "white")
    draw = ImageDraw.Draw(sheet)
    for row, name in enumerate(CORRUPTIONS):
        draw.text((8, row * cell + cell // 2), name, fill=INK, font=font(14), anchor="lm")
        for column, i in enumerate(shown):
            large = open_rgb(corrupt(name, images[i], i)).resize((84, 84), Image.Resampling.NEAREST)
            sheet.paste(large, (left + column * cell, row * cell + 4))
    return sheet


def _read(bench: Bench, name: str, label: str, picture: NDArray[np.uint8]) -> Reading:
    return Reading(name, label, picture, bench.read(picture, single=True))


def _figures(wrong: dict[str, Rate], answers: Answers) -> list[Figure]:
    """The mean error first. As many pictures are under each corruption, so it is that of all."""
    every = Rate(sum(r.right for r in wrong.values()), sum(r.n for r in wrong.values()))
    mean = Figure.of_rate(EVERY, "mean error", every, BARS["corrupted"])
    return [
        mean,
        *(Figure.of_rate(name, "error", rate) for name, rate in wrong.items()),
        Figure.of_rate(EVERY, "answered at all", Rate(len(answers.right), answers.n)),
        *rate_confidence(answers),
    ]


def _tell(reading: Reading) -> dict[str, object]:
    return {
        "file": reading.name,
        "truth": reading.truth,
        "answer": reading.answer,
        "confidence": round(reading.confidence, 4),
    }
