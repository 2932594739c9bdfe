"""How sure `digit.onnx` may say that it is: a temperature, fitted on writers held out.

A third of their digits are as they are, a third as old scanners have them, a third damaged: what is
honest on clean digits alone would boast of others (temperature scaling: Guo et al., 2017).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from inkread.session import Session
from inkread.training.data.digits import DigitSet
from inkread.training.recipes.damage import damage, draw_bitmap
from inkread.training.recipes.fusion import minimise

SEED = 2032
EACH = 1500  # pictures of each kind
FLOOR = 1e-9


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of pictures: `chances` (n, 10), and their `labels` (n,)."""

    chances: NDArray[np.float32]
    labels: NDArray[np.int64]


def tell(session: Session, digits: DigitSet, each: int = EACH) -> Told:
    """What the graph says of `each` of these digits plain, as bitmaps, and damaged."""
    rng = np.random.default_rng(SEED)
    rows = rng.integers(len(digits), size=(3, each))
    chances = [
        session.run({"images": np.repeat(picture[None, ..., None], 3, 3)})["probabilities"][0]
        for picture in _draw(rng, digits, rows)
    ]
    return Told(np.stack(chances).astype(np.float32), digits.labels[rows.ravel()])


def _draw(
    rng: np.random.Generator, digits: DigitSet, rows: NDArray[np.int64]
) -> Iterator[NDArray[np.uint8]]:
    yield from digits.images[rows[0]]
    yield from (draw_bitmap(rng, digits.images[row]) for row in rows[1])
    yield from (damage(rng, digits.images[row]) for row in rows[2])


def fit_temperature(told: Told) -> float:
    """The temperature under which the labels are likeliest."""
    logits = torch.from_numpy(np.log(np.maximum(told.chances, FLOOR)))
    labels = torch.from_numpy(told.labels)

    def loss(weights: Tensor) -> Tensor:
        return F.cross_entropy(logits * weights[0].exp(), labels)

    return round(float(torch.exp(-minimise(loss, torch.zeros(1))[0])), 4)
