"""When a number is accepted: margins fitted on pages that no network was shown.

The pages are drawn with digits of writers that are held out of all training, and read by the
exported files through the public road, so that what is fitted is what is shipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inkread import Number, Page, Reader
from inkread.grouping import is_alone
from inkread.training.recipes.crops import overlaps
from inkread.training.recipes.cutouts import cut_out
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.sample import LARGEST, Sample, make_sample, neighbours_of

SIZE = 320
PAGES = 1800
CUTOUTS = 8000
SEED, CUTOUTS_SEED = 2029, 2033
ERRORS = (0.02, 0.01, 0.005, 0.002, 0.001)
USUAL = 0.01  # the share of errors that holds when nobody asks for another
EDGE = 2.0  # px from the edge of a page within which a digit is cut off
NEAR, ALIKE = 0.3, 1.6  # heights between the middles of one digit's boxes; ratio of their heights
DOUBT = 0.05  # digitness from which on what is no digit makes the number beside it doubtful


@dataclass(frozen=True, slots=True)
class Judged:
    """Numbers that were read: how sure one may be of them (n,), and whether they are right (n,)."""

    margins: NDArray[np.float64]
    is_right: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.margins)


def read_pages(
    reader: Reader, library: Library, count: int = PAGES
) -> Iterator[tuple[Page, Sample]]:
    """Drawn pages and what is read on them, the same every time."""
    for i in range(count):
        sample = make_sample(np.random.default_rng([SEED, i]), library, SIZE)
        (page,) = reader.read(np.repeat(sample.pixels[:, :, None], 3, 2))
        yield page, sample


def read_cutouts(
    reader: Reader, library: Library, count: int = CUTOUTS
) -> Iterator[tuple[Page, Sample]]:
    """Pictures of one number and what is read on them, the same every time; every other one was
    photographed, the others are as from a scanner or a pad."""
    for i in range(count):
        sample = cut_out(np.random.default_rng([CUTOUTS_SEED, i]), library, photos=i % 2)
        (page,) = reader.read(np.repeat(sample.pixels[:, :, None], 3, 2))
        yield page, sample


def judge_pages(read: Iterator[tuple[Page, Sample]], *, alone: bool = False) -> dict[str, Judged]:
    """The numbers of all pages that are, or are not, `alone` on theirs, by two measures of how sure
    they are: "agreement" of both readers (`Number.margin`), and for comparison the "confidence" of
    the first reader."""
    right, agreement, confidence = [], [], []
    for page, sample in read:
        if is_alone(page.numbers, page.height) != alone:
            continue
        verdicts = judge(page.numbers, sample)
        if alone:
            # There is one string: what it says decides, wherever its boxes lie.
            verdicts = [
                None if verdict is None else number.text == _text_of(sample)
                for number, verdict in zip(page.numbers, verdicts, strict=True)
            ]
        for number, verdict in zip(page.numbers, verdicts, strict=True):
            if verdict is None:
                continue
            right.append(verdict)
            agreement.append(number.margin)
            confidence.append(number.confidence)
    is_right = np.array(right, bool)
    return {
        "agreement": Judged(np.array(agreement), is_right),
        "confidence": Judged(np.array(confidence), is_right),
    }


def _text_of(sample: Sample) -> str:
    """What stands on a picture of one string, from left to right."""
    return "".join(str(int(row[0])) for row in sorted(sample.digits, key=lambda row: row[2]))


def judge(numbers: Sequence[Number], sample: Sample) -> list[bool | None]:
    """Whether each number of a page is right; None where the truth does not say.

    Right is a number whose digits all are digits of the page, each with its label, and between and
    beside which no digit of the same string was passed over. Where two numbers were written close
    to each other, or one with wide gaps, it is no mistake to read them as one or as two. Of what
    the edge of the page cuts off, nothing is said.
    """
    matches = [match_digits(number, sample) for number in numbers]
    found = {i for match in matches for i in match}
    neighbours = neighbours_of(sample)
    verdicts: list[bool | None] = []
    for number, match in zip(numbers, matches, strict=True):
        if not is_judged(number, match, sample):
            verdicts.append(None)
            continue
        labels = "".join(str(int(sample.digits[i, 0])) if i >= 0 else "?" for i in match)
        passed_over = any(k not in found for i in match for k in neighbours.get(i, ()))
        verdicts.append(labels == number.text and not passed_over)
    return verdicts


def is_judged(number: Number, match: Sequence[int], sample: Sample) -> bool:
    """Whether the truth says anything of a number, given the true digits (rows) under its own."""
    neighbours = neighbours_of(sample)
    near = {i for i in match if i >= 0} | {k for i in match for k in neighbours.get(i, ())}
    return not (_is_ignored(number, sample) or any(_is_cut(sample, i) for i in near))


def _boxes(number: Number) -> NDArray[np.float32]:
    return np.array([digit.box.to_list() for digit in number.digits], np.float32)


def match_digits(number: Number, sample: Sample) -> list[int]:
    """The true digit (row) under each digit of a number, -1 where there is none.

    By the distance of their middles: boxes of narrow digits overlap little, however near they are.
    """
    if not len(sample.digits):
        return [-1] * len(number.digits)
    found, truth = _boxes(number), sample.digits[:, 2:6]
    tall = truth[:, 3] - truth[:, 1]
    step = (found[:, None, :2] + found[:, None, 2:] - truth[None, :, :2] - truth[None, :, 2:]) / 2
    ratio = (found[:, 3] - found[:, 1])[:, None] / tall
    distance = np.abs(step).max(2) / tall
    distance[(ratio < 1 / ALIKE) | (ratio > ALIKE)] = np.inf
    return [int(row.argmin()) if row.min() < NEAR else -1 for row in distance]


def _is_ignored(number: Number, sample: Sample) -> bool:
    # Larger digits are not in the truth, though a coarser scale of the page finds them.
    if max(digit.box.height for digit in number.digits) > LARGEST:
        return True
    return bool(len(sample.ignored)) and bool(
        (overlaps(_boxes(number), sample.ignored).max(1) > 0.1).any()
    )


def _is_cut(sample: Sample, row: int) -> bool:
    """Whether a digit touches the edge of the page."""
    x0, y0, x1, y1 = sample.digits[row, 2:6]
    height, width = sample.pixels.shape
    return bool(min(x0, y0) < EDGE or x1 > width - EDGE or y1 > height - EDGE)


def curve_of(judged: Judged) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """From the surest number on: how many are accepted, how many of those are wrong, and the margin
    (each (m,), one entry for each margin that occurs, falling)."""
    order = np.argsort(-judged.margins, kind="stable")
    margins = judged.margins[order]
    wrong = np.cumsum(~judged.is_right[order])
    last = np.append(np.flatnonzero(np.diff(margins)), len(margins) - 1)
    return last + 1, wrong[last], margins[last]


def fit_margin(judged: Judged, error: float) -> float | None:
    """The lowest margin from which on at most `error` of what is accepted is wrong; None where even
    the surest are not sure enough.

    One more mistake than was seen is counted, so that few numbers promise nothing: none wrong of
    500 is not yet an error of 0.001. What both readers do not agree on is never accepted.
    """
    accepted, wrong, margins = curve_of(judged)
    good = np.flatnonzero((wrong + 1 <= error * accepted) & (margins > 0))
    return float(margins[good[-1]]) if len(good) else None


def fit_acceptance(judged: Judged, errors: Sequence[float] = ERRORS) -> dict[str, object]:
    """What stands on the card: a margin for each of `errors` that can be promised, and which of
    them holds when nobody asks; nothing where nothing can be promised."""
    fitted = {error: fit_margin(judged, error) for error in errors}
    # Rounded down, the number that a margin was fitted on is still accepted.
    margins = {e: np.floor(m * 1e6) / 1e6 for e, m in fitted.items() if m is not None}
    if not margins:
        return {}
    named = {f"{error:g}": float(margin) for error, margin in margins.items()}
    usual = USUAL if USUAL in margins else min(margins)
    return {"max_error": usual, "margins": named, "doubt": DOUBT}


def describe_curve(judged: Judged, errors: Sequence[float] = ERRORS) -> str:
    """For people: how much is accepted at each error."""
    shares = []
    for error in errors:
        margin = fit_margin(judged, error)
        kept = 0.0 if margin is None else float((judged.margins >= margin).mean())
        shares.append(f"{kept:.1%} at {error:g}")
    wrong = 1 - float(judged.is_right.mean())
    return f"{len(judged)} numbers, {wrong:.2%} wrong; accepted: {', '.join(shares)}"
