"""The spotter's recipe: synthetic canvases, focal loss, one grey channel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from inkread.training.loop import Batch, Schedule, next_seed, train
from inkread.training.networks.layers import equalise
from inkread.training.networks.spotter import Spotter, spotter_loss
from inkread.training.recipes.sources import load_library
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.sample import make_page
from inkread.training.synthesis.stream import relight, replay
from inkread.training.synthesis.targets import make_target

SIZE = 192
SCHEDULE = Schedule(steps=13_000, batch=32, rate=2.5e-3, seed=1)


class Canvases(IterableDataset[tuple[Tensor, Tensor]]):
    """Endless (pixels (1, SIZE, SIZE) uint8, target (33, SIZE/4, SIZE/4) float16)."""

    def __init__(self, library: Library, seed: int) -> None:
        self._library = library
        self._seed = seed

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        worker = get_worker_info()
        rng = np.random.default_rng([self._seed, worker.id if worker else 0])

        def draw() -> tuple[np.ndarray, np.ndarray]:
            sample = make_page(rng, self._library, SIZE)
            return sample.pixels, make_target(sample).astype(np.float16)

        for pixels, target in replay(draw, rng, size=3000, reuse=5.0):
            yield torch.from_numpy(relight(pixels, rng))[None], torch.from_numpy(target)


def spotting_loss(model: nn.Module, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """Loss of a batch of uint8 canvases and their targets."""
    pixels, target = batch
    return spotter_loss(model(show(pixels)), target.float())


def show(pixels: Tensor) -> Tensor:
    """(n, 1, SIZE, SIZE) bytes -> what the network is shown of them."""
    with torch.no_grad(), torch.autocast("cpu", enabled=False):
        page: Tensor = equalise(pixels.float() / 255)
        return page.contiguous(memory_format=torch.channels_last)


def train_spotter(
    data: Path, folder: Path, schedule: Schedule = SCHEDULE, workers: int = 2
) -> nn.Module:
    """Train the spotter into `folder`; answers the averaged network."""
    canvases = Canvases(load_library(data), next_seed(folder, schedule.seed))
    batches = DataLoader(canvases, schedule.batch, num_workers=workers, prefetch_factor=4)
    return train(Spotter(), iter(batches), spotting_loss, schedule, folder)
