"""Golden cases of styles: a number in a picture -> how it is written, for Python and the browser.

Some are drawn by hand, for what the rules are about; the others by chance, from seeds.
"""

from __future__ import annotations

import gzip
import json
import math
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from tests.golden.making import FOLDER
from tests.strokes import (
    DARK,
    WHITE,
    Colour,
    Pixels,
    Points,
    drawn,
    leaning,
    noisy,
    number,
    printed,
    ring,
)

from inkread import Box, Number
from inkread.style import measure_style

STYLED: Final = FOLDER / "styled.json.gz"
SEEDS: Final = 48


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """A number, and the picture (h, w, 3) uint8 that its boxes speak of."""

    name: str
    pixels: Pixels
    number: Number

    def to_dict(self) -> dict[str, Any]:
        height, width = self.pixels.shape[:2]
        return {
            "name": self.name,
            "width": width,
            "height": height,
            "pixels": b64encode(self.pixels.tobytes()).decode(),
            "number": self.number.to_dict(),
            "style": measure_style(self.pixels, self.number).to_dict(),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Writing:
        pixels = np.frombuffer(b64decode(values["pixels"]), np.uint8)
        shape = (values["height"], values["width"], 3)
        return cls(values["name"], pixels.reshape(shape), Number.from_dict(values["number"]))


def writings() -> Iterator[Writing]:
    """All of them; the same ones at each call."""
    for each in (*_drawn_by_hand(), *map(by_chance, range(SEEDS))):
        # Boxes are of figures with decimals, as a reader answers them.
        yield Writing(each.name, each.pixels, Number.from_dict(each.number.to_dict()))


def read_writings() -> list[dict[str, Any]]:
    """The cases as they were written, each with its `style`."""
    cases: list[dict[str, Any]] = json.loads(gzip.decompress(STYLED.read_bytes()))
    return cases


def write_writings() -> None:
    """All of them, with the styles that Python measures now."""
    text = json.dumps([each.to_dict() for each in writings()], separators=(",", ":"))
    STYLED.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def by_chance(seed: int) -> Writing:
    """One to four digits of three points each, on even or shaded, clean or grainy paper."""
    chance = np.random.default_rng(seed)
    height, width = float(chance.uniform(6, 34)), float(chance.uniform(1, 5))
    count = int(chance.integers(1, 5))
    step = height * float(chance.uniform(0.5, 1.1))
    size = round(count * step + height + 8), round(1.5 * height + 12)
    strokes: list[Points] = []
    for place in range(count):
        x, y = 4 + width + place * step, 4 + width
        corners = chance.uniform(0, 1, (3, 2)) * (0.6 * height, 1.0) + (x, 0)
        corners[:, 1] = y + height * np.array((0.0, chance.uniform(0.2, 0.8), 1.0))
        strokes.append([(float(across), float(down)) for across, down in corners])
    ink, paper = (_colour(chance) for _ in range(2))
    pixels, _ = drawn(strokes, width, size, ink=ink, paper=paper)
    if seed % 4 == 0:
        shade = np.linspace(1, float(chance.uniform(0.6, 1)), size[0])[:, None]
        pixels = (pixels * shade).astype(np.uint8)
    if seed % 6 == 0:
        pixels = noisy(pixels, float(chance.choice([2, 6, 12])))
    boxes = [_around(stroke, width, chance) for stroke in strokes]
    text = "".join(map(str, chance.integers(0, 10, count)))
    return Writing(f"by chance, {seed}", pixels, number(*boxes, text=text))


def _colour(chance: np.random.Generator) -> Colour:
    red, green, blue = chance.integers(0, 256, 3).tolist()
    return red, green, blue


def _around(stroke: Points, width: float, chance: np.random.Generator) -> Box:
    """The box of a stroke, as a reader finds it: not to the pixel, to two decimals."""
    x, y = np.array(stroke).T
    edges = np.array((x.min(), y.min(), x.max(), y.max()))
    edges += np.array((-1, -1, 1, 1)) * width / 2 + chance.normal(0, 0.5, 4)
    return Box(*(float(edge) for edge in edges.clip(0).round(2)))


def _drawn_by_hand() -> Iterator[Writing]:
    for height, slant, width in ((14, -13, 2), (30, 25, 3), (60, 12, 5), (40, 60, 4)):
        pixels, box = leaning(height, slant, width)
        yield Writing(f"a stroke that leans by {slant}", pixels, number(box))
    yield from _on_papers()
    for text, slant in (("4918", 0), ("305", -10), ("27", 12), ("1234567890", 8)):
        pixels, boxes = printed(text, 18, slant)
        yield Writing(f"a printed {text}", pixels, number(*boxes, text=text))
    pixels, box = ring(18, 4)
    yield Writing("a round zero", pixels, number(box, text="0"))
    for is_level in (True, False):
        lined = pixels.copy()
        place = round(box.y1 if is_level else box.x1) - 2
        (lined if is_level else lined.swapaxes(0, 1))[place : place + 3] = DARK
        yield Writing(f"a line, level: {is_level}", lined, number(box, text="0"))
    level, box = drawn([[(10, 15), (40, 15)]], 4, (50, 30))
    yield Writing("a level stroke", level, number(box))
    for width in (9, 12):
        tall, box = drawn([_oval(width, 14)], 3, (40, 44))
        yield Writing(f"an oval of {width} px", tall, number(box, text="0"))
    short, box = leaning(6, 20, 1.5)
    yield Writing("too short to lean", short, number(box))
    yield from _of_extremes()


def _on_papers() -> Iterator[Writing]:
    for ink, paper in ((WHITE, DARK), ((170, 30, 40), (232, 230, 210)), ((250, 220, 90), DARK)):
        pixels, box = leaning(24, 10, 3, ink=ink, paper=paper)
        yield Writing(f"{ink} on {paper}", pixels, number(box))
    pixels, box = leaning(30, 12, 4)
    yield Writing("on grainy paper", noisy(pixels[15:65, 20:60], 12), number(_moved(box, -20, -15)))
    shaded = np.full((40, 40, 3), 200, np.uint8)
    shaded[12:28, 17:21] = 192
    yield Writing("a faint shade", shaded, number(Box(12, 8, 26, 32)))
    speck = np.full((40, 40, 3), 200, np.uint8)
    speck[20:22, 18:20] = 0
    grain = noisy(np.full((40, 30, 3), 180, np.uint8), 12)
    yield Writing("grain without ink", grain, number(Box(8, 8, 22, 32)))
    dot = np.full((20, 20, 3), 200, np.uint8)
    dot[8:11, 8:11] = 0
    yield Writing("a dot of 3 px", dot, number(Box(7.8, 7.8, 11.2, 11.2)))
    yield Writing("a speck", speck, number(Box(12, 8, 26, 32)))


def _of_extremes() -> Iterator[Writing]:
    """Very large, very small, at the edge, beyond it, beside each other."""
    pixels, box = drawn([[(60, 20), (100, 470)], [(60, 250), (100, 260)]], 30, (160, 490))
    yield Writing("reduced", pixels, number(box, text="4"))
    pixels, box = leaning(40, 15, 4)
    yield Writing("a box of 3 px", pixels, number(Box(48, 48, 50, 51)))
    yield Writing("outside the picture", pixels, number(Box(300, 20, 320, 60), box))
    blank = Box(2, 2, 12, 42)
    yield Writing("a blank box beside", pixels, number(blank, box, text="81"))
    overlapping = _moved(box, box.width - 2.37, 3)
    yield Writing("boxes that overlap", pixels, number(box, overlapping, text="16"))
    x0, y0, x1, y1 = (int(edge) for edge in box.to_list())
    filled = pixels[y0 : y1 + 1, x0 : x1 + 1]
    yield Writing("filled", filled, number(Box(0, 0, x1 + 1 - x0, y1 + 1 - y0)))
    yield Writing("cut off", pixels[30:60, 40:], number(_moved(box, -40, -30)))


def _oval(width: float, height: float) -> Points:
    """The line of half these axes around (20, 22)."""
    turns = [math.tau * step / 40 for step in range(41)]
    return [(20 + width * math.cos(turn), 22 + height * math.sin(turn)) for turn in turns]


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y)
