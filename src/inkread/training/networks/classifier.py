"""The classifier: one 32x32 crop in, which digit, whether one at all, and print or hand out."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from inkread.training.networks.layers import conv

SIDE = 32
DIGITS, DIGIT, PRINT = slice(0, 10), 10, 11
OUTPUTS = 12
CONTRAST_FLOOR = 0.03  # of full scale: a fainter crop stays faint, and is no digit


class Classifier(nn.Module):
    """(n, 1, 32, 32) standardised grey -> (n, 12): 10 digit logits, is-a-digit, is-print."""

    def __init__(self, widths: tuple[int, int, int] = (48, 96, 128)) -> None:
        super().__init__()
        half, quarter, eighth = widths
        self.body = nn.Sequential(
            # Halved at once: what is done at full size costs most, and moves the most memory.
            nn.Sequential(
                nn.Conv2d(1, half, 5, 2, 2, bias=False), nn.BatchNorm2d(half), nn.ReLU(inplace=True)
            ),
            conv(half, half),
            conv(half, quarter, 2),
            conv(quarter, quarter),
            conv(quarter, eighth, 2),
            conv(eighth, eighth),
        )
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(eighth, OUTPUTS)

    def forward(self, crops: Tensor) -> Tensor:
        answer: Tensor = self.head(self.drop(self.body(crops).mean((2, 3))))
        return answer


def standardise(crops: Tensor) -> Tensor:
    """(n, 1, s, s) grey in 0..1 -> mean 0, spread 1, ink bright whatever its polarity.

    Ink is the minority of a crop, so the skewness of its greys says which side is ink.
    """
    centred = crops - crops.mean((2, 3), keepdim=True)
    spread = (centred * centred).mean((2, 3), keepdim=True)
    skew = (centred * centred * centred).mean((2, 3), keepdim=True)
    sign = torch.where(skew >= 0, 1.0, -1.0)
    return centred * sign * torch.rsqrt(spread + CONTRAST_FLOOR**2)
