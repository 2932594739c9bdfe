"""Numbers drawn with a known pen on a known paper, for tests of how they are written."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from inkread import Box, Digit, Number

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]
Points = Sequence[tuple[float, float]]

DARK, WHITE = (24, 26, 40), (244, 243, 238)
# Drawn so many times larger and then reduced, so that the edges are as soft as on a scan.
FINE = 8


def number(*boxes: Box, text: str = "1") -> Number:
    digits = [Digit(text[i % len(text)], box, 0.9, "hand", ()) for i, box in enumerate(boxes)]
    return Number.of(digits, line=1, accept=0.5)


def drawn(
    strokes: Sequence[Points],
    width: float,
    size: tuple[int, int],
    *,
    ink: Colour = DARK,
    paper: Colour = WHITE,
) -> tuple[Pixels, Box]:
    """A picture of strokes with round ends, all px, and the box around them."""
    picture = Image.new("RGB", (size[0] * FINE, size[1] * FINE), paper)
    draw = ImageDraw.Draw(picture)
    radius = width * FINE / 2
    for stroke in strokes:
        for (ax, ay), (bx, by) in itertools.pairwise(stroke):
            steps = max(2, int(math.dist((ax, ay), (bx, by)) * FINE / 2))
            for step in range(steps + 1):
                x, y = ((a + (b - a) * step / steps) * FINE - 0.5 for a, b in ((ax, bx), (ay, by)))
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), ink)
    pixels = np.asarray(picture.resize(size, Image.Resampling.BOX))
    across = [x for stroke in strokes for x, _ in stroke]
    down = [y for stroke in strokes for _, y in stroke]
    half = width / 2
    box = Box(min(across) - half, min(down) - half, max(across) + half, max(down) + half)
    return pixels, box


def leaning(height: float, slant: float, width: float, **colours: Colour) -> tuple[Pixels, Box]:
    """One straight stroke of this height, `slant` degrees from upright, on enough paper."""
    side = round(height * 2) + 20
    top = (side / 2 + height / 2 * math.tan(math.radians(slant)), side / 2 - height / 2)
    foot = (side - top[0] + 0.3, side - top[1] + 0.2)
    return drawn([[top, foot]], width, (side, side), **colours)


def ring(radius: float, width: float) -> tuple[Pixels, Box]:
    side = round(radius * 2.6) + 20
    turns = [math.tau * step / 60 for step in range(61)]
    middle = side / 2 + 0.2
    points = [(middle + radius * math.cos(t), middle + radius * math.sin(t)) for t in turns]
    return drawn([points], width, (side, side))


def noisy(pixels: Pixels, spread: float) -> Pixels:
    noise = np.random.default_rng(7).normal(0, spread, pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


def printed(text: str, height: int, slant: float) -> tuple[Pixels, list[Box]]:
    """Upright printed digits, sheared; one box for each."""
    font = ImageFont.load_default(height * 1.35 * FINE)
    place, boxes, pictures = 0, [], []
    for character in text:
        side = height * 2
        sheet = Image.new("L", (side * FINE, side * FINE), 0)
        ImageDraw.Draw(sheet).text((side * FINE / 2, side * FINE / 2), character, 255, font, "mm")
        t = math.tan(math.radians(slant))
        shear = (1, t, -t * side * FINE / 2, 0, 1, 0)
        sheet = sheet.transform(sheet.size, Image.Transform.AFFINE, shear, Image.Resampling.BICUBIC)
        x0, y0, x1, y1 = (edge / FINE for edge in sheet.getbbox() or (0, 0, 1, 1))
        boxes.append(Box(x0 + place, y0, x1 + place, y1))
        pictures.append(255 - np.asarray(sheet.resize((side, side), Image.Resampling.BOX)))
        place += side
    grey = np.concatenate(pictures, axis=1)
    return np.repeat(grey[:, :, None], 3, axis=2), boxes
