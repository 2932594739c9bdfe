"""Layers that more than one network uses."""

from __future__ import annotations

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


def to_grey(pixels: Tensor) -> Tensor:
    """(n, h, w, 3) uint8 -> (n, 1, h, w) float32 in 0..1 by luminance."""
    weights = torch.tensor(LUMINANCE, dtype=torch.float32, device=pixels.device)
    return (pixels.to(torch.float32) * (weights / 255)).sum(-1).unsqueeze(1)


def equalise(grey: Tensor) -> Tensor:
    """(n, 1, h, w) in 0..1, h and w multiples of 8 -> the same, locally of mean 0 and spread 1.

    Mean and spread are taken over a window of about 72 px, so that shadow and vignetting go and
    faint ink stands out; texture below `CONTRAST_FLOOR` stays faint.
    """
    small = F.avg_pool2d(grey, 8)
    square = F.avg_pool2d(grey * grey, 8)
    mean = F.avg_pool2d(small, 9, 1, 4, count_include_pad=False)
    spread = F.avg_pool2d(square, 9, 1, 4, count_include_pad=False) - mean * mean
    scale = torch.rsqrt(spread.clamp_min(0) + CONTRAST_FLOOR**2)
    both = F.interpolate(
        torch.cat([mean, scale], 1), scale_factor=8.0, mode="bilinear", align_corners=False
    )
    return ((grey - both[:, :1]) * both[:, 1:]).clamp(-4, 4)
