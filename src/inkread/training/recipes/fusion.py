"""How spotter and classifier are put together: weights fitted on canvases neither was shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from inkread.training.networks.classifier import DIGIT, DIGITS
from inkread.training.networks.crops import stack_thirds
from inkread.training.networks.reader import Fusion, PageReader, pyramid
from inkread.training.networks.spotter import HEAT, WORD
from inkread.training.recipes.crops import NO_DIGIT, judge
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.sample import make_sample

SIZE = 224
CANVASES = 800
SEED = 2027


@dataclass(frozen=True, slots=True)
class Evidence:
    """What both networks say of places on canvases: `heat` (n, 10), `crop` (n, 12) and `word` (n,)
    logits, `labels` (n,), 10 where there is no digit."""

    heat: Tensor
    crop: Tensor
    word: Tensor
    labels: Tensor


def gather(reader: PageReader, library: Library, count: int = CANVASES) -> Evidence:
    """The evidence of `count` canvases, drawn from a seed of their own."""
    rng = np.random.default_rng(SEED)
    heats, crops, words, labels = [], [], [], []
    for _ in range(count):
        sample = make_sample(rng, library, SIZE)
        grey = torch.from_numpy(np.array(sample.pixels, np.float32))[None, None] / 255
        with torch.no_grad():
            pages = pyramid(grey)
            found = reader.find(reader.spot(pages, (SIZE, SIZE)), stack_thirds(pages))
            rows, boxes, answer = (part[:-1] for part in found)
        label, _, unsure = judge(boxes.numpy(), sample)
        kept = torch.from_numpy(~unsure)
        heats.append(rows[kept][:, HEAT])
        crops.append(answer[kept])
        words.append(rows[kept][:, WORD])
        labels.append(torch.from_numpy(label)[kept])
    return Evidence(torch.cat(heats), torch.cat(crops), torch.cat(words), torch.cat(labels))


def fit_fusion(evidence: Evidence) -> Fusion:
    """The weights under which the labels are likeliest."""
    is_digit = evidence.labels != NO_DIGIT
    heat, crop = evidence.heat[is_digit], evidence.crop[is_digit][:, DIGITS]

    def digit_loss(weights: Tensor) -> Tensor:
        logits = weights[0] * crop + weights[1] * heat
        return F.cross_entropy(logits, evidence.labels[is_digit])

    def presence_loss(weights: Tensor) -> Tensor:
        spotted, present = evidence.heat.amax(1), evidence.crop[:, DIGIT]
        logits = weights[0] * spotted + weights[1] * present + weights[2] * evidence.word
        logits = logits + weights[3]
        return F.binary_cross_entropy_with_logits(logits, is_digit.float())

    which = minimise(digit_loss, torch.tensor([1.0, 0.5]))
    whether = minimise(presence_loss, torch.tensor([0.5, 0.5, 0.0, 0.0]))
    return Fusion(*(round(float(weight), 4) for weight in torch.cat([which, whether])))


def minimise(loss: Callable[[Tensor], Tensor], start: Tensor) -> Tensor:
    """The weights, from `start` on, at which the loss is least (L-BFGS)."""
    weights = start.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        value = loss(weights)
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach()
