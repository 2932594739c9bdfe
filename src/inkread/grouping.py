"""Digits -> numbers -> lines, in reading order; which of the faint digits are believed.

All lengths are in heights of the digits concerned, so that nothing depends on the size of the
picture.

A sign between two digits, such as a decimal point or a slash, takes room of its own: with one near
to both, digits may stand further apart, as long as what they make has a value.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from inkread.layout import (
    FEWEST_NEIGHBOURS,
    MARGIN,
    Floats,
    Link,
    Pairs,
    chain_up,
    follow,
    is_grid,
    spaces_below,
    widest_gaps,
)
from inkread.page import Box, Digit, Number, Sign
from inkread.signs import in_order, is_bridged, makes_value

# A digit in a cell of a grid: so far from the middle of it, in cells, and so many times as tall or
# short as the others.
_OFF_CELL: Final = 0.3
_ALIKE_IN_CELLS: Final = 1.6
# How far a hint of the model moves the widest gap, up or down.
_HINT: Final = 0.35
# A number with faint digits: on average, its digits are at least so likely to be there.
_FAINTEST_MEAN: Final = 0.8
# The same of the only number of a picture that was cut out around it, and of the surest of these.
_FAINTEST_OF_ALL: Final = 0.5
_SUREST_OF_A_LONE_LINE: Final = 0.85
# Two numbers of one line: at most this much higher or lower, once the slope is taken off.
_LARGEST_STEP: Final = 0.6


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
        kept |= _in_a_lone_line(seen, joined)
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


def _in_a_lone_line(seen: _Seen, joined: Sequence[Sequence[int]]) -> set[int]:
    """The digits of the only number, where the picture holds little else: somebody cut it out."""
    if len(joined) != 1 or seen.height is None:
        return set()
    members = [seen.digits[i] for i in joined[0]]
    chances = [sum(chance for _, chance in digit.alternatives) for digit in members]
    is_likely = max(chances) >= _SUREST_OF_A_LONE_LINE and np.mean(chances) >= _FAINTEST_OF_ALL
    return set(joined[0]) if is_likely and _is_cut_out(members, seen.height) else set()


def is_alone(numbers: Sequence[Number], page_height: float) -> bool:
    """Whether a picture `page_height` px high holds one number and little else: somebody cut it
    out, or wrote it on a pad."""
    return len(numbers) == 1 and _is_cut_out(numbers[0].digits, page_height)


def _is_cut_out(digits: Sequence[Digit], page_height: float) -> bool:
    """Whether little room is left above and below these digits."""
    whole = Box.around(digit.box for digit in digits)
    height = float(np.median([digit.box.height for digit in digits]))
    return page_height - whole.height <= MARGIN * height


def _in_cells(digits: Sequence[Digit], order: Sequence[int], is_sure: Sequence[bool]) -> set[int]:
    """The faint digits that stand in a cell of a grid: sure ones tell that there is one, and others
    stand one or two cells beside it, and above or below it. What is no digit stands anywhere."""
    sure = [i for i in order if is_sure[i]]
    faint = [i for i in order if not is_sure[i]]
    if len(sure) < FEWEST_NEIGHBOURS or not faint:
        return set()
    pairs = Pairs.between([digits[i].box for i in sure])
    neighbours = pairs.neighbours()
    if not is_grid(pairs, neighbours):
        return set()
    wide = float(np.quantile(pairs.dx[neighbours], 0.25))
    tall = float(np.quantile(spaces_below(pairs, neighbours), 0.25))
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
    pairs = Pairs.between(boxes)
    hints = _HINT * pairs.agreement([seen.links[i] for i in order] if seen.links else [])
    is_near = pairs.is_alike & (pairs.gap <= widest_gaps(pairs, seen.height, hints))
    bridges = {
        (int(pairs.left[k]), int(pairs.right[k])): int(k)
        for k in np.flatnonzero(pairs.is_alike & ~is_near if seen.signs else [])
        if is_bridged(boxes[pairs.left[k]], boxes[pairs.right[k]], seen.signs)
    }
    is_allowed = is_near.copy()
    is_allowed[list(bridges.values())] = True
    chains = []
    for chain in chain_up(len(order), pairs, is_allowed):
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
    lines = follow(len(numbers), following)
    middle = (_levelled(starts, slope) + _levelled(ends, slope)) / 2
    return sorted(lines, key=lambda line: float(middle[line].mean()))


def _levelled(edges: Floats, slope: float) -> Floats:
    """How low the middles of boxes (n, 4) lie, px, once the slope of the page is taken off."""
    y = (edges[:, 1] + edges[:, 3]) / 2
    return np.asarray(y - slope * (edges[:, 0] + edges[:, 2]) / 2)


def _sort_key(digit: Digit) -> tuple[float, float, float, float, str, float]:
    box = digit.box
    return box.x0, box.y0, box.x1, box.y1, digit.text, digit.confidence
