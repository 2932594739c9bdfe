"""The suites `words` and `nothing`: where no digit is, nothing is to be answered."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.evaluation.scripted import ScriptedReader, write_number

from inkread import FontsMissing
from inkread.evaluation.bench import Bench
from inkread.evaluation.nothing import draw_blank, draw_noise, draw_ruled, measure_nothing
from inkread.evaluation.wordpages import (
    FONT_FOLDERS,
    LABELS,
    WORDS,
    Fonts,
    draw_word_page,
    find_fonts,
)
from inkread.evaluation.words import measure_words


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    """One font for everything; the suite itself insists on all of its own."""
    for folder in FONT_FOLDERS:
        for path in sorted(folder.rglob("DejaVuSans.ttf")):
            return Fonts((path,), (path,))
    pytest.skip("DejaVu Sans is not installed")


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    for name in ("china.jpg", "flower.jpg"):
        Image.new("RGB", (64, 48), "green").save(tmp_path / name)
    return tmp_path


def answer_nothing(_: Any) -> list[Any]:
    return []


def test_no_word_holds_a_digit() -> None:
    assert not any(character.isdigit() for word in (*WORDS, *LABELS) for character in word)
    assert len(WORDS) > 300


def test_a_page_of_words_is_the_same_for_the_same_seed(fonts: Fonts) -> None:
    pages = [draw_word_page(np.random.default_rng([7, index]), fonts) for index in (0, 0, 1)]
    assert pages[0] == pages[1]
    assert pages[0] != pages[2]
    with Image.open(io.BytesIO(pages[0])) as page:
        assert 480 <= min(page.size) <= max(page.size) <= 1300


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=r"Breip\.ttf") as caught:
        find_fonts([tmp_path])
    assert "DejaVuSans.ttf" in caught.value.names


def test_numbers_on_pages_of_words_are_counted_a_page(fonts: Fonts) -> None:
    silent = measure_words(Bench(ScriptedReader(answer_nothing), limit=2), fonts)
    assert (silent.figures[0].value, silent.figures[0].is_met) == (0.0, True)
    numbers = [write_number("1"), write_number("0", confidence=0.5)]
    talking = measure_words(Bench(ScriptedReader(lambda _: numbers), limit=2), fonts)
    assert [figure.value for figure in talking.figures] == [2.0, 1.0, 0.0]
    assert [figure.is_met for figure in talking.figures] == [False, False, None]
    assert talking.details["invented"] == {"0": 2, "1": 2}
    (invented,) = talking.answers
    assert (invented.n, invented.confidences) == (2, (0.99, 0.99, 0.5, 0.5))
    assert invented.accepted == (True, True, False, False)


def test_one_number_on_a_blank_page_misses_the_bar(photographs: Path) -> None:
    silent = measure_nothing(Bench(ScriptedReader(answer_nothing), limit=2), photographs)
    assert (silent.figures[0].value, silent.figures[0].is_met) == (0.0, True)

    def answer_the_pixel(picture: Any) -> list[Any]:
        return [write_number("1")] if picture.shape[:2] == (1, 1) else []

    talking = measure_nothing(Bench(ScriptedReader(answer_the_pixel), limit=1), photographs)
    accepted = {f.subject: f for f in talking.figures if f.what == "numbers accepted a picture"}
    assert (accepted["blank pages"].value, accepted["blank pages"].is_met) == (1.0, False)
    assert (accepted["photographs"].value, accepted["photographs"].is_met) == (0.0, True)
    assert accepted["noise"].is_met is None
    assert (talking.figures[0].value, talking.figures[0].is_met) == (1.0, False)


def test_empty_ruled_paper_is_reported_without_a_bar(photographs: Path) -> None:
    def answer_the_ruled(picture: Any) -> list[Any]:
        return [write_number("1")] if tuple(picture[0, 0]) == (250, 249, 246) else []

    measured = measure_nothing(Bench(ScriptedReader(answer_the_ruled)), photographs)
    figures = {f.subject: f for f in measured.figures if f.what == "numbers answered"}
    assert figures["empty ruled paper"].value == len(list(draw_ruled()))
    assert figures["empty ruled paper"].is_met is None
    assert figures["blank, noise and photographs"].is_met is True


def test_the_pictures_of_nothing_are_the_same_every_time_and_all_different() -> None:
    for draw in (draw_blank, draw_noise, draw_ruled):
        first, second = list(draw()), list(draw())
        assert all(
            a[0] == b[0] and np.array_equal(a[1], b[1]) for a, b in zip(first, second, strict=True)
        )
        assert len({(pixels.shape, pixels.tobytes()) for _, pixels in first}) == len(first)
