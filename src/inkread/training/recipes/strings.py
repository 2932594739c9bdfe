"""The string reader's recipe: strips cut out of drawn pages by shaken boxes, under the loss of CTC.

Strings are uniformly random, each by one hand, most of them in real digits; a network shown few
strings, or fonts alone, learns those strings and not how to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from inkread.training.loop import Batch, Schedule, next_seed, train
from inkread.training.networks.crops import look, stack_thirds
from inkread.training.networks.reader import pyramid
from inkread.training.networks.strings import (
    BLANK,
    FRAME,
    MARGIN,
    SIGN,
    UNIT,
    StringReader,
    Strips,
    lay,
    points_of,
    standardise_strips,
    starts_of,
    straighten,
)
from inkread.training.recipes.sources import load_library
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.rows import Rows, fill_rows
from inkread.training.synthesis.sample import Sample, make_page, make_sample
from inkread.training.synthesis.scenes import SCENES, Scene
from inkread.training.synthesis.stream import relight, replay

SIZE = 288
PAGES = 6  # a batch
SIGNS_BETWEEN = BLANK - SIGN
ALONE, MOST = 5, 14  # strips of one digit, and strips in all, taken from a page
SCHEDULE = Schedule(
    steps=9000, batch=PAGES, rate=2e-3, seed=1, averaging=0.998, minutes_between_checkpoints=2.0
)
EVERYTHING: tuple[tuple[Scene, float], ...] = (
    (fill_rows, 1.0),
    *((scene, 0.7 * weight) for scene, weight in SCENES),
)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Strips end to end as `StringReader` takes them: `pixels` (1, 1, 32, c) float32; `starts` and
    `lengths` (k,) in frames; `labels`, the digits and signs of each strip as classes."""

    pixels: Tensor
    starts: Tensor
    lengths: Tensor
    labels: tuple[tuple[int, ...], ...]


def strings_of(sample: Sample) -> list[list[int]]:
    """The digits (rows of `sample.digits`) of each string, from left to right."""
    rows = sample.digits
    centres = (rows[:, 2:4] + rows[:, 4:6]) / 2
    following = {
        i: int(np.abs(centres - rows[i, 6:8]).max(1).argmin())
        for i in range(len(rows))
        if rows[i, 8]
    }
    strings = []
    for start in sorted(set(range(len(rows))) - set(following.values())):
        string = [start]
        while string[-1] in following and len(string) <= len(rows):
            string.append(following[string[-1]])
        strings.append(string)
    return strings


def label_of(sample: Sample, string: Sequence[int]) -> tuple[int, ...]:
    """The classes of a string: its digits, and the signs between them; signs before the first and
    after the last as far as the strip shows the better part of them."""
    centres = (sample.digits[:, 2] + sample.digits[:, 4]) / 2
    ends = sample.digits[list(string)]
    room = MARGIN * float(np.median(ends[:, 5] - ends[:, 3]))
    low, high = ends[0, 2] - room, ends[-1, 4] + room
    neighbours = {*pairwise(string), (-1, string[0]), (string[-1], -1)}
    classes = [(float(centres[i]), int(sample.digits[i, 0])) for i in string]
    for sign, x0, _, x1, _, before, after in sample.signs.tolist():
        known = (int(before), int(after))
        # Where only a part of a string is shown, its ends have signs beyond which more follows.
        cut = known[0] == string[-1] or known[1] == string[0]
        if sign < SIGNS_BETWEEN and (known in neighbours or cut) and low < (x0 + x1) / 2 < high:
            classes.append(((x0 + x1) / 2, SIGN + int(sign)))
    return tuple(each for _, each in sorted(classes))


def choose_strings(rng: np.random.Generator, sample: Sample) -> list[list[int]]:
    """Some of the strings, few of them of one digit; now and then only a part of one."""
    strings = strings_of(sample)
    rng.shuffle(strings)
    alone = [string for string in strings if len(string) == 1][:ALONE]
    chosen = ([string for string in strings if len(string) > 1] + alone)[:MOST]
    return [_part(rng, string) if rng.random() < 0.12 else string for string in chosen]


def _part(rng: np.random.Generator, string: list[int]) -> list[int]:
    """What is left of a string where the spotter breaks it."""
    first = int(rng.integers(len(string)))
    return string[first : first + int(rng.integers(1, len(string) + 1))]


def shake(
    rng: np.random.Generator, sample: Sample, strings: Sequence[Sequence[int]]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Boxes (n, 4) px of the digits of `strings` as the spotter would give them, and which string
    (n,) each belongs to. Now and then a digit within a string has none."""
    boxes, owner = [], []
    for i, string in enumerate(strings):
        seen = list(string)
        if len(seen) > 2 and rng.random() < 0.12:
            del seen[int(rng.integers(1, len(seen) - 1))]
        spread = 0.05 if rng.random() < 0.85 else 0.11
        own = sample.digits[seen, 2:6]
        height = own[:, 3:4] - own[:, 1:2]
        boxes.append(own + rng.normal(0, spread, own.shape) * height)
        owner += [i] * len(seen)
    return np.concatenate(boxes).astype(np.float32), np.array(owner, np.int64)


def stray_boxes(rng: np.random.Generator, sample: Sample) -> NDArray[np.float32]:
    """Up to two boxes (n, 4) px where no digit is, as the spotter finds them in words and rules."""
    size = sample.pixels.shape[0]
    height = np.exp(rng.uniform(np.log(10), np.log(50), 2))
    wide = height * rng.uniform(0.3, 2.5, 2)
    x, y = rng.uniform(0, size, (2, 2))
    boxes = np.stack([x - wide / 2, y - height / 2, x + wide / 2, y + height / 2], 1)
    taken = np.concatenate([sample.digits[:, 2:6], sample.ignored])
    far = [
        not ((box[:2] - 0.5 * h < taken[:, 2:]) & (box[2:] + 0.5 * h > taken[:, :2])).all(1).any()
        for box, h in zip(boxes, height, strict=True)
    ]
    return boxes[far].astype(np.float32)


def cut_strips(
    rng: np.random.Generator, sample: Sample, pixels: NDArray[np.uint8]
) -> Ribbon | None:
    """Strips of a page in the light of `pixels`; None where there is none to cut."""
    strings = choose_strings(rng, sample)
    parts = [shake(rng, sample, strings)] if strings else []
    labels = [label_of(sample, string) for string in strings]
    if rng.random() < 0.5:
        stray = stray_boxes(rng, sample)
        parts.append((stray, np.arange(len(stray)) + len(labels)))
        labels += [()] * len(stray)
    if not labels:
        return None
    boxes, owner = (torch.from_numpy(np.concatenate(column)) for column in zip(*parts, strict=True))
    grey = torch.from_numpy(np.array(pixels, np.float32))[None, None] / 255
    return lay_ribbon(grey, boxes, owner, labels)


def lay_ribbon(
    grey: Tensor, boxes: Tensor, owner: Tensor, labels: Sequence[tuple[int, ...]]
) -> Ribbon:
    """The strips of a page (1, 1, h, w) in 0..1, one for each of `labels`: `owner` (n,) says which
    of them each of `boxes` (n, 4) px belongs to."""
    _, lead = np.unique(owner.numpy(), return_index=True)
    first = torch.from_numpy(lead)[owner]
    strips = Strips(*(part[torch.from_numpy(lead)] for part in straighten(boxes, first)))
    places = lay(strips)
    x, y, apart = points_of(places)
    pixels = look(stack_thirds(pyramid(grey)), (x, y), apart[None])
    frames = (strips.units * (UNIT // FRAME)).to(torch.int64)
    starts = (starts_of(strips) / FRAME).to(torch.int64)
    return Ribbon(standardise_strips(pixels, places, strips), starts, frames, tuple(labels))


def join(ribbons: Sequence[Ribbon]) -> Ribbon:
    """All of them in one."""
    columns = [0, *np.cumsum([ribbon.pixels.shape[3] for ribbon in ribbons]).tolist()]
    return Ribbon(
        torch.cat([ribbon.pixels for ribbon in ribbons], 3),
        torch.cat([r.starts + c // FRAME for r, c in zip(ribbons, columns, strict=False)]),
        torch.cat([ribbon.lengths for ribbon in ribbons]),
        tuple(label for ribbon in ribbons for label in ribbon.labels),
    )


class Strings(IterableDataset[Batch]):
    """Endless batches (ribbon (1, 1, 32, c), starts (k,), lengths (k,), targets (sum of counts,),
    counts (k,)), c a multiple of 256."""

    def __init__(self, library: Library, seed: int) -> None:
        self._library = library
        self._seed = seed

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        rng = np.random.default_rng([self._seed, worker.id if worker else 0])
        draw = partial(make_page, rng, self._library, SIZE, EVERYTHING)
        samples = replay(draw, rng, size=800, reuse=4.0)
        while True:
            ribbons: list[Ribbon] = []
            while len(ribbons) < PAGES:
                sample = next(samples)
                ribbon = cut_strips(rng, sample, relight(sample.pixels, rng))
                if ribbon is not None:
                    ribbons.append(ribbon)
            yield to_batch(join(ribbons))


def to_batch(ribbon: Ribbon) -> Batch:
    """A ribbon as tensors, its end filled up with nothing to a multiple of 256 columns."""
    spare = -ribbon.pixels.shape[3] % 256
    counts = torch.tensor([len(label) for label in ribbon.labels])
    targets = torch.tensor([digit for label in ribbon.labels for digit in label], dtype=torch.int64)
    return F.pad(ribbon.pixels, (0, spare)), ribbon.starts, ribbon.lengths, targets, counts


def frames_of(answer: Tensor, starts: Tensor, lengths: Tensor) -> Tensor:
    """The frames (t, k, 15) of each strip out of those of the ribbon (1, f, 11), t the longest."""
    steps = torch.arange(int(lengths.max()))[:, None]
    return answer[0, (starts + steps).clamp(max=answer.shape[1] - 1)]


def reading_loss(model: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """CTC, in natural logarithms a digit, a strip without any counted as one."""
    pixels, starts, lengths, targets, counts = batch
    frames = frames_of(model(pixels), starts, lengths)
    each = F.ctc_loss(
        frames, targets, lengths, counts, blank=BLANK, reduction="none", zero_infinity=True
    )
    loss = each.sum() / counts.clamp_min(1).sum()
    with torch.no_grad():
        right = sum(
            a == b for a, b in zip(decode(frames, lengths), _split(targets, counts), strict=True)
        )
    return loss, {"ctc": float(loss.detach()), "exact": right / len(counts)}


def decode(frames: Tensor, lengths: Tensor) -> list[tuple[int, ...]]:
    """The classes along the best path of each strip: (t, k, 15) and (k,) frames."""
    best = frames.argmax(2)
    strings = []
    for k, length in enumerate(lengths.tolist()):
        path = best[:length, k]
        kept = (path != BLANK) & torch.cat([path.new_ones(1).bool(), path[1:] != path[:-1]])
        strings.append(tuple(path[kept].tolist()))
    return strings


def _split(targets: Tensor, counts: Tensor) -> list[tuple[int, ...]]:
    digits, ends = targets.tolist(), counts.cumsum(0).tolist()
    return [tuple(digits[end - n : end]) for end, n in zip(ends, counts.tolist(), strict=True)]


def train_strings(
    data: Path, folder: Path, schedule: Schedule = SCHEDULE, workers: int = 1
) -> nn.Module:
    """Train the string reader into `folder`; answers the averaged network."""
    strings = Strings(load_library(data), next_seed(folder, schedule.seed))
    batches = DataLoader(strings, None, num_workers=workers, prefetch_factor=6 if workers else None)
    return train(StringReader(), iter(batches), reading_loss, schedule, folder)


def exact_match(
    model: nn.Module, library: Library, length: int, count: int = 300
) -> tuple[int, int]:
    """(right, of) strings of `length` real digits that `model` reads to the last digit, drawn from
    a seed of their own and photographed as in training; `library` holds the writers."""
    rng = np.random.default_rng([2028, length])
    rows = partial(fill_rows, rows=Rows((("real", 1.0),), (length,), noted=0.0))
    right = seen = 0
    while seen < count:
        sample = make_sample(rng, library, SIZE, ((rows, 1.0),))
        strings = [string for string in strings_of(sample) if len(string) == length]
        if not strings:
            continue
        boxes, owner = (torch.from_numpy(part) for part in shake(rng, sample, strings))
        labels = [tuple(int(sample.digits[i, 0]) for i in string) for string in strings]
        grey = torch.from_numpy(np.array(sample.pixels, np.float32))[None, None] / 255
        ribbon = lay_ribbon(grey, boxes, owner, labels)
        with torch.no_grad():
            frames = frames_of(model(ribbon.pixels), ribbon.starts, ribbon.lengths)
        answers = decode(frames, ribbon.lengths)
        right += sum(a == b for a, b in zip(answers, labels, strict=True))
        seen += len(labels)
    return right, seen
