"""What frames along a string spell: the likeliest texts, and where they lie.

Frames (f, k + 1) are chances of k characters and, in the last column, of the blank between and
around them (connectionist temporal classification: Graves et al., 2006). Texts are tuples of
columns.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkread.agreement import Floats

Text = tuple[int, ...]

# A frame is a blank for certain from this chance on.
_BLANK: Final = 0.999
# A frame's character is followed from this chance on.
_LEAST: Final = 0.004


def fold(chances: Floats, count: int) -> Floats:
    """Frames (f, count + 1): those characters that come after the first `count` are blanks too."""
    if chances.shape[1] == count + 1:
        return chances
    rest = chances[:, count:].sum(axis=1, keepdims=True)
    return np.concatenate([chances[:, :count], rest], axis=1)


def telling(chances: Floats) -> NDArray[np.bool_]:
    """Which frames (f,) tell something: all but those that repeat a certain blank."""
    is_blank = chances[:, -1] >= _BLANK
    repeats = is_blank.copy()
    repeats[1:] &= is_blank[:-1]
    repeats[:1] = False
    return ~repeats


def likeliest(chances: Floats, width: int) -> list[tuple[Text, float]]:
    """The likeliest texts, at most `width`, the best first, each with about its chance.

    Prefix search with a beam (Hannun et al., 2014): the chance of each prefix, apart for paths
    that end in a blank and for those that do not, is carried along the frames.
    """
    beam: dict[Text, tuple[float, float]] = {(): (1.0, 0.0)}
    for frame in chances.tolist():
        blank = frame.pop()
        seen = [(k, chance) for k, chance in enumerate(frame) if chance >= _LEAST]
        if not seen:
            beam = {text: ((a + b) * blank, 0.0) for text, (a, b) in beam.items()}
            continue
        reached: dict[Text, list[float]] = {}
        for text, (after_blank, after_own) in beam.items():
            total = after_blank + after_own
            entry = reached.setdefault(text, [0.0, 0.0])
            entry[0] += total * blank
            last = text[-1] if text else -1
            for k, chance in seen:
                longer = reached.setdefault((*text, k), [0.0, 0.0])
                if k == last:
                    entry[1] += after_own * chance
                    longer[1] += after_blank * chance
                else:
                    longer[1] += total * chance
        best = sorted(reached.items(), key=lambda item: (-item[1][0] - item[1][1], item[0]))
        beam = {text: (a, b) for text, (a, b) in best[:width]}
    found = [(text, a + b) for text, (a, b) in beam.items() if a + b > 0]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def places_of(chances: Floats, text: Text) -> Floats:
    """The frame (n,) in whose midst each character of the text lies on the likeliest path that
    spells it (Viterbi), 0 the beginning of the first frame; NaN where no path does."""
    blank = chances.shape[1] - 1
    labels = np.full(2 * len(text) + 1, blank)
    labels[1::2] = text
    with np.errstate(divide="ignore"):
        steps = np.log(chances[:, labels])
    is_jump = np.zeros(len(labels), bool)
    is_jump[3::2] = labels[3::2] != labels[1:-2:2]
    state = np.full(len(labels), -np.inf)
    state[0] = 0.0
    back = np.zeros(steps.shape, np.int64)
    for i, step in enumerate(steps):
        ways = np.full((3, len(labels)), -np.inf)
        ways[0] = state
        ways[1, 1:] = state[:-1]
        ways[2, 2:] = np.where(is_jump[2:], state[:-2], -np.inf)
        back[i] = ways.argmax(axis=0)
        state = ways.max(axis=0) + step
    at = len(labels) - 1
    if len(labels) > 1 and state[-2] > state[-1]:
        at -= 1
    if not len(text) or not np.isfinite(state[at]):
        return np.full(len(text), np.nan)
    path = np.zeros(len(steps), np.int64)
    for i in range(len(steps) - 1, -1, -1):
        path[i] = at
        at -= back[i, at]
    frames = [np.flatnonzero(path == 2 * k + 1) for k in range(len(text))]
    return np.array([own.mean() + 0.5 for own in frames])
