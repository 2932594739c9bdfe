"""A sheet of samples, so that one sees what the spotter is shown."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.sample import Sample, make_sample

HAND, PRINT, IGNORED = (214, 40, 40), (0, 130, 60), (236, 180, 0)
GAP = 6


def draw_contact_sheet(
    rng: np.random.Generator, library: Library, columns: int = 8, rows: int = 6, size: int = 192
) -> Image.Image:
    """`columns` x `rows` samples of `size` px with the boxes of the truth: red around digits by
    hand, green around printed ones, yellow around what the loss says nothing about."""
    step = size + GAP
    sheet = Image.new("RGB", (columns * step + GAP, rows * step + GAP), (255, 255, 255))
    for i in range(columns * rows):
        tile = _mark(make_sample(rng, library, size))
        sheet.paste(tile, (GAP + i % columns * step, GAP + i // columns * step))
    return sheet


def _mark(sample: Sample) -> Image.Image:
    tile = Image.fromarray(sample.pixels).convert("RGB")
    pen = ImageDraw.Draw(tile)
    for row in sample.digits.tolist():
        pen.rectangle(row[2:6], outline=PRINT if row[1] else HAND)
    for box in sample.ignored.tolist():
        pen.rectangle(box, outline=IGNORED)
    return tile
