"""RapidOCR 3 with the models in its wheel (PP-OCRv6, small), digits only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from benchmarks.peers.peer import Character, Task, nearest_the_middle, page_of, version_of
from benchmarks.peers.pictures import open_dark_on_light, scale_to_side
from numpy.typing import NDArray
from PIL import Image

from inkread.evaluation.bench import PageReader
from inkread.evaluation.pictures import open_rgb
from inkread.options import ReadOptions
from inkread.page import Box, Page

Pixels = NDArray[np.uint8]

DIGITS = "0123456789"

Quad = NDArray[np.float64]
"""Corners (4, 2), px: top left, top right, bottom right, bottom left."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How the detector looks for text on a page.

    side  px to which the shorter side of the page is scaled first
    find  from which score, 0..1, a pixel counts as text
    keep  from which mean score a box is kept
    grow  how far a box reaches beyond what was found, as the detector counts it
    sure  from which mean confidence a line is kept
    """

    side: int = 960
    find: float = 0.3
    keep: float = 0.5
    grow: float = 1.6
    sure: float = 0.0

    def describe(self) -> str:
        return (
            f"shorter side {self.side} px, its own detector (pixels from {self.find:g}, boxes from "
            f"{self.keep:g}, grown by {self.grow:g}), each box cut out upright, no angle "
            f"classifier, digits only, lines from confidence {self.sure:g}"
        )


# Chosen by `python -m benchmarks.peers --tune`, on pictures that are not reported.
CHOSEN = Finding()
TRIED: Sequence[Finding] = (
    Finding(736),
    Finding(960),
    Finding(1280),
    Finding(960, sure=0.5),
    Finding(960, find=0.2, keep=0.4),
    Finding(960, find=0.2, keep=0.4, grow=2.0),
    Finding(960, find=0.15, keep=0.3),
    Finding(960, find=0.1, keep=0.2),
    Finding(1120, find=0.2, keep=0.4),
)


class RapidOcr:
    """The recogniser alone for strings and digits; detector and recogniser for pages."""

    name = "RapidOCR"

    def __init__(self, finding: Finding = CHOSEN) -> None:
        self._finding = finding
        self.settings: dict[Task, str] = {
            "line": "its recogniser alone on the whole picture, digits only, dark on light",
            "page": finding.describe(),
            "digit": "as for a string, and of several digits the one nearest the middle",
        }

    def version(self) -> str | None:
        return version_of("rapidocr")

    def reader(self, task: Task) -> PageReader:
        engine = _load_engine(self._finding)
        return _PageReader(engine, self._finding) if task == "page" else _LineReader(engine)


class _LineReader:
    def __init__(self, engine: Any) -> None:
        self._recognise = _Recogniser(engine)

    def read(self, source: Any, options: ReadOptions = ReadOptions()) -> tuple[Page, ...]:
        image = open_dark_on_light(source)
        width, height = image.size
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
        (characters,) = self._recognise([_blue_first(image)], [corners])
        if options.single:
            characters = nearest_the_middle(characters, width / 2)
        return (page_of([characters], width, height),)


class _PageReader:
    def __init__(self, engine: Any, finding: Finding) -> None:
        self._engine = engine
        self._finding = finding
        self._recognise = _Recogniser(engine)

    def read(self, source: Any, options: ReadOptions = ReadOptions()) -> tuple[Page, ...]:
        original = open_rgb(source)
        image = scale_to_side(original, self._finding.side)
        pixels = _blue_first(image)
        found = self._engine(pixels, use_det=True, use_cls=False, use_rec=False)
        quads = [] if found.boxes is None else [np.asarray(box, float) for box in found.boxes]
        lines = self._recognise([_cut_out(pixels, quad) for quad in quads], quads)
        shrink = original.width / image.width
        kept = [
            [_scaled(character, shrink) for character in line]
            for line in lines
            if line and np.mean([each.confidence for each in line]) >= self._finding.sure
        ]
        return (page_of(kept, original.width, original.height),)


class _Recogniser:
    """Crops of one line each -> the digits on them, with their places on the page."""

    def __init__(self, engine: Any) -> None:
        from rapidocr.ch_ppocr_rec import TextRecInput

        self._recognise = engine.text_rec
        self._ask = TextRecInput

    def __call__(self, crops: Sequence[Pixels], quads: Sequence[Quad]) -> list[list[Character]]:
        if not crops:
            return []
        answer = self._recognise(self._ask(img=list(crops), return_word_box=True))
        return [
            place_along(found, quad) for found, quad in zip(answer.word_results, quads, strict=True)
        ]


class DigitsOnly:
    """Stands before the decoder: every class but the ten digits and the blank is impossible."""

    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder
        self._allowed = np.array([c in ("blank", *DIGITS) for c in decoder.character])

    def __call__(self, chances: NDArray[np.float32], *arguments: Any, **named: Any) -> Any:
        return self._decoder(np.where(self._allowed, chances, 0), *arguments, **named)


def _load_engine(finding: Finding) -> Any:
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    settings = {
        "Global.log_level": "error",
        # Pages are enlarged here, so the engine's own limit must not make them small again.
        "Global.max_side_len": 8000,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Det.thresh": finding.find,
        "Det.box_thresh": finding.keep,
        "Det.unclip_ratio": finding.grow,
    }
    engine = RapidOCR(params=settings)
    # A first call loads the recogniser, whose decoder can then be held to digits.
    engine(np.full((48, 96, 3), 255, np.uint8), use_det=False, use_cls=False, use_rec=True)
    engine.text_rec.postprocess_op = DigitsOnly(engine.text_rec.postprocess_op)
    return engine


def _blue_first(image: Image.Image) -> Pixels:
    """(h, w, 3) uint8 in the order blue, green, red, as RapidOCR's models want it."""
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _cut_out(page: Pixels, quad: Quad) -> Pixels:
    """The quadrilateral as an upright picture.

    RapidOCR's own cutting lays a box on its side that is half as high again as it is wide, as the
    box of a lone digit mostly is.
    """
    import cv2

    width = max(1, round(max(_length(quad[1] - quad[0]), _length(quad[2] - quad[3]))))
    height = max(1, round(max(_length(quad[3] - quad[0]), _length(quad[2] - quad[1]))))
    upright = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    transform = cv2.getPerspectiveTransform(quad.astype(np.float32), upright)
    cut: Pixels = cv2.warpPerspective(
        page, transform, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC
    )
    return cut


def place_along(found: Any, quad: Quad) -> list[Character]:
    """The characters of a line, each at the column of the recogniser that it came from."""
    texts = [text for word in found.words for text in word]
    columns = [column for word in found.word_cols for column in word]
    characters = []
    for text, column, sure in zip(texts, columns, found.confs, strict=False):
        share = min((column + 0.5) / found.line_txt_len, 1.0)
        left, right = (quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2
        x, y = left + share * (right - left)
        half_height = _length(quad[3] - quad[0]) / 2
        half_width = min(half_height, _length(right - left) / len(texts) / 2)
        box = Box(x - half_width, y - half_height, x + half_width, y + half_height)
        characters.append(Character(text, float(sure), box))
    return characters


def _scaled(character: Character, factor: float) -> Character:
    sides = [side * factor for side in character.box.to_list()]
    return Character(character.text, character.confidence, Box.from_list(sides))


def _length(vector: NDArray[np.float64]) -> float:
    return float(np.hypot(*vector))
