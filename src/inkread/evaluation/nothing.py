"""The suite `nothing`: blank pages, noise and photographs without writing; the answer is none."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from inkread.errors import MissingExtra
from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench
from inkread.evaluation.results import Figure, Measured
from inkread.evaluation.words import (
    Silent,
    answers_of_inventions,
    describe_inventions,
    draw_inventions,
)

SEED = 20_261_122
PHOTOGRAPHS = ("china.jpg", "flower.jpg")
PHOTOGRAPH_WIDTHS = (160, 320, 640, 1280)
NOISE_SIZES = ((64, 64), (240, 320), (480, 640), (900, 700))

Pixels = NDArray[np.uint8]


def draw_blank() -> Iterator[tuple[str, Pixels]]:
    """Plain pages, (name, pixels): white, black, grey, cream, shaded; from one pixel to a sheet."""
    for width, height in ((1, 1), (28, 28), (300, 80), (640, 480), (1240, 1754)):
        for name, colour in (
            ("white", (255, 255, 255)),
            ("black", (0, 0, 0)),
            ("grey", (128, 128, 128)),
            ("cream", (250, 244, 226)),
        ):
            page = np.full((height, width, 3), colour, dtype=np.uint8)
            yield f"{name} {width}x{height}", page
    slope = np.linspace(90, 250, 640)[None, :] * np.linspace(1, 0.7, 480)[:, None]
    yield "shaded 640x480", np.repeat(slope.astype(np.uint8)[..., None], 3, axis=2)


def draw_noise(seed: int = SEED) -> Iterator[tuple[str, Pixels]]:
    """Noise of several kinds and sizes, (name, pixels)."""
    for height, width in NOISE_SIZES:
        generator = np.random.default_rng([seed, height, width])
        size = f"{width}x{height}"
        shape = (height, width, 3)
        grey = (height, width, 1)
        yield f"colour {size}", generator.integers(0, 256, shape, dtype=np.uint8)
        yield f"faint {size}", _pixels(240 + generator.normal(0, 6, grey))
        yield f"strong {size}", _pixels(140 + generator.normal(0, 50, grey))
        specks = generator.random(grey)
        yield (
            f"specks {size}",
            _pixels(np.where(specks < 0.01, 0, np.where(specks > 0.99, 90, 250))),
        )
        for grain in (6, 25):
            coarse = generator.integers(60, 256, (height // grain + 2, width // grain + 2))
            cloud = Image.fromarray(coarse.astype(np.uint8))
            smooth = cloud.resize((width, height), Image.Resampling.BICUBIC)
            yield f"clouds of {grain} px {size}", _pixels(np.asarray(smooth)[..., None])


def draw_ruled() -> Iterator[tuple[str, Pixels]]:
    """Empty paper with lines on it, (name, pixels): ruled, squared, a table, dotted lines."""
    for step in (18, 32, 60):
        for name in ("ruled", "squared", "table", "dotted"):
            image = Image.new("RGB", (640, 480), (250, 249, 246))
            draw = ImageDraw.Draw(image)
            for y in range(step, 480, step):
                if name == "dotted":
                    for x in range(20, 620, 8):
                        draw.rectangle((x, y, x + 2, y + 1), fill=(60, 60, 60))
                else:
                    draw.line((0, y, 640, y), fill=(120, 140, 180), width=1 + (name == "table"))
            if name in ("squared", "table"):
                for x in range(step, 640, step if name == "squared" else step * 3):
                    draw.line((x, 0, x, 480), fill=(120, 140, 180), width=1 + (name == "table"))
            yield f"{name} every {step} px", np.asarray(image)


def open_photographs(folder: Path | None = None) -> Iterator[tuple[str, Pixels]]:
    """Two photographs without writing in several sizes, (name, pixels); scikit-learn ships them."""
    for name in PHOTOGRAPHS:
        with Image.open((folder or _sample_folder()) / name) as file:
            photo = file.convert("RGB")
        for width in PHOTOGRAPH_WIDTHS:
            size = (width, round(photo.height * width / photo.width))
            yield (
                f"{name} {width} px wide",
                np.asarray(photo.resize(size, Image.Resampling.LANCZOS)),
            )


def measure_nothing(bench: Bench, photographs: Path | None = None) -> Measured:
    """Numbers answered on each kind of picture without any, and on all together."""
    kinds = {
        "blank pages": bench.choose(list(draw_blank())),
        "noise": bench.choose(list(draw_noise())),
        "photographs": bench.choose(list(open_photographs(photographs))),
        "empty ruled paper": bench.choose(list(draw_ruled())),
    }
    read = {
        kind: [Silent(name, pixels, bench.read(pixels)) for name, pixels in pictures]
        for kind, pictures in kinds.items()
    }
    barred = [silent for kind in ("blank pages", "noise", "photographs") for silent in read[kind]]
    every = [silent for silents in read.values() for silent in silents]
    photos = read["photographs"]
    figures = [_figure("blank, noise and photographs", barred, has_bar=True)]
    for kind, silents in read.items():
        figures += [_figure(kind, silents), _accepted(kind, silents)]
    answers = tuple(answers_of_inventions(kind, silents) for kind, silents in read.items())
    pictures = draw_inventions(every, photos[-1:])
    return Measured(tuple(figures), describe_inventions(every), pictures, answers)


def _figure(kind: str, silents: list[Silent], has_bar: bool = False) -> Figure:
    numbers = sum(len(silent.page.numbers) for silent in silents)
    bar = BARS["nothing"] if has_bar else None
    return Figure.total(kind, "numbers answered", numbers, len(silents), bar)


def _accepted(kind: str, silents: list[Silent]) -> Figure:
    numbers = sum(number.accepted for silent in silents for number in silent.page.numbers)
    bar = BARS.get(f"nothing/{kind}")
    return Figure.per_picture(kind, "numbers accepted a picture", numbers, len(silents), bar)


def _sample_folder() -> Path:
    found = importlib.util.find_spec("sklearn")
    if found is None or not found.submodule_search_locations:
        raise MissingExtra("The suite `nothing`", "dev")
    return Path(found.submodule_search_locations[0]) / "datasets" / "images"


def _pixels(values: NDArray[np.generic]) -> Pixels:
    """Grey values (h, w, 1) of any type as RGB."""
    return np.repeat(np.clip(values, 0, 255).astype(np.uint8), 3, axis=2)
