"""Layers that more than one network uses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

LUMINANCE = (0.299, 0.587, 0.114)
CONTRAST_FLOOR = 0.04  # of full scale: fainter texture is not blown up to ink


def conv(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    """3x3 convolution, batch normalisation, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def find_normalised(model: nn.Module) -> Iterator[tuple[str, str]]:
    """The names of each convolution of `model` whose normalisation of batches can be part of it,
    and of that normalisation."""
    for place, row in model.named_modules():
        if isinstance(row, nn.Sequential):
            for i, (before, after) in enumerate(pairwise(row)):
                if isinstance(before, nn.Conv2d) and isinstance(after, nn.BatchNorm2d):
                    start = f"{place}." if place else ""
                    yield f"{start}{i}", f"{start}{i + 1}"


def to_grey(pixels: Tensor) -> Tensor:
    """(n, h, w, 3) uint8 -> (n, 1, h, w) float32 in 0..1 by luminance."""
    weights = torch.tensor(LUMINANCE, dtype=torch.float32, device=pixels.device)
    return (pixels.to(torch.float32) @ (weights / 255)[:, None]).squeeze(-1).unsqueeze(1)


def extend(grey: Tensor, multiple: int) -> Tensor:
    """`grey` (n, 1, h, w) with its last row and column repeated up to a multiple."""
    height, width = grey.shape[2], grey.shape[3]
    # Floored division rather than `%`: the latter does not export for symbolic sizes.
    tall = (height + multiple - 1) // multiple * multiple
    wide = (width + multiple - 1) // multiple * multiple
    return stretch(stretch(grey, 2, tall, multiple), 3, wide, multiple)


def stretch(maps: Tensor, along: int, size: int, most: int) -> Tensor:
    """`maps` with their last row or column repeated up to `size`, at most `most` times."""
    # A gather would do, but runtimes copy it element by element, or between two transpositions.
    last = maps.narrow(along, maps.shape[along] - 1, 1)
    shape = [-1] * maps.dim()
    shape[along] = most
    return torch.cat([maps, last.expand(shape)], along).narrow(along, 0, size)


def blank_beyond(maps: Tensor, size: tuple[int, int]) -> Tensor:
    """`maps` (n, c, h, w) with 0 below and to the right of the first `size` rows and columns."""
    inside = [
        (torch.arange(extent, device=maps.device) < kept).to(maps.dtype)
        for extent, kept in zip(maps.shape[2:], size, strict=True)
    ]
    return maps * (inside[0][:, None] * inside[1])


def equalise(grey: Tensor) -> Tensor:
    """(n, 1, h, w) in 0..1, h and w multiples of 8 -> the same, locally of mean 0 and spread 1.

    Mean and spread are taken over a window of about 72 px, so that shadow and vignetting go and
    faint ink stands out; texture below `CONTRAST_FLOOR` stays faint. The spread is that of the
    halved picture: a quarter of the work.
    """
    half = F.avg_pool2d(grey, 2)
    small = F.avg_pool2d(half, 4)
    square = F.avg_pool2d(half * half, 4)
    mean = F.avg_pool2d(small, 9, 1, 4, count_include_pad=False)
    spread = F.avg_pool2d(square, 9, 1, 4, count_include_pad=False) - mean * mean
    scale = torch.rsqrt(spread.clamp_min(0) + CONTRAST_FLOOR**2)
    both = F.interpolate(
        torch.cat([mean, scale], 1), scale_factor=8.0, mode="bilinear", align_corners=False
    )
    return ((grey - both[:, :1]) * both[:, 1:]).clamp(-4, 4)
