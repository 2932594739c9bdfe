"""The spotter: a small U-Net that says where digits stand, of which class and how large.

Centres as peaks of per-class heat maps: Zhou, Wang, Kraehenbuehl, "Objects as Points" (2019).
Dense narrow 3x3 convolutions, since those run nearest to the machine's peak on a plain CPU.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from inkread.training.networks.layers import conv
from inkread.training.synthesis.targets import SILENT, WEIGHT

MULTIPLE = 32  # height and width of the input must be multiples of this
HEAT, BOX, PRINT, NEXT, LINK = slice(0, 10), slice(10, 14), 14, slice(15, 17), 17
SIGNS, WORD = slice(18, 30), 30
OUTPUTS = 31


class Spotter(nn.Module):
    """(n, 1, h, w) equalised grey -> (n, 31, h/4, w/4) raw maps.

    Channels: 10 heat logits; box dx, dy (cells), log width, log height (of 16 px); print logit;
    vector to the next digit (in heights of the box); link logit; 12 heat logits of the signs that
    stand in numbers; the logit that a cell lies within writing that holds no digit.
    """

    def __init__(self, widths: tuple[int, int, int, int, int] = (24, 48, 64, 96, 128)) -> None:
        super().__init__()
        a, b, c, d, e = widths
        self.stem = conv(1, a, 2)
        self.quarter = nn.Sequential(conv(a, b, 2), conv(b, b))
        self.eighth = nn.Sequential(conv(b, c, 2), conv(c, c), conv(c, c))
        self.sixteenth = nn.Sequential(conv(c, d, 2), conv(d, d), conv(d, d))
        self.thirty = nn.Sequential(conv(d, e, 2), conv(e, e), conv(e, e))
        self.from_thirty = nn.Conv2d(e, d, 1)
        self.up_sixteenth = conv(d, d)
        self.from_sixteenth = nn.Conv2d(d, c, 1)
        self.up_eighth = nn.Sequential(conv(c, c), conv(c, c))
        self.from_eighth = nn.Conv2d(c, b, 1)
        self.up_quarter = nn.Sequential(conv(b, b), conv(b, b))
        self.head = nn.Conv2d(b, OUTPUTS, 1)
        # Focal loss starts from a rare prior, or the first steps are spent on "nothing here".
        for heat in (HEAT, SIGNS):
            nn.init.constant_(self.head.bias[heat], -4.0)  # type: ignore[index]

    def forward(self, page: Tensor) -> Tensor:
        quarter = self.quarter(self.stem(page))
        eighth = self.eighth(quarter)
        sixteenth = self.sixteenth(eighth)
        deep = self.from_thirty(self.thirty(sixteenth))
        up = self.up_sixteenth(sixteenth + _double(deep))
        up = self.up_eighth(eighth + _double(self.from_sixteenth(up)))
        up = self.up_quarter(quarter + _double(self.from_eighth(up)))
        maps: Tensor = self.head(up)
        return maps


def _double(maps: Tensor) -> Tensor:
    return F.interpolate(maps, scale_factor=2.0, mode="nearest")


def spotter_loss(maps: Tensor, target: Tensor) -> tuple[Tensor, dict[str, float]]:
    """Loss of raw maps (n, 31, h, w) against a target (n, 33, h, w), and its parts.

    Target channels: the 31 truths (heat 0..1 with exactly 1 at centres), then the weight of the
    regressions (0 where no digit stands; its sign is negative where there is no link target
    for the next vector), then 1 where the loss must be silent.
    """
    maps = maps.float()
    weight, silent = target[:, WEIGHT].abs(), target[:, SILENT : SILENT + 1]
    linked = (target[:, WEIGHT] > 0).float() * weight
    count = (target[:, HEAT] == 1).sum().clamp_min(1)
    focal = _focal(maps[:, HEAT], target[:, HEAT], silent) / count
    signs = _focal(maps[:, SIGNS], target[:, SIGNS], silent) / count
    total = weight.sum().clamp_min(1)
    box = ((maps[:, BOX] - target[:, BOX]).abs().sum(1) * weight).sum() / total
    press = F.binary_cross_entropy_with_logits(maps[:, PRINT], target[:, PRINT], reduction="none")
    link = F.binary_cross_entropy_with_logits(maps[:, LINK], target[:, LINK], reduction="none")
    word = F.binary_cross_entropy_with_logits(maps[:, WORD], target[:, WORD], reduction="none")
    told = 1 - silent[:, 0]
    following = (maps[:, NEXT] - target[:, NEXT]).abs().sum(1)
    parts = {
        "heat": focal,
        "signs": signs,
        "box": box,
        "print": (press * weight).sum() / total,
        "link": (link * weight).sum() / total,
        "next": (following * linked).sum() / linked.sum().clamp_min(1),
        "word": (word * told).sum() / told.sum().clamp_min(1),
    }
    loss = focal + signs + 0.5 * (box + parts["word"])
    loss = loss + 0.1 * (parts["print"] + parts["link"] + parts["next"])
    return loss, {name: float(part.detach()) for name, part in parts.items()}


def _focal(maps: Tensor, heat: Tensor, silent: Tensor) -> Tensor:
    """Focal loss for heat maps, summed (Law and Deng, "CornerNet", 2018)."""
    score = maps.sigmoid().clamp(1e-5, 1 - 1e-5)
    hit = (heat == 1).float()
    positive = hit * (1 - score) ** 2 * score.log()
    negative = (1 - hit) * (1 - silent) * (1 - heat) ** 4 * score**2 * (1 - score).log()
    return -(positive + negative).sum()


def count_macs(height: int, width: int, model: nn.Module) -> int:
    """Multiply-adds of `model` on one (1, 1, height, width) input, convolutions only."""
    total = 0

    def add(layer: nn.Module, _: object, out: Tensor) -> None:
        nonlocal total
        if isinstance(layer, nn.Conv2d):
            total += out.numel() * layer.in_channels * layer.kernel_size[0] * layer.kernel_size[1]

    hooks = [layer.register_forward_hook(add) for layer in model.modules()]
    with torch.no_grad():
        model.eval()(torch.zeros(1, 1, height, width))
    for hook in hooks:
        hook.remove()
    return total
