"""Strings by writers held out, composed of digits that are bars of ink."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.evaluation.scripted import ScriptedReader, write_number, write_writers

from inkread import DataInvalid, DataMissing
from inkread.evaluation.bench import Bench
from inkread.evaluation.composed import LENGTHS, draw_composed, measure_composed
from inkread.evaluation.handwriting import (
    PAGE,
    Hand,
    Manner,
    draw_page,
    load_hands,
    write_string,
    write_touching_pair,
)

MANNER = Manner(height=30.0, slant=0.0, gap=0.4, dance=0.0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_writers(tmp_path)


@pytest.fixture
def hands(data: Path) -> list[Hand]:
    return load_hands(lambda name: data / name)


def test_only_writers_held_out_of_training_write(hands: list[Hand]) -> None:
    (hand,) = hands  # one of ten
    assert sorted(hand.labels.tolist()) == list(range(10))


def test_a_table_of_writers_for_other_pictures_is_refused(data: Path) -> None:
    (data / "qmnist" / "qmnist-train-labels.tsv.gz").write_bytes(gzip.compress(b"1 0 5 0\n"))
    with pytest.raises(DataInvalid, match="not as many writers"):
        load_hands(lambda name: data / name)


def test_a_string_is_as_high_as_asked_for_and_its_digits_stand_apart(hands: list[Hand]) -> None:
    ink = write_string(np.random.default_rng(1), hands[0], "444", MANNER)
    assert 26 <= ink.shape[0] <= 34
    inked = ink.max(0) > 0.5
    assert int((np.diff(inked.astype(int)) == -1).sum()) == 2


def test_the_strokes_of_a_touching_pair_meet(hands: list[Hand]) -> None:
    for seed in range(5):
        text, ink = write_touching_pair(np.random.default_rng(seed), hands[0], MANNER)
        assert len(text) == 2
        assert (ink.max(0)[1:-1] > 0.5).all()  # edges are soft


def test_a_picture_is_the_same_for_the_same_index(hands: list[Hand]) -> None:
    for length in (0, 10):
        first, again, other = (draw_composed(hands, length, index) for index in (0, 0, 1))
        assert first == again
        assert first != other
        with Image.open(io.BytesIO(first[1])) as picture:
            assert picture.mode == "RGB"


def test_a_page_is_full_of_digits_and_always_the_same(hands: list[Hand]) -> None:
    page = draw_page(np.random.default_rng(1), hands)
    assert page.shape == (*PAGE, 3)
    assert np.array_equal(page, draw_page(np.random.default_rng(1), hands))
    assert (page.min(2) < 120).mean() > 0.02


def test_each_length_has_its_own_figure_and_two_have_bars(data: Path, hands: list[Hand]) -> None:
    drawn = [draw_composed(hands, length, 0) for length in (0, *LENGTHS)]
    texts = {picture: text for text, picture in drawn}

    def answer(picture: Any) -> Any:
        text = texts[picture]
        return [write_number(text if len(text) < 10 else text[:-1])]

    measured = measure_composed(Bench(ScriptedReader(answer), data, limit=1))
    exact = {f.subject: f for f in measured.figures if f.what == "exact match"}
    assert list(exact) == [
        "touching pairs",
        *(f"{length} digits" for length in LENGTHS),
        "all composed strings",
    ]
    assert {name: f.is_met for name, f in exact.items() if f.bar} == {
        "4 digits": True,
        "10 digits": False,
    }
    assert exact["all composed strings"].n == 9
    by_length = measured.details["all composed strings"]["by_length"]
    assert by_length["10"] == {"right": 0, "n": 1}
    assert "mistakes-pairs.webp" in measured.pictures


def test_without_the_table_of_writers_its_file_is_named(tmp_path: Path) -> None:
    write_writers(tmp_path)
    (tmp_path / "qmnist" / "qmnist-train-labels.tsv.gz").unlink()
    with pytest.raises(DataMissing, match="qmnist-train-labels"):
        measure_composed(Bench(ScriptedReader(lambda _: []), tmp_path))
