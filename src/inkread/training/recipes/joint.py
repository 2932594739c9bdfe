"""The joint answer of both readers: its weights, fitted on pages that no network was shown.

The pages are drawn with digits of writers that are held out of all training, and read by the
exported file. They are other pages than those on which it is fitted when a number is accepted
(`acceptance`). Every other one is photographed twice, and worse than any that was trained on: a
reader who is good at pages as it knows them is not to be trusted more than it deserves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inkread.decoding import digits_of
from inkread.grouping import group_digits, is_alone
from inkread.joint import Ballot, Candidate, Weights, weigh
from inkread.models import ModelCard
from inkread.page import Number
from inkread.session import Session
from inkread.training.recipes.acceptance import DOUBT, is_judged, match_digits
from inkread.training.recipes.cutouts import cut_out
from inkread.training.recipes.fusion import minimise
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.sample import (
    Sample,
    make_sample,
    neighbours_of,
    photograph_again,
)

SIZE = 320
PAGES = 1800
CUTOUTS = 4800
SEED, CUTOUTS_SEED = 2031, 2035
BROKEN = 0.15  # of what both readers change, the share that was right before
START = Weights(0.5, 0.5, 0.5, -2.0, -1.0, 1.0, -5.0, 0.0)


@dataclass(frozen=True, slots=True)
class Case:
    """What a number may be, and what it is: "" where there is no digit."""

    ballot: Ballot
    truth: str


def gather(
    session: Session, card: ModelCard, library: Library, count: int = PAGES
) -> Iterator[Case]:
    """The numbers of `count` drawn pages, the same every time."""
    for i in range(count):
        rng = np.random.default_rng([SEED, i])
        sample = make_sample(rng, library, SIZE)
        if i % 2:
            sample = photograph_again(rng, sample)
        yield from cases_of(_answer(session, sample), card, sample)


def gather_alone(
    session: Session, card: ModelCard, library: Library, count: int = CUTOUTS
) -> Iterator[Case]:
    """The numbers of `count` pictures of one number, the same every time: a third as from a
    scanner or a pad, a third photographed once, and a third twice."""
    for i in range(count):
        sample = cut_out(np.random.default_rng([CUTOUTS_SEED, i]), library, photos=i % 3)
        yield from cases_of(_answer(session, sample), card, sample, alone=True)


def _answer(session: Session, sample: Sample) -> Mapping[str, NDArray[Any]]:
    return session.run({"image": np.repeat(sample.pixels[:, :, None], 3, 2)})


def cases_of(
    answer: Mapping[str, NDArray[Any]], card: ModelCard, sample: Sample, *, alone: bool = False
) -> Iterator[Case]:
    """The numbers that the first reader finds on a page, where they are, or are not, `alone`."""
    # Any weights: what is faint is only told of where both readers answer together.
    card = replace(card, joint=asdict(START), doubt=DOUBT)
    height, width = sample.pixels.shape
    found = digits_of(answer, card, width, height)
    numbers = group_digits(
        found.digits,
        found.links,
        is_sure=found.is_sure,
        signs=found.signs,
        page_height=float(height),
    )
    if found.frames is None or is_alone(numbers, height) != alone:
        return
    ballots = weigh(numbers, found.digits, found.frames, alphabet=card.alphabet)
    for ballot, truth in zip(ballots, truths_of(numbers, sample), strict=True):
        if ballot is not None and truth is not None:
            yield Case(ballot, truth)


def truths_of(numbers: Sequence[Number], sample: Sample) -> list[str | None]:
    """What each number ought to be; None where the truth does not say.

    The digits under its own, and those of the same string that no number has.
    """
    matches = [match_digits(number, sample) for number in numbers]
    found = {i for match in matches for i in match}
    neighbours = neighbours_of(sample)
    truths: list[str | None] = []
    for number, match in zip(numbers, matches, strict=True):
        own = {i for i in match if i >= 0}
        new = set(own)
        while new:
            new = {k for i in new for k in neighbours.get(i, ()) if k not in found} - own
            own |= new
        if not is_judged(number, match, sample):
            truths.append(None)
            continue
        order = sorted(own, key=lambda i: sample.digits[i, 2] + sample.digits[i, 4])
        truths.append("".join(str(int(sample.digits[i, 0])) for i in order))
    return truths


def describe_joint(cases: Sequence[Case], weights: Weights) -> str:
    """For people: how many numbers are right, and how honest their chances are."""
    numbers = [case for case in cases if case.truth]
    elected = [_elected(case, weights) for case in cases]
    first = np.array([case.ballot.number.text == case.truth for case in cases])
    joint = np.array([e.text == case.truth for case, (e, _) in zip(cases, elected, strict=True)])
    sure = np.array([case.ballot.number.confidence for case in cases])
    chance = np.array([each for _, each in elected])
    share = f"{first.sum() / len(numbers):.2%} of {len(numbers)} numbers right by the first reader"
    return (
        f"{share}, {joint.sum() / len(numbers):.2%} by both; expected calibration error "
        f"{calibration_error(sure, first):.4f} and {calibration_error(chance, joint):.4f}"
    )


def _elected(case: Case, weights: Weights) -> tuple[Candidate, float]:
    best, chances = case.ballot.elect(weights)
    return case.ballot.candidates[best], float(chances[best])


def fit_leads(cases: Sequence[Case], weights: Weights, broken: float = BROKEN) -> Weights:
    """The weights with leads: by how much a string must beat the first reader's own, so that of
    what is changed from or to the truth at most the share `broken` is changed from it; 0 where that
    holds anyway.

    Drawn pages flatter the second reader: on others it must be surer to overrule the first. Strings
    of as many digits and of another number of them are fitted apart: the second reader sees strokes
    that the first missed, and tells a digit from another no better.
    """
    change = _fit_lead(cases, replace(weights, change=0.0, recount=np.inf), broken)
    recount = _fit_lead(cases, replace(weights, change=np.inf, recount=0.0), broken)
    return replace(weights, change=change, recount=recount)


def _fit_lead(cases: Sequence[Case], weights: Weights, broken: float) -> float:
    gains = []
    for case in cases:
        best, chances = case.ballot.elect(weights)
        texts = [case.ballot.candidates[k].text for k in (0, best)]
        if best and case.truth in texts:
            lead = float(np.log(max(chances[best], 1e-12) / max(chances[0], 1e-12)))
            gains.append((lead, texts[0] == case.truth))
    gains.sort(reverse=True)
    if not gains:
        return 0.0
    wrong = np.cumsum([is_wrong for _, is_wrong in gains])
    good = np.flatnonzero(wrong <= broken * np.arange(1, len(gains) + 1))
    if len(good) and good[-1] == len(gains) - 1:
        return 0.0
    # One that leads by as much as the first to break too many is not yet trusted.
    return round(gains[good[-1] + 1 if len(good) else 0][0], 4)


def calibration_error(
    confidence: NDArray[np.float64], is_right: NDArray[np.bool_], bins: int = 15
) -> float:
    """The expected calibration error of confidences (n,), in bins of equal width (Naeini et al.,
    2015)."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    missed = np.bincount(place, confidence - is_right, bins)
    return float(np.abs(missed).sum() / len(confidence))


def fit_joint(cases: Sequence[Case]) -> Weights:
    """The weights under which the truths are likeliest."""
    most = max(len(case.ballot.candidates) for case in cases)
    features = np.zeros((len(cases), most, 6), np.float32)
    is_candidate = np.zeros((len(cases), most), bool)
    # The last column stands for what is no candidate.
    target = np.full(len(cases), most)
    for row, case in enumerate(cases):
        for k, candidate in enumerate(case.ballot.candidates):
            features[row, k] = candidate.features
            is_candidate[row, k] = True
            if candidate.text == case.truth:
                target[row] = k
    known, labels = torch.from_numpy(features), torch.from_numpy(target)
    is_torn = torch.tensor([float(not case.ballot.is_whole) for case in cases])
    missing = torch.from_numpy(~is_candidate)

    def loss(weights: Tensor) -> Tensor:
        scores = (known @ weights[:6]).masked_fill(missing, -1e4)
        other = weights[6] + weights[7] * is_torn
        scores = torch.cat([scores, other[:, None]], 1)
        return torch.nn.functional.cross_entropy(scores, labels)

    fitted = minimise(loss, torch.tensor(astuple(START)[:-2]))
    return fit_leads(cases, Weights(*(round(float(weight), 4) for weight in fitted)))
