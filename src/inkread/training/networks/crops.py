"""Windows around digits, cut out of pages and pictures by one `grid_sample`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from inkread.training.networks.layers import extend, stretch

MARGIN = 1.35  # the window's side over the longer side of the digit's box
FINEST = 1.5  # px between two points, from which on a coarser level is looked at
HALVINGS = 4  # of a picture of one digit
SAMPLES = 32  # points a side, as the classifier takes them


class Levels(NamedTuple):
    """Pictures at several sizes: `stacked` (n, 1, h, w), each size below the one before, as wide as
    the first, the last column of the narrower ones repeated; `sizes`, height and width of each, and
    how many times smaller than the first it is."""

    stacked: Tensor
    sizes: list[tuple[int, int]]
    factors: tuple[float, ...]


def stack(pictures: Sequence[Tensor], factors: tuple[float, ...]) -> Levels:
    """Levels of pictures (n, 1, h, w) that are given the largest first."""
    wide = pictures[0].shape[3]
    parts = [stretch(each, 3, wide, wide) for each in pictures[1:]]
    sizes = [(each.shape[2], each.shape[3]) for each in pictures]
    return Levels(torch.cat([pictures[0], *parts], 2), sizes, factors)


def stack_thirds(pyramid: Sequence[Tensor]) -> Levels:
    """The levels of a page whose sizes are each a third of the one before and even, with the half
    of each in between, or points on it would lie too far apart."""
    levels = [each for level in pyramid for each in (level, F.avg_pool2d(level, 2))]
    factors = [float(3**i * half) for i in range(len(pyramid)) for half in (1, 2)]
    return stack(levels[:-1], tuple(factors[:-1]))


def stack_halves(pictures: Tensor) -> Levels:
    """The levels of pictures (n, 1, h, w), each half of the one before."""
    levels = [extend(pictures, 1 << HALVINGS)]
    for _ in range(HALVINGS):
        levels.append(F.avg_pool2d(levels[-1], 2))
    return stack(levels, tuple(float(1 << i) for i in range(len(levels))))


def window_of(boxes: Tensor) -> tuple[Tensor, Tensor]:
    """Centres (n, 2) and sides (n,) px of the square windows around boxes (n, 4)."""
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    side = (boxes[:, 2:] - boxes[:, :2]).amax(1) * MARGIN + 2
    return centre, side


def cut(levels: Levels, centre: Tensor, side: Tensor, samples: int = SAMPLES) -> Tensor:
    """Windows, centres (k, 2) and sides (k,) px, of one page: (k, 1, samples, samples), each from
    the finest level that its side does not overstrain; beyond the edge it repeats."""
    grid = _grid_of(levels, centre, side, samples).reshape(1, -1, samples, 2)
    greys = F.grid_sample(levels.stacked, grid, "bilinear", "border", align_corners=False)
    return greys.reshape(-1, 1, samples, samples)


def cut_each(levels: Levels, centre: Tensor, side: Tensor, samples: int = SAMPLES) -> Tensor:
    """One window of each of n pictures: (n, 1, samples, samples)."""
    grid = _grid_of(levels, centre, side, samples)
    return F.grid_sample(levels.stacked, grid, "bilinear", "border", align_corners=False)


def _grid_of(levels: Levels, centre: Tensor, side: Tensor, samples: int) -> Tensor:
    """Where to look for windows: (k, samples, samples, 2) in -1..1 of the stacked picture."""
    steps = (torch.arange(samples, device=side.device) + 0.5) / samples - 0.5
    xs = centre[:, 0, None] + side[:, None] * steps  # (k, samples) px
    ys = centre[:, 1, None] + side[:, None] * steps
    apart = (side / samples)[:, None]
    # Rows and columns are placed apart from each other, and only then spread to a square.
    x, y = _place(levels, (xs, ys), apart)
    return torch.stack(
        [x[:, None, :].expand(-1, samples, -1), y[:, :, None].expand(-1, -1, samples)], -1
    )


def look(levels: Levels, points: tuple[Tensor, Tensor], apart: Tensor) -> Tensor:
    """Greys (r, m) of one page at `points`, x and y (r, m) px of the first level, in one
    `grid_sample`; `apart` (r, m) or what spreads to it, px between two points."""
    grid = torch.stack(_place(levels, points, apart), -1)[None]
    return F.grid_sample(levels.stacked, grid, "bilinear", "border", align_corners=False)[0, 0]


def _place(levels: Levels, points: tuple[Tensor, Tensor], apart: Tensor) -> tuple[Tensor, Tensor]:
    """Points, x and y px of the first level, in -1..1 of the stacked picture.

    Each lies on the finest level on which points are at most `FINEST` px apart. Beyond the edge a
    level repeats.
    """
    x, y = points
    one = torch.ones_like(apart)
    factor, top = one, torch.zeros_like(apart)
    tall, wide = one * levels.sizes[0][0], one * levels.sizes[0][1]
    above = levels.sizes[0][0]
    for i in range(1, len(levels.sizes)):
        coarse = apart > FINEST * levels.factors[i - 1]
        factor = torch.where(coarse, levels.factors[i], factor)
        top = torch.where(coarse, one * above, top)
        tall = torch.where(coarse, one * levels.sizes[i][0], tall)
        wide = torch.where(coarse, one * levels.sizes[i][1], wide)
        above = above + levels.sizes[i][0]
    x = torch.minimum((x / factor).clamp_min(0.5), wide - 0.5)
    y = torch.minimum((y / factor).clamp_min(0.5), tall - 0.5) + top
    size = levels.stacked.shape
    return x / size[3] * 2 - 1, y / size[2] * 2 - 1


def find_ink(grey: Tensor) -> Tensor:
    """The box (n, 4) px around the ink of each picture (n, 1, h, w) that holds one digit.

    A picture without any contrast answers its whole extent.
    """
    height, width = grey.shape[2:]
    grid = 32
    small = F.interpolate(grey, size=(grid, grid), mode="bilinear", antialias=True)
    # The rim is paper more often than not: it says where zero ink is.
    rim = torch.cat([small[:, :, 0], small[:, :, -1], small[:, :, :, 0], small[:, :, :, -1]], 2)
    ink = (small - rim.mean(2, keepdim=True).unsqueeze(3)).abs()
    columns, lines = ink.amax(2)[:, 0], ink.amax(3)[:, 0]
    least = 0.4 * columns.amax(1, keepdim=True).clamp_min(1e-3)
    columns, lines = (columns > least).to(torch.float32), (lines > least).to(torch.float32)
    place = torch.arange(grid, device=grey.device, dtype=torch.float32)
    x0, x1 = _extent(columns, place)
    y0, y1 = _extent(lines, place)
    return torch.stack(
        [x0 / grid * width, y0 / grid * height, x1 / grid * width, y1 / grid * height], 1
    )


def _smooth(maps: Tensor, along: int) -> Tensor:
    """The mean of each place and its neighbours along an axis, edges repeated."""
    size = maps.shape[along]
    before = torch.cat([maps.narrow(along, 0, 1), maps.narrow(along, 0, size - 1)], along)
    after = torch.cat([maps.narrow(along, 1, size - 1), maps.narrow(along, size - 1, 1)], along)
    return (before + maps + after) / 3


def _extent(present: Tensor, place: Tensor) -> tuple[Tensor, Tensor]:
    """First and one past the last place (n,) where `present` (n, k) is 1; all where none is."""
    count = present.shape[1]
    first = torch.where(present > 0, place, float(count)).amin(1)
    last = torch.where(present > 0, place + 1, 0.0).amax(1)
    empty = present.amax(1) == 0
    return torch.where(empty, 0.0, first), torch.where(empty, float(count), last)
