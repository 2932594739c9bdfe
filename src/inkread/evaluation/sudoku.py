"""The suite `sudoku`: phone photographs of newspaper sudokus filled in by hand.

Neither the photographs nor the grids are ever trained on. The corners of each grid are known, so a
cell is a quadrilateral of the photograph; it is right when exactly one digit has its centre in it
and that digit is the true one. The reader is given the whole photograph and knows of no grid.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread.errors import DataInvalid
from inkread.evaluation.answers import Answers
from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench
from inkread.evaluation.beside import is_printed
from inkread.evaluation.metrics import Rate, confusion_matrix
from inkread.evaluation.pictures import (
    ACCENT,
    RIGHT,
    WRONG,
    Tile,
    draw_confusion,
    draw_marks,
    draw_sheet,
    open_rgb,
    paste_together,
)
from inkread.evaluation.results import Figure, Measured
from inkread.evaluation.scoring import rate_confidence
from inkread.page import Digit, Page

ARCHIVE = "sudoku/sudoku-mixed-train.zip"

Corners = tuple[tuple[float, float], ...]
"""Top left, top right, bottom right, bottom left, px."""

# Two photographs have no row in outlines.csv, and that of a third lies 80 px beside its grid; their
# corners were read off by eye.
CORNERS_BY_EYE: dict[str, Corners] = {
    "image1015": ((61, 237), (802, 230), (828, 1028), (101, 1021)),
    "image103": ((36, 91), (465, 88), (468, 445), (39, 447)),
    "image1083": ((84, 269), (872, 272), (896, 1060), (85, 1094)),
}

# The corners of six photographs were read off before the picture was turned upright by a quarter
# (seen by drawing them onto it).
TURNED = frozenset(f"image{number}" for number in (1031, 1036, 1038, 1039, 1040, 1043))

# One photograph has no `.clues`; which of its cells are printed was read off by eye.
CLUES_BY_EYE = {
    "image1015": (
        "007000090800700100095020304000695010009204500050371000902010680008002001070000900"
    ),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """The truth of one photograph: 81 digits row by row, which are printed, and the corners."""

    name: str
    digits: str
    is_printed: tuple[bool, ...]
    corners: Corners


@dataclass(frozen=True, slots=True)
class Solved:
    """A photograph that was read: the digits in each of its 81 cells, and those outside.

    invented  those of the latter where none is printed
    accepted  the cells all of whose digits stand in accepted numbers
    """

    grid: Grid
    photo: bytes
    cells: tuple[tuple[Digit, ...], ...]
    outside: tuple[Digit, ...]
    invented: tuple[Digit, ...]
    accepted: frozenset[int]

    def answer(self, cell: int) -> str:
        return "".join(digit.text for digit in self.cells[cell])

    def is_right(self, cell: int) -> bool:
        return self.answer(cell) == self.grid.digits[cell]

    def confidence(self, cell: int) -> float:
        """Of the surest digit in it; 0 without any."""
        return max((digit.confidence for digit in self.cells[cell]), default=0.0)


def list_grids(archive: zipfile.ZipFile) -> list[Grid]:
    """The grids of the archive, sorted by name; DataInvalid where one has no corners."""
    outlines = dict[str, Corners]()
    for row in csv.DictReader(io.StringIO(archive.read("outlines.csv").decode())):
        corners = tuple((float(row[f"p{i}_x"]), float(row[f"p{i}_y"])) for i in (1, 2, 3, 4))
        if row["name"] in TURNED:
            photo = Image.open(io.BytesIO(archive.read(f"{row['name']}.jpg")))
            corners = turn_upright(corners, photo.height)
        outlines[row["name"]] = corners
    outlines |= CORNERS_BY_EYE
    names = sorted(name[:-4] for name in archive.namelist() if name.endswith(".jpg"))
    for name in names:
        if name not in outlines:
            raise DataInvalid(ARCHIVE, f"outlines.csv has no row for {name}")
    return [_read_grid(archive, name, outlines[name]) for name in names]


def turn_upright(corners: Corners, height: float) -> Corners:
    """Corners on a picture that was then turned a quarter to the left and is now `height` px high.

    What was the top right corner is the top left one afterwards.
    """
    first, *others = ((y, height - x) for x, y in corners)
    return (*others, first)


def _read_grid(archive: zipfile.ZipFile, name: str, corners: Corners) -> Grid:
    digits = read_cells(archive.read(f"{name}.dat").decode())
    if name in CLUES_BY_EYE:
        clues = CLUES_BY_EYE[name]
    else:
        clues = read_cells(archive.read(f"{name}.clues").decode())
    return Grid(name, digits, tuple(clue != "0" for clue in clues), corners)


def read_cells(text: str) -> str:
    """The 81 digits of a `.dat` or `.clues` file: two header lines, then nine lines of nine."""
    digits = "".join("".join(line.split()) for line in text.splitlines()[2:])
    if len(digits) != 81 or not digits.isdecimal():
        raise DataInvalid(ARCHIVE, "a sudoku does not have 81 digits")
    return digits


def grid_transform(corners: Corners) -> NDArray[np.float64]:
    """The perspective (3, 3) from pixels to cells, where the grid's sides are 9 long."""
    rows = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (9, 0), (9, 9), (0, 9)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    equations = np.array(rows, dtype=np.float64)
    solution = np.linalg.solve(equations[:, :8], equations[:, 8])
    return np.append(solution, 1.0).reshape(3, 3)


def find_cell(transform: NDArray[np.float64], x: float, y: float) -> int | None:
    """The cell 0..80 (row by row) that the point lies in; None outside the grid."""
    u, v, w = transform @ (x, y, 1.0)
    # Beyond the horizon of the plane w changes its sign: such a point is on no grid.
    if w * transform[2, 2] <= 0:
        return None
    column, row = int(np.floor(u / w)), int(np.floor(v / w))
    return row * 9 + column if 0 <= column < 9 and 0 <= row < 9 else None


def sort_into_cells(grid: Grid, photo: bytes, page: Page) -> Solved:
    """Every digit of the page put into its cell, by its centre."""
    transform = grid_transform(grid.corners)
    cells: list[list[Digit]] = [[] for _ in range(81)]
    outside: list[Digit] = []
    doubtful = set[int]()
    for number in page.numbers:
        for digit in number.digits:
            cell = find_cell(transform, *digit.box.centre)
            (outside if cell is None else cells[cell]).append(digit)
            if cell is not None and not number.accepted:
                doubtful.add(cell)
    accepted = frozenset(cell for cell in range(81) if cells[cell] and cell not in doubtful)
    size = page.width, page.height
    invented = [digit for digit in outside if not is_printed(grid.name, digit.box, size)]
    return Solved(grid, photo, tuple(map(tuple, cells)), tuple(outside), tuple(invented), accepted)


def solve_grids(bench: Bench) -> list[Solved]:
    """The photographs that the bench chooses, read and sorted into cells."""
    path: Path = bench.file(ARCHIVE)
    solved = []
    with zipfile.ZipFile(path) as archive:
        for grid in bench.choose(list_grids(archive)):
            photo = archive.read(f"{grid.name}.jpg")
            solved.append(sort_into_cells(grid, photo, bench.read(photo)))
    if not solved:
        raise DataInvalid(str(path), "no photograph is in it")
    return solved


def rate_cells(solved: Sequence[Solved], is_printed: bool | None = None) -> Rate:
    """How many cells are right: the printed ones, the handwritten ones, or (None) all."""
    right = [
        page.is_right(cell)
        for page in solved
        for cell in range(81)
        if is_printed in (None, page.grid.is_printed[cell])
    ]
    return Rate(sum(right), len(right))


def answers_of_cells(solved: Sequence[Solved], is_printed: bool) -> Answers:
    """What was answered in the printed cells, or in the handwritten ones."""
    cells = [
        (page, cell)
        for page in solved
        for cell in range(81)
        if page.grid.is_printed[cell] is is_printed
    ]
    rows = [
        (page.confidence(cell), page.is_right(cell), cell in page.accepted)
        for page, cell in cells
        if page.cells[cell]
    ]
    return Answers.of("printed cells" if is_printed else "handwritten cells", len(cells), rows)


def measure_sudoku(bench: Bench) -> Measured:
    """Cells right, printed and handwritten apart; whole grids; digits outside the grid."""
    solved = solve_grids(bench)
    answers = (answers_of_cells(solved, True), answers_of_cells(solved, False))
    figures = [*_figures(solved), *(figure for each in answers for figure in rate_confidence(each))]
    return Measured(tuple(figures), _details(solved), _pictures(solved), answers)


def _figures(solved: Sequence[Solved]) -> list[Figure]:
    cells = [(page, cell) for page in solved for cell in range(81)]
    figures = []
    for name, printed in (("printed", True), ("handwritten", False)):
        rate = rate_cells(solved, printed)
        figures.append(Figure.of_rate(f"{name} cells", "right", rate))
    figures.append(Figure.of_rate("all cells", "right", rate_cells(solved), BARS["sudoku/cells"]))
    grids = Rate(sum(all(map(page.is_right, range(81))) for page in solved), len(solved))
    figures.append(Figure.of_rate("whole grids", "right", grids, BARS["sudoku/grids"]))
    kinds = [
        (page.cells[cell][0].kind == "print") == page.grid.is_printed[cell]
        for page, cell in cells
        if page.is_right(cell)
    ]
    kind = Rate(sum(kinds), len(kinds))
    figures.append(Figure.of_rate("right cells", "told print from hand", kind))
    outside = sum(len(page.outside) for page in solved)
    invented = sum(len(page.invented) for page in solved)
    what = "digits answered outside the grid"
    figures.append(Figure.per_picture("photographs", what, outside, len(solved)))
    what, bar = "digits invented outside the grid", BARS["sudoku/invented"]
    figures.append(Figure.per_picture("photographs", what, invented, len(solved), bar))
    return figures


def _details(solved: Sequence[Solved]) -> dict[str, Any]:
    return {
        "photographs": len(solved),
        "cells": {
            name: _faults(
                (page.grid.digits[cell], page.answer(cell))
                for page in solved
                for cell in range(81)
                if page.grid.is_printed[cell] is printed
            )
            for name, printed in (("printed", True), ("handwritten", False))
        },
        "confusion": confusion_matrix(_pairs(solved)).tolist(),
        "by_photograph": {
            page.grid.name: {
                "right": sum(map(page.is_right, range(81))),
                "outside": len(page.outside),
                "invented": len(page.invented),
            }
            for page in solved
        },
    }


def _faults(cells: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many cells were right, had nothing, more than one digit, or another digit."""
    counts = {"right": 0, "nothing": 0, "several": 0, "another": 0}
    for truth, answer in cells:
        if answer == truth:
            counts["right"] += 1
        elif not answer:
            counts["nothing"] += 1
        else:
            counts["several" if len(answer) > 1 else "another"] += 1
    return counts


def _pairs(solved: Sequence[Solved]) -> list[tuple[str, str]]:
    """True and answered digit of each cell; a cell with several digits counts as not answered."""
    return [
        (page.grid.digits[cell], page.answer(cell) if len(page.cells[cell]) == 1 else "")
        for page in solved
        for cell in range(81)
    ]


def _pictures(solved: Sequence[Solved]) -> dict[str, Any]:
    pictures: dict[str, Any] = {
        "confusion.png": draw_confusion(confusion_matrix(_pairs(solved)), "sudoku: cells")
    }
    for name, printed in (("printed", True), ("handwritten", False)):
        wrong = [
            (page, cell)
            for page in solved
            for cell in range(81)
            if page.grid.is_printed[cell] is printed and not page.is_right(cell)
        ]
        wrong.sort(key=lambda item: (-item[0].confidence(item[1]), item[0].grid.name, item[1]))
        tiles = [_cell_tile(page, cell) for page, cell in wrong[:64]]
        title = f"sudoku, {name}: the {len(tiles)} surest of {len(wrong)} wrong cells"
        pictures[f"mistakes-{name}.webp"] = draw_sheet(tiles, title)
    by_rights = sorted(solved, key=lambda page: sum(map(page.is_right, range(81))))
    # The worst, the middle and the best photograph.
    shown = {id(page): page for page in (by_rights[0], by_rights[len(solved) // 2], by_rights[-1])}
    photos = [_marked(page) for page in shown.values()]
    pictures["examples.webp"] = paste_together(photos, 3)
    return pictures


def _cell_tile(page: Solved, cell: int) -> Tile:
    """The cell cut out, a little larger than it is."""
    back = np.linalg.inv(grid_transform(page.grid.corners))
    row, column = divmod(cell, 9)
    points = [
        back @ (column + dx, row + dy, 1.0)
        for dx, dy in ((-0.2, -0.2), (1.2, -0.2), (1.2, 1.2), (-0.2, 1.2))
    ]
    corners = [(x / w, y / w) for x, y, w in points]
    top_left, top_right, bottom_right, bottom_left = corners
    quad = (*top_left, *bottom_left, *bottom_right, *top_right)
    image = open_rgb(page.photo).transform(
        (76, 76), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC
    )
    return Tile(image, page.grid.digits[cell], page.answer(cell))


def _marked(page: Solved) -> Image.Image:
    """The photograph with right digits in green, wrong ones in red, those outside in blue."""
    marks = [(digit.box, digit.text, ACCENT) for digit in page.outside]
    for cell, digits in enumerate(page.cells):
        colour = RIGHT if page.is_right(cell) else WRONG
        marks += [(digit.box, digit.text, colour) for digit in digits]
    return draw_marks(open_rgb(page.photo), marks, 480)
