"""Strings and pages written by writers that no model learnt from, composed of their MNIST digits.

Made apart from the pages of training and in another way: each digit is laid down as a layer of ink,
all by one hand; paper, lines, shade and the camera's faults come after. Everything is drawn from
the generator that is given, so the same seed makes the same picture.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from inkread.data.writers import hold_out
from inkread.errors import DataInvalid
from inkread.evaluation.digits import load_mnist

WRITERS = "qmnist/qmnist-train-labels.tsv.gz"
TALL = 20  # px: MNIST fits each digit into so much
GAPS = (-0.15, 0.40)
"""Between two digits: a negative one in widths of the narrower digit, a positive one in widths of a
usual digit, which is `USUAL` of its height."""
USUAL = 0.62
HEIGHTS = (18.0, 44.0)
PAGE = (768, 1024)  # px, height and width
INKS = ((28, 28, 32), (30, 44, 120), (52, 60, 150), (74, 72, 74), (112, 108, 108))

Ink = NDArray[np.float32]
"""How much ink lies on each pixel, (h, w) in 0..1."""
Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Hand:
    """The digits of one writer: pictures (n, 28, 28), ink bright, and labels (n,)."""

    writer: int
    images: Pixels
    labels: Pixels

    def choose(self, rng: np.random.Generator, digit: str) -> Pixels:
        """One of the writer's pictures of this digit."""
        found: Pixels = self.images[rng.choice(np.flatnonzero(self.labels == int(digit)))]
        return found


@dataclass(frozen=True, slots=True)
class Manner:
    """How a string is written: the height of its digits, px; the tangent of their slant, positive
    to the right; the usual gap, as in `GAPS`; how far digits dance, in heights."""

    height: float
    slant: float
    gap: float
    dance: float

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Manner:
        height = float(np.exp(rng.uniform(*np.log(HEIGHTS))))
        slant, gap = float(rng.uniform(-0.15, 0.25)), float(rng.uniform(*GAPS))
        return cls(height, slant, gap, float(rng.uniform(0.0, 0.05)))


def load_hands(find: Callable[[str], Path]) -> list[Hand]:
    """The writers held out of training who wrote every digit at least once.

    DataInvalid when the table of writers does not fit the pictures, or names none of them.
    """
    images, labels = load_mnist(find, "train")
    table = gzip.decompress(find(WRITERS).read_bytes())
    writers = np.loadtxt(io.BytesIO(table), dtype=np.int64, usecols=2, ndmin=1)
    if len(writers) != len(labels):
        raise DataInvalid(WRITERS, "there are not as many writers as pictures")
    held = hold_out(writers)
    hands = [
        Hand(int(writer), images[writers == writer], labels[writers == writer])
        for writer in np.unique(writers[held])
    ]
    complete = [hand for hand in hands if len(np.unique(hand.labels)) == 10]
    if not complete:
        raise DataInvalid(WRITERS, "no writer held out wrote every digit")
    return complete


def write_string(rng: np.random.Generator, hand: Hand, text: str, manner: Manner) -> Ink:
    """The ink of a string, cut to what is inked."""
    glyphs = [_write_digit(rng, hand.choose(rng, digit), manner) for digit in text]
    places, x = [], 0.0
    for i, glyph in enumerate(glyphs):
        if i:
            gap = float(np.clip(manner.gap + rng.normal(0, 0.04), *GAPS))
            narrow = min(glyph.shape[1], glyphs[i - 1].shape[1])
            x += gap * (narrow if gap < 0 else USUAL * manner.height)
        places.append((round(x), round(rng.normal(0, manner.dance) * manner.height)))
        x += glyph.shape[1]
    return _lay_down(glyphs, places)


def write_touching_pair(rng: np.random.Generator, hand: Hand, manner: Manner) -> tuple[str, Ink]:
    """Two digits whose strokes run into each other, and what they are.

    The second is moved to the left until the inks share a pixel, and then up to two pixels more.
    Where that would take more than a quarter of the narrower one, other digits are tried; should
    none of a hundred fit, those that came nearest to it are taken.
    """
    nearest: tuple[float, str, list[Ink], int] | None = None
    for _ in range(100):
        text = "".join(str(digit) for digit in rng.integers(10, size=2))
        first, second = (_write_digit(rng, hand.choose(rng, digit), manner) for digit in text)
        narrow = min(first.shape[1], second.shape[1])
        overlap = next((n for n in range(1, narrow) if _share_ink(first, second, n)), narrow)
        if nearest is None or overlap / narrow < nearest[0]:
            nearest = overlap / narrow, text, [first, second], first.shape[1] - overlap
        if overlap <= int(narrow / 4):
            break
    assert nearest is not None
    _, text, glyphs, x = nearest
    return text, _lay_down(glyphs, [(0, 0), (x - int(rng.integers(0, 3)), 0)])


def draw_picture(rng: np.random.Generator, ink: Ink, manner: Manner) -> bytes:
    """A small photograph (JPEG) of that ink on paper, with some paper around it."""
    height = manner.height
    margins = [round(height * rng.uniform(0.35, 1.0)) for _ in range(4)]
    around = np.pad(ink, ((margins[0], margins[1]), (margins[2], margins[3])))
    around = _turn(around, float(rng.uniform(-2.5, 2.5)))
    paper = _draw_paper(rng, around.shape, margins[0] + ink.shape[0], height)
    picture = Image.fromarray(_expose(rng, _put_on(rng, around, paper)))
    picture = picture.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.0, 0.8)) * height / 30))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=int(rng.integers(55, 93)))
    return buffer.getvalue()


def draw_page(rng: np.random.Generator, hands: Sequence[Hand]) -> Pixels:
    """A page of 1024x768 px with twelve numbers of five digits, each by another hand."""
    ink: Ink = np.zeros(PAGE, np.float32)
    for i in range(12):
        hand = hands[int(rng.integers(len(hands)))]
        manner = Manner(float(rng.uniform(28, 36)), 0.05, float(rng.uniform(0.05, 0.3)), 0.02)
        text = "".join(str(digit) for digit in rng.integers(10, size=5))
        string = write_string(rng, hand, text, manner)
        row, column = divmod(i, 2)
        y, x = 60 + row * 115, 110 + column * 470
        ink[y : y + string.shape[0], x : x + string.shape[1]] = string
    return _expose(rng, _put_on(rng, ink, np.full((*PAGE, 3), 238.0, np.float32)))


def _write_digit(rng: np.random.Generator, image: Pixels, manner: Manner) -> Ink:
    """The ink of one digit at the height of the string, slanted, cut to what is inked."""
    scale = manner.height / TALL * float(rng.uniform(0.94, 1.06))
    size = max(2, round(image.shape[0] * scale))
    large = Image.fromarray(image).resize((size, size), Image.Resampling.BICUBIC)
    wide = round(size * 1.5)
    # From the place where a pixel lands to where it comes from, about the middle.
    shear = (1.0, manner.slant, -manner.slant * size / 2 - (wide - size) / 2, 0.0, 1.0, 0.0)
    slanted = large.transform((wide, size), Image.Transform.AFFINE, shear, Image.Resampling.BICUBIC)
    ink = np.asarray(slanted, np.float32) / np.float32(255)
    # Enlarged strokes are soft: a pen's are not.
    ink = np.clip((ink - 0.5) * float(rng.uniform(1.2, 1.8)) + 0.5, 0, 1)
    rows, columns = np.flatnonzero(ink.max(1) > 0.3), np.flatnonzero(ink.max(0) > 0.3)
    cut: Ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return cut


def _lay_down(glyphs: Sequence[Ink], places: Sequence[tuple[int, int]]) -> Ink:
    """All layers on one: each at its x, its foot so many px below the line."""
    tops = [y - glyph.shape[0] for glyph, (_, y) in zip(glyphs, places, strict=True)]
    width = max(x + glyph.shape[1] for glyph, (x, _) in zip(glyphs, places, strict=True))
    left, top, bottom = min(x for x, _ in places), min(tops), max(y for _, y in places)
    free = np.ones((bottom - top, width - left), np.float32)
    for glyph, (x, _), y in zip(glyphs, places, tops, strict=True):
        h, w = glyph.shape
        free[y - top : y - top + h, x - left : x - left + w] *= 1 - glyph
    return 1 - free


def _share_ink(first: Ink, second: Ink, overlap: int) -> bool:
    """Whether strokes meet when both stand on one line and so many columns lie over each other."""
    h = min(first.shape[0], second.shape[0])
    return bool(((first[-h:, -overlap:] > 0.5) & (second[-h:, :overlap] > 0.5)).any())


def _turn(ink: Ink, degrees: float) -> Ink:
    turned = Image.fromarray(ink).rotate(degrees, Image.Resampling.BICUBIC)
    return np.clip(np.asarray(turned, np.float32), 0, 1)


def _draw_paper(
    rng: np.random.Generator, size: tuple[int, ...], line: int, height: float
) -> NDArray[np.float32]:
    """Paper (h, w, 3): a tone, clouds, and in half of the cases ruled lines or squares, one line
    at the foot of the string, `line` px from the top."""
    h, w = size
    tone = rng.uniform(205, 250) - np.array((0, rng.uniform(0, 6), rng.uniform(0, 16)))
    clouds = Image.fromarray(rng.normal(0, 5, (4, 6)).astype(np.float32))
    shade = np.asarray(clouds.resize((w, h), Image.Resampling.BICUBIC))
    slope = np.linspace(0, rng.normal(0, 12), w, dtype=np.float32)[None]
    paper: NDArray[np.float32] = (tone + (shade + slope)[..., None]).astype(np.float32)
    kind = rng.random()
    if kind < 0.5:
        colour = np.array(rng.uniform((15, 10, 0), (60, 50, 30)), np.float32)
        step = max(8, round(height * rng.uniform(1.2, 1.8)))
        paper[line % step :: step] -= colour
        if kind < 0.2:
            paper[:, int(rng.integers(step)) :: step] -= colour
    return paper


def _put_on(rng: np.random.Generator, ink: Ink, paper: NDArray[np.float32]) -> NDArray[np.float32]:
    """Ink of one colour and strength on paper, (h, w, 3)."""
    colour = np.array(INKS[int(rng.integers(len(INKS)))], np.float32)
    cover = (ink * rng.uniform(0.8, 1.0))[..., None]
    blended: NDArray[np.float32] = paper * (1 - cover) + colour * cover
    return blended


def _expose(rng: np.random.Generator, page: NDArray[np.float32]) -> Pixels:
    """With the grain of a camera, as bytes."""
    grain = rng.normal(0, rng.uniform(1, 5), page.shape[:2])[..., None]
    return np.clip(page + grain, 0, 255).round().astype(np.uint8)
