"""The suite of sudoku photographs on one grid whose answers are scripted."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.evaluation.scripted import ScriptedReader, encode_picture, write_number

from inkread import Box, DataInvalid, Number
from inkread.evaluation.bench import Bench
from inkread.evaluation.beside import is_printed
from inkread.evaluation.sudoku import (
    find_cell,
    grid_transform,
    list_grids,
    measure_sudoku,
    read_cells,
    turn_upright,
)

DIGITS = "123456789" * 9
TILTED = ((40.0, 11.0), (579.0, 34.0), (591.0, 463.0), (25.0, 474.0))
SQUARE = ((10.0, 20.0), (190.0, 20.0), (190.0, 200.0), (10.0, 200.0))


def write_grid(digits: str) -> str:
    lines = [" ".join(digits[i : i + 9]) for i in range(0, 81, 9)]
    return "\n".join(["some telephone", "200x220:24 JPG", *lines]) + " \n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One photograph of 200x220 px; the first three rows are printed."""
    (tmp_path / "sudoku").mkdir()
    corners = ",".join(f"{x:g},{y:g}" for x, y in SQUARE)
    with zipfile.ZipFile(tmp_path / "sudoku" / "sudoku-mixed-train.zip", "w") as archive:
        archive.writestr("image1.jpg", encode_picture(200, "JPEG", (200, 220)))
        archive.writestr("image1.dat", write_grid(DIGITS))
        archive.writestr("image1.clues", write_grid(DIGITS[:27] + "0" * 54))
        header = "name,p1_x,p1_y,p2_x,p2_y,p3_x,p3_y,p4_x,p4_y"
        archive.writestr("outlines.csv", f"{header}\r\nimage1,{corners}\r\n")
    return tmp_path


def answer_cells(answers: Sequence[str]) -> list[Number]:
    """A digit in the middle of each cell of the square grid; two stand 10 px apart."""
    return [
        write_number(
            text,
            10 + 20 * (cell % 9) + 10 - 5 * (len(text) - 1),
            20 + 20 * (cell // 9) + 10,
            kind="print" if cell < 27 else "hand",
        )
        for cell, text in enumerate(answers)
        if text
    ]


def test_the_corners_of_a_tilted_grid_are_the_corners_of_its_cells() -> None:
    transform = grid_transform(TILTED)
    for (x, y), (u, v) in zip(TILTED, ((0, 0), (9, 0), (9, 9), (0, 9)), strict=True):
        mapped = transform @ (x, y, 1.0)
        assert mapped[:2] / mapped[2] == pytest.approx((u, v), abs=1e-9)


def test_the_middle_of_every_cell_of_a_tilted_grid_is_found_again() -> None:
    transform = grid_transform(TILTED)
    back = np.linalg.inv(transform)
    for cell in range(81):
        x, y, w = back @ (cell % 9 + 0.5, cell // 9 + 0.5, 1.0)
        assert find_cell(transform, x / w, y / w) == cell


@pytest.mark.parametrize(("x", "y"), [(0, 0), (600, 200), (300, 5), (300, 480), (-5000, -5000)])
def test_a_point_beside_the_grid_is_in_no_cell(x: float, y: float) -> None:
    assert find_cell(grid_transform(TILTED), x, y) is None


def test_the_two_header_lines_are_skipped() -> None:
    assert read_cells(write_grid(DIGITS)) == DIGITS
    with pytest.raises(DataInvalid, match="81 digits"):
        read_cells("a\nb\n1 2 3\n")


def test_a_grid_knows_which_digits_are_printed(data: Path) -> None:
    with zipfile.ZipFile(data / "sudoku" / "sudoku-mixed-train.zip") as archive:
        (grid,) = list_grids(archive)
    assert grid.digits == DIGITS
    assert grid.is_printed == (True,) * 27 + (False,) * 54
    assert grid.corners == SQUARE


def test_corners_turn_with_a_photograph_that_was_turned_to_the_left() -> None:
    # A mark near the top right of a picture 100 px wide ends near the top left of one 100 px high.
    lying = ((10.0, 5.0), (90.0, 6.0), (91.0, 55.0), (12.0, 56.0))
    assert turn_upright(lying, 100) == ((6.0, 10.0), (55.0, 9.0), (56.0, 88.0), (5.0, 90.0))


def test_a_photograph_without_corners_is_refused(data: Path) -> None:
    with zipfile.ZipFile(data / "sudoku" / "sudoku-mixed-train.zip", "a") as archive:
        archive.writestr("image2.jpg", encode_picture(1, "JPEG"))
        with pytest.raises(DataInvalid, match="no row for image2"):
            list_grids(archive)


def test_a_cell_is_right_when_exactly_one_digit_is_in_it_and_the_true_one(data: Path) -> None:
    answers = list(DIGITS)
    answers[0] = ""
    answers[30] = "44"
    answers[31] = "9"
    outside = [write_number("7", 5, 5)]
    reader = ScriptedReader(lambda _: answer_cells(answers) + outside)
    measured = measure_sudoku(Bench(reader, data))
    figures = {(figure.subject, figure.what): figure for figure in measured.figures}
    assert figures["printed cells", "right"].value == pytest.approx(26 / 27)
    assert figures["handwritten cells", "right"].value == pytest.approx(52 / 54)
    assert figures["all cells", "right"].value == pytest.approx(78 / 81)
    barred = {subject for subject, what in figures if figures[subject, what].bar}
    assert barred == {"all cells", "whole grids", "photographs"}
    assert figures["whole grids", "right"].value == 0
    assert figures["right cells", "told print from hand"].value == 1
    assert figures["photographs", "digits answered outside the grid"].value == 1
    assert measured.details["cells"] == {
        "printed": {"right": 26, "nothing": 1, "several": 0, "another": 0},
        "handwritten": {"right": 52, "nothing": 0, "several": 1, "another": 1},
    }
    counts = {"right": 78, "outside": 1, "invented": 1}
    assert measured.details["by_photograph"] == {"image1": counts}


def test_what_is_printed_beside_the_puzzle_is_no_invention() -> None:
    size = (1000, 2000)
    assert is_printed("image1031", Box(190, 200, 210, 240), size)
    assert not is_printed("image1031", Box(190, 400, 210, 440), size)
    assert not is_printed("image1", Box(190, 200, 210, 240), size)


def test_the_answers_of_printed_and_handwritten_cells_are_kept(data: Path) -> None:
    answers = list(DIGITS)
    answers[0] = ""
    answers[30] = "44"
    reader = ScriptedReader(lambda _: answer_cells(answers))
    printed, hand = measure_sudoku(Bench(reader, data)).answers
    assert (printed.subject, printed.n, printed.right) == ("printed cells", 27, (True,) * 26)
    assert all(printed.accepted)
    assert (hand.subject, hand.n, hand.right.count(False)) == ("handwritten cells", 54, 1)


def test_a_cell_is_accepted_when_all_its_digits_stand_in_accepted_numbers(data: Path) -> None:
    sure = [write_number(DIGITS[cell], 20 + 20 * cell, 30) for cell in range(8)]
    # Its second digit lies outside the grid, and its confidence is 0.9 * 0.9.
    doubtful = write_number("91", 180, 30, confidence=0.9)
    reader = ScriptedReader(lambda _: [*sure, doubtful])
    printed, _ = measure_sudoku(Bench(reader, data)).answers
    assert printed.confidences == (0.99,) * 8 + (0.9,)
    assert printed.accepted == (True,) * 8 + (False,)


def test_a_whole_grid_is_right_when_all_its_cells_are(data: Path) -> None:
    reader = ScriptedReader(lambda _: answer_cells(DIGITS))
    measured = measure_sudoku(Bench(reader, data))
    figures = {(figure.subject, figure.what): figure.value for figure in measured.figures}
    assert figures["whole grids", "right"] == 1
    assert figures["photographs", "digits answered outside the grid"] == 0
    assert set(measured.pictures) == {
        *("confusion.png", "mistakes-printed.webp", "mistakes-handwritten.webp", "examples.webp"),
    }
