"""Second readers for scripted cases: one that mostly agrees, and one with a mind of its own."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from inkread.models import INNER_SIGNS

DIGITS = "0123456789"
HEIGHT = 15.0  # px; what stands within this of the same height is one string

Arrays = dict[str, NDArray[np.float32]]
Frames = list[NDArray[np.float64]]


def agreeing(outputs: Arrays, chance: np.random.Generator, *, has_signs: bool) -> Arrays:
    """`strings` and `spans` of one that now and then reads another digit: three frames a digit."""
    known = DIGITS + (INNER_SIGNS if has_signs else "")
    frames: Frames = []
    spans = np.zeros((len(outputs["boxes"]), 4))
    for rows in _strings(outputs):
        begin, end = len(frames), len(frames) + 3 * len(rows)
        for place, row in enumerate(rows):
            here = begin + 3 * place
            spans[row] = begin, end, here + chance.normal(0, 0.3), here + 3 + chance.normal(0, 0.3)
            text = int(outputs["probabilities"][row].argmax())
            winner = text if chance.random() < 0.93 else int(chance.integers(len(known)))
            frames += [
                _frame(each, len(known) + 1, chance) for each in (len(known), winner, len(known))
            ]
    if chance.random() < 0.2:
        spans[:1] = 0  # a string that was not read
    return _as_outputs(frames, spans, len(known) + 1)


def differing(outputs: Arrays, chance: np.random.Generator, *, has_signs: bool) -> Arrays:
    """`strings` and `spans` of one that also passes over digits, sees some more, doubles them, and
    wavers; a digit lies on two to eight frames, and between digits there may be none."""
    count = len(DIGITS) + (len(INNER_SIGNS) if has_signs else 0) + 1
    doubt = float(chance.choice([0.005, 0.05, 0.3]))
    frames: Frames = []
    spans = np.zeros((len(outputs["boxes"]), 4))
    for rows in _strings(outputs):
        begin = len(frames)
        for row in rows:
            here = len(frames)
            frames += _seen(int(outputs["probabilities"][row].argmax()), count, doubt, chance)
            spans[row, 2:] = here + chance.normal(0, 0.3), len(frames) + chance.normal(0, 0.3)
        spans[rows, 0], spans[rows, 1] = begin, len(frames)
        if chance.random() < 0.1:
            spans[rows] = 0  # a string that was not read
    return _as_outputs(frames, spans, count)


def _seen(text: int, count: int, doubt: float, chance: np.random.Generator) -> Frames:
    """What this reader sees where the first one sees that digit."""
    blank, other = count - 1, int(chance.integers(count - 1))
    mood, frames = chance.random(), _blanks(count, chance)
    if mood < 0.06:
        return [*frames, *_blanks(count, chance), _frame(blank, count, chance, doubt)]
    if mood < 0.12:
        text = other
    own = [_frame(text, count, chance, doubt) for _ in range(int(chance.integers(1, 3)))]
    if mood > 0.88:
        share = float(chance.uniform(0.3, 0.7))
        rival = _frame(other if mood > 0.92 else blank, count, chance, doubt)
        own = [share * frame + (1 - share) * rival for frame in own]
    frames += [*own, *_blanks(count, chance)]
    if 0.12 < mood < 0.18:
        again = text if mood < 0.15 else other
        frames += [_frame(again, count, chance, doubt), *_blanks(count, chance)]
    return frames


def _blanks(count: int, chance: np.random.Generator) -> Frames:
    """None, one or two; some of them for certain."""
    most = 0.0005 if chance.random() < 0.5 else 0.1
    return [_frame(count - 1, count, chance, most) for _ in range(int(chance.integers(0, 3)))]


def _strings(outputs: Arrays) -> Iterator[NDArray[np.intp]]:
    """The rows of all digits that stand at about one height, from left to right."""
    boxes = outputs["boxes"]
    levels = np.round((boxes[:, 1] + boxes[:, 3]) / (2 * HEIGHT))
    for level in np.unique(levels):
        rows = np.flatnonzero(levels == level)
        yield rows[np.argsort(boxes[rows, 0])]


def _frame(
    winner: int, count: int, chance: np.random.Generator, most: float = 0.2
) -> NDArray[np.float64]:
    """Chances (count,); what is not the winner's is at most about `most`."""
    least = min(0.001, most / 2)
    others = chance.dirichlet(np.full(count, 0.2)) * chance.uniform(least, most) + 1e-6
    others[winner] += 1 - others.sum()
    return np.asarray(others)


def _as_outputs(frames: Frames, spans: NDArray[np.float64], count: int) -> Arrays:
    strings = np.log(np.array(frames).reshape(-1, count)).round(3)
    return {
        "strings": strings.astype(np.float32),
        "spans": spans.clip(0).round(1).astype(np.float32),
    }
