"""Two readers that agree: what the reader of whole strings says of a number.

The first reader finds digits one by one and says what each is. The second sees a string as a whole
and answers in frames along it (connectionist temporal classification: Graves et al., 2006): the
chances of each digit and of the blank that stands between and around them. Since it never cut the
string apart, it makes other mistakes, and where both say the same, few are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkread.details import Second
from inkread.page import Box, Digit, Number

Floats = NDArray[np.float64]

# A faint box is beside a number, in heights of its digits: so far from the middle of the last one
# and from its edge, so much higher or lower, so short or tall.
_APART: Final = 0.3
_REACH: Final = 1.0
_LEVEL: Final = 0.5
_SHORTEST: Final = 0.4
_TALLEST: Final = 2.2


@dataclass(frozen=True, slots=True)
class Frames:
    """What the second reader says of a page.

    chances  (f, k + s + 1), 0..1: of the k characters of the alphabet, of the s signs and of the
             blank, in each frame
    spans    (n, 4), in frames, one row a digit: where its string begins and ends, and the part of
             that under its own box; a string without any frame is one that was not read
    goes_on  (n,): whether the first reader expects a further digit after this one
    faint    boxes where a digit may be, and none is believed
    signs    that it reads; none where it knows digits only
    hints    the digits that may be there, one for each of these boxes, or none
    """

    chances: Floats
    spans: Floats
    goes_on: NDArray[np.bool_]
    faint: tuple[Box, ...] = ()
    signs: str = ""
    hints: tuple[Digit, ...] = ()


def confirm(
    numbers: Sequence[Number],
    digits: Sequence[Digit],
    frames: Frames,
    *,
    alphabet: str,
    margin: float,
    alone: bool = False,
) -> tuple[Number, ...]:
    """The numbers with what the second reader says of each: `second`.

    `digits` are those that the rows of `frames` speak of. A number is accepted when both readers
    read the same, each is sure enough (`Number.margin` from `margin` on), and it seems to be whole;
    never when it does not satisfy its constraint. Where the second one reads signs, those between
    the digits must be the same too. `alone` as in `Second`.
    """
    rows = {digit.box: i for i, digit in enumerate(digits)}
    cells = cells_of(frames.spans)
    members = [[rows[digit.box] for digit in number.digits] for number in numbers]
    cut = [_frames_of(frames, cells, own) for own in members]
    wholes = [
        is_whole(number, frames.faint) and not frames.goes_on[own[-1]]
        for number, own in zip(numbers, members, strict=True)
    ]
    known = alphabet + frames.signs
    withins = [number.within if frames.signs else number.text for number in numbers]
    texts = [[known.index(c) for c in within if c in known] for within in withins]
    chances = np.round(chances_of(cut, texts, signs=len(frames.signs)), 6).tolist()
    # What is likelier than not is the likeliest; else the best path is, to all appearance.
    read = [
        within if chance > 0.5 else best_path(own, known)
        for within, own, chance in zip(withins, cut, chances, strict=True)
    ]
    return tuple(
        _confirmed(number, replace(_second(text, frames.signs, chance, whole), alone=alone), margin)
        for number, text, chance, whole in zip(numbers, read, chances, wholes, strict=True)
    )


def _second(read: str, signs: str, chance: float, whole: bool) -> Second:
    if not signs:
        return Second(read, chance, whole)
    digits = "".join(character for character in read if character not in signs)
    return Second(digits, chance, whole, within=read.strip(signs))


def _confirmed(number: Number, second: Second, margin: float) -> Number:
    is_fit = number.constraint is None or number.constraint.satisfied
    told = replace(number, second=second)
    agreed = second.text == number.text and second.whole
    agreed = agreed and second.within in (None, number.within)
    return replace(told, accepted=is_fit and agreed and told.margin >= margin)


def is_whole(number: Number, faint: Sequence[Box]) -> bool:
    """Whether none of the boxes `faint`, where a digit may be and none is believed, stands right
    before the first or after the last digit, as high and about as tall as these."""
    if not faint:
        return True
    first, last = number.digits[0].box, number.digits[-1].box
    height = float(np.median([digit.box.height for digit in number.digits]))
    for box in faint:
        x, y = box.centre
        if not _SHORTEST * height < box.height < _TALLEST * height:
            continue
        after = last.centre[0] + _APART * height < x < last.x1 + _REACH * height
        before = first.x0 - _REACH * height < x < first.centre[0] - _APART * height
        beside = last if after else first
        if (after or before) and abs(y - beside.centre[1]) < _LEVEL * height:
            return False
    return True


def cells_of(spans: Floats) -> NDArray[np.int64]:
    """The frames (n, 2), from and to, that are each digit's own: its string is divided half-way
    between neighbouring boxes, and goes to the first and the last digit beyond them."""
    cells = np.zeros((len(spans), 2), np.int64)
    ends = np.round(spans[:, :2]).astype(np.int64)
    middles = spans[:, 2:].sum(axis=1)
    for begin in np.unique(ends[:, 0]):
        members = np.flatnonzero((ends[:, 0] == begin) & (ends[:, 1] > ends[:, 0]))
        members = members[np.argsort(middles[members], kind="stable")]
        if len(members) == 0:
            continue
        between = (spans[members[:-1], 3] + spans[members[1:], 2]) / 2
        end = ends[members[0], 1]
        edges = np.concatenate([[begin], np.round(between).astype(np.int64), [end]])
        edges = np.clip(np.maximum.accumulate(edges), begin, end)
        cells[members] = np.stack([edges[:-1], edges[1:]], axis=1)
    return cells


def _frames_of(frames: Frames, cells: NDArray[np.int64], rows: Sequence[int]) -> Floats:
    """The chances (f, k + 1) in the frames of these digits, put together."""
    parts = [frames.chances[cells[i, 0] : cells[i, 1]] for i in rows]
    return np.concatenate(parts) if parts else frames.chances[:0]


def best_path(chances: Floats, alphabet: str) -> str:
    """What the likeliest class of each frame (f, k + 1) spells, repetitions and blanks left out."""
    path = chances.argmax(axis=1)
    kept = (path != len(alphabet)) & (np.diff(path, prepend=-1) != 0)
    return "".join(alphabet[k] for k in path[kept])


def chances_of(
    frames: Sequence[Floats],
    texts: Sequence[Sequence[int]],
    owners: Sequence[int] | None = None,
    *,
    signs: int = 0,
) -> Floats:
    """The chance (n,) of each text, summed over all paths through its frames that spell it, and of
    whatever the last `signs` characters of the k make before and after it.

    `frames` are (f, k + 1), the blank last; `owners` (n,) says which of them each text is to be
    spelled by, None: each by its own. The forward algorithm, for all texts at once; in chances, not
    logarithms: what is too small for a float is too small to matter.
    """
    if not texts:
        return np.zeros(0)
    blank = frames[0].shape[1] - 1
    around = blank + 1
    steps = np.zeros((max(map(len, frames)), len(frames), around + 1))
    # Who has fewer frames waits for the others in blanks.
    steps[:, :, blank:] = 1.0
    for i, each in enumerate(frames):
        steps[: len(each), i, :around] = each
        steps[: len(each), i, around] = each[:, blank - signs :].sum(axis=1)
    ends = np.array([2 * len(text) for text in texts])
    labels = np.full((len(texts), int(ends.max()) + 1), blank)
    for i, text in enumerate(texts):
        labels[i, 1 : 2 * len(text) : 2] = text
        labels[i, [0, 2 * len(text)]] = around
    # From one character straight to the next only where they differ: else they are one.
    jumps = np.zeros(labels.shape)
    jumps[:, 3::2] = labels[:, 3::2] != labels[:, 1:-2:2]
    rows = np.arange(len(texts)) if owners is None else np.asarray(owners)
    emitted = steps[:, rows[:, None], labels]
    # Two columns of nothing on the left: what the first states are reached from.
    state = np.zeros((len(texts), labels.shape[1] + 2))
    state[:, 2] = 1.0
    for step in emitted:
        reached = state[:, 2:] + state[:, 1:-1]
        reached += state[:, :-2] * jumps
        state[:, 2:] = reached * step
    each_one = np.arange(len(texts))
    total = state[each_one, ends + 2] + state[each_one, ends + 1] * (ends > 0)
    return np.asarray(np.clip(total, 0.0, 1.0))
