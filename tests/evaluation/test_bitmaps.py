"""USPS and Semeion on a few rows in their own forms."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from tests.evaluation.scripted import ScriptedReader, make_model, write_number

from inkread import DataInvalid
from inkread.evaluation.bench import Bench
from inkread.evaluation.bitmaps import (
    list_sources,
    load_semeion,
    load_usps,
    measure_semeion,
    measure_usps,
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two digits of each set, a 3 and a 7, with ink in the first pixel of the first one only."""
    for folder in ("usps", "semeion"):
        (tmp_path / folder).mkdir()
    greys = [" ".join(["-1.0"] * 255) for _ in range(2)]
    usps = f"3.0000 1.0 {greys[0]}\n7.0000 -1.0 {greys[1]}\n"
    (tmp_path / "usps" / "zip.test.gz").write_bytes(gzip.compress(usps.encode()))
    marks = [" ".join("1" if k == label else "0" for k in range(10)) for label in (3, 7)]
    zeros = " ".join(["0"] * 255)
    semeion = f"1 {zeros} {marks[0]}\n0 {zeros} {marks[1]}\n"
    (tmp_path / "semeion" / "semeion.data.gz").write_bytes(gzip.compress(semeion.encode()))
    return tmp_path


def write_digit_card(folder: Path, *sources: str) -> Path:
    """A model folder whose card for digits names these sources."""
    make_model(folder)
    card = json.loads((folder / "reader.json").read_text())
    named = [{"name": each, "licence": "none", "use": "training"} for each in sources]
    card |= {"name": "digit", "file": "digit.onnx", "data": named}
    (folder / "digit.onnx").write_bytes(b"")
    (folder / "digit.json").write_text(json.dumps(card))
    return folder


def test_ink_is_bright_in_both_sets(data: Path) -> None:
    for images, labels in (
        load_usps(data / "usps" / "zip.test.gz"),
        load_semeion(data / "semeion" / "semeion.data.gz"),
    ):
        assert images.shape == (2, 16, 16)
        assert images.dtype == np.uint8
        assert (images[0, 0, 0], images[0].sum(), images[1].sum()) == (255, 255, 0)
        assert labels.tolist() == [3, 7]


def test_a_row_of_another_length_is_refused(data: Path) -> None:
    with pytest.raises(DataInvalid, match="257 values, not 266"):
        load_semeion(data / "usps" / "zip.test.gz")


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zip.test.gz"
    for content in (b"not packed", gzip.compress(b"no numbers")):
        path.write_bytes(content)
        with pytest.raises(DataInvalid):
            load_usps(path)


def test_the_error_is_that_of_single_digits(data: Path) -> None:
    reader = ScriptedReader(lambda _: [write_number("3")])
    for measure in (measure_usps, measure_semeion):
        measured = measure(Bench(reader, data))
        figure = measured.figures[0]
        assert (figure.what, figure.value, figure.n, figure.is_met) == ("error", 0.5, 2, False)
        assert (measured.figures[1].what, measured.figures[1].value) == ("answered at all", 1.0)
    assert all(options.single for options in reader.options)


def test_a_set_that_the_card_names_is_said_to_be_trained_on(data: Path, tmp_path: Path) -> None:
    model = write_digit_card(tmp_path / "model", "MNIST", "USPS (training part)")
    reader = ScriptedReader(lambda _: [write_number("3")])
    usps = measure_usps(Bench(reader, data, model=model))
    assert usps.figures[0].subject == "USPS test, trained on USPS (training part)"
    assert usps.details["trained_on"] == ["USPS (training part)"]
    semeion = measure_semeion(Bench(reader, data, model=model))
    assert semeion.figures[0].subject == "Semeion, never trained on"


def test_the_card_of_the_digit_model_beside_the_reader_is_asked(tmp_path: Path) -> None:
    model = write_digit_card(tmp_path / "model", "USPS and more")
    assert list_sources(model, "USPS") == ["USPS and more"]
    assert list_sources(model, "Semeion") == []
