"""The best candidates become numbers: their digits, boxes and chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from inkread.agreement import Floats, Frames
from inkread.details import First
from inkread.joint.ballots import Ballot, Candidate, Weights
from inkread.joint.placing import Ribbon
from inkread.joint.weighing import weigh
from inkread.page import Box, Digit, Number

# Strings that are told of, and the least chance of one.
_TOLD: Final = 5
_TELLING: Final = 0.0005

# Where a digit of a candidate stands: at a place of the chain, or as so many-th behind it.
_Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answers:
    """Numbers as both readers read them; the digits that the rows of `frames` speak of, those that
    were put in among them and without those that were left out."""

    numbers: tuple[Number, ...]
    digits: tuple[Digit, ...]
    frames: Frames


def answer_jointly(
    numbers: Sequence[Number],
    digits: Sequence[Digit],
    frames: Frames,
    *,
    alphabet: str,
    weights: Weights,
) -> Answers:
    """Each number as the likeliest string under both readers, with its `alternatives`.

    Its confidence is the chance of the whole string. A digit's is that of all strings which have
    it there; what is left to strings that were no candidate counts as the first reader saw it.
    Where both are sure of the same, a digit keeps a confidence that is higher than the string's.
    A number that the second reader did not see stays as it is.
    """
    read, ribbon = list(numbers), Ribbon(digits, frames)
    for i, ballot in enumerate(weigh(numbers, digits, frames, alphabet=alphabet)):
        if ballot is not None:
            read[i] = _elected(ballot, weights, ribbon, alphabet)
    return Answers(tuple(read), *ribbon.settled())


def _elected(ballot: Ballot, weights: Weights, ribbon: Ribbon, alphabet: str) -> Number:
    """The number that the ballot makes."""
    number = ballot.number
    best, chances = ballot.elect(weights)
    chance = round(float(chances[best]), 6)
    if len(chances) == 1:
        # No digit is less likely than the string.
        members = [
            digit if digit.confidence >= chance else _settled(digit, chance)
            for digit in number.digits
        ]
    else:
        boxes = ribbon.boxes_of(ballot, ballot.candidates[best], alphabet)
        members = _members(ballot, best, chances, boxes)
        ribbon.settle(number, members)
    winner = ballot.candidates[best]
    order = np.argsort(-chances, kind="stable").tolist()
    told = [k for k in order if ballot.candidates[k].text and chances[k] >= _TELLING]
    return replace(
        number,
        text=winner.text,
        box=Box.around(digit.box for digit in members),
        confidence=chance,
        accepted=number.accepted and winner.text == number.text,
        digits=tuple(members),
        alternatives=tuple(
            (ballot.candidates[k].text, round(float(chances[k]), 6)) for k in told[:_TOLD]
        ),
        first=First(number.text, number.confidence),
    )


def _members(ballot: Ballot, best: int, chances: Floats, boxes: Sequence[Box]) -> list[Digit]:
    """The digits of the candidate `best`, each with the chances of all digits to stand there."""
    winner = ballot.candidates[best]
    votes = [dict(zip(_keys(each), each.text, strict=True)) for each in ballot.candidates]
    rest = max(1.0 - float(chances.sum()), 0.0)
    members = []
    for key, text, box in zip(_keys(winner), winner.text, boxes, strict=True):
        own = ballot.chain[key[0]] if key[1] == 0 else None
        beside = own or ballot.chain[max(key[0], 0)]
        tally = dict.fromkeys((character for character, _ in beside.alternatives), 0.0)
        if own:
            tally |= {character: rest * chance for character, chance in own.alternatives}
        for vote, chance in zip(votes, chances.tolist(), strict=True):
            if key in vote:
                tally[vote[key]] = tally.get(vote[key], 0.0) + chance
        members.append(_digit(text, box, tally, beside))
    return members


def _settled(digit: Digit, chance: float) -> Digit:
    """A digit of a string with this chance, and for the rest as it was read."""
    rest = 1.0 - chance
    (text, own), *others = digit.alternatives
    alternatives = (
        (text, round(chance + rest * own, 6)),
        *((other, round(rest * each, 9)) for other, each in others),
    )
    return replace(digit, confidence=alternatives[0][1], alternatives=alternatives)


def _digit(text: str, box: Box, tally: dict[str, float], beside: Digit) -> Digit:
    order = sorted(tally, key=lambda character: -tally[character])
    alternatives = tuple((character, round(tally[character], 9)) for character in order)
    confidence = round(tally[text], 6)
    return Digit(text, box, confidence, beside.kind, alternatives)


def _keys(candidate: Candidate) -> list[_Key]:
    """Where each digit of a candidate stands."""
    keys: list[_Key] = []
    behind, count = -1, 0
    for place in candidate.places:
        behind, count = (place, 0) if place >= 0 else (behind, count + 1)
        keys.append((behind, count))
    return keys
