"""Which digits stand beside each other, and what the page looks like: a line, a comb, a grid.

All lengths are in heights of the digits concerned, so that nothing depends on the size of the
picture. The gap between two digits is measured as if each were at least half as wide as high: a
narrow 1 would otherwise always stand apart. Measured on photographs, the gaps within a number
written by hand are mostly below 0.7, and those between the cells of printed grids above 0.9.

A row of equally spaced digits is a comb: one number, with a box for each digit. Where such rows
stand above each other as closely as the digits beside each other, it is a grid, as of a sudoku.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkread.page import Box

Floats = NDArray[np.float64]

# Two digits of one number: at most this far apart, this much higher or lower, this much taller.
_WIDEST_GAP: Final = 0.85
_WIDEST_GAP_OF_A_LONE_LINE: Final = 1.3
_WIDEST_GAP_OF_A_COMB: Final = 1.8
_WIDEST_GAP_IN_A_GRID: Final = 0.45
_LARGEST_RISE: Final = 0.65
_LARGEST_RATIO: Final = 2.5
# The spaces of a comb differ at most so much from their median, and are at least two.
_UNEVENNESS: Final = 0.3
_FEWEST_SPACES: Final = 2
# A page is a grid from so many neighbours on, this far apart in the middle, when the spaces
# downwards are those to the right but for a factor.
FEWEST_NEIGHBOURS: Final = 6
_FEWEST_BELOW: Final = 3
_GRID_GAP: Final = 0.8
_SQUARE: Final = (0.74, 1.35)
# Neighbours that tell the slope of the writing stand this close; it is at most so steep.
_REACH: Final = 3.5
_STEEPEST: Final = 0.4
# Room above and below a lone line that still counts as a picture of this line only.
MARGIN: Final = 3.0


@dataclass(frozen=True, slots=True)
class Link:
    """Where the next digit of the same number is expected: px from this digit's centre.

    `chance` is the probability that there is a next one at all. A hint, never a command.
    """

    dx: float
    dy: float
    chance: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs (left, right) of boxes that could be neighbours, one value a pair."""

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    dx: Floats
    dy: Floats
    height: Floats
    gap: Floats
    ratio: Floats
    centres: Floats
    span: tuple[float, float]

    @classmethod
    def between(cls, boxes: Sequence[Box]) -> Pairs:
        edges = np.array([box.to_list() for box in boxes], dtype=np.float64)
        centres = np.stack([edges[:, 0] + edges[:, 2], edges[:, 1] + edges[:, 3]], axis=1) / 2
        heights = np.maximum(edges[:, 3] - edges[:, 1], 1e-6)
        widths = edges[:, 2] - edges[:, 0]
        steps = centres[None] - centres[:, None]
        near = _REACH * np.maximum(heights[:, None], heights[None])
        is_near = (steps[..., 0] > 0) & (steps[..., 0] < near) & (np.abs(steps[..., 1]) < near)
        left, right = np.nonzero(is_near)
        dx, dy = steps[left, right].T
        height = (heights[left] + heights[right]) / 2
        room = np.maximum(widths[left], height / 2) + np.maximum(widths[right], height / 2)
        ratio = np.maximum(heights[left] / heights[right], heights[right] / heights[left])
        span = float(edges[:, 1].min()), float(edges[:, 3].max())
        gap = (dx - room / 2) / height
        return cls(left, right, dx, dy, height, gap, ratio, centres, span)

    @property
    def is_alike(self) -> NDArray[np.bool_]:
        """Beside each other, and of one size."""
        rise = np.abs(self.dy) / self.height
        # What stands right above something else is not beside it, however close.
        is_beside = (rise <= _LARGEST_RISE) & (np.abs(self.dy) <= 1.5 * self.dx)
        return np.asarray(is_beside & (self.ratio <= _LARGEST_RATIO))

    @property
    def cost(self) -> Floats:
        """How badly two boxes follow each other."""
        return np.asarray(self.gap + 1.5 * np.abs(self.dy) / self.height)

    def neighbours(self) -> NDArray[np.intp]:
        """The pairs of next neighbours along a line, whatever the gap."""
        return _matching(self, self.is_alike)

    def slope(self) -> float:
        """The rise of the writing, dy / dx; near 0 where there is little to tell it by."""
        pairs = self.neighbours()
        if not len(pairs):
            return 0.0
        slopes = np.clip(self.dy[pairs] / self.dx[pairs], -_STEEPEST, _STEEPEST)
        return float(np.median(slopes)) * len(pairs) / (len(pairs) + 2)

    def agreement(self, links: Sequence[Link]) -> Floats:
        """What the model's hints say for each pair: from -1, apart, over 0 to 1, together."""
        if not links:
            return np.zeros(len(self.dx))
        hints = np.array([(link.dx, link.dy, link.chance) for link in links])[self.left]
        miss = np.hypot(self.dx - hints[:, 0], self.dy - hints[:, 1]) / self.height
        is_meant = np.exp(-np.square(miss / 0.6))
        return np.asarray(2 * hints[:, 2] * is_meant - 1)


def widest_gaps(pairs: Pairs, page_height: float | None, hints: Floats) -> Floats:
    """For each pair, how far apart two digits of one number may stand, by the page's layout."""
    neighbours = pairs.neighbours()
    if is_grid(pairs, neighbours):
        return _WIDEST_GAP_IN_A_GRID + hints
    is_lone = _is_lone_line(pairs, neighbours, page_height)
    limits = (_WIDEST_GAP_OF_A_LONE_LINE if is_lone else _WIDEST_GAP) + hints
    # The model sees no number in a comb, only boxes: its hints do not count there.
    limits[_combs(pairs, neighbours)] = np.inf
    return limits


def _is_lone_line(pairs: Pairs, neighbours: NDArray[np.intp], page_height: float | None) -> bool:
    """Whether the picture holds one line, and little above and below it."""
    if not len(neighbours) or len(pairs.centres) - len(neighbours) > 1:
        return False
    top, bottom = pairs.span
    height = float(np.median(pairs.height[neighbours]))
    return page_height is None or page_height - (bottom - top) <= MARGIN * height


def is_grid(pairs: Pairs, neighbours: NDArray[np.intp]) -> bool:
    """Whether single digits stand as far from each other downwards as to the right."""
    if len(neighbours) < FEWEST_NEIGHBOURS or np.median(pairs.gap[neighbours]) < _GRID_GAP:
        return False
    below = spaces_below(pairs, neighbours)
    if len(below) < _FEWEST_BELOW:
        return False
    # The nearest quarter: where cells are empty the next digit stands several cells away.
    ratio = np.quantile(below, 0.25) / np.quantile(pairs.dx[neighbours], 0.25)
    return bool(_SQUARE[0] <= ratio <= _SQUARE[1])


def spaces_below(pairs: Pairs, neighbours: NDArray[np.intp]) -> Floats:
    """How far below each box the next one stands, px, where one does; `neighbours` are the pairs
    along lines, which tell how high the digits are."""
    height = float(np.median(pairs.height[neighbours]))
    steps = pairs.centres[None] - pairs.centres[:, None]
    down = steps[..., 1]
    is_below = (np.abs(steps[..., 0]) <= 0.4 * height + 0.2 * down) & (down > 0.6 * height)
    nearest = np.where(is_below, down, np.inf).min(axis=1)
    return np.asarray(nearest[nearest <= 2 * _REACH * height])


def _combs(pairs: Pairs, neighbours: NDArray[np.intp]) -> list[int]:
    """The pairs within rows of equally spaced digits, of each row all or none."""
    after = {int(pairs.left[k]): int(k) for k in neighbours}
    chains = follow(len(pairs.centres), {i: int(pairs.right[k]) for i, k in after.items()})
    rows: list[list[int]] = []
    for chain in chains:
        rows.append([])
        for space in (after[i] for i in chain[:-1]):
            middle = float(np.median(pairs.dx[rows[-1] or [space]]))
            if abs(pairs.dx[space] - middle) > _UNEVENNESS * middle:
                rows.append([])
            rows[-1].append(space)
    return [
        space
        for row in rows
        if len(row) >= _FEWEST_SPACES and np.median(pairs.gap[row]) <= _WIDEST_GAP_OF_A_COMB
        for space in row
    ]


def _matching(pairs: Pairs, is_allowed: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The best pairs such that each box has at most one neighbour on either side."""
    allowed = np.flatnonzero(is_allowed)
    has_right: set[int] = set()
    has_left: set[int] = set()
    chosen = []
    for k in allowed[np.argsort(pairs.cost[allowed], kind="stable")]:
        left, right = int(pairs.left[k]), int(pairs.right[k])
        if left not in has_right and right not in has_left:
            has_right.add(left)
            has_left.add(right)
            chosen.append(k)
    return np.array(chosen, dtype=np.intp)


def chain_up(n: int, pairs: Pairs, is_allowed: NDArray[np.bool_]) -> list[list[int]]:
    """Chains of boxes, each from left to right; a box without neighbours is one of its own."""
    chosen = _matching(pairs, is_allowed)
    return follow(n, {int(pairs.left[k]): int(pairs.right[k]) for k in chosen})


def follow(n: int, following: dict[int, int]) -> list[list[int]]:
    chains = []
    for start in sorted(set(range(n)) - set(following.values())):
        chain = [start]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        chains.append(chain)
    return chains
