"""The classifier's recipe: crops of real sets and of canvases, shaken, relit, with negatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from inkread.training.loop import Batch, Loss, Schedule, train
from inkread.training.networks.classifier import DIGIT, DIGITS, PRINT, SIDE, Classifier, standardise
from inkread.training.recipes.crops import NO_DIGIT, UNKNOWN, WIDER, Pool

SCHEDULE = Schedule(steps=8000, batch=256, rate=3e-3, decay=0.5, seed=1, averaging=0.998)
# For pictures of one digit, from the trained classifier on.
ALONE_SCHEDULE = Schedule(steps=7000, batch=256, rate=2e-3, decay=0.6, seed=1, averaging=0.998)

# To learn from its own ends, from their mean on.
TAUGHT_SCHEDULE = Schedule(steps=9000, batch=256, rate=1.2e-3, decay=0.6, seed=9, averaging=0.998)
TAUGHT = 0.6  # the share of what teachers say in what a digit is


def draw_batches(pools: dict[str, tuple[Pool, float]], batch: int, seed: int) -> Iterator[Batch]:
    """Endless (crops (n, 48, 48) uint8, labels, printed), each pool in its share."""
    rng = np.random.default_rng(seed)
    total = sum(share for _, share in pools.values())
    while True:
        parts = []
        for pool, share in pools.values():
            rows = rng.integers(len(pool), size=max(1, round(batch * share / total)))
            parts.append((pool.crops[rows], pool.labels[rows], pool.printed[rows]))
        yield tuple(torch.from_numpy(np.concatenate(column)) for column in zip(*parts, strict=True))


def shake(crops: Tensor) -> Tensor:
    """(n, 48, 48) bytes -> (n, 1, 32, 32) grey: turned, sheared, stretched, shifted, bent."""
    n = len(crops)
    angle = torch.randn(n) * 0.1
    # Some are stretched as if to fill a square box, as forms and old sets have them.
    stretch = torch.where(torch.rand(n, 1) < 0.15, 0.3, 0.07)
    zoom = (torch.randn(n, 2) * stretch).exp() * (torch.randn(n, 1) * 0.05).exp() / WIDER
    shear = torch.randn(n) * 0.1
    cos, sin = angle.cos(), angle.sin()
    turn = torch.stack(
        [
            cos * zoom[:, 0],
            (shear - sin) * zoom[:, 1],
            torch.randn(n) * 0.035,
            sin * zoom[:, 0],
            cos * zoom[:, 1],
            torch.randn(n) * 0.035,
        ],
        1,
    )
    grid = F.affine_grid(turn.view(n, 2, 3), [n, 1, SIDE, SIDE], align_corners=False)
    bend = F.interpolate(
        torch.randn(n, 2, 5, 5), size=(SIDE, SIDE), mode="bicubic", align_corners=True
    )
    grid = grid + bend.permute(0, 2, 3, 1) * 0.022
    grey = crops[:, None].float() / 255
    return F.grid_sample(grey, grid, "bilinear", "border", align_corners=False)


def spoil(crops: Tensor) -> Tensor:
    """A third of (n, 1, 32, 32) grey with something over or instead of it: a soft grating, light
    from one side, boxes without ink, coarse grain, or edges alone."""
    n = len(crops)
    place = torch.linspace(-1, 1, SIDE)
    y, x = torch.meshgrid(place, place, indexing="ij")
    angle, pitch = torch.rand(n, 1, 1) * 2 * torch.pi, torch.rand(n, 1, 1) * 14 + 3
    along = x * angle.cos() + y * angle.sin()
    depth = torch.rand(n, 1, 1) * 0.45
    grating = depth * (along * pitch + torch.rand(n, 1, 1) * 6).sin()
    slope = (torch.rand(n, 1, 1) - 0.3) * 0.9 * along
    middle, size = torch.rand(2, n, 1, 1) * 2 - 1, torch.rand(2, n, 1, 1) * 0.25 + 0.03
    boxed = ((x - middle[0]).abs() < size[0]) & ((y - middle[1]).abs() < size[1])
    grain = F.interpolate(torch.randn(n, 1, 16, 16), size=(SIDE, SIDE))[:, 0] * depth * 0.5
    soft = F.avg_pool2d(F.pad(crops, (2, 2, 2, 2), mode="replicate"), 5, 1)
    grey = crops[:, 0]
    spoilt = torch.stack(
        [
            grey + grating,
            grey + slope,
            torch.where(boxed, torch.rand(n, 1, 1), grey),
            grey + grain,
            0.5 + (crops - soft)[:, 0],
        ]
    )
    kind = torch.randint(15, (n,))
    chosen = spoilt[kind.clamp(max=len(spoilt) - 1), torch.arange(n)]
    return torch.where((kind < len(spoilt))[:, None, None], chosen, grey)[:, None].clamp(0, 1)


def defocus(crops: Tensor) -> Tensor:
    """A sixth of (n, 1, 32, 32) grey out of focus, over up to seven px."""
    out = crops.clone()
    for rows in torch.randperm(len(crops))[: len(crops) // 6].chunk(3):
        reach = int(torch.randint(1, 4, ()))
        for _ in range(2 if reach < 3 else 1):
            padded = F.pad(out[rows], (reach,) * 4, mode="replicate")
            out[rows] = F.avg_pool2d(padded, 2 * reach + 1, 1)
    return out


def coarsen(crops: Tensor) -> Tensor:
    """A quarter of (n, 1, 32, 32) grey as from a picture in which the digit is 6 to 13 px high,
    with grain of its own, enlarged."""
    out = crops.clone()
    for rows in torch.randperm(len(crops))[: len(crops) // 4].chunk(3):
        low = F.interpolate(crops[rows], size=(int(torch.randint(9, 21, ())),) * 2, mode="area")
        low = low + torch.randn_like(low) * torch.rand(len(rows), 1, 1, 1) * 0.05
        out[rows] = F.interpolate(low, size=(SIDE, SIDE), mode="bilinear")
    return out


def thicken(crops: Tensor) -> Tensor:
    """Of (n, 1, 32, 32) grey with bright ink, a sixth with strokes up to two px thicker: what a
    felt pen writes, or a soft lens makes of it."""
    wider = F.max_pool2d(crops, 3, 1, 1)
    mix = torch.rand(len(crops), 1, 1, 1) * (torch.rand(len(crops), 1, 1, 1) < 0.17)
    return crops + (wider - crops) * mix


def relight(crops: Tensor) -> Tensor:
    """Other gamma, contrast, polarity, grain and blur of (n, 1, 32, 32) grey."""
    n = len(crops)
    out = crops.clamp(1e-3, 1) ** (torch.randn(n, 1, 1, 1) * 0.3).exp()
    out = torch.where(torch.rand(n, 1, 1, 1) < 0.3, 1 - out, out)
    soft = F.avg_pool2d(F.pad(out, (1, 1, 1, 1), mode="replicate"), 3, 1)
    mix = torch.rand(n, 1, 1, 1) * 0.9 * (torch.rand(n, 1, 1, 1) < 0.35)
    out = out + (soft - out) * mix
    contrast = torch.rand(n, 1, 1, 1) * 0.8 + 0.25
    out = out * contrast + torch.rand(n, 1, 1, 1) * (1 - contrast)
    return out + torch.randn_like(out) * torch.rand(n, 1, 1, 1) * 0.04


def classification_loss(model: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """Cross-entropy over digits where there is one, whether there is one, print or hand."""
    crops, labels, printed = batch
    return _compare(model(show(crops)).float(), labels, printed)


def taught_loss(teachers: Sequence[nn.Module]) -> Loss:
    """As `classification_loss`, but in part by the mean of what `teachers` say of the same crops.

    One network learns what each of several is good at (distillation: Hinton, Vinyals and Dean,
    2015; from networks of its own size: Furlanello et al., "Born-Again Neural Networks", 2018).
    """

    def loss(model: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        crops, labels, printed = batch
        page = show(crops)
        with torch.no_grad():
            said = [teacher(page).float()[:, DIGITS].softmax(1) for teacher in teachers]
            told = torch.stack(said).mean(0)
        return _compare(model(page).float(), labels, printed, told)

    return loss


def show(crops: Tensor) -> Tensor:
    """(n, 48, 48) bytes -> what the network is shown of them, (n, 1, 32, 32)."""
    with torch.no_grad(), torch.autocast("cpu", enabled=False):
        page = standardise(thicken(standardise(spoil(coarsen(relight(defocus(shake(crops))))))))
        # Where ink is not the minority, or something lies over it, the polarity is misjudged.
        page = torch.where(torch.rand(len(page), 1, 1, 1) < 0.08, -page, page)
        return page.contiguous(memory_format=torch.channels_last)


def _compare(
    answer: Tensor, labels: Tensor, printed: Tensor, told: Tensor | None = None
) -> tuple[Tensor, dict[str, float]]:
    """Loss of answers (n, 12) and its parts; `told` (n, 10) are the chances that teachers give."""
    is_digit = labels != NO_DIGIT
    # Labels are not smoothed: that hides which answers are the surest ("Understanding Why Label
    # Smoothing Degrades Selective Classification": Xia, Laurent, Franchi and Bouganis, 2024).
    digits = F.cross_entropy(answer[is_digit][:, DIGITS], labels[is_digit])
    present = F.binary_cross_entropy_with_logits(answer[:, DIGIT], is_digit.float())
    known = printed != UNKNOWN
    press = F.binary_cross_entropy_with_logits(answer[known][:, PRINT], printed[known].float())
    parts = {"digits": digits, "present": present, "print": press}
    if told is not None:
        parts["taught"] = F.cross_entropy(answer[is_digit][:, DIGITS], told[is_digit])
        digits = (1 - TAUGHT) * digits + TAUGHT * parts["taught"]
    loss = digits + 0.5 * present + 0.1 * press
    return loss, {name: float(part.detach()) for name, part in parts.items()}


def train_classifier(
    pools: dict[str, tuple[Pool, float]],
    folder: Path,
    schedule: Schedule = SCHEDULE,
    start: nn.Module | None = None,
    teachers: Sequence[nn.Module] = (),
) -> nn.Module:
    """Train a classifier into `folder`, `start` or a new one, with `teachers` or without; answers
    the averaged network."""
    resumed = int((folder / "checkpoint.pt").exists())
    batches = draw_batches(pools, schedule.batch, schedule.seed + 7919 * resumed)
    loss = taught_loss(teachers) if teachers else classification_loss
    return train(start or Classifier(), batches, loss, schedule, folder)


def accuracy(model: nn.Module, pool: Pool) -> float:
    """Share of the pool's digits that `model` reads right, undistorted."""
    right = 0
    with torch.no_grad():
        for start in range(0, len(pool), 1000):
            crops = torch.from_numpy(pool.crops[start : start + 1000])
            turn = torch.tensor([[1 / WIDER, 0, 0], [0, 1 / WIDER, 0]]).expand(len(crops), 2, 3)
            grid = F.affine_grid(turn, [len(crops), 1, SIDE, SIDE], align_corners=False)
            grey = F.grid_sample(
                crops[:, None].float() / 255, grid, "bilinear", "border", align_corners=False
            )
            guess = model(standardise(grey))[:, DIGITS].argmax(1)
            right += int((guess == torch.from_numpy(pool.labels[start : start + 1000])).sum())
    return right / len(pool)
