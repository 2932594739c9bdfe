"""What is done to a picture before a peer sees it. The time it takes is counted as the peer's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from inkread.evaluation.bench import Picture
from inkread.evaluation.pictures import open_rgb

MNIST_SIDE, MNIST_INK = 28, 20


def open_dark_on_light(picture: Picture) -> Image.Image:
    """RGB, upright; a picture whose rim is darker than mid-grey is inverted.

    OCR engines are made for dark ink on light paper.
    """
    image = open_rgb(picture)
    grey = np.asarray(image.convert("L"))
    rim = np.concatenate((grey[0], grey[-1], grey[:, 0], grey[:, -1]))
    return ImageOps.invert(image) if np.median(rim) < 128 else image


def scale_to_height(image: Image.Image, height: int) -> Image.Image:
    """The picture in another size, `height` px high, its shape kept."""
    width = max(1, round(image.width * height / image.height))
    return image.resize((width, height), Image.Resampling.BICUBIC)


def scale_to_side(image: Image.Image, side: int) -> Image.Image:
    """The picture in another size, its shorter side `side` px long, its shape kept."""
    return scale_to_height(image, round(image.height * side / min(image.size)))


def pad(image: Image.Image, margin: int) -> Image.Image:
    """A margin of so many px all round, in the median colour of the rim: paper, without an edge."""
    pixels = np.asarray(image)
    rim = np.concatenate((pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]))
    red, green, blue = (int(value) for value in np.median(rim, axis=0))
    return ImageOps.expand(image, margin, (red, green, blue))


def like_mnist(picture: Picture) -> NDArray[np.float32]:
    """The picture as MNIST has its digits: (784,) float32, 0..1, ink bright.

    A 28x28 grey array is taken as it is. Anything else is brought to grey, split into ink and paper
    at Otsu's threshold, cut to its ink, scaled to fit 20x20 and laid with its centre of mass into
    the middle of 28x28, which is how MNIST was made.
    """
    if not isinstance(picture, bytes) and picture.shape == (MNIST_SIDE, MNIST_SIDE):
        return picture.astype(np.float32).reshape(-1) / np.float32(255)
    ink = 255 - np.asarray(open_dark_on_light(picture).convert("L"), dtype=np.float32)
    ink = np.where(ink > otsu_threshold(ink), ink - ink.min(), 0)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    canvas = np.zeros((MNIST_SIDE, MNIST_SIDE), dtype=np.float32)
    if not rows.size:
        return canvas.reshape(-1)
    cut = Image.fromarray(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    scale = MNIST_INK / max(cut.size)
    size = (max(1, round(cut.width * scale)), max(1, round(cut.height * scale)))
    small = np.asarray(cut.resize(size, Image.Resampling.BOX))
    ys, xs = np.indices(small.shape)
    mass = max(float(small.sum()), 1e-6)
    top, left = (
        int(np.clip(round(MNIST_SIDE / 2 - float((axis * small).sum()) / mass), 0, MNIST_SIDE - n))
        for axis, n in zip((ys, xs), small.shape, strict=True)
    )
    canvas[top : top + small.shape[0], left : left + small.shape[1]] = small / max(small.max(), 1.0)
    return canvas.reshape(-1)


def otsu_threshold(values: NDArray[np.float32]) -> float:
    """The grey value, 0..255, that parts the values best into a dark and a light group."""
    counts, edges = np.histogram(values, bins=256, range=(0, 256))
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * edges[:-1])
    with np.errstate(invalid="ignore", divide="ignore"):
        gap = sums / below - (sums[-1] - sums) / above
    return float(np.nanargmax(np.nan_to_num(below * above * gap**2)))
