"""What a number may be, and what each reader says of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkread.agreement import Floats, Frames, cells_of, chances_of, is_whole
from inkread.joint.aligning import Alignment, present_in, sure_of
from inkread.joint.ballots import Ballot
from inkread.joint.spelling import Text, fold, likeliest, telling
from inkread.page import Digit, Number

# So sure of the first reader's text that no other is looked for: its chance by each reader.
_SURE_FIRST: Final = 0.9
_SURE_SECOND: Final = 0.97
# Strings that the second reader is asked for.
_WIDTH: Final = 8
# What the first reader may have meant instead: an alternative, and no digit, from this chance on.
_ALTERNATIVE: Final = 0.01
_ABSENT: Final = 0.03
# A faint box is a digit of a number between whose ends it stands, in heights: so far off its line.
_LEVEL: Final = 0.4
_ALIKE: Final = (0.5, 1.7)


def weigh(
    numbers: Sequence[Number], digits: Sequence[Digit], frames: Frames, *, alphabet: str
) -> tuple[Ballot | None, ...]:
    """For each number what it may be; None where the second reader saw no frame of it.

    `digits` are those that the rows of `frames` speak of. Where both readers are sure of the same,
    the only candidate is that.
    """
    chances = fold(frames.chances, len(alphabet))
    cut = _cut(numbers, digits, frames.spans, telling(chances))
    expects = dict(zip((digit.box for digit in digits), frames.goes_on.tolist(), strict=True))
    read = [(number, ticks) for number, ticks in zip(numbers, cut, strict=True) if len(ticks)]
    seen = [chances[ticks] for _, ticks in read]
    texts = [_columns(number.text, alphabet) for number, _ in read]
    seconds = chances_of(seen, texts, range(len(read))).tolist()
    drafts = []
    for (number, ticks), own, second in zip(read, seen, seconds, strict=True):
        is_sure = second >= _SURE_SECOND and number.confidence >= _SURE_FIRST
        candidates = (sure_of(number, second),) if is_sure else ()
        whole = not expects[number.digits[-1].box] and is_whole(number, frames.faint)
        drafts.append(Ballot(number, number.digits, candidates, own, ticks, whole))
    doubted = [draft for draft in drafts if not draft.candidates]
    closely = iter(_weigh_closely(doubted, frames.hints, alphabet))
    weighed = iter([draft if draft.candidates else next(closely) for draft in drafts])
    return tuple(next(weighed) if len(ticks) else None for ticks in cut)


def _columns(text: str, alphabet: str) -> Text:
    return tuple(map(alphabet.index, text))


def _cut(
    numbers: Sequence[Number],
    digits: Sequence[Digit],
    spans: Floats,
    is_telling: NDArray[np.bool_],
) -> list[NDArray[np.int64]]:
    """Which frames tell something of each number."""
    cells = dict(zip((digit.box for digit in digits), cells_of(spans).tolist(), strict=True))
    cut = []
    for number in numbers:
        own = np.concatenate([np.arange(*cells[digit.box]) for digit in number.digits])
        cut.append(own[is_telling[own]])
    return cut


def _weigh_closely(drafts: Sequence[Ballot], hints: Sequence[Digit], alphabet: str) -> list[Ballot]:
    """The ballots of numbers about which there is some doubt."""
    chains = [_chain(draft.number, hints) for draft in drafts]
    texts = [
        _texts(draft.number, chain, likeliest(draft.frames, _WIDTH), alphabet)
        for draft, chain in zip(drafts, chains, strict=True)
    ]
    owners = [i for i, each in enumerate(texts) for _ in each]
    every = [text for each in texts for text in each]
    chances = iter(chances_of([draft.frames for draft in drafts], every, owners).tolist())
    ballots = []
    for draft, chain, each in zip(drafts, chains, texts, strict=True):
        own = draft.number.text
        aligned = Alignment(chain, {digit.box for digit in draft.number.digits})
        spelled = ["".join(alphabet[k] for k in text) for text in each]
        candidates = tuple(aligned.candidate(text, next(chances), text == own) for text in spelled)
        ballots.append(replace(draft, chain=chain, candidates=candidates))
    return ballots


def _chain(number: Number, hints: Sequence[Digit]) -> tuple[Digit, ...]:
    """The digits of a number and the faint ones between its ends, from left to right."""
    if not hints:
        return number.digits
    first, last = number.digits[0].box, number.digits[-1].box
    height = float(np.median([digit.box.height for digit in number.digits]))
    between = []
    for hint in hints:
        x, y = hint.box.centre
        if not first.x0 < x < last.x1:
            continue
        nearest = min(number.digits, key=lambda digit: abs(digit.box.centre[0] - x))
        is_level = abs(nearest.box.centre[1] - y) < _LEVEL * height
        if is_level and _ALIKE[0] * height < hint.box.height < _ALIKE[1] * height:
            between.append(hint)
    if not between:
        return number.digits
    return tuple(sorted((*number.digits, *between), key=lambda digit: digit.box.centre[0]))


def _texts(
    number: Number, chain: Sequence[Digit], found: Sequence[tuple[Text, float]], alphabet: str
) -> list[Text]:
    """The first reader's own text, the second's best ones, and the first's small changes."""
    own = _columns(number.text, alphabet)
    texts = {own: None} | {text: None for text, _ in found}
    members = {digit.box for digit in number.digits}
    place = 0
    for digit in chain:
        before, after = own[:place], own[place + 1 :]
        if digit.box not in members:
            texts[(*before, alphabet.index(digit.text), *own[place:])] = None
            continue
        for text, chance in digit.alternatives[1:3]:
            if chance >= _ALTERNATIVE:
                texts[(*before, alphabet.index(text), *after)] = None
        if 1 - present_in(digit) >= _ABSENT:
            texts[(*before, *after)] = None
        place += 1
    return list(texts)
