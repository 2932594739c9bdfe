"""A stream of samples for training: each drawn once, seen a few times in other light."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


def replay(draw: Callable[[], T], rng: np.random.Generator, size: int, reuse: float) -> Iterator[T]:
    """Endless samples: a buffer of `size`, each shown `reuse` times on average.

    Drawing costs more than a training step leaves time for on two cores.
    """
    buffer = [draw() for _ in range(32)]
    while True:
        if len(buffer) < size and rng.random() < 1 / reuse:
            buffer.append(draw())
        i = int(rng.integers(len(buffer)))
        if rng.random() < 1 / reuse:
            buffer[i] = draw()
        yield buffer[i]


def relight(pixels: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The same picture in another exposure, with other grain, now and then as a negative."""
    table = np.arange(256, dtype=np.float32) / 255
    table = table ** np.exp(rng.normal(0, 0.25)) * rng.uniform(0.7, 1.05)
    if rng.random() < 0.15:
        table = 1 - table
    out = (np.clip(table, 0, 1) * 255).astype(np.float32)[pixels]
    if rng.random() < 0.5:
        out += rng.standard_normal(out.shape, dtype=np.float32) * np.float32(rng.uniform(0, 5))
    relit: NDArray[np.uint8] = np.clip(out, 0, 255).astype(np.uint8)
    return relit
