"""Glyphs: the ink of one digit or word as a coverage mask, from real hands, strokes and fonts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from inkread.training.data.digits import DigitSet
from inkread.training.data.ink import Paths
from inkread.training.synthesis.strokes import draw_digit

# Fonts of the package list that draw like a press or a machine; every other one is a hand.
PRINTED = frozenset(
    "abril-fatface alfa-slab-one archivo-narrow arimo barlow-condensed bitter courier-prime "
    "cousine dm-serif-display eb-garamond ibm-plex-mono inconsolata lato libre-baskerville "
    "libre-franklin merriweather noto-sans noto-serif nunito open-sans oswald "
    "playfair-display pt-sans pt-serif roboto roboto-condensed share-tech-mono source-serif-4 "
    "special-elite tinos vt323".split()
)


FELT = 0.15  # of the hands write with a felt pen
SLIMMEST = 0.3  # heights: a digit that is narrower, and no 1, looks like a 1


@dataclass(frozen=True, slots=True)
class Glyph:
    """Ink coverage (mode L) cropped to the ink; `label` 0..9, or -1 for what is no digit."""

    ink: Image.Image
    label: int
    printed: bool


@dataclass(frozen=True, slots=True)
class Hand:
    """How one hand writes: drawn once a string, so that its digits belong together."""

    kind: str  # "real", "strokes", "script" (a handwriting font) or "print"
    writer: int
    font: str
    weight: float
    slant: float
    aspect: float


class Library:
    """What glyphs are drawn from: real digits by writer and label, files of script and print
    fonts (at least one of each), and paths of real pens where there are some."""

    def __init__(
        self,
        digits: tuple[DigitSet, ...],
        script: tuple[str, ...],
        press: tuple[str, ...],
        paths: Paths | None = None,
    ) -> None:
        self._paths = paths or {}
        self._digits = digits
        self._script = script
        self._print = press
        self._rows: dict[tuple[int, int, int], NDArray[np.int64]] = {}
        for source, one in enumerate(digits):
            for writer in np.unique(one.writers):
                own = np.flatnonzero(one.writers == writer)
                for label in range(10):
                    rows = own[one.labels[own] == label]
                    if len(rows):
                        self._rows[source, int(writer), label] = rows
        self._writers = sorted({(source, writer) for source, writer, _ in self._rows})
        self._nameless = [pair for pair in self._writers if pair[1] < 0]

    def draw_hand(self, rng: np.random.Generator, kind: str) -> Hand:
        """A hand of `kind`, drawn by `rng`."""
        fonts = self._print if kind == "print" else self._script
        return Hand(
            kind=kind,
            writer=int(rng.integers(1 << 30)),
            font=fonts[rng.integers(len(fonts))],
            # A felt pen fills the loops.
            weight=float(
                rng.uniform(0.25, 0.72) if rng.random() > FELT else rng.uniform(0.08, 0.25)
            ),
            slant=float(rng.normal(0.0, 0.03 if kind == "print" else 0.18)),
            aspect=float(np.exp(rng.normal(0, 0.08 if kind == "print" else 0.16))),
        )

    def real_digit(self, rng: np.random.Generator, hand: Hand, label: int) -> NDArray[np.uint8]:
        """A real digit (h, w) of the hand's writer, or of any writer who wrote that label."""
        pair = self._writers[hand.writer % len(self._writers)]
        # A twelfth of the strings come from sets without writers (optdigits).
        if self._nameless and hand.writer % 12 == 0:
            pair = self._nameless[hand.writer // 12 % len(self._nameless)]
        while (*pair, label) not in self._rows:
            pair = self._writers[rng.integers(len(self._writers))]
        rows = self._rows[(*pair, label)]
        image: NDArray[np.uint8] = self._digits[pair[0]].images[rows[rng.integers(len(rows))]]
        return image

    def digit(self, rng: np.random.Generator, hand: Hand, label: int, height: int) -> Glyph:
        """`label` written by `hand`, its ink about `height` px high."""
        if hand.kind == "real":
            ink = Image.fromarray(self.real_digit(rng, hand, label))
            box = ink.point([255 * (v > 60) for v in range(256)]).getbbox() or (0, 0, *ink.size)
            ink = _reweigh(ink.crop(box), hand.weight)
        elif hand.kind == "strokes":
            # Half of the hands follow real pens, the others the shapes spelled out.
            paths = self._paths.get(label) if hand.writer % 2 else None
            ink = draw_digit(rng, label, height, hand.writer // 7, paths)
        else:
            ink = draw_text(str(label), hand.font, max(height, 16) * 2)
        slimmest = 0.1 if label == 1 else SLIMMEST
        return Glyph(_shape(ink, rng, hand, height, slimmest), label, hand.kind == "print")

    def word(self, text: str, hand: Hand, height: int, tracking: float = 0.0) -> Glyph:
        """`text` in the hand's font, as clutter (label -1), its ink about `height` px high;
        `tracking` is extra room between letters, in font sizes."""
        ink = draw_text(text, hand.font, max(height, 12) * 2, tracking)
        w = max(1, round(ink.width * height / ink.height * hand.aspect))
        small = ink.resize((w, height), Image.Resampling.BOX)
        return Glyph(_slant(small, hand.slant * 0.6), -1, hand.kind == "print")


def is_printed(font: str) -> bool:
    """Whether a font file draws print rather than a hand."""
    return Path(font).name.split("-latin-")[0] in PRINTED


def find_fonts(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(script, print): the regular and bold Latin files below `folder` (as `npm ci` lays them)."""
    found = []
    for package in sorted((folder / "node_modules" / "@fontsource").glob("*")):
        for weight in ("400", "700"):
            found += sorted(package.glob(f"files/{package.name}-latin-{weight}-normal.woff2"))
    if not found:
        raise FileNotFoundError(f"no fonts below {folder}: run `npm ci` there first")
    names = [str(path) for path in found]
    script = tuple(name for name in names if not is_printed(name))
    return script, tuple(name for name in names if is_printed(name))


@lru_cache(maxsize=4096)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def draw_text(text: str, font: str, size: int, tracking: float = 0.0) -> Image.Image:
    """The ink of `text`, cropped to it; a blank 1x1 where the font has no such letters.

    `tracking` is extra room between letters, in font sizes.
    """
    face = _font(font, size)
    left, top, right, bottom = face.getbbox(text)
    room = int(tracking * size * (len(text) - 1))
    wide, tall = max(1, int(right - left) + 8 + room), max(1, int(bottom - top) + 8)
    ink = Image.new("L", (wide, tall), 0)
    pen = ImageDraw.Draw(ink)
    if not tracking:
        pen.text((4 - left, 4 - top), text, font=face, fill=255)
    for i, letter in enumerate(text) if tracking else ():
        x = 4 - left + face.getlength(text[:i]) + i * tracking * size
        pen.text((x, 4 - top), letter, font=face, fill=255)
    box = ink.getbbox()
    return ink.crop(box) if box else Image.new("L", (1, 1), 0)


def _reweigh(ink: Image.Image, weight: float) -> Image.Image:
    """Thin (high `weight`) or thick strokes from a small grey digit: a ramp on its blow-up."""
    big = ink.resize((ink.width * 4, ink.height * 4), Image.Resampling.BICUBIC)
    cut = weight * 255
    ramp = [int(min(255, max(0, (v - cut) * 5 + 128))) for v in range(256)]
    out = big.point(ramp)
    box = out.getbbox()
    return out.crop(box) if box else big


def _shape(
    ink: Image.Image, rng: np.random.Generator, hand: Hand, height: int, slimmest: float
) -> Image.Image:
    """Slant, aspect and size of the hand, with this digit's own small departure; at least
    `slimmest` heights wide."""
    h = max(4, round(height * float(np.exp(rng.normal(0, 0.03 if hand.kind == "print" else 0.09)))))
    w = ink.width * h / ink.height * hand.aspect * float(np.exp(rng.normal(0, 0.06)))
    # A lone vertical stroke must not be squeezed to nothing, nor stretched to a block.
    w = int(np.clip(round(w), max(2, int(slimmest * h)), h * 1.6))
    slant = hand.slant + float(rng.normal(0, 0.02 if hand.kind == "print" else 0.06))
    small = ink.resize(
        (2 * w, 2 * h), Image.Resampling.BOX if ink.height > 2 * h else Image.Resampling.BILINEAR
    )
    sheared = _slant(small, slant)
    out = sheared.resize((max(2, sheared.width // 2), h), Image.Resampling.BOX)
    box = out.point([255 * (v > 40) for v in range(256)]).getbbox()
    return out.crop(box) if box else out


def _slant(ink: Image.Image, slant: float) -> Image.Image:
    """`ink` leaning by `slant` (dx/dy), on a picture wide enough for it."""
    lean = abs(slant) * ink.height
    wide = (int(ink.width + lean + 2), ink.height)
    shift = -lean if slant > 0 else 0.0
    return ink.transform(
        wide, Image.Transform.AFFINE, (1, slant, shift, 0, 1, 0), Image.Resampling.BILINEAR
    )
