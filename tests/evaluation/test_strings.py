"""The suite of digit strings on an archive of six pictures."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.evaluation.scripted import ScriptedReader, encode_picture, write_number

from inkread import DataInvalid, DataMissing, OptionsInvalid, Page, ReadOptions
from inkread.evaluation.bench import Bench
from inkread.evaluation.strings import list_strings, measure_strings

# What is written on each picture, told by its shade, and what the scripted reader answers.
FILES = {
    "two/12.png": (10, ["12"]),
    "two/34_001.png": (20, ["3", "5"]),
    "two/06_008.png": (30, ["06"]),
    "three-four/567.png": (40, ["56", "7"]),
    "pen/12345678.jpg": (50, ["1234567"]),
    "pen/99999999.jpg": (60, []),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "strings"
    folder.mkdir()
    with zipfile.ZipFile(folder / "strings-dev.zip", "w") as archive:
        for name, (shade, _) in FILES.items():
            archive.writestr(name, encode_picture(shade))
    corrections = "file,label\ntwo/34_001.png,35\ntwo/06_008.png,\n"
    (folder / "corrections.csv").write_text(corrections, encoding="utf-8")
    return tmp_path


@pytest.fixture
def reader() -> ScriptedReader:
    scripts = {encode_picture(shade): texts for shade, texts in FILES.values()}
    return ScriptedReader(lambda picture: [write_number(text) for text in scripts[picture]])


def test_a_label_is_the_file_name_unless_it_was_corrected(data: Path) -> None:
    folder = data / "strings"
    found, left_out = list_strings(folder / "strings-dev.zip", folder / "corrections.csv")
    assert {(picture.group, picture.label) for picture in found} == {
        *(("two", "12"), ("two", "35"), ("three-four", "567")),
        *(("pen", "12345678"), ("pen", "99999999")),
    }
    assert left_out == 1


def test_a_string_is_right_when_its_digits_come_out_in_order(
    data: Path, reader: ScriptedReader
) -> None:
    figures = measure_strings(Bench(reader, data)).figures
    exact = {figure.subject: figure for figure in figures if figure.what == "exact match"}
    assert {name: (figure.value, figure.n) for name, figure in exact.items()} == {
        "two and three-four": (1.0, 3),
        "two": (1.0, 2),
        "three-four": (1.0, 1),
        "pen": (0.0, 2),
        "all strings": (0.6, 5),
    }
    assert exact["two and three-four"].is_met is True
    assert exact["two"].is_met is None
    assert exact["pen"].is_met is False


def test_the_stricter_figure_wants_exactly_one_number(data: Path, reader: ScriptedReader) -> None:
    figures = measure_strings(Bench(reader, data)).figures
    strict = {f.subject: f.value for f in figures if f.what.endswith("as exactly one number")}
    assert strict["two"] == 0.5
    assert strict["three-four"] == 0.0


def test_the_details_hold_lengths_digits_and_mistakes(data: Path, reader: ScriptedReader) -> None:
    measured = measure_strings(Bench(reader, data))
    pen = measured.details["pen"]
    assert measured.details["left_out"] == 1
    assert pen["by_length"] == {"8": {"right": 0, "n": 2}}
    assert pen["digit_accuracy"] == pytest.approx(7 / 16)
    assert pen["character_error_rate"] == pytest.approx(9 / 16)
    assert pen["nothing_answered"] == 1
    assert [mistake["answer"] for mistake in pen["mistakes"]] == ["1234567", ""]
    assert set(measured.pictures) == {
        *("confusion.png", "mistakes-fonts.webp", "mistakes-pen.webp", "examples.webp"),
    }


def test_the_answers_of_each_set_are_kept(data: Path, reader: ScriptedReader) -> None:
    two, _, pen = measure_strings(Bench(reader, data)).answers
    assert (two.subject, two.n, two.right, two.accepted) == ("two", 2, (True,) * 2, (True,) * 2)
    # Of two numbers the less sure one counts; each digit is 0.99 sure.
    assert two.confidences == (0.99, 0.9801)
    # A picture without an answer is one of the set, but no answer.
    assert (pen.n, pen.right, pen.confidences) == (2, (False,), (round(0.99**7, 4),))


def test_what_is_accepted_when_it_must_be_sure_is_measured_apart(
    data: Path, reader: ScriptedReader
) -> None:
    figures = {(f.subject, f.what): f for f in measure_strings(Bench(reader, data)).figures}
    accepted = "accepted, asked for at most 0.2 % wrong"
    wrong = "wrong among them, asked for at most 0.2 % wrong"
    assert {options.max_error for options in reader.options} == {None, 0.002}
    # The seven digits of the pen are 0.99 sure each, and so accepted; they are wrong.
    assert (figures["pen", accepted].value, figures["pen", wrong].value) == (0.5, 1.0)
    assert (figures["all strings", accepted].value, figures["all strings", accepted].n) == (0.8, 5)
    assert figures["all strings", wrong].value == pytest.approx(1 / 4)
    assert figures["two and three-four", wrong].is_met is True
    assert figures["pen", wrong].is_met is False


def test_what_is_accepted_is_judged_by_how_much_and_by_how_much_of_it_is_wrong(
    data: Path, reader: ScriptedReader
) -> None:
    figures = {(f.subject, f.what): f for f in measure_strings(Bench(reader, data)).figures}
    met = {
        (subject, what): figures[subject, what].is_met
        for subject in ("two and three-four", "pen", "all strings", "two")
        for what in ("accepted", "wrong among accepted")
    }
    assert met == {
        ("two and three-four", "accepted"): True,
        ("two and three-four", "wrong among accepted"): True,
        ("pen", "accepted"): False,
        ("pen", "wrong among accepted"): False,
        ("all strings", "accepted"): False,
        ("all strings", "wrong among accepted"): False,
        ("two", "accepted"): None,
        ("two", "wrong among accepted"): None,
    }


def test_a_model_that_promises_nothing_accepts_nothing(data: Path) -> None:
    def read(source: object, options: ReadOptions = ReadOptions()) -> tuple[Page, ...]:
        if options.max_error is not None:
            raise OptionsInvalid("max_error", options.max_error, "left out")
        return (Page("<scripted>", 1, 100, 100, ()),)

    reader = ScriptedReader(lambda _: [])
    reader.read = read  # type: ignore[method-assign]
    measured = measure_strings(Bench(reader, data))
    figures = {(f.subject, f.what): f for f in measured.figures}
    accepted = figures["all strings", "accepted, asked for at most 0.2 % wrong"]
    assert (accepted.value, accepted.n) == (0.0, 5)
    assert "max_error" in measured.details["not_promised"]


def test_a_limit_is_spread_over_each_set(data: Path, reader: ScriptedReader) -> None:
    measured = measure_strings(Bench(reader, data, limit=1))
    assert [f.n for f in measured.figures if f.what == "exact match"] == [2, 1, 1, 1, 3]


def test_without_the_data_the_missing_file_is_named(tmp_path: Path, reader: ScriptedReader) -> None:
    with pytest.raises(DataMissing, match=r"strings-dev\.zip"):
        measure_strings(Bench(reader, tmp_path))


def test_an_archive_without_any_labelled_picture_is_refused(
    data: Path, reader: ScriptedReader
) -> None:
    with zipfile.ZipFile(data / "strings" / "strings-dev.zip", "w") as archive:
        archive.writestr("elsewhere/12.png", encode_picture(1))
    with pytest.raises(DataInvalid, match="no labelled picture"):
        measure_strings(Bench(reader, data))
