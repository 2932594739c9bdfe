"""The suite `composed`: touching pairs and strings of 2 to 10 digits, written by nobody.

Composed of the digits of writers that no recipe trains on, one writer to a string, uniformly random
digits, and read as pages by the whole reader. They are drawn anew each time, from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench
from inkread.evaluation.handwriting import (
    Hand,
    Manner,
    draw_picture,
    load_hands,
    write_string,
    write_touching_pair,
)
from inkread.evaluation.metrics import Rate, confusion_matrix
from inkread.evaluation.pictures import (
    Tile,
    draw_boxes,
    draw_confusion,
    draw_sheet,
    open_rgb,
    paste_together,
)
from inkread.evaluation.results import Figure, Measured
from inkread.evaluation.scoring import (
    Reading,
    align_all,
    answers_of,
    describe,
    rate_confidence,
    rate_of,
    worst_first,
)

SEED = 20_261_123
LENGTHS = tuple(range(2, 11))
COUNT = 200  # pictures of each length, and touching pairs
PAIRS = "touching pairs"
EVERY = "all composed strings"


def draw_composed(hands: Sequence[Hand], length: int, index: int) -> tuple[str, bytes]:
    """What is written, and the picture (JPEG); of length 0: a touching pair."""
    rng = np.random.default_rng([SEED, length, index])
    hand, manner = hands[int(rng.integers(len(hands)))], Manner.draw(rng)
    if length:
        text = "".join(str(digit) for digit in rng.integers(10, size=length))
        ink = write_string(rng, hand, text, manner)
    else:
        text, ink = write_touching_pair(rng, hand, manner)
    return text, draw_picture(rng, ink, manner)


def measure_composed(bench: Bench) -> Measured:
    """Exact match for each length."""
    hands = load_hands(bench.file)
    chosen = {length: bench.choose(range(COUNT)) for length in (0, *LENGTHS)}
    groups: dict[str, list[Reading]] = {}
    for length, indices in chosen.items():
        drawn = [(index, *draw_composed(hands, length, index)) for index in indices]
        groups[f"{length} digits" if length else PAIRS] = [
            Reading(f"{length}/{index}", text, picture, bench.read(picture))
            for index, text, picture in drawn
        ]
    strings = [r for name, readings in groups.items() if name != PAIRS for r in readings]
    figures = [
        Figure.of_rate(name, "exact match", rate_of(group), BARS.get(f"composed/{name.split()[0]}"))
        for name, group in groups.items()
    ]
    whole = Rate(sum(r.is_right and r.is_one_number for r in strings), len(strings))
    figures += [
        Figure.of_rate(EVERY, "exact match", rate_of(strings)),
        Figure.of_rate(EVERY, "exact match, as exactly one number", whole),
        *rate_confidence(answers_of(EVERY, strings)),
    ]
    by_length = {
        str(length): {"right": rate.right, "n": rate.n}
        for length in LENGTHS
        for rate in (rate_of(groups[f"{length} digits"]),)
    }
    details = {
        "seed": SEED,
        "writers": len(hands),
        EVERY: {**describe(strings), "by_length": by_length},
        PAIRS: describe(groups[PAIRS]),
    }
    answers = (answers_of(EVERY, strings), answers_of(PAIRS, groups[PAIRS]))
    return Measured(tuple(figures), details, _pictures(groups, strings), answers)


def _pictures(groups: dict[str, list[Reading]], strings: list[Reading]) -> dict[str, Image.Image]:
    pictures: dict[str, Image.Image] = {
        "confusion.png": draw_confusion(confusion_matrix(align_all(strings)), "composed: digits")
    }
    for name, readings in (("strings", strings), ("pairs", groups[PAIRS])):
        worst = worst_first(readings)
        tiles = [Tile(open_rgb(r.picture), r.truth, r.answer) for r in worst[:64]]
        title = f"composed, {name}: the {len(tiles)} surest of {len(worst)} mistakes"
        pictures[f"mistakes-{name}.webp"] = draw_sheet(tiles, title)
    shown = [reading for readings in groups.values() for reading in readings[:4]]
    boxes = [draw_boxes(reading.picture, reading.page, 300, 60) for reading in shown]
    pictures["examples.webp"] = paste_together(boxes, 4)
    return pictures
