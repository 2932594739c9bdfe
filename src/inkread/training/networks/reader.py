"""The two graphs that ship, in torch: a page reader and a reader of single digits."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from inkread.training.networks.classifier import DIGIT, DIGITS, Classifier, standardise
from inkread.training.networks.classifier import PRINT as CROP_PRINT
from inkread.training.networks.crops import (
    SHRINK,
    cut_each,
    cut_finest,
    find_ink,
    look,
    stack,
    window_of,
)
from inkread.training.networks.layers import equalise, to_grey
from inkread.training.networks.spotter import BOX, HEAT, LINK, MULTIPLE, NEXT, PRINT, Spotter
from inkread.training.networks.strings import (
    StringReader,
    Strips,
    lay,
    link,
    points_of,
    spans_of,
    standardise_strips,
    starts_of,
    straighten,
)
from inkread.training.synthesis.targets import STRIDE, UNIT

LEVELS = 4
BELIEVED = 0.3  # digits of at least this digitness are strung together
MOST = 1024  # digits a page
FAINTEST = 0.1  # centre scores below this are not looked at
LOWEST, HIGHEST = 6.0, 100.0  # px: digit heights that a level answers for
SHARED, INSIDE = 0.3, 0.6  # overlap (of the union; of the smaller) at which the weaker yields
NARROWEST = 0.45  # of its height: a narrower box is widened before overlaps are counted


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the logits of spotter and classifier are added up, so that what comes out of sigmoid
    and softmax is a probability: `classifier` and `heat` weigh them for which digit it is;
    `spotted`, `present` and `bias` for whether there is one (logistic regression: Platt, 1999).
    """

    classifier: float = 1.0
    heat: float = 0.5
    spotted: float = 0.5
    present: float = 0.5
    bias: float = 0.0


class DigitReader(nn.Module):
    """`digit.onnx`: (n, h, w, 3) uint8 -> boxes, probabilities, digitness, printed."""

    def __init__(self, classifier: Classifier) -> None:
        super().__init__()
        self.classifier = classifier

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        grey = to_grey(images)
        boxes = find_ink(grey)
        crops = F.avg_pool2d(cut_each(grey, *window_of(boxes)), 2)
        answer = self.classifier(standardise(crops))
        return (
            boxes,
            answer[:, DIGITS].softmax(1),
            answer[:, DIGIT].sigmoid(),
            answer[:, CROP_PRINT].sigmoid(),
        )


class PageReader(nn.Module):
    """The body of `reader.onnx`: grey at reading scale and its scale -> digits and strings.

    `grey` (1, 1, h, w) in 0..1, `scale` (2,) px of the given picture per px of `grey`, x and y.
    Answers boxes (k, 4), probabilities (k, 10), digitness (k,), printed (k,), next (k, 2),
    link (k,), lengths in px of the given picture; then strings (f, 11), logarithms of the chances
    of ten digits and the blank of CTC in each frame, and spans (k, 4) in frames: where a digit's
    string begins and ends, and what of it lies under the digit's own box; 0 where the digit is not
    believed. Frames that no span covers mean nothing.
    """

    def __init__(
        self,
        spotter: Spotter,
        classifier: Classifier,
        strings: StringReader,
        fusion: Fusion = Fusion(),
    ) -> None:
        super().__init__()
        self.spotter = spotter
        self.classifier = classifier
        self.strings = strings
        self.fusion = fusion

    def forward(self, grey: Tensor, scale: Tensor) -> tuple[Tensor, ...]:
        levels = pyramid(grey)
        stacked = stack(levels)
        rows, boxes, answer = self.find(levels, stacked)
        by = self.fusion
        heat = rows[:, HEAT]
        digits = by.classifier * answer[:, DIGITS] + by.heat * heat
        present = by.spotted * heat.amax(1) + by.present * answer[:, DIGIT] + by.bias
        digitness = present.sigmoid()
        printed = (answer[:, CROP_PRINT] + rows[:, PRINT]).sigmoid()
        following = rows[:, NEXT] * (boxes[:, 3] - boxes[:, 1]).unsqueeze(1)
        linked = rows[:, LINK].sigmoid()
        # The last row is empty: it keeps the ribbon from having no strip at all.
        last = torch.arange(boxes.shape[0]) == boxes.shape[0] - 1
        believed = (digitness >= BELIEVED) & ~last
        first = link(boxes, following, linked, believed)
        strings, spans = self._read_strings(levels, stacked, (boxes, first, believed | last))
        return (
            (boxes * torch.cat([scale, scale]))[:-1],
            digits.softmax(1)[:-1],
            digitness[:-1],
            printed[:-1],
            (following * scale)[:-1],
            linked[:-1],
            strings,
            (spans * believed[:, None])[:-1],
        )

    def find(self, levels: list[Tensor], stacked: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What stands on a page, given its pyramid and the stack of that: the spotter's maps
        (k, 18) at each place, surest first, boxes (k, 4) px of the finest level, the classifier's
        answers (k, 12). The last row of each means nothing.
        """
        parts = [self._spot(level, SHRINK**i) for i, level in enumerate(levels)]
        score = torch.cat([part[0] for part in parts] + [torch.zeros(MOST)])
        rows = torch.cat([part[1] for part in parts] + [torch.zeros(MOST, 22)])
        score, order = score.topk(MOST)
        # An empty last row stays through to the end, since a graph cannot be exported for what
        # may be no crop at all; `forward` cuts it off.
        score = torch.cat([score, torch.ones(1)])
        rows = torch.cat([rows[order], torch.zeros(1, 22)])
        rows = rows[(score > FAINTEST).nonzero()[:, 0]]
        rows = rows[suppress(rows[:, 18:22]).nonzero()[:, 0]]
        torch._check(rows.shape[0] >= 1)  # type: ignore[no-untyped-call]
        boxes = rows[:, 18:22]
        crops = cut_finest(stacked, levels, window_of(boxes))
        answer: Tensor = self.classifier(standardise(F.avg_pool2d(crops, 2)))
        return rows[:, :18], boxes, answer

    def _read_strings(
        self, levels: list[Tensor], stacked: Tensor, found: tuple[Tensor, Tensor, Tensor]
    ) -> tuple[Tensor, Tensor]:
        """Frames (f, 11) and spans (k, 4) of boxes (k, 4), each one's first digit (k,), and whether
        it may be one (k,)."""
        boxes, first, counted = found
        strips = straighten(boxes, first)
        leads = (first == torch.arange(boxes.shape[0])) & counted
        rows = leads.nonzero()[:, 0]
        torch._check(rows.shape[0] >= 1)  # type: ignore[no-untyped-call]
        chosen = Strips(*(part[rows] for part in strips))
        places = lay(chosen)
        x, y, apart = points_of(places)
        fine = look(stacked, levels, (x, y), apart[None])
        ribbon = F.avg_pool2d(fine[None, None], 2)[0, 0]
        frames = self.strings(standardise_strips(ribbon, places, chosen))[0]
        order = (leads.to(torch.int64).cumsum(0) - 1).clamp_min(0)
        return frames, spans_of(boxes, strips, starts_of(chosen)[order[first]])

    def _spot(self, level: Tensor, factor: int) -> tuple[Tensor, Tensor]:
        """Scores (cells,) and rows (cells, 22) of one level: 18 raw maps, box in level-0 px."""
        maps = self.spotter(equalise(level))[0]
        score = maps[HEAT].amax(0).sigmoid()
        peak = F.max_pool2d(score[None, None], 3, 1, 1)[0, 0]
        score = torch.where(score == peak, score, 0.0)
        ys = torch.arange(maps.shape[1], dtype=torch.float32)[:, None] + 0.5
        xs = torch.arange(maps.shape[2], dtype=torch.float32)[None, :] + 0.5
        offset = maps[BOX]
        cx, cy = (xs + offset[0]) * STRIDE, (ys + offset[1]) * STRIDE
        half_w = offset[2].clamp(-3, 3).exp() * (UNIT / 2)
        half_h = offset[3].clamp(-3, 3).exp() * (UNIT / 2)
        fits = (half_h * 2 > LOWEST) & (half_h * 2 < HIGHEST)
        score = torch.where(fits, score, 0.0)
        box = torch.stack([cx - half_w, cy - half_h, cx + half_w, cy + half_h]) * factor
        rows = torch.cat([maps, box]).reshape(22, -1).transpose(0, 1)
        return score.reshape(-1), rows


def pyramid(grey: Tensor) -> list[Tensor]:
    """`LEVELS` pictures (1, 1, h, w), each a third of the one before, edges repeated until the
    sizes are multiples of the spotter's."""
    levels = [grey]
    for _ in range(LEVELS - 1):
        levels.append(F.avg_pool2d(extend(levels[-1], SHRINK), SHRINK))
    return [extend(level, MULTIPLE) for level in levels]


def extend(grey: Tensor, multiple: int) -> Tensor:
    """`grey` (1, 1, h, w) with its last row and column repeated up to a multiple."""
    height, width = grey.shape[2], grey.shape[3]
    # Floored division rather than `%`: the latter does not export for symbolic sizes.
    tall = (height + multiple - 1) // multiple * multiple
    wide = (width + multiple - 1) // multiple * multiple
    rows = torch.arange(tall).clamp(max=height - 1)
    columns = torch.arange(wide).clamp(max=width - 1)
    return grey[:, :, rows][:, :, :, columns]


def suppress(boxes: Tensor) -> Tensor:
    """Which of `boxes` (k, 4), best first, stay when the weaker of two overlapping ones yields.

    Greedy suppression as a fixed point of a few sweeps: a box yields to a better one that stays.
    """
    # Two centres found on one "1" have boxes that barely overlap, being so narrow.
    spare = ((boxes[:, 3] - boxes[:, 1]) * NARROWEST - (boxes[:, 2] - boxes[:, 0])).clamp_min(0) / 2
    boxes = torch.stack([boxes[:, 0] - spare, boxes[:, 1], boxes[:, 2] + spare, boxes[:, 3]], 1)
    low = torch.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = torch.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    shared = (high - low).clamp_min(0).prod(2)
    area = (boxes[:, 2:] - boxes[:, :2]).prod(1)
    union = area[:, None] + area[None] - shared
    smaller = torch.minimum(area[:, None], area[None])
    clash = (shared > SHARED * union) | (shared > INSIDE * smaller)
    rank = torch.arange(boxes.shape[0])
    above = (clash & (rank[None] < rank[:, None])).to(torch.float32)
    stays = torch.ones_like(area)
    for _ in range(6):
        stays = ((above * stays[None]).sum(1) < 0.5).to(torch.float32)
    return stays
