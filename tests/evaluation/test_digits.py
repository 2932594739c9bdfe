"""The suites of single digits on a few pictures in the formats of MNIST and DIDA."""

from __future__ import annotations

import gzip
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.evaluation.scripted import (
    ScriptedReader,
    encode_picture,
    write_idx,
    write_number,
)

from inkread import DataInvalid
from inkread.evaluation.bench import Bench
from inkread.evaluation.digits import list_held_out, measure_dida, measure_mnist, read_idx


@pytest.fixture
def mnist(tmp_path: Path) -> Path:
    """Ten pictures, 0 to 9; the first pixel of each is its digit."""
    (tmp_path / "mnist").mkdir()
    images = np.zeros((10, 28, 28), dtype=np.uint8)
    images[:, 0, 0] = range(10)
    write_idx(tmp_path / "mnist" / "t10k-images-idx3-ubyte.gz", images)
    labels = np.arange(10, dtype=np.uint8)
    write_idx(tmp_path / "mnist" / "t10k-labels-idx1-ubyte.gz", labels)
    return tmp_path


def test_an_idx_file_gives_back_its_array(tmp_path: Path) -> None:
    values = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    write_idx(tmp_path / "values.gz", values)
    assert np.array_equal(read_idx(tmp_path / "values.gz"), values)


def test_an_idx_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    short = struct.pack(">HBBI", 0, 8, 1, 5) + b"abc"
    (tmp_path / "short.gz").write_bytes(gzip.compress(short))
    with pytest.raises(DataInvalid, match="breaks off"):
        read_idx(tmp_path / "short.gz")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.gz").write_bytes(gzip.compress(b"something else"))
    with pytest.raises(DataInvalid, match="no IDX file"):
        read_idx(tmp_path / "other.gz")


def test_mnist_is_read_as_single_digits_in_both_polarities(mnist: Path) -> None:
    def answer(picture: Any) -> Any:
        # Dark on white, the scripted reader takes everything for a 1.
        return [write_number("1" if picture[5, 5] else str(picture[0, 0]))]

    reader = ScriptedReader(answer)
    measured = measure_mnist(Bench(reader, mnist))
    accuracy = [(f.subject, f.value) for f in measured.figures if f.what == "accuracy"]
    assert accuracy == [("MNIST t10k", 1.0), ("MNIST t10k, dark on white", 0.1)]
    assert measured.figures[0].is_met is True
    assert "error at 1 % reject" in [figure.what for figure in measured.figures]
    assert all(options.single for options in reader.options)


def test_a_digit_that_is_not_answered_is_wrong(mnist: Path) -> None:
    reader = ScriptedReader(lambda picture: [] if picture[0, 0] == 3 else [write_number("0")])
    figures = {f.what: f.value for f in measure_mnist(Bench(reader, mnist)).figures[:4]}
    assert figures == {
        "accuracy": 0.1,
        "answered at all": 0.9,
        "accepted": 0.9,
        "wrong among accepted": pytest.approx(8 / 9),
    }


def test_the_last_pictures_of_a_label_are_the_last_by_number_not_by_name() -> None:
    names = [f"3/3_{i}.jpg" for i in (1, 10, 9, 2)] + ["1/1_5.jpg", "readme.txt", "3/4_7.jpg"]
    assert list_held_out(names, 2) == ["1/1_5.jpg", "3/3_9.jpg", "3/3_10.jpg"]


def test_dida_takes_the_folder_for_the_label(tmp_path: Path) -> None:
    (tmp_path / "dida").mkdir()
    with zipfile.ZipFile(tmp_path / "dida" / "dida-8000.zip", "w") as archive:
        for label in range(10):
            archive.writestr(f"{label}/{label}_1.jpg", encode_picture(label))
    scripts = {encode_picture(label): str(label) for label in range(9)}
    reader = ScriptedReader(lambda picture: [write_number(scripts.get(picture, "1"))])
    measured = measure_dida(Bench(reader, tmp_path))
    barred = [figure.what for figure in measured.figures if figure.bar]
    assert barred == ["accuracy", "expected calibration error"]
    assert measured.figures[0].value == 0.9
    assert measured.details["mistakes"][0]["file"] == "9/9_1.jpg"
    assert all(options.single for options in reader.options)
