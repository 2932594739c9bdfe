"""The suite `strings`: small photographs of digit strings, never trained on.

The label is the digits at the start of the file name unless `corrections.csv` (checked by eye) says
otherwise; an empty correction means that the picture has no certain label and is left out.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from inkread.errors import DataInvalid, OptionsInvalid
from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench
from inkread.evaluation.metrics import Rate, confusion_matrix, exact_match_by
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
    MOST_WRONG,
    Reading,
    acceptance_of,
    align_all,
    answers_of,
    describe,
    rate_confidence,
    rate_of,
    worst_first,
)

ARCHIVE = "strings/strings-dev.zip"
CORRECTIONS = "strings/corrections.csv"
SETS = ("two", "three-four", "pen")
FONTS = "two and three-four"
EVERY = "all strings"
JUDGED = (FONTS, "pen", EVERY)  # by what is accepted of them


@dataclass(frozen=True, slots=True)
class StringPicture:
    """One picture of the archive: its path there, its set, and what is written on it."""

    name: str
    group: str
    label: str


def list_strings(archive: Path, corrections: Path) -> tuple[list[StringPicture], int]:
    """The labelled pictures in the order of their names, and how many were left out."""
    labels = read_corrections(corrections)
    pictures = []
    left_out = 0
    with zipfile.ZipFile(archive) as files:
        names = sorted(name for name in files.namelist() if not name.endswith("/"))
    for name in names:
        path = PurePosixPath(name)
        written = re.match(r"\d+", path.stem)
        label = labels.get(name, written.group() if written else "")
        if label and path.parts[0] in SETS:
            pictures.append(StringPicture(name, path.parts[0], label))
        else:
            left_out += 1
    return pictures, left_out


def read_corrections(path: Path) -> dict[str, str]:
    """File -> label; "" for a picture that is left out."""
    with path.open(newline="", encoding="utf-8") as file:
        return {row["file"]: (row["label"] or "").strip() for row in csv.DictReader(file)}


def read_strings(
    bench: Bench, sets: Sequence[str] = SETS, *, max_error: float | None = None
) -> tuple[dict[str, list[Reading]], int]:
    """The readings of each of these sets, and how many pictures of the archive were left out.

    `max_error` as in `ReadOptions`; raises OptionsInvalid when the model promises none so small.
    """
    archive = bench.file(ARCHIVE)
    pictures, left_out = list_strings(archive, bench.file(CORRECTIONS))
    if not pictures:
        raise DataInvalid(str(archive), "no labelled picture is in it")
    chosen = [p for name in sets for p in bench.choose([p for p in pictures if p.group == name])]
    readings: dict[str, list[Reading]] = {name: [] for name in sets}
    with zipfile.ZipFile(archive) as files:
        for picture in chosen:
            content = files.read(picture.name)
            page = bench.read(content, max_error=max_error)
            reading = Reading(picture.name, picture.label, content, page)
            readings[picture.group].append(reading)
    return readings, left_out


def measure_strings(bench: Bench) -> Measured:
    """Exact match of each set, what is behind it, and what is accepted when it has to be sure."""
    readings, left_out = read_strings(bench)
    groups = _groups(readings)
    details: dict[str, Any] = {"left_out": left_out}
    details |= {name: _details(group) for name, group in groups.items()}
    figures = [figure for name, group in groups.items() for figure in _figures(name, group)]
    try:
        strict = _groups(read_strings(bench, max_error=MOST_WRONG)[0])
    except OptionsInvalid as error:
        # A model without a second reader, or with one too weak, promises nothing: none is accepted.
        details["not_promised"] = str(error)
        strict = {}
    for name in JUDGED:
        figures += _accepted_figures(name, strict.get(name, []), len(groups[name]))
    answers = tuple(answers_of(name, readings[name]) for name in SETS)
    return Measured(tuple(figures), details, _pictures(readings), answers)


def _groups(readings: dict[str, list[Reading]]) -> dict[str, list[Reading]]:
    """The sets, those in fonts together, and all together, by name."""
    fonts = readings["two"] + readings["three-four"]
    return {FONTS: fonts, **readings, EVERY: fonts + readings["pen"]}


def _figures(name: str, readings: list[Reading]) -> list[Figure]:
    n = len(readings)
    right = rate_of(readings)
    whole = Rate(sum(reading.is_right and reading.is_one_number for reading in readings), n)
    calibration = BARS["strings/calibration"] if name == EVERY else None
    judged = name in JUDGED
    accepting = (BARS["strings/accepted"], BARS["strings/wrong"]) if judged else (None, None)
    return [
        Figure.of_rate(name, "exact match", right, BARS.get(f"strings/{name}")),
        Figure.of_rate(name, "exact match, as exactly one number", whole),
        *rate_confidence(answers_of(name, readings), calibration, accepting=accepting),
    ]


def _accepted_figures(name: str, readings: list[Reading], n: int) -> list[Figure]:
    """What was accepted of `n` when no more than `MOST_WRONG` of it may be wrong."""
    found = acceptance_of(readings)
    asked = f"asked for at most {MOST_WRONG * 100:g} % wrong"
    share = Rate(found.accepted, n)
    return [
        Figure.of_rate(name, f"accepted, {asked}", share),
        Figure.of_rate(name, f"wrong among them, {asked}", found.error, BARS["strings/wrong"]),
    ]


def _details(readings: list[Reading]) -> dict[str, Any]:
    truths = [reading.truth for reading in readings]
    answers = [reading.answer for reading in readings]
    lengths = exact_match_by([len(truth) for truth in truths], truths, answers)
    by_length = {str(k): {"right": rate.right, "n": rate.n} for k, rate in sorted(lengths.items())}
    return {**describe(readings), "by_length": by_length}


def _pictures(readings: dict[str, list[Reading]]) -> dict[str, Any]:
    every = [reading for group in readings.values() for reading in group]
    pictures: dict[str, Any] = {
        "confusion.png": draw_confusion(confusion_matrix(align_all(every)), "strings: digits")
    }
    for name, group in (
        ("fonts", readings["two"] + readings["three-four"]),
        ("pen", readings["pen"]),
    ):
        worst = worst_first(group)
        tiles = [Tile(open_rgb(r.picture), r.truth, r.answer) for r in worst[:64]]
        title = f"strings, {name}: the {len(tiles)} surest of {len(worst)} mistakes"
        pictures[f"mistakes-{name}.webp"] = draw_sheet(tiles, title)
    shown = readings["pen"][:6] + readings["two"][:3] + readings["three-four"][:3]
    if shown:
        boxes = [draw_boxes(reading.picture, reading.page, 300, 110) for reading in shown]
        pictures["examples.webp"] = paste_together(boxes, 3)
    return pictures
