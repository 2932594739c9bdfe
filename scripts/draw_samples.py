"""Draws the sample pictures of the first screen: paper, printed labels, and a hand of its own.

Usage: python scripts/draw_samples.py [FOLDER]; the same pictures every time.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FOLDER = Path(__file__).parents[1] / "src" / "inkread" / "web" / "static" / "samples"
SIZE = (880, 620)
SCALE = 3
Point = tuple[float, float]

# How the hand moves: one list of turning points for each stroke, x 0..0.6 and y 0 (top) ..1.
STROKES: dict[str, Sequence[Sequence[Point]]] = {
    "0": [[(0.3, 0.02), (0.08, 0.2), (0.02, 0.55), (0.14, 0.93), (0.36, 0.96), (0.54, 0.6),
           (0.52, 0.22), (0.32, 0.02), (0.22, 0.06)]],
    "1": [[(0.14, 0.24), (0.26, 0.12), (0.34, 0.0), (0.33, 0.3), (0.3, 0.7), (0.28, 1.0)]],
    "2": [[(0.06, 0.24), (0.14, 0.06), (0.34, 0.0), (0.5, 0.14), (0.46, 0.38), (0.24, 0.7),
           (0.04, 0.97), (0.28, 0.94), (0.56, 0.96)]],
    "3": [[(0.08, 0.1), (0.26, 0.0), (0.46, 0.1), (0.42, 0.32), (0.22, 0.45), (0.44, 0.52),
           (0.52, 0.74), (0.36, 0.96), (0.14, 0.97), (0.02, 0.86)]],
    "4": [[(0.3, 0.02), (0.18, 0.3), (0.04, 0.6), (0.28, 0.61), (0.56, 0.58)],
          [(0.44, 0.3), (0.42, 0.6), (0.39, 1.0)]],
    "5": [[(0.16, 0.04), (0.12, 0.22), (0.08, 0.44), (0.3, 0.38), (0.5, 0.56), (0.48, 0.82),
           (0.28, 0.98), (0.04, 0.9)],
          [(0.15, 0.04), (0.34, 0.05), (0.54, 0.02)]],
    "6": [[(0.42, 0.0), (0.2, 0.24), (0.06, 0.6), (0.14, 0.94), (0.38, 0.97), (0.5, 0.74),
           (0.36, 0.54), (0.16, 0.62), (0.08, 0.76)]],
    "7": [[(0.04, 0.08), (0.28, 0.08), (0.54, 0.03), (0.42, 0.3), (0.28, 0.64), (0.18, 1.0)]],
    "8": [[(0.46, 0.12), (0.28, 0.0), (0.1, 0.14), (0.18, 0.38), (0.4, 0.58), (0.5, 0.8),
           (0.28, 0.99), (0.06, 0.82), (0.2, 0.56), (0.42, 0.36), (0.46, 0.12)]],
    "9": [[(0.46, 0.14), (0.28, 0.01), (0.08, 0.18), (0.12, 0.44), (0.34, 0.46), (0.47, 0.2),
           (0.46, 0.12), (0.44, 0.5), (0.38, 1.0)]],
}  # fmt: skip


class Hand:
    """A pen and somebody's way with it. `ink` is the colour; all lengths are px of the sheet."""

    def __init__(self, seed: int, ink: tuple[int, int, int], slant: float, width: float) -> None:
        self.chance = random.Random(seed)
        self.ink = ink
        self.slant = slant
        self.width = width

    def write(self, sheet: Image.Image, text: str, at: Point, height: float, gap: float) -> None:
        """Digits from left to right; `at` is the top left corner of the first."""
        x, y = at
        for character in text:
            if character != " ":
                size = height * self.chance.uniform(0.94, 1.05)
                place = (x, y + self.chance.uniform(-0.03, 0.03) * height)
                self.draw(sheet, STROKES[character], place, size)
            x += gap * self.chance.uniform(0.95, 1.05)

    def draw(
        self, sheet: Image.Image, strokes: Sequence[Sequence[Point]], at: Point, height: float
    ) -> None:
        """Strokes that are given as in STROKES."""
        mask = Image.new("L", sheet.size, 0)
        draw = ImageDraw.Draw(mask)
        for stroke in strokes:
            points = [self._moved(point, at, height) for point in stroke]
            for (x, y), speed in zip(*smooth(points), strict=True):
                radius = self.width / 2 * (1.12 - 0.3 * min(1.0, speed / height))
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        grain = Image.effect_noise(sheet.size, 26).point(lambda value: min(255, 150 + value // 2))
        sheet.paste(Image.new("RGB", sheet.size, self.ink), mask=ImageChops.multiply(mask, grain))

    def _moved(self, point: Point, at: Point, height: float) -> Point:
        x = point[0] + self.chance.uniform(-0.018, 0.018)
        y = point[1] + self.chance.uniform(-0.018, 0.018)
        return at[0] + height * (x + self.slant * (1 - y)), at[1] + height * y


def smooth(points: Sequence[Point]) -> tuple[list[Point], list[float]]:
    """A Catmull-Rom curve through the points, and how far apart the turning points are there."""
    ends = [points[0], *points, points[-1]]
    curve, speeds = [], []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        length = math.dist(b, c)
        count = max(2, int(length))
        for step in range(count):
            curve.append((spline(a[0], b[0], c[0], d[0], step / count),
                          spline(a[1], b[1], c[1], d[1], step / count)))  # fmt: skip
            speeds.append(length)
    return curve, speeds


def spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def paper(colour: tuple[int, int, int]) -> Image.Image:
    return Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), colour)


def label(sheet: Image.Image, text: str, at: Point, height: float, grey: int = 60) -> None:
    font = ImageFont.load_default(height * SCALE)
    ImageDraw.Draw(sheet).text((at[0] * SCALE, at[1] * SCALE), text, (grey,) * 3, font)


def line(sheet: Image.Image, points: Iterable[Point], grey: int = 120, width: int = 1) -> None:
    scaled = [(x * SCALE, y * SCALE) for x, y in points]
    ImageDraw.Draw(sheet).line(scaled, (grey,) * 3, width * SCALE)


def write(hand: Hand, sheet: Image.Image, text: str, at: Point, sizes: Point) -> None:
    """`sizes` is the height of a digit and the way to the next, px of the finished picture."""
    place = (at[0] * SCALE, at[1] * SCALE)
    hand.write(sheet, text, place, sizes[0] * SCALE, sizes[1] * SCALE)


def form() -> Image.Image:
    sheet = paper((250, 249, 244))
    hand = Hand(4, (32, 46, 120), 0.12, 4.2 * SCALE)
    label(sheet, "Meter reading", (60, 44), 34)
    line(sheet, [(60, 96), (820, 96)], 90, 2)
    rows = (("Customer", "40713", 5), ("Meter", "286590", 6), ("Reading", "008142", 6))
    for row, (name, digits, count) in enumerate(rows):
        top = 140 + row * 124
        label(sheet, name, (60, top + 24), 26)
        for cell in range(count):
            x = 270 + cell * 84
            line(sheet, [(x, top), (x + 72, top), (x + 72, top + 84), (x, top + 84), (x, top)], 150)
            if row == 0:
                label(sheet, digits[cell], (x + 20, top + 12), 52, 40)
            else:
                write(hand, sheet, digits[cell], (x + 19, top + 14), (56, 0))
    label(sheet, "Please write one digit into each box.", (60, 540), 20, 110)
    return sheet


def envelope() -> Image.Image:
    sheet = paper((236, 222, 196))
    hand = Hand(11, (24, 24, 30), 0.2, 5.2 * SCALE)
    line(sheet, [(330, 250), (790, 250)], 176, 1)
    line(sheet, [(330, 360), (790, 360)], 176, 1)
    line(sheet, [(330, 490), (790, 490)], 176, 1)
    label(sheet, "No.", (336, 196), 26, 90)
    write(hand, sheet, "27", (410, 168), (76, 56))
    label(sheet, "Box", (336, 306), 26, 90)
    write(hand, sheet, "1508", (410, 278), (76, 58))
    label(sheet, "ZIP", (336, 436), 26, 90)
    write(hand, sheet, "94063", (410, 396), (88, 66))
    for ring in range(3):
        box = [(610 + ring * 9) * SCALE, (44 + ring * 9) * SCALE]
        box += [(800 - ring * 9) * SCALE, (164 - ring * 9) * SCALE]
        ImageDraw.Draw(sheet).rectangle(box, outline=(168, 110, 92), width=2 * SCALE)
    return sheet.rotate(-2.5, Image.Resampling.BICUBIC, fillcolor=(236, 222, 196))


def marks() -> Image.Image:
    sheet = paper((247, 248, 250))
    hand = Hand(23, (150, 32, 40), 0.08, 4.0 * SCALE)
    for x, title in ((60, "Pupil"), (330, "Test A"), (510, "Test B"), (690, "Sum")):
        label(sheet, title, (x + 8, 52), 26)
    table = (("Amira", "17", "9", "26"), ("Jonas", "8", "14", "22"),
             ("Lakshmi", "20", "19", "39"), ("Pedro", "13", "5", "18"))  # fmt: skip
    for row, (name, *numbers) in enumerate(table):
        top = 110 + row * 112
        line(sheet, [(50, top), (830, top)], 150)
        label(sheet, name, (68, top + 40), 28)
        for column, digits in enumerate(numbers):
            write(hand, sheet, digits, (350 + column * 180, top + 26), (62, 46))
    line(sheet, [(50, 558), (830, 558)], 150)
    for x in (310, 490, 670):
        line(sheet, [(x, 40), (x, 558)], 150)
    return sheet


def photographed(sheet: Image.Image, seed: int) -> Image.Image:
    """The sheet as a camera sees it: smaller, a little soft, a shadow over it."""
    small = sheet.resize(SIZE, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.6))
    left, top = -120 * seed, -90 * (2 - seed)
    lamp = Image.radial_gradient("L").resize((SIZE[0] * 2, SIZE[1] * 2), Image.Resampling.BICUBIC)
    shadow = lamp.crop((-left, -top, SIZE[0] - left, SIZE[1] - top))
    light = shadow.point(lambda value: 255 - value // 7)
    return ImageChops.multiply(small, Image.merge("RGB", [light] * 3))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    drawings: tuple[Callable[[], Image.Image], ...] = (form, envelope, marks)
    for seed, draw in enumerate(drawings):
        picture = photographed(draw(), seed)
        picture.save(folder / f"{draw.__name__}.jpg", quality=80, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
