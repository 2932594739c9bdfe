"""The second reader: strings of digits, straightened and read whole, without cutting them apart.

A convolutional network with connectionist temporal classification (CTC): Graves, Fernandez, Gomez,
Schmidhuber, "Connectionist Temporal Classification" (2006); convolutions alone instead of a
recurrent network, so that it answers for what it sees and not for what usually follows.

All strings of a page are laid end to end on one ribbon, `HEIGHT` rows high, and read by one run of
the network: what strings of unequal length would waste on padding is not computed.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from inkread.training.networks.classifier import CONTRAST_FLOOR
from inkread.training.networks.layers import conv

HEIGHT = 32  # rows of the ribbon
TALL = 20.0  # rows that the digits of a string are high
UNIT = 8  # columns: the room of a string is a multiple
FRAME = 2  # columns that one answer stands for
GAP = 6  # columns at least between two strings
MARGIN = 0.3  # of the digits' height: what is seen before the first and after the last box
LONGEST = 96  # units: a string that needs more is squeezed
CLASSES, SIGN, BLANK = 15, 10, 14  # ten digits, then . , - / as from SIGN on

# Who follows whom, in heights of the two digits. Where the layout of a page decides otherwise, the
# frames of several strings can be joined, and those of one divided, by the digits they lie under.
WIDEST, HINT = 0.85, 0.35  # the gap between two digits, and how far the spotter's link moves it
HIGHEST, TALLEST = 0.65, 2.5  # how much higher or lower; how many times as tall
STEEPEST, LEVEL = 0.5, 0.3  # slope of a string; heights squared of evidence that it is level


class StringReader(nn.Module):
    """(n, 1, 32, w) standardised grey, w a multiple of 8 -> (n, w / 2, 15) logarithms of chances.

    A frame is two columns; its classes are the ten digits, the signs that stand between digits
    (point, comma, dash, slash) and the blank of CTC.
    """

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            conv(1, 32, 2),
            _conv(32, 48, (2, 1)),
            conv(48, 64),
            _conv(64, 96, (2, 1)),
            conv(96, 96),
            conv(96, 128, 2),
            nn.Conv2d(128, 192, (2, 3), 1, (0, 1), bias=False),
            nn.BatchNorm2d(192),
            nn.ReLU(inplace=True),
            nn.Conv2d(192, 192, (1, 5), 1, (0, 2), bias=False),
            nn.BatchNorm2d(192),
            nn.ReLU(inplace=True),
        )
        self.drop = nn.Dropout(0.1)
        # Two frames from each place: two narrow 1s may stand within four columns.
        self.head = nn.Conv2d(192, 2 * CLASSES, 1)

    def forward(self, ribbon: Tensor) -> Tensor:
        maps = self.head(self.drop(self.body(ribbon)))[:, :, 0]  # (n, 30, w / 4)
        n = maps.shape[0]
        frames: Tensor = maps.transpose(1, 2).reshape(n, -1, CLASSES)
        return frames.float().log_softmax(2)


def _conv(inputs: int, outputs: int, stride: tuple[int, int]) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Strips(NamedTuple):
    """Where strings lie on a page, a row each: the middle (k, 2) px, the direction of the writing
    (k, 2) of length 1, half the length seen (k,) px, px a column (k,), and room (k,) in units."""

    middle: Tensor
    along: Tensor
    half: Tensor
    pitch: Tensor
    units: Tensor


class Places(NamedTuple):
    """What each of c columns of a ribbon shows: the row (c,) of its strip, the middle (c, 2) px,
    the direction (c, 2), px a column (c,), and whether (c,) it is part of a string (1.0) or lies
    between two (0.0)."""

    row: Tensor
    middle: Tensor
    along: Tensor
    pitch: Tensor
    shown: Tensor


def link(boxes: Tensor, following: Tensor, chance: Tensor, believed: Tensor) -> Tensor:
    """The first digit (n,) of the string that each of `boxes` (n, 4) px is part of; itself where
    it stands alone or is not `believed` (n,).

    `following` (n, 2) px is where the spotter expects the next digit, `chance` (n,) that there is
    one. Two digits are neighbours where each is the other's best.
    """
    n = boxes.shape[0]
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    size = boxes[:, 2:] - boxes[:, :2]
    tall = size[:, 1].clamp_min(1e-3)
    step = centre[None] - centre[:, None]
    dx, dy = step[..., 0], step[..., 1].abs()
    height = (tall[:, None] + tall[None]) / 2
    # A narrow 1 counts as half as wide as high: it would otherwise always stand apart.
    room = torch.maximum(size[:, None, 0], height / 2) + torch.maximum(size[None, :, 0], height / 2)
    gap = (dx - room / 2) / height
    ratio = torch.maximum(tall[:, None] / tall[None], tall[None] / tall[:, None])
    miss = (step - following[:, None]).square().sum(2) / (0.6 * height).square()
    hint = 2 * chance[:, None] * (-miss).exp() - 1
    beside = (dx > 0) & (dy <= HIGHEST * height) & (dy <= 1.5 * dx) & (ratio <= TALLEST)
    fits = beside & (gap <= WIDEST + HINT * hint) & believed[:, None] & believed[None]
    cost = torch.where(fits, gap + 1.5 * dy / height, 1e6)
    right, left = cost.argmin(1), cost.argmin(0)
    itself = torch.arange(n, device=boxes.device)
    mutual = (right[left] == itself) & (cost.amin(0) < 1e5)
    first = torch.where(mutual, left, itself)
    # Pointer jumping: each round doubles how far back the pointer reaches.
    for _ in range(10):
        first = first[first]
    return first


def straighten(boxes: Tensor, first: Tensor) -> Strips:
    """The strip (row i) of the string that digit i is part of, by `boxes` (n, 4) px and the first
    digit (n,) of each one's string."""
    same = (first[:, None] == first[None]).to(torch.float32)
    count = same.sum(1)
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    size = (boxes[:, 2:] - boxes[:, :2]).clamp_min(1e-3)
    tall = (same @ size[:, 1].square() / count).sqrt().clamp_min(1.0)
    mean = same @ centre / count[:, None]
    off = centre - mean
    spread = same @ off[:, 0].square()
    slope = (same @ (off[:, 0] * off[:, 1])) / (spread + LEVEL * tall.square())
    slope = slope.clamp(-STEEPEST, STEEPEST)
    along = (
        torch.stack([torch.ones_like(slope), slope], 1) * torch.rsqrt(1 + slope.square())[:, None]
    )
    place = (off * along).sum(1)
    far = 1e9 * (1 - same)
    start = (place - size[:, 0] / 2)[None].add(far).amin(1) - MARGIN * tall
    end = (place + size[:, 0] / 2)[None].sub(far).amax(1) + MARGIN * tall
    half = (end - start) / 2
    middle = mean + along * ((start + end) / 2)[:, None]
    pitch = torch.maximum(tall / TALL, half * 2 / (LONGEST * UNIT - GAP))
    units = ((half * 2 / pitch + GAP) / UNIT).ceil().clamp(1, LONGEST)
    return Strips(middle, along, half, pitch, units)


def lay(strips: Strips) -> Places:
    """All strips (k >= 1 rows) end to end: units * 8 columns each, in the order of the rows."""
    room = torch.arange(LONGEST, device=strips.units.device)
    cells = (strips.units[:, None] > room[None]).nonzero()
    torch._check(cells.shape[0] >= 1)  # type: ignore[no-untyped-call]
    row = cells[:, 0, None].expand(-1, UNIT).reshape(-1)
    within = cells[:, 1, None] * UNIT + torch.arange(UNIT, device=row.device) + 0.5
    pitch, along = strips.pitch[row], strips.along[row]
    at = (within.reshape(-1) - strips.units[row] * (UNIT / 2)) * pitch
    middle = strips.middle[row] + along * at[:, None]
    return Places(row, middle, along, pitch, (at.abs() <= strips.half[row]).to(torch.float32))


def starts_of(strips: Strips) -> Tensor:
    """The column (k,) at which each of the strips begins on the ribbon that `lay` makes."""
    return (strips.units.cumsum(0) - strips.units) * UNIT


def spans_of(boxes: Tensor, strips: Strips, start: Tensor) -> Tensor:
    """Frames (n, 4) of each digit: where its string begins and ends, whole numbers, and the part of
    that which lies under its own box.

    `strips` (n rows) are those of each digit's string, `start` (n,) the column where that begins.
    """
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    room = strips.units * UNIT
    place = ((centre - strips.middle) * strips.along).sum(1) / strips.pitch + start + room / 2
    wide = (boxes[:, 2] - boxes[:, 0]) / 2 / strips.pitch
    return torch.stack([start, start + room, place - wide, place + wide], 1) / FRAME


def points_of(places: Places) -> tuple[Tensor, Tensor, Tensor]:
    """Where to look at a page for a ribbon: x and y (32, c) px, and the distance (c,) px of two
    points."""
    down = (torch.arange(HEIGHT, device=places.pitch.device) + 0.5 - HEIGHT / 2)[:, None]
    below = down * places.pitch[None]
    x, y = places.middle[:, 0], places.middle[:, 1]
    return x - below * places.along[:, 1], y + below * places.along[:, 0], places.pitch


def standardise_strips(ribbon: Tensor, places: Places, strips: Strips) -> Tensor:
    """(32, c) grey in 0..1 -> (1, 1, 32, c): each string of mean 0 and spread 1, ink bright, and 0
    between strings.

    Ink is the minority of a strip, so the skewness of its greys says which side is ink.
    """
    square = ribbon * ribbon
    sums = torch.stack([ribbon.sum(0), square.sum(0), (square * ribbon).sum(0)], 1)
    sums = torch.cat([sums, torch.full_like(sums[:, :1], HEIGHT)], 1) * places.shown[:, None]
    # What each strip adds to the running sums; these need more digits than the greys do.
    last = (strips.units.cumsum(0) * UNIT).to(torch.int64) - 1
    running = sums.to(torch.float64).cumsum(0)[last]
    sums = (running - torch.cat([torch.zeros_like(running[:1]), running[:-1]])).to(torch.float32)
    mean, second, third = (sums[:, i] / sums[:, 3].clamp_min(1) for i in range(3))
    spread = (second - mean * mean).clamp_min(0)
    skew = third - 3 * mean * second + 2 * mean * mean * mean
    scale = torch.where(skew >= 0, 1.0, -1.0) * torch.rsqrt(spread + CONTRAST_FLOOR**2)
    even = (ribbon - mean[places.row]) * (scale[places.row] * places.shown)
    return even.clamp(-6, 6)[None, None]
