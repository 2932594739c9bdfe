"""Windows around digits, cut out of a page by one `grid_sample`."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

MARGIN = 1.35  # the window's side over the longer side of the digit's box
SHRINK = 3  # each level of a pyramid is a third of the one before
FINEST = 1.5  # px between two points, from which on the next level of a pyramid is looked at
SAMPLES = 64  # points a side; averaged by two and two down to the classifier's 32


def window_of(boxes: Tensor) -> tuple[Tensor, Tensor]:
    """Centres (n, 2) and sides (n,) px of the square windows around boxes (n, 4)."""
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    side = (boxes[:, 2:] - boxes[:, :2]).amax(1) * MARGIN + 2
    return centre, side


def cut(pages: Tensor, centre: Tensor, side: Tensor, samples: int = SAMPLES) -> Tensor:
    """Windows of one page (1, 1, h, w): (n, 1, samples, samples); beyond the edge it repeats."""
    return cut_finest(pages, [pages], (centre, side), samples)


def cut_finest(
    stacked: Tensor, levels: list[Tensor], windows: tuple[Tensor, Tensor], samples: int = SAMPLES
) -> Tensor:
    """Windows, centres (n, 2) and sides (n,) px, of one page with its `stack` of levels, each from
    the finest level that its side does not overstrain: (n, 1, samples, samples)."""
    centre, side = windows
    steps = (torch.arange(samples, device=side.device) + 0.5) / samples - 0.5
    xs = centre[:, 0, None] + side[:, None] * steps  # (n, samples) px
    ys = centre[:, 1, None] + side[:, None] * steps
    x = xs[:, None, :].expand(-1, samples, -1).reshape(-1, samples)
    y = ys[:, :, None].expand(-1, -1, samples).reshape(-1, samples)
    apart = (side / samples)[:, None].expand(-1, samples).reshape(-1, 1)
    return look(stacked, levels, (x, y), apart).reshape(-1, 1, samples, samples)


def stack(levels: list[Tensor]) -> Tensor:
    """The levels (1, 1, h, w) of a pyramid below each other in one picture as wide as the first,
    the last column of the narrower ones repeated."""
    wide = torch.arange(levels[0].shape[3], device=levels[0].device)
    return torch.cat([level[..., wide.clamp(max=level.shape[3] - 1)] for level in levels], 2)


def look(
    stacked: Tensor, levels: list[Tensor], points: tuple[Tensor, Tensor], apart: Tensor
) -> Tensor:
    """Greys (r, m) at `points`, x and y (r, m) px of the first level, in one `grid_sample`.

    `apart` (r, m) or what spreads to it, px between two points, chooses the level: the finest on
    which they lie at most 1.5 px apart. Beyond the edge a level repeats.
    """
    x, y = points
    factor, top = torch.ones_like(apart), torch.zeros_like(apart)
    wide = factor * levels[0].shape[3]
    tall = factor * levels[0].shape[2]
    above = levels[0].shape[2]
    for i in range(1, len(levels)):
        coarse = apart > FINEST * SHRINK ** (i - 1)
        factor = torch.where(coarse, float(SHRINK**i), factor)
        top = torch.where(coarse, torch.ones_like(top) * above, top)
        wide = torch.where(coarse, torch.ones_like(wide) * levels[i].shape[3], wide)
        tall = torch.where(coarse, torch.ones_like(tall) * levels[i].shape[2], tall)
        above = above + levels[i].shape[2]
    x = torch.minimum((x / factor).clamp_min(0.5), wide - 0.5)
    y = torch.minimum((y / factor).clamp_min(0.5), tall - 0.5) + top
    size = stacked.shape
    grid = torch.stack([x / size[3] * 2 - 1, y / size[2] * 2 - 1], -1)[None]
    return F.grid_sample(stacked, grid, "bilinear", "border", align_corners=False)[0, 0]


def cut_each(pictures: Tensor, centre: Tensor, side: Tensor, samples: int = SAMPLES) -> Tensor:
    """One window of each picture (n, 1, h, w): (n, 1, samples, samples)."""
    steps = (torch.arange(samples, device=pictures.device) + 0.5) / samples - 0.5
    xs = centre[:, 0, None] + side[:, None] * steps
    ys = centre[:, 1, None] + side[:, None] * steps
    size = pictures.shape
    gx = (xs / size[3] * 2 - 1)[:, None, :].expand(-1, samples, -1)
    gy = (ys / size[2] * 2 - 1)[:, :, None].expand(-1, -1, samples)
    grid = torch.stack([gx, gy], -1)
    return F.grid_sample(pictures, grid, "bilinear", "border", align_corners=False)


def find_ink(grey: Tensor) -> Tensor:
    """The box (n, 4) px around the ink of each picture (n, 1, h, w) that holds one digit.

    A picture without any contrast answers its whole extent.
    """
    height, width = grey.shape[2:]
    grid = 64
    small = F.interpolate(grey, size=(grid, grid), mode="bilinear", antialias=True)
    small = F.avg_pool2d(small, 3, 1, 1, count_include_pad=False)
    # The rim is paper more often than not: it says where zero ink is.
    rim = torch.cat([small[:, :, 0], small[:, :, -1], small[:, :, :, 0], small[:, :, :, -1]], 2)
    ink = (small - rim.mean(2, keepdim=True).unsqueeze(3)).abs()
    ink = ink / ink.amax((2, 3), keepdim=True).clamp_min(1e-3)
    strong = (ink > 0.4).to(torch.float32)
    columns, lines = strong.amax(2)[:, 0], strong.amax(3)[:, 0]
    place = torch.arange(grid, device=grey.device, dtype=torch.float32)
    x0, x1 = _extent(columns, place)
    y0, y1 = _extent(lines, place)
    return torch.stack(
        [x0 / grid * width, y0 / grid * height, x1 / grid * width, y1 / grid * height], 1
    )


def _extent(present: Tensor, place: Tensor) -> tuple[Tensor, Tensor]:
    """First and one past the last place (n,) where `present` (n, k) is 1; all where none is."""
    count = present.shape[1]
    first = torch.where(present > 0, place, float(count)).amin(1)
    last = torch.where(present > 0, place + 1, 0.0).amax(1)
    empty = present.amax(1) == 0
    return torch.where(empty, 0.0, first), torch.where(empty, float(count), last)
