"""What a graph answered -> digits, by the thresholds and the calibration of the model's card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inkread.agreement import Frames
from inkread.errors import ModelFailed
from inkread.grouping import Link
from inkread.models import ModelCard
from inkread.page import Box, Digit


@dataclass(frozen=True, slots=True)
class Found:
    """The digits of one picture, which of them are found for themselves, and where the graph
    tells, one link for each of them, or none; and what its second reader says, where it has one."""

    digits: tuple[Digit, ...]
    links: tuple[Link, ...]
    is_sure: tuple[bool, ...]
    frames: Frames | None = None


def digits_of(
    answer: Mapping[str, NDArray[Any]], card: ModelCard, width: int, height: int
) -> Found:
    """The digits that may be there, in the graph's order; boxes cut to the picture.

    `answer` holds boxes (n, 4) px, probabilities (n, k), digitness (n,), printed (n,), and where
    the graph gives them next (n, 2) px and link (n,), strings (f, k + 1) and spans (n, 4). Raises
    ModelFailed when one is missing, has another shape, or is not finite.
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
    boxes = np.asarray(np.round(np.clip(boxes, 0.0, edges), 2), dtype=np.float64)
    has_area = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    kept = np.flatnonzero((digitness >= card.beside) & has_area)
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
        frames=_frames_of(answer, card, kept, boxes, chances) if "strings" in answer else None,
    )


def _frames_of(
    answer: Mapping[str, NDArray[Any]],
    card: ModelCard,
    kept: NDArray[np.intp],
    boxes: NDArray[np.float64],
    chances: NDArray[np.float64],
) -> Frames:
    """What the second reader says of the digits `kept` (m,) out of all `boxes` (n, 4), which the
    first finds to have `chances` (n, k)."""
    count, n = len(answer["strings"]), len(answer["digitness"])
    strings = _output(answer, "strings", (count, len(card.alphabet) + 1), card)
    spans = _output(answer, "spans", (n, 4), card)
    if np.any((spans[:, :2] < 0) | (spans[:, :2] > count)):
        raise ModelFailed(card.name, "its 'spans' lie outside its 'strings'")
    digitness = _output(answer, "digitness", (n,), card)
    linked = _output(answer, "link", (n,), card) if "link" in answer else np.zeros(n)
    faint = np.flatnonzero((digitness >= card.doubt) & (digitness < card.beside))
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
