"""Pools of single digits that old scanners, careless pens and time have spoilt.

A digit is spoilt before it is looked for, as a real one is: what lies over it widens the window
that is cut around it. Nothing is done in the form in which `evaluation.corruptions` measures it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from inkread.training.data.digits import DigitSet
from inkread.training.recipes.crops import Pool, cut_pictures, cut_set
from inkread.training.synthesis.glyphs import Library

U8 = NDArray[np.uint8]
Damage = Callable[[np.random.Generator, Image.Image], Image.Image]

FINE = 4  # what is laid over a digit is drawn so many times larger
KINDS, KIND_SHARES = ("real", "strokes", "script"), (0.6, 0.3, 0.1)


def cut_bitmaps(rng: np.random.Generator, library: Library, count: int) -> Pool:
    """Crops of `count` digits as old scanners and old sets have them: a dozen dots or so high,
    filling their box, many of them stretched to it and many of two shades only."""

    def pictures() -> Iterator[tuple[U8, int, int]]:
        for _ in range(count):
            hand = library.draw_hand(rng, str(rng.choice(KINDS, p=KIND_SHARES)))
            label = int(rng.integers(10))
            ink = library.digit(rng, hand, label, 40).ink
            yield draw_bitmap(rng, np.asarray(ink)), label, 0

    return cut_pictures(pictures())


def draw_bitmap(rng: np.random.Generator, image: U8) -> U8:
    """A digit (h, w), ink bright, cropped to its ink and scanned with few dots; any polarity."""
    ink = Image.fromarray(image)
    box = ink.point([255 * (v > 60) for v in range(256)]).getbbox() or (0, 0, *ink.size)
    ink = ink.crop(box)
    tall = int(rng.integers(11, 21))
    own = ink.width / ink.height
    # From its own proportions to those of a square; a stroke upright stays one.
    wide = tall * (own if own < 0.35 else own ** rng.uniform(0.0, 1.0))
    ink = ink.resize((max(2, round(wide)), tall), Image.Resampling.BOX)
    dots = np.pad(np.asarray(ink), int(rng.integers(0, 3)))
    if rng.random() < 0.6:
        dots = np.where(dots > rng.uniform(50, 150), 255, 0).astype(np.uint8)
    return 255 - dots if rng.random() < 0.5 else dots


def cut_damaged(rng: np.random.Generator, digits: DigitSet, count: int) -> Pool:
    """Crops of `count` digits with something over, through or instead of their ink."""
    rows = rng.integers(len(digits), size=count)
    images = np.stack([damage(rng, digits.images[row]) for row in rows])
    return cut_set(DigitSet("damaged", images, digits.labels[rows], digits.writers[rows]))


def damage(rng: np.random.Generator, image: U8) -> U8:
    """A digit (h, w), ink bright, damaged in one way or in two."""
    ink = Image.fromarray(image)
    count = 1 + int(rng.random() < 0.2)
    for i in rng.choice(len(DAMAGES), count, replace=False, p=DAMAGE_SHARES):
        ink = DAMAGES[i](rng, ink)
    return np.asarray(ink)


def strike(rng: np.random.Generator, ink: Image.Image) -> Image.Image:
    """Struck through or underlined: one to three bows from somewhere to somewhere."""

    def draw(pen: ImageDraw.ImageDraw, size: int) -> None:
        for _ in range(rng.integers(1, 4)):
            ends = rng.uniform(-0.1, 1.1, (3, 2)) * size
            t = np.linspace(0, 1, 12)[:, None]
            bow = (1 - t) ** 2 * ends[0] + 2 * t * (1 - t) * ends[1] + t**2 * ends[2]
            wide = round(rng.uniform(0.7, 1.9) * FINE)
            pen.line([tuple(p) for p in bow.tolist()], int(rng.integers(110, 256)), wide, "curve")

    return _draw_over(ink, draw)


def litter(rng: np.random.Generator, ink: Image.Image) -> Image.Image:
    """Crumbs, corners and short strokes all around."""

    def draw(pen: ImageDraw.ImageDraw, size: int) -> None:
        for _ in range(rng.integers(3, 16)):
            middle, light = rng.uniform(0, size, 2), int(rng.integers(90, 256))
            corners = middle + rng.normal(0, rng.uniform(0.02, 0.055) * size, (3, 2))
            pen.polygon([tuple(p) for p in corners.tolist()], light)

    return _draw_over(ink, draw)


def swap(rng: np.random.Generator, ink: Image.Image) -> Image.Image:
    """White on black in places: within blots, a slanting edge, panes, or slanting bands."""
    x = np.asarray(ink, np.float32)
    rows, columns = np.indices(x.shape) / x.shape[0]
    kind = int(rng.choice(4, p=(0.12, 0.08, 0.12, 0.68)))
    if kind == 0:
        coarse = Image.fromarray(rng.random((5, 5), np.float32))
        field = np.asarray(coarse.resize(ink.size, Image.Resampling.BICUBIC))
        swapped = field > rng.uniform(0.4, 0.75)
    elif kind == 1:
        angle = rng.uniform(0, 2 * np.pi)
        swapped = (rows - 0.5) * np.sin(angle) + (columns - 0.5) * np.cos(angle) > rng.normal(
            0, 0.2
        )
    elif kind == 2:
        edges = rng.uniform(0, 1, (2, 2, int(rng.integers(1, 4)), 1, 1))
        (top, left), (bottom, right) = edges.min(0), edges.max(0)
        inside = (rows >= top) & (rows < bottom) & (columns >= left) & (columns < right)
        swapped = inside.any(0)
    else:
        # Never upright: that form is measured.
        angle = rng.uniform(np.pi / 9, 8 * np.pi / 9)
        along = rows * np.sin(angle) + columns * np.cos(angle)
        pitch = rng.uniform(0.12, 0.6)
        swapped = (along / pitch + rng.random()) % 1 < rng.uniform(0.2, 0.6)
    return Image.fromarray(np.where(swapped, 255 - x, x).astype(np.uint8))


def hollow(rng: np.random.Generator, ink: Image.Image) -> Image.Image:
    """Hollow strokes, as of letters that are to be filled in: only their rim."""
    large = ink.resize((ink.width * 2, ink.height * 2), Image.Resampling.BICUBIC)
    wide = large.filter(ImageFilter.MaxFilter(int(rng.choice([1, 3, 5]))))
    thin = large.filter(ImageFilter.MinFilter(3))
    if rng.random() < 0.5:
        thin = thin.filter(ImageFilter.MinFilter(3))
    rim = np.asarray(wide, np.float32) - np.asarray(thin, np.float32)
    rim *= 255 / max(float(rim.max()), 1.0)
    return Image.fromarray(rim.astype(np.uint8)).resize(ink.size, Image.Resampling.BOX)


def roughen(rng: np.random.Generator, ink: Image.Image) -> Image.Image:
    """Coarse grain, or dots that were lost."""
    x = np.asarray(ink, np.float32)
    dots = int(rng.choice([1, 1, 2]))
    shape = (-(-x.shape[0] // dots), -(-x.shape[1] // dots))
    spread = np.ones((dots, dots))
    if rng.random() < 0.5:
        noise = np.kron(rng.normal(0, rng.uniform(20, 95), shape), spread)
        x = x + noise[: x.shape[0], : x.shape[1]]
    else:
        lost = np.kron(rng.random(shape) < rng.uniform(0.04, 0.22), spread)
        x = np.where(lost[: x.shape[0], : x.shape[1]] > 0, rng.uniform(0, 255), x)
    return Image.fromarray(np.clip(x, 0, 255).astype(np.uint8))


def crumple(rng: np.random.Generator, ink: Image.Image) -> Image.Image:
    """Seen through water: each place shows one beside it, smoothly shifted."""
    x = np.asarray(ink, np.float32)
    height, width = x.shape
    cells = int(rng.integers(7, 15))
    shift = [
        np.asarray(
            Image.fromarray(rng.normal(0, 1, (cells, cells)).astype(np.float32)).resize(
                ink.size, Image.Resampling.BICUBIC
            )
        )
        for _ in range(2)
    ]
    reach = rng.uniform(0.5, 1.5) * height / 28
    rows, columns = np.indices(x.shape)
    y = np.clip(rows + reach * shift[0], 0, height - 1.001)
    c = np.clip(columns + reach * shift[1], 0, width - 1.001)
    y0, c0 = y.astype(int), c.astype(int)
    dy, dc = y - y0, c - c0
    upper = x[y0, c0] * (1 - dc) + x[y0, c0 + 1] * dc
    lower = x[y0 + 1, c0] * (1 - dc) + x[y0 + 1, c0 + 1] * dc
    return Image.fromarray((upper * (1 - dy) + lower * dy).astype(np.uint8))


def turn(rng: np.random.Generator, ink: Image.Image) -> Image.Image:
    """Turned by up to 35 degrees, and in a haze of one grey."""
    turned = ink.rotate(float(rng.uniform(-35, 35)), Image.Resampling.BICUBIC)
    haze = rng.uniform(0, 0.6)
    veil = Image.new("L", ink.size, int(rng.integers(256)))
    return Image.blend(turned, veil, float(haze))


DAMAGES: tuple[Damage, ...] = (strike, litter, swap, hollow, roughen, crumple, turn)
# Swapped digits are the hardest to learn.
DAMAGE_SHARES = (0.13, 0.08, 0.4, 0.08, 0.08, 0.16, 0.07)


def _draw_over(ink: Image.Image, draw: Callable[[ImageDraw.ImageDraw, int], None]) -> Image.Image:
    """What is drawn on a square of so many px, laid over the ink."""
    large = Image.new("L", (ink.width * FINE, ink.height * FINE))
    draw(ImageDraw.Draw(large), large.height)
    small = np.asarray(large.resize(ink.size, Image.Resampling.BOX))
    return Image.fromarray(np.maximum(np.asarray(ink), small))
