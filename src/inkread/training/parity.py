"""Parity: what the exported files answer against what torch answers, on the same inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from inkread.session import Session
from inkread.training.export import DIGIT_OUTPUTS, READER_OUTPUTS, reference
from inkread.training.networks.reader import DigitReader, PageReader
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.isolated import frame_digit
from inkread.training.synthesis.sample import make_sample

ANOTHER = 0.05  # chances of frames that differ by more are not those of the same strip
SEEN, APART = 0.5, 4.0  # digitness of what is believed; px between boxes of one digit
SIZES = ((192, 192), (96, 224), (48, 100), (31, 77), (320, 240))


@dataclass(frozen=True, slots=True)
class Parity:
    """`inputs` pictures compared, `digits` found in them by both, `unmatched` found by one alone,
    `restrung` put into another string by both, or seen in the other polarity, where ink and paper
    are equally uneven; the largest differences of the other numbers in 0..1 and of the lengths in
    px."""

    inputs: int
    digits: int
    unmatched: int
    restrung: int
    max_abs_difference: float
    max_abs_difference_px: float

    def to_dict(self) -> dict[str, Any]:
        """For the model card."""
        return asdict(self)


def synthetic_pages(
    library: Library, count: int = 200, seed: int = 2026
) -> Iterator[NDArray[np.uint8]]:
    """Pages (h, w, 3) of several shapes, the same every time."""
    rng = np.random.default_rng(seed)
    for i in range(count):
        height, width = SIZES[i % len(SIZES)]
        page = make_sample(rng, library, 320).pixels[:height, :width]
        yield np.repeat(page[:, :, None], 3, 2)


def synthetic_digits(
    library: Library, count: int = 200, seed: int = 2026
) -> Iterator[NDArray[np.uint8]]:
    """Isolated digits (1, h, w, 3), the same every time."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield np.repeat(frame_digit(rng, library)[0][None, :, :, None], 3, 3)


def compare_readers(
    reader: PageReader, session: Session, pages: Iterable[NDArray[np.uint8]]
) -> Parity:
    """`reader.onnx` in `session` against `reader` on pages (h, w, 3).

    Digits are matched by their boxes: near-equal scores may come in another order, and then
    another of two overlapping boxes may be the one that stays.
    """
    inputs = digits = unmatched = restrung = 0
    worst = worst_px = 0.0
    for image in pages:
        inputs += 1
        answer = session.run({"image": image})
        ours = [answer[name] for name in READER_OUTPUTS]
        theirs = reference(reader, image)
        pairs = _match(ours[0], theirs[0])
        digits += len(pairs)
        unmatched += len(ours[0]) + len(theirs[0]) - 2 * len(pairs)
        for own, other in pairs:
            worst_px = max(worst_px, *(_gap(ours[k][own], theirs[k][other]) for k in (0, 4)))
            worst = max(worst, *(_gap(ours[k][own], theirs[k][other]) for k in (1, 2, 3, 5)))
            first, second = _string(ours, own), _string(theirs, other)
            if first.shape != second.shape or _gap(first, second) > ANOTHER:
                restrung += 1
            else:
                worst = max(worst, _gap(first, second))
    return Parity(inputs, digits, unmatched, restrung, worst, worst_px)


def compare_digits(
    reader: DigitReader, session: Session, pictures: Iterable[NDArray[np.uint8]]
) -> Parity:
    """`digit.onnx` in `session` against `reader` on batches (n, h, w, 3)."""
    inputs = 0
    worst = worst_px = 0.0
    for images in pictures:
        inputs += len(images)
        answer = session.run({"images": images})
        ours = [answer[name] for name in DIGIT_OUTPUTS]
        with torch.no_grad():
            theirs = [part.numpy() for part in reader(torch.from_numpy(images))]
        worst_px = max(worst_px, _gap(ours[0], theirs[0]))
        worst = max(worst, *(_gap(a, b) for a, b in zip(ours[1:], theirs[1:], strict=True)))
    return Parity(inputs, inputs, 0, 0, worst, worst_px)


@dataclass(frozen=True, slots=True)
class Rounding:
    """What rounding to int8 did: of `inputs` pictures, `digits` believed before, how many of these
    were `lost`, how many `added` to them, and how many read as `another` digit."""

    inputs: int
    digits: int
    lost: int
    added: int
    another: int

    def to_dict(self) -> dict[str, Any]:
        """For the model card."""
        return asdict(self)


def compare_rounding(
    exact: Session, rounded: Session, feeds: Iterable[dict[str, NDArray[np.uint8]]]
) -> Rounding:
    """A graph before and after it was rounded, on inputs that neither has seen."""
    counts = np.zeros(5, np.int64)
    for each in feeds:
        before, after = exact.run(each), rounded.run(each)
        old, new = (answer["digitness"] >= SEEN for answer in (before, after))
        pairs = _match(before["boxes"][old], after["boxes"][new], APART)
        read = [
            answer["probabilities"][kept].argmax(1)
            for answer, kept in ((before, old), (after, new))
        ]
        changed = sum(int(read[0][i] != read[1][j]) for i, j in pairs)
        counts += (1, old.sum(), old.sum() - len(pairs), new.sum() - len(pairs), changed)
    return Rounding(*counts.tolist())


def _gap(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    return float(np.abs(first - second).max(initial=0.0))


def _string(answer: Sequence[NDArray[np.float32]], digit: int) -> NDArray[np.float32]:
    """The chances (f, 11) in the frames of the string that a digit is part of."""
    start, end = (round(float(edge)) for edge in answer[7][digit, :2])
    return np.asarray(np.exp(answer[6][start:end]))


def _match(
    first: NDArray[np.float32], second: NDArray[np.float32], apart: float = 0.5
) -> list[tuple[int, int]]:
    """Index pairs of boxes (n, 4) and (m, 4) whose edges lie within `apart` px of each other."""
    if len(first) == 0 or len(second) == 0:
        return []
    distance = np.abs(first[:, None] - second[None]).max(2)
    nearest = distance.argmin(1)
    return [(i, int(j)) for i, j in enumerate(nearest) if distance[i, j] < apart]
