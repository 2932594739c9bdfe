"""Windows around digits, cut out of a page by one `grid_sample`."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

MARGIN = 1.35  # the window's side over the longer side of the digit's box
SAMPLES = 64  # points a side; averaged by two and two down to the classifier's 32


def window_of(boxes: Tensor) -> tuple[Tensor, Tensor]:
    """Centres (n, 2) and sides (n,) px of the square windows around boxes (n, 4)."""
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    side = (boxes[:, 2:] - boxes[:, :2]).amax(1) * MARGIN + 2
    return centre, side


def cut(pages: Tensor, centre: Tensor, side: Tensor, samples: int = SAMPLES) -> Tensor:
    """Windows of one page (1, 1, h, w): (n, 1, samples, samples); beyond the edge it repeats."""
    steps = (torch.arange(samples, device=pages.device) + 0.5) / samples - 0.5
    xs = centre[:, 0, None] + side[:, None] * steps  # (n, samples) px
    ys = centre[:, 1, None] + side[:, None] * steps
    size = pages.shape
    gx = (xs / size[3] * 2 - 1)[:, None, :].expand(-1, samples, -1)
    gy = (ys / size[2] * 2 - 1)[:, :, None].expand(-1, -1, samples)
    grid = torch.stack([gx, gy], -1).reshape(1, -1, samples, 2)
    tall = F.grid_sample(pages, grid, "bilinear", "border", align_corners=False)
    return tall.reshape(-1, 1, samples, samples)


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
