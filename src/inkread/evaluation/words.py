"""The suite `words`: a hundred pages of words without any digit; nothing should be answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from inkread.evaluation.answers import Answers
from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench, Picture
from inkread.evaluation.metrics import Rate
from inkread.evaluation.pictures import Tile, draw_boxes, draw_sheet, open_rgb, paste_together
from inkread.evaluation.results import Figure, Measured
from inkread.evaluation.wordpages import Fonts, draw_word_page, find_fonts
from inkread.page import Number, Page

PAGES = 100
SEED = 20_261_121
SET = "pages of words"


@dataclass(frozen=True, slots=True)
class Silent:
    """A picture on which nothing is to be read, and what was read on it all the same."""

    name: str
    picture: Picture
    page: Page


def measure_words(bench: Bench, fonts: Fonts | None = None) -> Measured:
    """Numbers answered per page, of all and of accepted ones."""
    written_with = fonts or find_fonts()
    pages = []
    for index in bench.choose(range(PAGES)):
        picture = draw_word_page(np.random.default_rng([SEED, index]), written_with)
        pages.append(Silent(f"page {index}", picture, bench.read(picture)))
    n = len(pages)
    numbers = sum(len(page.page.numbers) for page in pages)
    accepted = sum(number.accepted for page in pages for number in page.page.numbers)
    silent = Rate(sum(not page.page.numbers for page in pages), n)
    figures = (
        Figure.per_picture(SET, "numbers answered", numbers, n, BARS["words"]),
        Figure.per_picture(SET, "numbers accepted", accepted, n, BARS["words/accepted"]),
        Figure.of_rate(SET, "pages with nothing answered", silent),
    )
    details = {"seed": SEED, **describe_inventions(pages)}
    answers = (answers_of_inventions(SET, pages),)
    return Measured(figures, details, draw_inventions(pages, pages[:2]), answers)


def answers_of_inventions(subject: str, pages: Sequence[Silent]) -> Answers:
    """How sure the invented numbers were."""
    rows = [(number.confidence, number.accepted) for _, number in _inventions(pages)]
    return Answers.of_inventions(subject, len(pages), rows)


def describe_inventions(pages: Sequence[Silent]) -> dict[str, Any]:
    """What was invented: which digits, and on which pictures how many numbers."""
    digits = Counter(n.text if len(n.text) == 1 else "longer" for _, n in _inventions(pages))
    return {
        "invented": dict(sorted(digits.items())),
        "by_picture": {page.name: len(page.page.numbers) for page in pages if page.page.numbers},
    }


def draw_inventions(pages: Sequence[Silent], examples: Sequence[Silent]) -> dict[str, Any]:
    """The surest inventions as a sheet; the two pictures with most of them, and examples."""
    found = sorted(_inventions(pages), key=lambda item: -item[1].confidence)
    tiles = [Tile(_cut_out(page, number), "no digit", number.text) for page, number in found[:64]]
    title = f"the {len(tiles)} surest of {len(found)} numbers answered where none is"
    pictures: dict[str, Any] = {"mistakes.webp": draw_sheet(tiles, title)}
    shown = sorted(pages, key=lambda page: -len(page.page.numbers))[:2] + list(examples)
    if shown:
        boxes = [draw_boxes(page.picture, page.page, 400) for page in shown]
        pictures["examples.webp"] = paste_together(boxes, 4)
    return pictures


def _inventions(pages: Sequence[Silent]) -> list[tuple[Silent, Number]]:
    return [(page, number) for page in pages for number in page.page.numbers]


def _cut_out(page: Silent, number: Number) -> Image.Image:
    """The number with as much around it again, so that one sees what it was."""
    box = number.box
    margin = max(box.width, box.height, 8)
    area = (box.x0 - margin, box.y0 - margin / 2, box.x1 + margin, box.y1 + margin / 2)
    return open_rgb(page.picture).crop(area)
