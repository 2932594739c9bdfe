"""Digits -> numbers -> lines, in reading order.

All lengths here are in heights of the digits concerned, so that nothing depends on the size of
the picture. The gap between two digits is measured as if each were at least half as wide as high:
a narrow 1 would otherwise always stand apart. Measured on photographs, the gaps within a number
written by hand are mostly below 0.7, and those between the cells of printed grids above 0.9.

A row of equally spaced digits is a comb: one number, with a box for each digit. Where such rows
stand above each other as closely as the digits beside each other, it is a grid, as of a sudoku.

A sign between two digits, such as a decimal point or a slash, takes room of its own: with one near
to both, digits may stand further apart, as long as what they make has a value.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkread.page import Box, Digit, Number, Sign
from inkread.signs import in_order, is_bridged, makes_value

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
_FEWEST_NEIGHBOURS: Final = 6
_FEWEST_BELOW: Final = 3
_GRID_GAP: Final = 0.8
_SQUARE: Final = (0.74, 1.35)
# A digit in a cell of a grid: so far from the middle of it, in cells, and so many times as tall or
# short as the others.
_OFF_CELL: Final = 0.3
_ALIKE_IN_CELLS: Final = 1.6
# How far a hint of the model moves the widest gap, up or down.
_HINT: Final = 0.35
# A number with faint digits: on average, its digits are at least so likely to be there.
_FAINTEST_MEAN: Final = 0.8
# Neighbours that tell the slope of the writing stand this close; it is at most so steep.
_REACH: Final = 3.5
_STEEPEST: Final = 0.4
# Two numbers of one line: at most this much higher or lower, once the slope is taken off.
_LARGEST_STEP: Final = 0.6
# Room above and below a lone line that still counts as a picture of this line only.
_MARGIN: Final = 3.0


@dataclass(frozen=True, slots=True)
class Link:
    """Where the next digit of the same number is expected: px from this digit's centre.

    `chance` is the probability that there is a next one at all. A hint, never a command.
    """

    dx: float
    dy: float
    chance: float


def group_digits(
    digits: Sequence[Digit],
    links: Sequence[Link] = (),
    *,
    is_sure: Sequence[bool] = (),
    signs: Sequence[Sign] = (),
    accept: float = 0.9,
    page_height: float | None = None,
) -> tuple[Number, ...]:
    """Numbers in reading order; every digit is in at most one of them.

    `links` are one for each digit, or none; so are `is_sure`: a faint digit is believed beside a
    sure one, and a number without any sure digit is left out (hysteresis, as in Canny 1986), as
    is one of which most is faint. `signs` are those that are believed; the numbers do not have
    them yet. `page_height`, px, tells a picture of one line, whose digits may stand further apart,
    from a page. The order of `digits` makes no difference.
    """
    seen = _Seen(digits, links, in_order(signs), page_height)
    order = sorted(range(len(digits)), key=lambda i: _sort_key(digits[i]))
    if is_sure and not all(is_sure):
        joined, _ = _join(seen, order)
        kept = {i for members in joined if _is_believed(members, digits, is_sure) for i in members}
        kept |= _in_cells(digits, order, is_sure)
        order = [i for i in order if i in kept]
    if not order:
        return ()
    joined, slope = _join(seen, order)
    numbers = [[digits[i] for i in members] for members in joined]
    return tuple(
        Number.of(numbers[k], line=line, accept=accept)
        for line, members in enumerate(_lines(numbers, slope), start=1)
        for k in members
    )


def _is_believed(members: Sequence[int], digits: Sequence[Digit], is_sure: Sequence[bool]) -> bool:
    """Whether digits that would be one number have a sure one among them, and enough chances."""
    chances = [sum(chance for _, chance in digits[i].alternatives) for i in members]
    return any(is_sure[i] for i in members) and float(np.mean(chances)) >= _FAINTEST_MEAN


def _in_cells(digits: Sequence[Digit], order: Sequence[int], is_sure: Sequence[bool]) -> set[int]:
    """The faint digits that stand in a cell of a grid: sure ones tell that there is one, and others
    stand one or two cells beside it, and above or below it. What is no digit stands anywhere."""
    sure = [i for i in order if is_sure[i]]
    faint = [i for i in order if not is_sure[i]]
    if len(sure) < _FEWEST_NEIGHBOURS or not faint:
        return set()
    pairs = _Pairs.between([digits[i].box for i in sure])
    neighbours = pairs.neighbours()
    if not _is_grid(pairs, neighbours):
        return set()
    wide = float(np.quantile(pairs.dx[neighbours], 0.25))
    tall = float(np.quantile(_spaces_below(pairs), 0.25))
    height = float(np.median([digits[i].box.height for i in sure]))
    centres = np.array([digits[i].box.centre for i in faint])
    heights = np.array([digits[i].box.height for i in faint])
    steps = np.abs(pairs.centres[None] - centres[:, None]) / (wide, tall)
    # So many cells away, one way or the other: 0, 1 or 2, and how far from the middle of that one.
    cells = np.round(steps)
    is_near = (np.abs(steps - cells) <= _OFF_CELL).all(axis=2)
    beside, above = (
        (is_near & (cells[..., one] == 0) & np.isin(cells[..., other], (1, 2))).any(axis=1)
        for one, other in ((1, 0), (0, 1))
    )
    ratio = np.maximum(heights / height, height / np.maximum(heights, 1e-6))
    kept = beside & above & (ratio <= _ALIKE_IN_CELLS)
    return {i for i, is_kept in zip(faint, kept, strict=True) if is_kept}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is on the page."""

    digits: Sequence[Digit]
    links: Sequence[Link]
    signs: Sequence[Sign]
    height: float | None


def _join(seen: _Seen, order: Sequence[int]) -> tuple[list[list[int]], float]:
    """Which digits of `order` make a number each, from left to right; the slope of the writing."""
    boxes = [seen.digits[i].box for i in order]
    pairs = _Pairs.between(boxes)
    hints = _HINT * pairs.agreement([seen.links[i] for i in order] if seen.links else [])
    is_near = pairs.is_alike & (pairs.gap <= _widest_gaps(pairs, seen.height, hints))
    bridges = {
        (int(pairs.left[k]), int(pairs.right[k])): int(k)
        for k in np.flatnonzero(pairs.is_alike & ~is_near if seen.signs else [])
        if is_bridged(boxes[pairs.left[k]], boxes[pairs.right[k]], seen.signs)
    }
    is_allowed = is_near.copy()
    is_allowed[list(bridges.values())] = True
    chains = []
    for chain in _chain(len(order), pairs, is_allowed):
        parts = _cut(chain, bridges)
        is_held = len(parts) > 1 and makes_value([seen.digits[order[k]] for k in chain], seen.signs)
        chains += [chain] if is_held else parts
    return [[order[k] for k in chain] for chain in chains], pairs.slope()


def _cut(chain: Sequence[int], bridges: Container[tuple[int, int]]) -> list[list[int]]:
    """The parts of a chain between its bridges."""
    parts = [[chain[0]]]
    for left, right in pairwise(chain):
        if (left, right) in bridges:
            parts.append([])
        parts[-1].append(right)
    return parts


@dataclass(frozen=True, slots=True)
class _Pairs:
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
    def between(cls, boxes: Sequence[Box]) -> _Pairs:
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


def _widest_gaps(pairs: _Pairs, page_height: float | None, hints: Floats) -> Floats:
    """For each pair, how far apart two digits of one number may stand, by the page's layout."""
    neighbours = pairs.neighbours()
    if _is_grid(pairs, neighbours):
        return _WIDEST_GAP_IN_A_GRID + hints
    is_lone = _is_lone_line(pairs, neighbours, page_height)
    limits = (_WIDEST_GAP_OF_A_LONE_LINE if is_lone else _WIDEST_GAP) + hints
    # The model sees no number in a comb, only boxes: its hints do not count there.
    limits[_combs(pairs, neighbours)] = np.inf
    return limits


def _is_lone_line(pairs: _Pairs, neighbours: NDArray[np.intp], page_height: float | None) -> bool:
    """Whether the picture holds one line, and little above and below it."""
    if not len(neighbours) or len(pairs.centres) - len(neighbours) > 1:
        return False
    top, bottom = pairs.span
    height = float(np.median(pairs.height[neighbours]))
    return page_height is None or page_height - (bottom - top) <= _MARGIN * height


def _is_grid(pairs: _Pairs, neighbours: NDArray[np.intp]) -> bool:
    """Whether single digits stand as far from each other downwards as to the right."""
    if len(neighbours) < _FEWEST_NEIGHBOURS or np.median(pairs.gap[neighbours]) < _GRID_GAP:
        return False
    below = _spaces_below(pairs)
    if len(below) < _FEWEST_BELOW:
        return False
    # The nearest quarter: where cells are empty the next digit stands several cells away.
    ratio = np.quantile(below, 0.25) / np.quantile(pairs.dx[neighbours], 0.25)
    return bool(_SQUARE[0] <= ratio <= _SQUARE[1])


def _spaces_below(pairs: _Pairs) -> Floats:
    """How far below each box the next one stands, px, where one does."""
    neighbours = pairs.neighbours()
    height = float(np.median(pairs.height[neighbours]))
    steps = pairs.centres[None] - pairs.centres[:, None]
    down = steps[..., 1]
    is_below = (np.abs(steps[..., 0]) <= 0.4 * height + 0.2 * down) & (down > 0.6 * height)
    nearest = np.where(is_below, down, np.inf).min(axis=1)
    return np.asarray(nearest[nearest <= 2 * _REACH * height])


def _combs(pairs: _Pairs, neighbours: NDArray[np.intp]) -> list[int]:
    """The pairs within rows of equally spaced digits, of each row all or none."""
    after = {int(pairs.left[k]): int(k) for k in neighbours}
    chains = _follow(len(pairs.centres), {i: int(pairs.right[k]) for i, k in after.items()})
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


def _matching(pairs: _Pairs, is_allowed: NDArray[np.bool_]) -> NDArray[np.intp]:
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


def _chain(n: int, pairs: _Pairs, is_allowed: NDArray[np.bool_]) -> list[list[int]]:
    """Chains of boxes, each from left to right; a box without neighbours is one of its own."""
    chosen = _matching(pairs, is_allowed)
    return _follow(n, {int(pairs.left[k]): int(pairs.right[k]) for k in chosen})


def _follow(n: int, following: dict[int, int]) -> list[list[int]]:
    chains = []
    for start in sorted(set(range(n)) - set(following.values())):
        chain = [start]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        chains.append(chain)
    return chains


def _lines(numbers: Sequence[Sequence[Digit]], slope: float) -> list[list[int]]:
    """The numbers of each line from left to right; lines from top to bottom.

    A number is followed by the nearest one to the right that stands as high as it does, once the
    slope of the page is taken off.
    """
    starts = np.array([number[0].box.to_list() for number in numbers])
    ends = np.array([number[-1].box.to_list() for number in numbers])
    height = np.array([np.median([digit.box.height for digit in number]) for number in numbers])
    tall = np.maximum(np.maximum(height[:, None], height[None]), 1e-6)
    step = np.abs(_levelled(starts, slope)[None] - _levelled(ends, slope)[:, None]) / tall
    gap = (starts[None, :, 0] - ends[:, None, 2]) / tall
    is_right = starts[None, :, 0] + starts[None, :, 2] > ends[:, None, 0] + ends[:, None, 2]
    left, right = np.nonzero(is_right & (step <= _LARGEST_STEP) & (gap > -_LARGEST_STEP))
    cost = gap[left, right] + 3 * step[left, right]
    following: dict[int, int] = {}
    taken: set[int] = set()
    for k in np.argsort(cost, kind="stable"):
        i, j = int(left[k]), int(right[k])
        if i not in following and j not in taken:
            following[i] = j
            taken.add(j)
    lines = _follow(len(numbers), following)
    middle = (_levelled(starts, slope) + _levelled(ends, slope)) / 2
    return sorted(lines, key=lambda line: float(middle[line].mean()))


def _levelled(edges: Floats, slope: float) -> Floats:
    """How low the middles of boxes (n, 4) lie, px, once the slope of the page is taken off."""
    y = (edges[:, 1] + edges[:, 3]) / 2
    return np.asarray(y - slope * (edges[:, 0] + edges[:, 2]) / 2)


def _sort_key(digit: Digit) -> tuple[float, float, float, float, str, float]:
    box = digit.box
    return box.x0, box.y0, box.x1, box.y1, digit.text, digit.confidence
