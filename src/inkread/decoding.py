"""What a graph answered -> digits, by the thresholds and the calibration of the model's card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from inkread.agreement import Frames
from inkread.errors import ModelFailed
from inkread.layout import Link
from inkread.models import ModelCard
from inkread.page import Box, Digit, Sign
from inkread.signs import covered, part_ink, rivals_of

# A digit's rival for the same ink is a sign with this part of the chance that it needs alone.
_RIVAL: Final = 0.4


@dataclass(frozen=True, slots=True)
class Found:
    """The digits of one picture, which of them are found for themselves, and where the graph
    tells, one link for each of them, or none; what its second reader says, where it has one; the
    signs that are believed, from left to right; and those that would be but for a digit."""

    digits: tuple[Digit, ...]
    links: tuple[Link, ...]
    is_sure: tuple[bool, ...]
    frames: Frames | None = None
    signs: tuple[Sign, ...] = ()
    rivals: tuple[Sign, ...] = ()


def digits_of(
    answer: Mapping[str, NDArray[Any]], card: ModelCard, width: int, height: int
) -> Found:
    """The digits that may be there, in the graph's order; boxes cut to the picture.

    `answer` holds boxes (n, 4) px, probabilities (n, k), digitness (n,), printed (n,), and where
    the graph gives them next (n, 2) px and link (n,), strings (f, k + 1, or more with signs) and
    spans (n, 4), signs (m, 4) px and sign_chances (m, s). Of a digit and a sign in the same ink the
    likelier one is there. Raises ModelFailed when one is missing, has another shape, or is not
    finite.
    """
    n = len(answer.get("digitness", ()))
    boxes = _output(answer, "boxes", (n, 4), card)
    chances = _calibrated(_output(answer, "probabilities", (n, len(card.alphabet)), card), card)
    digitness = _output(answer, "digitness", (n,), card)
    printed = _output(answer, "printed", (n,), card)
    has_links = "next" in answer and "link" in answer
    vectors = _output(answer, "next", (n, 2), card) if has_links else np.zeros((n, 2))
    linked = _output(answer, "link", (n,), card) if has_links else np.zeros(n)

    edges = np.array((width, height, width, height), dtype=np.float64)
    boxes, has_area = _cut_to(edges, boxes)
    kept = np.flatnonzero((digitness >= card.beside) & has_area)
    likely = _signs_of(answer, card, edges)
    sure = [sign for sign in likely if sign.confidence >= card.sign]
    is_digit, signs = part_ink(boxes[kept], digitness[kept], sure)
    kept = kept[is_digit]
    return Found(
        digits=tuple(
            _digit(boxes[i], chances[i] * digitness[i], bool(printed[i] >= 0.5), card.alphabet)
            for i in kept
        ),
        links=tuple(
            Link(float(vectors[i, 0]), float(vectors[i, 1]), float(linked[i])) for i in kept
        )
        if has_links
        else (),
        is_sure=tuple(bool(digitness[i] >= card.find) for i in kept),
        frames=_frames_of(answer, card, kept, (boxes, chances), signs)
        if "strings" in answer
        else None,
        signs=signs,
        rivals=rivals_of(boxes[kept], likely),
    )


def _cut_to(
    edges: NDArray[np.float64], boxes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Boxes (n, 4) cut to the picture, px in two decimals, and which still have an area (n,)."""
    cut = np.asarray(np.round(np.clip(boxes, 0.0, edges), 2), dtype=np.float64)
    return cut, (cut[:, 2] > cut[:, 0]) & (cut[:, 3] > cut[:, 1])


def _signs_of(
    answer: Mapping[str, NDArray[Any]], card: ModelCard, edges: NDArray[np.float64]
) -> list[Sign]:
    """The signs that are there, or may be if no digit is, each as the likeliest it may be."""
    if "signs" not in answer:
        return []
    m = len(answer["signs"])
    boxes, has_area = _cut_to(edges, _output(answer, "signs", (m, 4), card))
    chances = _output(answer, "sign_chances", (m, len(card.signs)), card)
    best = chances.argmax(axis=1)
    surest = np.round(chances.max(axis=1, initial=0.0), 6)
    return [
        Sign(card.signs[best[i]], Box.from_list(boxes[i].tolist()), float(surest[i]))
        for i in np.flatnonzero((surest >= _RIVAL * card.sign) & has_area)
    ]


def _frames_of(
    answer: Mapping[str, NDArray[Any]],
    card: ModelCard,
    kept: NDArray[np.intp],
    found: tuple[NDArray[np.float64], NDArray[np.float64]],
    signs: Sequence[Sign],
) -> Frames:
    """What the second reader says of the digits `kept` (m,) out of all `found`: boxes (n, 4), and
    the chances (n, k) that the first reader gives them."""
    boxes, chances = found
    count, n = len(answer["strings"]), len(answer["digitness"])
    digits = len(card.alphabet) + 1
    with_signs = digits + len(card.inner_signs)
    has_signs = np.shape(answer["strings"])[1:] == (with_signs,)
    strings = _output(answer, "strings", (count, with_signs if has_signs else digits), card)
    spans = _output(answer, "spans", (n, 4), card)
    if np.any((spans[:, :2] < 0) | (spans[:, :2] > count)):
        raise ModelFailed(card.name, "its 'spans' lie outside its 'strings'")
    digitness = _output(answer, "digitness", (n,), card)
    linked = _output(answer, "link", (n,), card) if "link" in answer else np.zeros(n)
    is_faint = (digitness >= card.doubt) & (digitness < card.beside) & ~covered(boxes, signs)
    faint = np.flatnonzero(is_faint)
    # Seldom needed, and then few: only with a joint answer.
    hints = (
        _digit(boxes[i], chances[i] * digitness[i], False, card.alphabet)
        for i in (faint if card.joint else ())
    )
    return Frames(
        chances=np.exp(np.minimum(strings, 0.0)),
        spans=spans[kept],
        goes_on=linked[kept] >= 0.5,
        faint=tuple(Box.from_list(box) for box in boxes[faint].tolist()),
        signs=card.inner_signs if has_signs else "",
        hints=tuple(hints),
    )


def _digit(
    box: NDArray[np.float64], chances: NDArray[np.float64], is_printed: bool, alphabet: str
) -> Digit:
    # A stable sort keeps equal chances in the alphabet's order, so that answers are repeatable.
    order = np.argsort(-chances, kind="stable")
    alternatives = tuple((alphabet[k], round(float(chances[k]), 6)) for k in order)
    return Digit(
        text=alternatives[0][0],
        box=Box.from_list(box.tolist()),
        confidence=alternatives[0][1],
        kind="print" if is_printed else "hand",
        alternatives=alternatives,
    )


def _calibrated(chances: NDArray[np.float64], card: ModelCard) -> NDArray[np.float64]:
    """Rows sharpened or softened by the card's temperature; they sum to 1."""
    if len(chances) == 0:
        return chances
    logits = np.log(np.maximum(chances, 1e-12)) / card.temperature
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _output(
    answer: Mapping[str, NDArray[Any]], name: str, shape: tuple[int, ...], card: ModelCard
) -> NDArray[np.float64]:
    if name not in answer:
        raise ModelFailed(card.name, f"it gives no {name!r}")
    values = np.asarray(answer[name], dtype=np.float64)
    if values.shape != shape:
        raise ModelFailed(card.name, f"its {name!r} has shape {values.shape}, not {shape}")
    if not np.isfinite(values).all():
        raise ModelFailed(card.name, f"its {name!r} holds values that are no numbers")
    return values
