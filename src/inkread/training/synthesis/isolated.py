"""Isolated pictures of one digit, or of none, as `digit.onnx` meets them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.objects import draw_solid
from inkread.training.synthesis.writing import LOOKALIKES, make_word

U8 = NDArray[np.uint8]


def frame_digit(rng: np.random.Generator, library: Library) -> tuple[U8, int, bool]:
    """A digit on a pad: (picture (h, w) grey, label, printed), any place, size and polarity."""
    kind = str(rng.choice(["real", "script", "strokes", "print"], p=[0.3, 0.25, 0.25, 0.2]))
    hand = library.draw_hand(rng, kind)
    label = int(rng.integers(10))
    glyph = library.digit(rng, hand, label, int(np.exp(rng.uniform(np.log(14), np.log(90)))))
    return _frame(rng, glyph.ink), label, glyph.printed


def frame_nothing(rng: np.random.Generator, library: Library) -> U8:
    """A picture (h, w) of no digit: a letter, a word, blank paper, noise, blobs, a solid."""
    choice = rng.random()
    if choice < 0.5:
        hand = library.draw_hand(rng, "print" if rng.random() < 0.4 else "script")
        text = LOOKALIKES[rng.integers(len(LOOKALIKES))] if rng.random() < 0.7 else make_word(rng)
        return _frame(rng, library.word(text, hand, int(rng.integers(14, 60))).ink)
    if choice < 0.65:
        picture, mask = draw_solid(rng, float(rng.uniform(6, 45)))
        sheet = Image.new("L", mask.size, int(rng.integers(256)))
        sheet.paste(picture, (0, 0), mask)
        return np.asarray(sheet)
    h, w = (int(v) for v in rng.integers(12, 90, 2))
    if choice < 0.75:
        return np.full((h, w), int(rng.integers(256)), np.uint8)
    if choice < 0.88:
        noise = rng.normal(rng.uniform(40, 220), rng.uniform(1, 60), (h, w))
        return np.clip(noise, 0, 255).astype(np.uint8)
    coarse = rng.integers(0, 256, (int(rng.integers(2, 8)), int(rng.integers(2, 8)))).astype(
        np.uint8
    )
    soft = Image.fromarray(coarse).resize((w, h), Image.Resampling.BICUBIC)
    return np.asarray(soft)


def _frame(rng: np.random.Generator, ink: Image.Image) -> U8:
    """Ink on paper with a margin, sometimes with a rule or another stroke at the rim."""
    paper = int(rng.uniform(110, 256))
    shade = int(rng.uniform(0, paper * 0.65))
    pad = rng.uniform(0.03, 0.7, 4) * max(ink.size) + 1
    w, h = int(ink.width + pad[0] + pad[2]), int(ink.height + pad[1] + pad[3])
    sheet = Image.new("L", (w, h), paper)
    sheet.paste(shade, (int(pad[0]), int(pad[1])), ink)
    if rng.random() < 0.5:
        sheet = sheet.filter(ImageFilter.GaussianBlur(float(rng.uniform(0, 0.04) * h)))
    pixels = np.asarray(sheet, np.float64)
    if rng.random() < 0.5:
        pixels = pixels + rng.normal(0, rng.uniform(0, 8), pixels.shape)
    if rng.random() < 0.3:
        pixels = 255 - pixels
    return np.clip(pixels, 0, 255).astype(np.uint8)
