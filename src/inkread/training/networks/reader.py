"""The two graphs that ship, in torch: a page reader and a reader of single digits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from inkread.training.networks.classifier import DIGIT, DIGITS, Classifier, standardise
from inkread.training.networks.classifier import PRINT as CROP_PRINT
from inkread.training.networks.crops import (
    Levels,
    cut,
    cut_each,
    find_ink,
    look,
    stack_halves,
    stack_thirds,
    window_of,
)
from inkread.training.networks.layers import blank_beyond, equalise, extend, to_grey
from inkread.training.networks.spotter import (
    BOX,
    HEAT,
    LINK,
    MULTIPLE,
    NEXT,
    OUTPUTS,
    PRINT,
    SIGNS,
    WORD,
    Spotter,
)
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

LEVELS, SHRINK = 4, 3  # sizes of a page, each a third of the one before
BELIEVED = 0.3  # digits of at least this digitness are strung together
MOST, MOST_SIGNS = 1024, 512  # digits and signs a page
FAINTEST, FAINTEST_SIGN = 0.1, 0.2  # centre scores below this are not looked at
LOWEST, HIGHEST = 6.0, 100.0  # px: digit heights that a level answers for
SHARED, INSIDE = 0.3, 0.6  # overlap (of the union; of the smaller) at which the weaker yields
NARROWEST = 0.3  # of its height: a narrower box is widened before overlaps are counted


class Maps(NamedTuple):
    """What the spotter says of the c cells of a page: raw maps (31, c); where each cell lies, x, y
    in cells of its level and the level's factor (3, c); scores (c,) of digits and of signs."""

    raw: Tensor
    places: Tensor
    digits: Tensor
    signs: Tensor

    def best(self, score: Tensor, most: int, faintest: float) -> tuple[Tensor, Tensor]:
        """Raw maps (k, 31) and boxes (k, 4) px of the finest level, by the highest of `score` (c,)
        from `faintest` on, less those that overlap a better one; the last row of each is empty."""
        score, order = torch.cat([score, torch.zeros(most)]).topk(most)
        order = order.clamp(max=self.raw.shape[1] - 1)
        order = order[(torch.cat([score[:-1], torch.ones(1)]) > faintest).nonzero()[:, 0]]
        raw = self.raw.index_select(1, order).transpose(0, 1)
        places = self.places.index_select(1, order)
        boxes = _boxes_of(raw, places)
        # The last of them is no find: it stays, and nothing else of it is looked at.
        last = torch.arange(boxes.shape[0]) == boxes.shape[0] - 1
        boxes = torch.where(last[:, None], 0.0, boxes)
        kept = ((suppress(boxes) > 0) | last).nonzero()[:, 0]
        return raw[kept], boxes[kept]


def _boxes_of(raw: Tensor, places: Tensor) -> Tensor:
    """Boxes (k, 4) px of the finest level, from raw maps (k, 31) and places (3, k)."""
    offset = raw[:, BOX]
    cx, cy = (places[0] + offset[:, 0]) * STRIDE, (places[1] + offset[:, 1]) * STRIDE
    half_w = offset[:, 2].clamp(-4, 3).exp() * (UNIT / 2)
    half_h = offset[:, 3].clamp(-4, 3).exp() * (UNIT / 2)
    boxes = torch.stack([cx - half_w, cy - half_h, cx + half_w, cy + half_h], 1)
    return boxes * places[2][:, None]


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the logits of spotter and classifier are added up, so that what comes out of sigmoid
    and softmax is a probability: `classifier` and `heat` weigh them for which digit it is;
    `spotted`, `present`, `word` and `bias` for whether there is one (logistic regression: Platt,
    1999).
    """

    classifier: float = 1.0
    heat: float = 0.5
    spotted: float = 0.5
    present: float = 0.5
    word: float = 0.0
    bias: float = 0.0


class DigitReader(nn.Module):
    """`digit.onnx`: (n, h, w, 3) uint8 -> boxes, probabilities, digitness, printed."""

    def __init__(self, classifier: Classifier) -> None:
        super().__init__()
        self.classifier = classifier

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        grey = to_grey(images)
        boxes = find_ink(grey)
        crops = cut_each(stack_halves(grey), *window_of(boxes))
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
    link (k,), lengths in px of the given picture; then strings (f, 15), logarithms of the chances
    of ten digits, four signs and the blank of CTC in each frame, and spans (k, 4) in frames: where
    a digit's string begins and ends, and what of it lies under the digit's own box; 0 where the
    digit is not believed. Frames that no span covers mean nothing. Then boxes (s, 4) px of what may
    be signs in numbers, and the chances (s, 12) that each is one of them.
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
        pages = pyramid(grey)
        levels = stack_thirds(pages)
        maps = self.spot(pages, (grey.shape[2], grey.shape[3]))
        rows, boxes, answer = self.find(maps, levels)
        by = self.fusion
        heat = rows[:, HEAT]
        digits = by.classifier * answer[:, DIGITS] + by.heat * heat
        present = by.spotted * heat.amax(1) + by.present * answer[:, DIGIT]
        digitness = (present + by.word * rows[:, WORD] + by.bias).sigmoid()
        printed = (answer[:, CROP_PRINT] + rows[:, PRINT]).sigmoid()
        following = rows[:, NEXT] * (boxes[:, 3] - boxes[:, 1]).unsqueeze(1)
        linked = rows[:, LINK].sigmoid()
        # The last row is empty: it keeps the ribbon from having no strip at all.
        last = torch.arange(boxes.shape[0]) == boxes.shape[0] - 1
        believed = (digitness >= BELIEVED) & ~last
        first = link(boxes, following, linked, believed)
        strings, spans = self._read_strings(levels, (boxes, first, believed | last))
        signs, chances = self.find_signs(maps)
        whole = torch.cat([scale, scale])
        return (
            (boxes * whole)[:-1],
            digits.softmax(1)[:-1],
            digitness[:-1],
            printed[:-1],
            (following * scale)[:-1],
            linked[:-1],
            strings,
            (spans * believed[:, None])[:-1],
            signs * whole,
            chances,
        )

    def spot(self, pages: list[Tensor], size: tuple[int, int]) -> Maps:
        """What the spotter says of each cell of all levels of a page, whose first one was `size`
        px, height and width, before it was extended."""
        parts = []
        for i, page in enumerate(pages):
            parts.append(self._spot(page, size, float(SHRINK**i)))
            size = (size[0] + SHRINK - 1) // SHRINK, (size[1] + SHRINK - 1) // SHRINK
        return Maps(*(torch.cat(column, -1) for column in zip(*parts, strict=True)))

    def find(self, maps: Maps, levels: Levels) -> tuple[Tensor, Tensor, Tensor]:
        """What stands on a page: the spotter's maps (k, 31) at each place, surest first, boxes
        (k, 4) px of the finest level, the classifier's answers (k, 12). The last row of each means
        nothing: it stays through to the end, since a graph cannot be exported for what may be no
        crop at all; `forward` cuts it off.
        """
        rows, boxes = maps.best(maps.digits, MOST, FAINTEST)
        torch._check(rows.shape[0] >= 1)  # type: ignore[no-untyped-call]
        crops = cut(levels, *window_of(boxes))
        answer: Tensor = self.classifier(standardise(crops))
        return rows, boxes, answer

    def find_signs(self, maps: Maps) -> tuple[Tensor, Tensor]:
        """Boxes (s, 4) px of the finest level of what may be signs, and their chances (s, 12)."""
        rows, boxes = maps.best(maps.signs, MOST_SIGNS, FAINTEST_SIGN)
        return boxes[:-1], rows[:-1, SIGNS].sigmoid()

    def _read_strings(
        self, levels: Levels, found: tuple[Tensor, Tensor, Tensor]
    ) -> tuple[Tensor, Tensor]:
        """Frames (f, 15) and spans (k, 4) of boxes (k, 4), each one's first digit (k,), and whether
        it may be one (k,)."""
        boxes, first, counted = found
        strips = straighten(boxes, first)
        leads = (first == torch.arange(boxes.shape[0])) & counted
        rows = leads.nonzero()[:, 0]
        torch._check(rows.shape[0] >= 1)  # type: ignore[no-untyped-call]
        chosen = Strips(*(part[rows] for part in strips))
        places = lay(chosen)
        x, y, apart = points_of(places)
        ribbon = look(levels, (x, y), apart[None])
        frames = self.strings(standardise_strips(ribbon, places, chosen))[0]
        order = (leads.to(torch.int64).cumsum(0) - 1).clamp_min(0)
        return frames, spans_of(boxes, strips, starts_of(chosen)[order[first]])

    def _spot(self, page: Tensor, size: tuple[int, int], factor: float) -> Maps:
        # Nothing lies beyond the edge: strokes that it cuts off do not go on there.
        maps = self.spotter(blank_beyond(equalise(page), size))[0]
        tall, wide = maps.shape[1], maps.shape[2]
        # Heights by their logarithm, so that no box is computed but of what is looked at.
        high = maps[BOX][3]
        fits = (high > math.log(LOWEST / UNIT)) & (high < math.log(HIGHEST / UNIT))
        digits = torch.where(fits, _peaks(maps[HEAT]), 0.0)
        ys = (torch.arange(tall, dtype=torch.float32) + 0.5)[:, None].expand(-1, wide)
        xs = (torch.arange(wide, dtype=torch.float32) + 0.5)[None, :].expand(tall, -1)
        places = torch.stack([xs, ys, torch.full_like(xs, factor)])
        return Maps(
            maps.reshape(OUTPUTS, -1),
            places.reshape(3, -1),
            digits.reshape(-1),
            _peaks(maps[SIGNS]).reshape(-1),
        )


def _peaks(heat: Tensor) -> Tensor:
    """The score (h, w) of the likeliest of heat logits (k, h, w) where it is the highest of the
    nine cells around, else 0."""
    score = heat.amax(0).sigmoid()
    peak = F.max_pool2d(score[None, None], 3, 1, 1)[0, 0]
    return torch.where(score == peak, score, 0.0)


def pyramid(grey: Tensor) -> list[Tensor]:
    """`LEVELS` pictures (1, 1, h, w), each a third of the one before, edges repeated until the
    sizes are multiples of the spotter's."""
    levels = [grey]
    for _ in range(LEVELS - 1):
        levels.append(F.avg_pool2d(extend(levels[-1], SHRINK), SHRINK))
    return [extend(level, MULTIPLE) for level in levels]


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
