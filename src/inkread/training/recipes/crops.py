"""Pools of crops for the classifier: windows half as wide again as it will see.

A crop is kept as 48x48 bytes around a window of 1.5 times the classifier's side, so that
training may turn, shift and stretch it without running out of picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inkread.training.data.digits import DigitSet, iterate_dida
from inkread.training.networks.crops import cut, cut_each, find_ink, stack_halves, window_of
from inkread.training.networks.layers import equalise
from inkread.training.networks.reader import suppress
from inkread.training.networks.spotter import BOX, HEAT, Spotter
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.isolated import frame_digit, frame_nothing
from inkread.training.synthesis.sample import (
    LARGEST,
    SMALLEST,
    Sample,
    make_page,
)
from inkread.training.synthesis.targets import STRIDE, UNIT

SIDE = 48
WIDER = 1.5
NO_DIGIT = 10
UNKNOWN = 2  # of `printed`


@dataclass(frozen=True, slots=True)
class Pool:
    """`crops` (n, 48, 48) uint8; `labels` (n,) int64, 10 where there is no digit; `printed` (n,)
    int64: 0 hand, 1 print, 2 not known."""

    crops: NDArray[np.uint8]
    labels: NDArray[np.int64]
    printed: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)


def join(pools: list[Pool]) -> Pool:
    """All crops of `pools` in one."""
    return Pool(
        np.concatenate([pool.crops for pool in pools]),
        np.concatenate([pool.labels for pool in pools]),
        np.concatenate([pool.printed for pool in pools]),
    )


def cut_pictures(pictures: Iterator[tuple[NDArray[np.uint8], int, int]]) -> Pool:
    """Crops of isolated pictures (grey (h, w), label, printed), found as `digit.onnx` finds."""
    crops, labels, printed = [], [], []
    for picture, label, printed_one in pictures:
        grey = torch.from_numpy(np.array(picture, np.float32))[None, None] / 255
        centre, side = window_of(find_ink(grey))
        crops.append(_bytes(cut_each(stack_halves(grey), centre, side * WIDER, SIDE))[0])
        labels.append(label)
        printed.append(printed_one)
    return Pool(np.stack(crops), np.array(labels, np.int64), np.array(printed, np.int64))


def cut_set(digits: DigitSet, batch: int = 2000) -> Pool:
    """Crops of a set of equal-sized handwritten digits."""
    parts = []
    for start in range(0, len(digits), batch):
        grey = torch.from_numpy(digits.images[start : start + batch])[:, None].float() / 255
        centre, side = window_of(find_ink(grey))
        parts.append(_bytes(cut_each(stack_halves(grey), centre, side * WIDER, SIDE)))
    return Pool(np.concatenate(parts), digits.labels.copy(), np.zeros(len(digits), np.int64))


def cut_dida(data: Path, held_out: bool) -> Pool:
    """Crops of DIDA: the training part, or the last 100 of each label."""
    return cut_pictures((c.pixels, c.label, 0) for c in iterate_dida(data, held_out=held_out))


def cut_isolated(rng: np.random.Generator, library: Library, count: int) -> Pool:
    """Crops of synthetic isolated pictures, a quarter of them without a digit."""

    def pictures() -> Iterator[tuple[NDArray[np.uint8], int, int]]:
        for _ in range(count):
            if rng.random() < 0.25:
                yield frame_nothing(rng, library), NO_DIGIT, UNKNOWN
            else:
                picture, label, printed = frame_digit(rng, library)
                yield picture, label, int(printed)

    return cut_pictures(pictures())


def cut_canvases(
    rng: np.random.Generator, library: Library, spotter: Spotter, count: int, size: int = 192
) -> Pool:
    """Crops of `count` canvases where the spotter, or the truth with a shaken hand, points.

    What the spotter takes for a digit and is none becomes a negative.
    """
    pools = []
    for _ in range(count):
        sample = make_page(rng, library, size)
        grey = torch.from_numpy(np.array(sample.pixels, np.float32))[None, None] / 255
        boxes, labels, printed = _candidates(rng, sample, spot(spotter, grey))
        if len(boxes) == 0:
            continue
        centre, side = window_of(torch.from_numpy(boxes))
        pools.append(
            Pool(_bytes(cut(stack_halves(grey), centre, side * WIDER, SIDE)), labels, printed)
        )
    return join(pools)


def spot(spotter: Spotter, grey: Tensor, faintest: float = 0.08) -> NDArray[np.float32]:
    """Boxes (k, 4) px that the spotter finds on one scale of a page (1, 1, h, w)."""
    with torch.no_grad():
        maps = spotter(equalise(grey))[0]
        score = maps[HEAT].amax(0).sigmoid()
        peak = torch.nn.functional.max_pool2d(score[None, None], 3, 1, 1)[0, 0]
        ys, xs = torch.nonzero((score == peak) & (score > faintest), as_tuple=True)
        order = score[ys, xs].argsort(descending=True)
        ys, xs = ys[order], xs[order]
        dx, dy, log_w, log_h = maps[BOX][:, ys, xs]
        cx, cy = (xs + 0.5 + dx) * STRIDE, (ys + 0.5 + dy) * STRIDE
        half_w, half_h = log_w.clamp(-3, 3).exp() * UNIT / 2, log_h.clamp(-3, 3).exp() * UNIT / 2
        boxes = torch.stack([cx - half_w, cy - half_h, cx + half_w, cy + half_h], 1)
        found: NDArray[np.float32] = boxes[suppress(boxes) > 0].numpy()
    return found


def overlaps(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float32]:
    """Intersection over union of boxes (n, 4) and (m, 4): (n, m)."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    shared = np.prod(np.clip(high - low, 0, None), 2)
    areas = [np.prod(boxes[:, 2:] - boxes[:, :2], 1) for boxes in (first, second)]
    union = areas[0][:, None] + areas[1][None] - shared
    ratio: NDArray[np.float32] = shared / np.maximum(union, 1e-6)
    return ratio


Candidates = tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]


def _candidates(rng: np.random.Generator, sample: Sample, found: NDArray[np.float32]) -> Candidates:
    """Boxes with labels: found ones matched to the truth, shaken true ones, and random places."""
    truth = sample.digits[:, 2:6]
    size = np.tile(truth[:, 2:] - truth[:, :2], 2)
    shaken = (truth + rng.normal(0, 0.06, truth.shape) * size).astype(np.float32)
    side = np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST), (2, 1)))
    corner = rng.uniform(0, sample.pixels.shape[0], (2, 2))
    stray = np.concatenate([corner, corner + side], 1).astype(np.float32)
    half = shaken[: len(shaken) // 4] + 0.5 * size[: len(shaken) // 4] * rng.choice([-1, 1])
    boxes = np.concatenate([found, shaken, stray, half.astype(np.float32)])
    labels, printed, unsure = judge(boxes, sample)
    return boxes[~unsure], labels[~unsure], printed[~unsure]


def judge(
    boxes: NDArray[np.float32], sample: Sample
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Labels and `printed` (as in `Pool`) of boxes (n, 4), and which of them are neither digit
    nor clearly none."""
    truth = sample.digits[:, 2:6]
    labels = np.full(len(boxes), NO_DIGIT, np.int64)
    printed = np.full(len(boxes), UNKNOWN, np.int64)
    unsure = np.zeros(len(boxes), bool)
    if len(truth) and len(boxes):
        ratio = overlaps(boxes, truth)
        best, value = ratio.argmax(1), ratio.max(1)
        hit = value > 0.5
        labels[hit] = sample.digits[best[hit], 0].astype(np.int64)
        printed[hit] = sample.digits[best[hit], 1].astype(np.int64)
        unsure = (value > 0.3) & ~hit
    if len(sample.ignored):
        unsure |= (overlaps(boxes, sample.ignored).max(1) > 0.1) & (labels == NO_DIGIT)
    return labels, printed, unsure


def _bytes(crops: Tensor) -> NDArray[np.uint8]:
    out: NDArray[np.uint8] = (crops[:, 0].clamp(0, 1) * 255).round().to(torch.uint8).numpy()
    return out


def build(path: Path, make: Callable[[], Pool]) -> Pool:
    """The pool kept in `path` (.npz), made and written there when missing."""
    if not path.exists():
        pool = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(
            path.with_suffix(".part.npz"),
            crops=pool.crops,
            labels=pool.labels,
            printed=pool.printed,
        )
        path.with_suffix(".part.npz").rename(path)
    with np.load(path) as kept:
        return Pool(kept["crops"], kept["labels"], kept["printed"])
