"""A canvas under construction: paper, ink on it, and the digits it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread.training.synthesis.glyphs import Glyph

DIRECTIONS = np.stack(
    [np.cos(np.linspace(0, 2 * np.pi, 12, False)), np.sin(np.linspace(0, 2 * np.pi, 12, False))]
)


@dataclass(slots=True)
class Mark:
    """A digit on the canvas: `hull` (12, 2) its outermost ink points in px, `follower` the
    index of the next digit of its number (-1: none)."""

    label: int
    printed: bool
    hull: NDArray[np.float64]
    follower: int = -1


@dataclass(slots=True)
class SignMark:
    """A sign within or beside a number: `label` its place in `SIGNS`, `hull` (4, 2) px the corners
    of its ink; indices of the digits `before` and `after` it (-1: none)."""

    label: int
    hull: NDArray[np.float64]
    before: int
    after: int = -1


@dataclass(slots=True)
class Canvas:
    """Grey paper (mode L) with `marks`, `signs`, and `taken` rectangles where something is drawn.

    `ignored` rectangles hold what is neither digit nor clutter for the loss (x0, y0, x1, y1 px).
    `words` are the corners (4, 2) px of what is written and holds no digit.
    """

    paper: Image.Image
    marks: list[Mark] = field(default_factory=list)
    signs: list[SignMark] = field(default_factory=list)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)
    ignored: list[tuple[float, float, float, float]] = field(default_factory=list)
    words: list[NDArray[np.float64]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return self.paper.width

    def is_free(self, box: tuple[float, float, float, float]) -> bool:
        """Whether nothing taken overlaps `box`."""
        x0, y0, x1, y1 = box
        return all(x1 < a or c < x0 or y1 < b or d < y0 for a, b, c, d in self.taken)

    def put(self, glyph: Glyph, x: float, y: float, shade: int) -> Mark | None:
        """Draw `glyph` with its upper left corner at (x, y) px in grey `shade`.

        Answers the mark of a digit, None of clutter.
        """
        corner = (round(x), round(y))
        self.paper.paste(
            shade, (*corner, corner[0] + glyph.ink.width, corner[1] + glyph.ink.height), glyph.ink
        )
        if glyph.label < 0:
            self.words.append(corners_of(*corner, *glyph.ink.size))
            return None
        ys, xs = np.nonzero(np.asarray(glyph.ink) > 80)
        if len(xs) == 0:
            return None
        points = np.stack([xs, ys], 1) + 0.5
        hull = points[(points @ DIRECTIONS).argmax(0)] + np.array(corner)
        mark = Mark(glyph.label, glyph.printed, hull)
        self.marks.append(mark)
        return mark

    def put_sign(
        self, label: int, ink: Image.Image, corner: tuple[float, float], shade: int
    ) -> SignMark | None:
        """Draw a sign, its upper left corner at `corner` px; None where it has no ink."""
        x, y = round(corner[0]), round(corner[1])
        self.paper.paste(shade, (x, y, x + ink.width, y + ink.height), ink)
        box = ink.point([255 * (v > 80) for v in range(256)]).getbbox()
        if box is None:
            return None
        hull = corners_of(box[0] + x, box[1] + y, box[2] - box[0], box[3] - box[1])
        self.signs.append(SignMark(label, hull, len(self.marks) - 1))
        return self.signs[-1]

    def turn(self, quarters: int) -> None:
        """Turn paper and words to the left, by quarters; digits and signs must not be on it yet."""
        if self.marks or self.signs:
            raise ValueError("a canvas with digits on it is not turned")
        self.paper = self.paper.rotate(90 * quarters)
        for _ in range(quarters):
            words = [np.stack([word[:, 1], self.size - word[:, 0]], 1) for word in self.words]
            self.words = words

    def take(self, box: tuple[float, float, float, float]) -> None:
        """Remember that `box` is drawn on."""
        self.taken.append(box)


def corners_of(x: float, y: float, wide: float, tall: float) -> NDArray[np.float64]:
    """The corners (4, 2) px of a rectangle, around it."""
    return np.array([(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)], np.float64)
