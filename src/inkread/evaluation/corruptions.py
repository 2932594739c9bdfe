"""Fifteen ways to spoil a small picture of a digit, each of one strength.

They are after the kinds of MNIST-C (Mu and Gilmer, arXiv 1906.02337) and of like strength, but of
our own making, and none is what training does to its crops. The strengths were chosen by eye before
anything was measured, so that a person still reads the digit. A picture is (28, 28) float32 in
0..1, ink bright, before and after; all that is random comes from the generator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

SEED = 20_261_124

Grey = NDArray[np.float32]
Corruption = Callable[[np.random.Generator, Grey], Grey]


def corrupt(name: str, picture: NDArray[np.uint8], index: int) -> NDArray[np.uint8]:
    """The picture (28, 28) spoilt; the same for the same name and index."""
    rng = np.random.default_rng([SEED, list(CORRUPTIONS).index(name), index])
    spoilt = CORRUPTIONS[name](rng, picture.astype(np.float32) / np.float32(255))
    return np.clip(spoilt * 255, 0, 255).round().astype(np.uint8)


def add_shot_noise(rng: np.random.Generator, x: Grey) -> Grey:
    """Too little light: five photons where it is brightest, a tenth of that on black."""
    return (rng.poisson((0.1 + 0.9 * x) * 5) / 5).astype(np.float32)


def add_impulses(rng: np.random.Generator, x: Grey) -> Grey:
    """15 % of the pixels are black or white."""
    draw = rng.random(x.shape)
    return np.where(draw < 0.075, 0, np.where(draw > 0.925, 1, x)).astype(np.float32)


def see_through_glass(rng: np.random.Generator, x: Grey) -> Grey:
    """Frosted glass: twice, each pixel takes the value of itself or one of its eight neighbours;
    smoothed before and after."""
    rows, columns = np.indices(x.shape)
    x = _smooth(x)
    for _ in range(2):
        dy, dx = rng.integers(-1, 2, (2, *x.shape))
        x = x[(rows + dy) % x.shape[0], (columns + dx) % x.shape[1]]
    return _smooth(x)


def move_while_exposing(rng: np.random.Generator, x: Grey) -> Grey:
    """Motion blur: the mean along five pixels, in any direction."""
    angle = rng.uniform(0, np.pi)
    steps = [(round(t * np.sin(angle)), round(t * np.cos(angle))) for t in range(-2, 3)]
    mean: Grey = np.mean([_shift(x, dy, dx) for dy, dx in steps], axis=0, dtype=np.float32)
    return mean


def rotate(rng: np.random.Generator, x: Grey) -> Grey:
    """Turned by 25 degrees, either way."""
    angle = np.deg2rad(25) * rng.choice((-1, 1))
    return _transform(x, ((np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))))


def shear(rng: np.random.Generator, x: Grey) -> Grey:
    """Slanted by 0.45 of the height, either way."""
    return _transform(x, ((1, 0.45 * rng.choice((-1, 1))), (0, 1)))


def shrink(rng: np.random.Generator, x: Grey) -> Grey:
    """0.55 of its size, in the middle."""
    h, w = (round(side * 0.55) for side in x.shape)
    small = np.asarray(Image.fromarray(x).resize((w, h), Image.Resampling.LANCZOS))
    top, left = (x.shape[0] - h) // 2, (x.shape[1] - w) // 2
    shrunk = np.zeros_like(x)
    shrunk[top : top + h, left : left + w] = small
    return shrunk


def move(rng: np.random.Generator, x: Grey) -> Grey:
    """Five pixels up or down and five to a side; what goes beyond the edge is lost."""
    dy, dx = 5 * rng.choice((-1, 1), 2)
    return _shift(x, int(dy), int(dx))


def fade(rng: np.random.Generator, x: Grey) -> Grey:
    """Contrast of 0.14 on a light ground of 0.62."""
    return 0.62 + 0.14 * x


def swap_stripes(rng: np.random.Generator, x: Grey) -> Grey:
    """Light and dark are swapped in upright stripes of two pixels, one every seven."""
    is_swapped = (np.arange(x.shape[1]) + rng.integers(7)) % 7 < 2
    return np.where(is_swapped[None], 1 - x, x).astype(np.float32)


def cover_with_fog(rng: np.random.Generator, x: Grey) -> Grey:
    """A bright cloud of uneven thickness: 0.45 of it over 0.55 of the picture."""
    coarse = Image.fromarray(rng.random((4, 4), np.float32))
    cloud = np.asarray(coarse.resize(x.shape[::-1], Image.Resampling.BICUBIC))
    cloud = (cloud - cloud.min()) / max(1e-6, float(np.ptp(cloud)))
    return np.asarray(0.45 * cloud + 0.55 * x, np.float32)


def spatter(rng: np.random.Generator, x: Grey) -> Grey:
    """Nine drops of half to full brightness, 1.2 to 3.6 pixels wide."""
    rows, columns = np.indices(x.shape)
    for _ in range(9):
        cy, cx = rng.uniform(0, x.shape[0], 2)
        radius, light = rng.uniform(0.6, 1.8), rng.uniform(0.5, 1.0)
        distance = np.hypot(rows + 0.5 - cy, columns + 0.5 - cx)
        x = np.maximum(x, light * np.clip(radius + 0.5 - distance, 0, 1))
    return x.astype(np.float32)


def draw_dotted_line(rng: np.random.Generator, x: Grey) -> Grey:
    """A line of bright dots from side to side, 1.6 pixels wide and 3.2 apart."""
    side = x.shape[0]
    y0, y1 = rng.uniform(3, side - 3, 2)
    line = np.linspace((0, y0), (side, y1), round(np.hypot(side, y1 - y0) / 3.2))

    def dot(pen: ImageDraw.ImageDraw, k: int) -> None:
        for px, py in line * k:
            pen.ellipse((px - 0.8 * k, py - 0.8 * k, px + 0.8 * k, py + 0.8 * k), fill=240)

    return _draw_over(x, dot)


def draw_zigzag(rng: np.random.Generator, x: Grey) -> Grey:
    """A bright line of one pixel that runs four times between the upper and the lower half."""
    side = x.shape[0]
    ys = [rng.uniform(*((2, 10) if i % 2 else (18, 26))) for i in range(5)]
    if rng.random() < 0.5:
        ys = [side - y for y in ys]
    points = list(zip(np.linspace(0, side, 5), ys, strict=True))
    return _draw_over(
        x, lambda pen, k: pen.line([(px * k, py * k) for px, py in points], fill=230, width=k)
    )


def keep_outlines(rng: np.random.Generator, x: Grey) -> Grey:
    """Only the outlines of the strokes: how steep the brightness is, by Sobel."""
    p = np.pad(x, 1)
    dx, dy = p[:, 2:] - p[:, :-2], p[2:] - p[:-2]
    across = dx[:-2] + 2 * dx[1:-1] + dx[2:]
    down = dy[:, :-2] + 2 * dy[:, 1:-1] + dy[:, 2:]
    return np.asarray(np.clip(np.hypot(across, down) / 3, 0, 1), np.float32)


CORRUPTIONS: Mapping[str, Corruption] = {
    "shot noise": add_shot_noise,
    "impulse noise": add_impulses,
    "frosted glass": see_through_glass,
    "motion blur": move_while_exposing,
    "rotation": rotate,
    "shear": shear,
    "scaling": shrink,
    "translation": move,
    "fading": fade,
    "stripes": swap_stripes,
    "fog": cover_with_fog,
    "spatter": spatter,
    "dotted line": draw_dotted_line,
    "zigzag": draw_zigzag,
    "outlines": keep_outlines,
}


def _smooth(x: Grey) -> Grey:
    """Each pixel a half of itself and a quarter of both neighbours, down and across."""
    p = np.pad(x, 1)
    down = p[:-2] / 4 + p[1:-1] / 2 + p[2:] / 4
    return (down[:, :-2] / 4 + down[:, 1:-1] / 2 + down[:, 2:] / 4).astype(np.float32)


def _shift(x: Grey, dy: int, dx: int) -> Grey:
    """Moved by so many pixels, black coming in."""
    h, w = x.shape
    padded = np.pad(x, ((abs(dy), abs(dy)), (abs(dx), abs(dx))))
    return padded[abs(dy) - dy : abs(dy) - dy + h, abs(dx) - dx : abs(dx) - dx + w]


def _transform(x: Grey, matrix: tuple[tuple[float, float], tuple[float, float]]) -> Grey:
    """Each pixel from the place (x, y) that the matrix names, about the middle of the picture."""
    (a, b), (c, d) = matrix
    cx, cy = x.shape[1] / 2, x.shape[0] / 2
    values = (a, b, cx - a * cx - b * cy, c, d, cy - c * cx - d * cy)
    image = Image.fromarray(x)
    moved = image.transform(image.size, Image.Transform.AFFINE, values, Image.Resampling.BICUBIC)
    return np.asarray(moved, np.float32)


def _draw_over(x: Grey, draw: Callable[[ImageDraw.ImageDraw, int], object]) -> Grey:
    """What is drawn at four times the size, brought down and laid over the picture."""
    large = Image.new("L", (x.shape[1] * 4, x.shape[0] * 4))
    draw(ImageDraw.Draw(large), 4)
    small = np.asarray(large.resize(x.shape[::-1], Image.Resampling.BOX), np.float32) / 255
    return np.maximum(x, small)
