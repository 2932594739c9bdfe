"""The command line, as one types it: real processes' rules, with graphs that answer as scripted."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from tests.modelling import signed, write_models, written

from inkread import __version__
from inkread.cli import main

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "page.schema.json").read_text())


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Models that see 67021 and 04 on every page, and 7 in every picture of one digit."""
    folder = tmp_path / "models"
    folder.mkdir()
    page = [*written("67021", 20, 20), *written("04", 150, 22)]
    return write_models(folder, page=page, digit=[("7", 20, 20)])


@pytest.fixture
def scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: two pictures, one of them called .PNG, and what is no picture."""
    folder = tmp_path / "scans"
    (folder / "more").mkdir(parents=True)
    paper = Image.fromarray(np.full((60, 200, 3), 255, dtype=np.uint8))
    paper.save(folder / "a.jpg")
    paper.save(folder / "more" / "b.PNG")
    (folder / "notes.txt").write_text("12 apples")
    (folder / ".hidden.png").write_text("hidden")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], input=stdin)


def read(models: Path, *arguments: str | Path, stdin: bytes | None = None) -> Result:
    return run("read", "--model", models, *arguments, stdin=stdin)


def test_one_picture_gives_its_lines_alone(models: Path, scans: Path) -> None:
    result = read(models, "a.jpg")
    assert (result.exit_code, result.output) == (0, "67021 04\n")


def test_several_pictures_are_named_on_their_lines(models: Path, scans: Path) -> None:
    result = read(models, "a.jpg", "more/b.PNG")
    assert result.output == "a.jpg: 67021 04\nmore/b.PNG: 67021 04\n"


def test_a_folder_stands_for_the_pictures_in_it_and_below(models: Path, scans: Path) -> None:
    result = read(models, ".")
    assert (result.exit_code, result.output) == (0, "a.jpg: 67021 04\nmore/b.PNG: 67021 04\n")


def test_errors_that_a_model_promises_nothing_about_are_refused(models: Path, scans: Path) -> None:
    result = read(models, "a.jpg", "--max-error", "0.001")
    assert result.exit_code == 2
    assert "max_error must be left out for the model 'reader', not 0.001." in result.stderr
    assert read(models, "a.jpg", "--max-error", "2").exit_code == 2


def test_a_folder_without_pictures_is_a_failure_of_one_line(models: Path, scans: Path) -> None:
    (scans / "empty").mkdir()
    result = read(models, "empty", "a.jpg")
    assert result.exit_code == 1
    assert result.stderr == "inkread: empty: There is no picture in this folder.\n"
    assert result.stdout == "67021 04\n"


def test_json_is_one_object_a_page_in_the_promised_shape(models: Path, scans: Path) -> None:
    result = read(models, "a.jpg", "more/b.PNG", "--format", "json")
    pages = [json.loads(line) for line in result.stdout.splitlines()]
    for page in pages:
        jsonschema.validate(page, SCHEMA)
    assert [page["source"] for page in pages] == ["a.jpg", "more/b.PNG"]
    assert [number["text"] for number in pages[0]["numbers"]] == ["67021", "04"]


def test_csv_has_a_header_and_keeps_leading_zeros(models: Path, scans: Path) -> None:
    lines = read(models, "a.jpg", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith('"source","page","line","number"')
    assert lines[2].startswith('"a.jpg",1,1,"04",')


def test_csv_of_nothing_but_failures_is_the_header(models: Path, scans: Path) -> None:
    result = read(models, "notes.txt", "--format", "csv")
    assert result.stdout.count("\n") == 1


def test_a_dash_is_a_picture_on_the_standard_input(models: Path, scans: Path) -> None:
    result = read(models, "-", "--format", "json", stdin=(scans / "a.jpg").read_bytes())
    assert json.loads(result.stdout)["source"] == "-"


def test_a_list_of_files_is_read_from_a_file_or_the_standard_input(
    models: Path, scans: Path
) -> None:
    names = "a.jpg\r\n\nmore/b.PNG\n"
    (scans / "list").write_text(names)
    expected = "a.jpg: 67021 04\nmore/b.PNG: 67021 04\n"
    assert read(models, "--files-from", "list").output == expected
    assert read(models, "--files-from", "-", stdin=names.encode()).output == expected
    assert read(models, "--files-from", "list", "a.jpg").output == "a.jpg: 67021 04\n" + expected


def test_an_empty_list_of_files_is_read_without_complaint(models: Path, scans: Path) -> None:
    (scans / "list").write_text("\n")
    result = read(models, "--files-from", "list")
    assert (result.exit_code, result.output) == (0, "")


def test_a_file_that_cannot_be_read_gets_one_line_and_the_others_go_on(
    models: Path, scans: Path
) -> None:
    (scans / "cut.jpg").write_bytes((scans / "a.jpg").read_bytes()[:400])
    result = read(models, "none.png", "notes.txt", "cut.jpg", "a.jpg")
    assert result.exit_code == 1
    assert result.stdout == "a.jpg: 67021 04\n"
    none, notes, cut = result.stderr.splitlines()
    assert none == "inkread: none.png: There is no such file."
    assert notes == (
        "inkread: notes.txt: This is not a picture that can be read: it is a text file."
    )
    assert cut.startswith("inkread: cut.jpg: The JPEG picture is incomplete or damaged: ")


def test_a_single_digit_is_read_when_the_picture_is_said_to_hold_one(
    models: Path, scans: Path
) -> None:
    assert read(models, "a.jpg", "--single").output == "7\n"


def test_numbers_that_are_less_sure_can_be_left_out(models: Path, scans: Path) -> None:
    # Five digits of 0.98 are 0.90 sure together, two are 0.96.
    assert read(models, "a.jpg", "--min-confidence", "0.95").output == "04\n"


def test_what_a_number_must_be_can_be_said_in_many_ways_at_once(models: Path, scans: Path) -> None:
    (scans / "known.txt").write_text("67021\n67071\n")
    said = ["--pattern", "6.*", "--length", "4-6", "--one-of", "known.txt"]
    result = read(models, "a.jpg", "--format", "json", *said)
    assert result.exit_code == 0
    page = json.loads(result.stdout)
    jsonschema.validate(page, SCHEMA)
    free = {"changed": 0, "cost": 0.0}
    assert [number["constraint"] for number in page["numbers"]] == [
        {"satisfied": True, "free": "67021", **free},
        {"satisfied": False, "free": "04", **free},
    ]


def test_csv_says_how_numbers_fit_when_something_is_asked_of_them(
    models: Path, scans: Path
) -> None:
    result = read(models, "a.jpg", "--format", "csv", "--length", "2")
    first, second = csv.DictReader(io.StringIO(result.output))
    assert [each["satisfied"] for each in (first, second)] == ["no", "yes"]
    assert (second["free"], second["changed"], second["cost"]) == ("04", "0", "0.0")
    assert "satisfied" not in read(models, "a.jpg", "--format", "csv").output


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (["--length", "2"], "67021 04"),
        (["--luhn"], "07021 00"),
        (["--date", "MMYY", "--pattern", "0.*"], "67021 04"),
        (["--pattern", "[0-57]+"], "07021 04"),
    ],
)
def test_numbers_are_put_right_in_the_text(
    models: Path, scans: Path, said: list[str], text: str
) -> None:
    assert read(models, "a.jpg", *said).output == f"{text}\n"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (["--pattern", "^1"], "pattern must be a pattern that is understood (character 1: "),
        (["--pattern", ""], "pattern must be a pattern of 1 to 200 characters"),
        (["--length", "6-4"], "length must be a number of digits from 1 to 100"),
        (["--iban", "GB"], "iban must be a country whose IBAN is all digits"),
        (["--one-of", "none"], "'none' does not exist"),
        (["--one-of", "notes.txt"], "one_of must be a list of numbers of 1 to 100 digits, not"),
        (["--one-of", "a.jpg"], "one_of must be a file that can be read"),
        (["--date", "D.M.Y"], "date must be made of MM, DD and YYYY or YY"),
        (["--length", "4", "--iban", "DE"], "constraint must be what a number can satisfy"),
    ],
)
def test_a_constraint_that_makes_no_sense_is_a_wrong_command(
    models: Path, scans: Path, said: list[str], sentence: str
) -> None:
    result = read(models, "a.jpg", *said)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""


def test_the_style_is_shown_in_every_format_when_asked_for(models: Path, scans: Path) -> None:
    assert read(models, "a.jpg", "--style").output == (
        "67021  size 20 px, spacing 0.15, aspect 0.60\n04  size 20 px, spacing 0.15, aspect 0.60\n"
    )
    page = json.loads(read(models, "a.jpg", "--style", "--format", "json").output)
    jsonschema.validate(page, SCHEMA)
    expected = {"size_px": 20, "aspect": 0.6, "spacing": 0.15}
    assert [number["style"] for number in page["numbers"]] == [expected, expected]
    header, row, _ = read(models, "a.jpg", "--style", "--format", "csv").output.splitlines()
    assert header.count(",") == row.count(",")
    assert "style" not in read(models, "a.jpg", "--format", "json").output
    assert "size_px" not in read(models, "a.jpg", "--format", "csv").output


def test_marked_pictures_are_written_where_asked(models: Path, scans: Path) -> None:
    result = read(models, "a.jpg", "more/b.PNG", "--annotated", "out/marked")
    assert result.exit_code == 0
    marked = sorted(path.name for path in (scans / "out" / "marked").iterdir())
    assert marked == ["a.read.png", "b.read.png"]


def test_a_place_that_cannot_be_written_ends_it_with_one_line(models: Path, scans: Path) -> None:
    result = read(models, "a.jpg", "more/b.PNG", "--annotated", "notes.txt/marked")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "cannot be written" in result.stderr


def test_the_answers_are_written_into_a_file_where_asked(models: Path, scans: Path) -> None:
    result = read(models, "a.jpg", "more/b.PNG", "--format", "json", "--output", "pages.jsonl")
    assert (result.exit_code, result.output) == (0, "")
    pages = (scans / "pages.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(page)["source"] for page in pages] == ["a.jpg", "more/b.PNG"]


def test_a_folder_gets_one_file_for_each_picture(models: Path, scans: Path) -> None:
    result = read(models, ".", "--format", "png", "--output", "out/marked")
    assert (result.exit_code, result.output) == (0, "")
    written = sorted(path.name for path in (scans / "out" / "marked").iterdir())
    assert written == ["a.read.png", "b.read.png"]
    with Image.open(scans / "out" / "marked" / "a.read.png") as picture:
        assert picture.format == "PNG"


def test_one_marked_picture_goes_through_a_pipe(models: Path, scans: Path) -> None:
    result = read(models, "a.jpg", "--format", "png")
    assert result.stdout_bytes.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "suffix", "begins"),
    [
        ("xlsx", ".xlsx", b"PK"),
        ("pdf", ".pdf", b"%PDF-"),
        ("hocr", ".hocr", b"<?xml"),
        ("alto", ".alto.xml", b"<?xml"),
        ("page", ".page.xml", b"<?xml"),
    ],
)
def test_every_format_of_documents_can_be_asked_for(
    models: Path, scans: Path, name: str, suffix: str, begins: bytes
) -> None:
    result = read(models, "a.jpg", "more/b.PNG", "--format", name, "--output", "out")
    assert (result.exit_code, result.output) == (0, "")
    for stem in "ab":
        content = (scans / "out" / f"{stem}.read{suffix}").read_bytes()
        assert content.startswith(begins)
        if begins == b"<?xml":
            sha256 = json.loads((models / "reader.json").read_text())["sha256"]
            assert sha256.encode() in content
            # hOCR has an element around each digit.
            assert b"67021" in content + re.sub(rb"<[^>]*>", b"", content)


def test_a_format_that_is_nothing_for_a_terminal_asks_for_a_file(models: Path, scans: Path) -> None:
    leading, following = pty.openpty()
    command = [sys.executable, "-m", "inkread", "read", "--model", str(models), "a.jpg"]
    done = subprocess.run(
        [*command, "--format", "pdf"], stdout=following, stderr=subprocess.PIPE, check=False
    )
    os.close(following)
    os.close(leading)
    assert done.returncode == 2
    assert b"Name the file for pdf with --output." in done.stderr


def test_several_pages_do_not_fit_into_a_format_of_one(models: Path, scans: Path) -> None:
    for where in ([], ["--output", "both.png"]):
        result = read(models, "a.jpg", "more/b.PNG", "--format", "png", *where)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "whose files hold several pages, or be written into a folder" in result.stderr


def test_a_picture_is_not_overwritten_by_what_was_read_from_it(models: Path, scans: Path) -> None:
    before = (scans / "a.jpg").read_bytes()
    result = read(models, "more/../a.jpg", "--output", "a.jpg")
    assert result.exit_code == 2
    assert "output must be another file than those that are read, not 'a.jpg'" in result.stderr
    assert (scans / "a.jpg").read_bytes() == before


def test_an_output_that_cannot_be_written_is_one_line(models: Path, scans: Path) -> None:
    for place in ("notes.txt/out", "none/out.csv"):
        result = read(models, "a.jpg", "--output", place)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"inkread: {place} cannot be written: ")
        assert result.stderr.count("\n") == 1


def test_what_cannot_be_read_leaves_the_others_in_the_output(models: Path, scans: Path) -> None:
    result = read(models, "notes.txt", "a.jpg", "--output", "out.txt")
    assert result.exit_code == 1
    assert (scans / "out.txt").read_text() == "a.jpg: 67021 04\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.jpg", "--format", "xml"],
        ["a.jpg", "--min-confidence", "2"],
        ["a.jpg", "--dpi", "5000"],
        ["a.jpg", "--files-from", "none"],
        ["-", "-"],
        ["-", "--files-from", "-"],
        ["a.jpg", "--unknown"],
    ],
)
def test_a_wrong_command_is_refused_with_2(
    models: Path, scans: Path, arguments: Sequence[str]
) -> None:
    result = read(models, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_a_model_that_is_not_there_is_one_line(scans: Path) -> None:
    result = run("read", "a.jpg", "--model", "none")
    assert result.exit_code == 1
    assert result.stderr == ("inkread: There is no model 'none'. Known names: digit, reader.\n")


def test_a_damaged_model_is_one_line(models: Path, scans: Path) -> None:
    (models / "reader.onnx").write_bytes(b"other")
    result = read(models, "a.jpg", "more/b.PNG")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "not the file that its card describes" in result.stderr


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").output == f"inkread {__version__}\n"


def test_the_cards_of_the_models_are_shown() -> None:
    shown = run("models").output
    assert "reader 1" in shown
    assert "MNIST" in shown
    cards = [json.loads(line) for line in run("models", "--format", "json").output.splitlines()]
    assert [card["name"] for card in cards] == ["digit", "reader"]


def test_the_data_sets_are_shown_with_their_terms() -> None:
    shown = run("data", "list").output
    assert "mnist: " in shown
    assert "licence: CC BY-SA 3.0" in shown
    assert "cannot be fetched: " in shown


def test_a_folder_of_data_is_compared_with_its_sums(tmp_path: Path) -> None:
    result = run("data", "check", "mnist", "--folder", tmp_path)
    assert result.exit_code == 1
    assert result.output.splitlines()[0] == "missing  mnist/train-images-idx3-ubyte.gz"


def test_data_that_has_no_home_is_not_fetched(tmp_path: Path) -> None:
    result = run("data", "fetch", "strings", "--to", tmp_path)
    assert result.exit_code == 1
    assert "The data set 'strings' cannot be fetched: nothing allows to pass it on." in (
        result.stderr
    )


@pytest.mark.parametrize("command", ["check", "fetch"])
def test_an_unknown_data_set_is_named_with_the_known_ones(tmp_path: Path, command: str) -> None:
    option = {"check": "--folder", "fetch": "--to"}[command]
    result = run("data", command, "emnist", option, tmp_path)
    assert result.exit_code == 1
    assert "There is no data set 'emnist'. Known names: mnist, " in result.stderr


def test_an_unknown_suite_is_a_wrong_command() -> None:
    result = run("evaluate", "none")
    assert result.exit_code == 2
    assert "suite must be one of" in result.stderr


# A process of its own: what only shows there.

HIDDEN = """
import sys
class Hider:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {hidden}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Hider())
from inkread.cli import main
main({arguments}, prog_name="inkread")
"""


def python(code: str, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "hidden", "sentence"),
    [
        (["serve"], ["django"], "The web application needs a part that is not installed: install"),
        (["train", "export", "--data", "."], ["torch"], "Training needs a part"),
        (["read", "-", "--format", "pdf"], ["reportlab"], "Writing PDF needs a part"),
        (["read", "-", "--format", "xlsx"], ["openpyxl"], "Writing Excel workbooks needs a part"),
    ],
)
def test_a_missing_extra_is_a_sentence(
    arguments: list[str], hidden: list[str], sentence: str, tmp_path: Path
) -> None:
    done = python(HIDDEN.format(hidden=hidden, arguments=arguments), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"inkread: {sentence}")
    assert done.stderr.count("\n") == 1


WHAT_IS_IMPORTED = """
import sys
from inkread.cli import main
try:
    main(sys.argv[1:], prog_name="inkread")
finally:
    print("\\n".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def test_reading_imports_neither_torch_nor_django_nor_anything_heavy(
    models: Path, scans: Path
) -> None:
    done = python(WHAT_IS_IMPORTED, "read", "a.jpg", "--model", str(models))
    assert done.stdout == "67021 04\n"
    imported = set(done.stderr.split())
    assert "onnxruntime" in imported
    heavy = {"torch", "django", "onnx", "matplotlib", "scipy", "sklearn", "rich", "pypdfium2"}
    heavy |= {"openpyxl", "reportlab", "xml"}
    assert imported & heavy == set()


def test_the_module_can_be_run_and_closes_a_broken_pipe_in_silence(
    models: Path, scans: Path
) -> None:
    names = "a.jpg\n" * 30
    reading = subprocess.Popen(
        [sys.executable, "-m", "inkread", "read", "--model", str(models), "--files-from", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "INKREAD_THREADS": "1"},
    )
    assert reading.stdin is not None
    assert reading.stdout is not None
    assert reading.stderr is not None
    with reading:
        reading.stdin.write(names)
        reading.stdin.close()
        assert reading.stdout.readline() == "a.jpg: 67021 04\n"
        reading.stdout.close()
        assert reading.stderr.read() == ""
    assert reading.returncode == 1


def test_values_are_shown_when_asked_for(tmp_path: Path, scans: Path) -> None:
    folder = tmp_path / "signed"
    folder.mkdir()
    seen = [*written("1234", 20, 20), *written("04", 150, 22)]
    write_models(folder, page=seen, **signed((".", 27.5, 29)))
    assert read(folder, "a.jpg").output == "1234 04\n"
    assert read(folder, "a.jpg", "--values").output == "1.234 04\n"
    assert read(folder, "a.jpg", "--values", "--decimal", ",").output == "1234 04\n"
    header, row, _ = read(folder, "a.jpg", "--values", "--format", "csv").output.splitlines()
    assert '"y1","written","value","kind","currency","alternatives"' in header
    assert '"1.234","1.234","decimal","","1234"' in row
    assert "written" not in read(folder, "a.jpg", "--format", "csv").output
    page = json.loads(read(folder, "a.jpg", "--format", "json").output)
    jsonschema.validate(page, SCHEMA)
    assert page["numbers"][0]["value"]["alternatives"] == ["1234"]
    assert read(folder, "a.jpg", "--decimal", "x").exit_code == 2
    assert read(folder, "a.jpg", "--date-order", "dym").exit_code == 2
