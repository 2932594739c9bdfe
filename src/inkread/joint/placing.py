"""Where digits stand that only one reader saw: from frames to pixels and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from inkread.agreement import Frames
from inkread.joint.ballots import Ballot, Candidate
from inkread.joint.spelling import places_of
from inkread.page import Box, Digit, Number

# How wide a digit is that only the second reader saw, in heights: where there is room, at least.
_ASPECT: Final = 0.6
_NARROWEST: Final = 0.2


class Ribbon:
    """The frames of a page, and the digits that their rows speak of, as both readers settle them.

    A string lies straight on its frames: so many px a frame, as a digit's box and the frames
    under it tell.
    """

    def __init__(self, digits: Sequence[Digit], frames: Frames) -> None:
        self._frames = frames
        self._digits: dict[Box, Digit] = {digit.box: digit for digit in digits}
        rows = zip(digits, frames.spans.tolist(), frames.goes_on.tolist(), strict=True)
        self._rows = {digit.box: (span, goes_on) for digit, span, goes_on in rows}

    def settled(self) -> tuple[tuple[Digit, ...], Frames]:
        """The digits as they are now, and the frames with a row for each."""
        rows = [self._rows[box] for box in self._digits]
        spans = np.array([span for span, _ in rows], np.float64).reshape(-1, 4)
        goes_on = np.array([goes_on for _, goes_on in rows], np.bool_)
        frames = replace(self._frames, spans=spans, goes_on=goes_on)
        return tuple(self._digits.values()), frames

    def settle(self, number: Number, members: Sequence[Digit]) -> None:
        """`members` are the digits of this number now."""
        _, goes_on = self._rows[number.digits[-1].box]
        rows = {digit.box: self._row(number, digit.box) for digit in members}
        for digit in number.digits:
            del self._digits[digit.box]
        for digit in members:
            self._digits[digit.box] = digit
            self._rows[digit.box] = (rows[digit.box], goes_on and digit is members[-1])

    def boxes_of(self, ballot: Ballot, winner: Candidate, alphabet: str) -> list[Box]:
        """The box of each digit of the winner, px.

        One that stands at no place of the chain stands where the second reader saw it, as high as
        its neighbours and on the line between them.
        """
        known = [ballot.chain[i].box if i >= 0 else None for i in winner.places]
        boxes = [box for box in known if box is not None]
        if len(boxes) == len(known):
            return boxes
        places = places_of(ballot.frames, tuple(map(alphabet.index, winner.text)))
        beside = sorted(boxes or [digit.box for digit in ballot.number.digits], key=_middle)
        seen: list[Box] = []
        for box, place in zip(known, places, strict=True):
            if box is None:
                x = self._x_of(ballot, float(place)) if np.isfinite(place) else None
                seen.append(_between(beside, x))
            else:
                seen.append(box)
        return seen

    def _x_of(self, ballot: Ballot, place: float) -> float:
        """Px of a place among the telling frames of a number."""
        ticks = ballot.ticks
        within = min(int(place), len(ticks) - 1)
        frame = float(ticks[within]) + place - within
        nearest = min(
            (digit.box for digit in ballot.number.digits),
            key=lambda box: abs(sum(self._rows[box][0][2:]) / 2 - frame),
        )
        span, _ = self._rows[nearest]
        return float(_middle(nearest) + (frame - (span[2] + span[3]) / 2) * _pitch(nearest, span))

    def _row(self, number: Number, box: Box) -> list[float]:
        """The span of a digit; for one without, as it is beside its neighbour."""
        if box in self._rows:
            return list(self._rows[box][0])
        nearest = min(
            (digit.box for digit in number.digits), key=lambda own: abs(_middle(own) - _middle(box))
        )
        span, _ = self._rows[nearest]
        pitch = _pitch(nearest, span)
        middle = (span[2] + span[3]) / 2 + (_middle(box) - _middle(nearest)) / pitch
        return [*span[:2], middle - box.width / 2 / pitch, middle + box.width / 2 / pitch]


def _middle(box: Box) -> float:
    return box.centre[0]


def _pitch(box: Box, span: Sequence[float]) -> float:
    """Px a frame; 1 where nothing tells."""
    wide = span[3] - span[2]
    return box.width / wide if wide > 0 and box.width > 0 else 1.0


def _between(beside: Sequence[Box], x: float | None) -> Box:
    """A box on the line of those `beside`, px; in the midst of them where x is not known."""
    middles = [_middle(box) for box in beside]
    x = float(np.mean(middles)) if x is None else x
    y = float(np.interp(x, middles, [box.centre[1] for box in beside]))
    height = float(np.median([box.height for box in beside]))
    room = 2 * min(abs(x - middle) for middle in middles)
    width = height * min(max(room / max(height, 1e-6), _NARROWEST), _ASPECT)
    edges = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return Box.from_list(round(max(edge, 0.0), 2) for edge in edges)
