"""Pages as lines of JSON, CSV and text."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path

import jsonschema
import pytest

from inkread import Box, Digit, Fit, Number, Page, Second, Sign, Style, Value
from inkread.exports import csv_header, csv_rows, json_line, text_lines

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "reference" / "page.schema.json").read_text()
)


def number(text: str, line: int = 1, accept: float = 0.5) -> Number:
    digits = []
    for place, character in enumerate(text):
        others = tuple((other, 0.01) for other in "0123456789" if other != character)
        box = Box(place * 10.0, 0.0, place * 10.0 + 8.5, 12.25)
        digits.append(Digit(character, box, 0.9, "print", ((character, 0.9), *others)))
    return Number.of(digits, line=line, accept=accept)


STYLE = Style(
    size_px=62.5,
    aspect=0.48,
    spacing=0.2,
    slant_degrees=-8.0,
    stroke_px=4.25,
    stroke_share=0.068,
    ink="#963640",
    ink_lab=(35.9, 41.5, 18.2),
    paper="#e3e4e6",
    contrast=5.3,
)
CHANGED = Fit(satisfied=True, free="0018", changed=1, cost=0.847298)
BLANK = Style(size_px=20.0, aspect=0.5)


def fitted(text: str, fit: Fit) -> Number:
    return dataclasses.replace(number(text), constraint=fit)


def styled(text: str, style: Style) -> Number:
    return dataclasses.replace(number(text), style=style)


def signed(value: Value | None = None, sign: str = "=") -> Number:
    """12 with a sign before it."""
    before = (Sign(sign, Box(0, 2, 1, 4), 0.75),)
    return dataclasses.replace(number("12"), signs=before, value=value)


AMBIGUOUS = Value("amount", "-1.234", "EUR", "€", ("-1234",))


def page(*numbers: Number, source: str = "form.jpg", number_of_page: int = 1) -> Page:
    return Page(source, number_of_page, 100, 50, numbers)


def test_json_is_one_line_that_gives_back_the_page_and_keeps_the_promise() -> None:
    plain, measured = page(number("0042"), number("7", 2)), page(styled("1", STYLE))
    held = page(fitted("0013", CHANGED))
    told = dataclasses.replace(signed(AMBIGUOUS), second=Second("12", 0.5, within="1.2"))
    kinds = [page(told), page(signed(Value("date", "2025-03-04")), signed())]
    for each in (plain, measured, held, page(styled("1", BLANK)), page(), *kinds):
        line = json_line(each)
        assert line.endswith("}\n")
        assert line.count("\n") == 1
        jsonschema.validate(json.loads(line), SCHEMA)
        assert Page.from_dict(json.loads(line)) == each


@pytest.mark.parametrize("source", ["Zählung 一.png", "a\nb.png", 'a"b.png', "\udce4.png"])
def test_json_holds_any_name_of_a_file_in_ascii(source: str) -> None:
    line = json_line(page(source=source))
    assert line.isascii()
    assert line.count("\n") == 1
    assert json.loads(line)["source"] == source


@pytest.mark.parametrize(
    "broken",
    [
        {"page": 0},
        {"width": None},
        {"numbers": [{}]},
        {"numbers": [number("1").to_dict() | {"box": [0, 0, 1]}]},
        {"numbers": [number("1").to_dict() | {"confidence": 1.1}]},
        {"numbers": [number("1").to_dict() | {"digits": []}]},
        {"numbers": [number("1").to_dict() | {"text": "1a"}]},
        {"numbers": [number("1").to_dict() | {"constraint": {}}]},
        {"numbers": [signed().to_dict() | {"signs": []}]},
        {"numbers": [signed(sign="a").to_dict()]},
        {"numbers": [signed().to_dict() | {"written": "abc"}]},
        {"numbers": [signed().to_dict() | {"value": {"kind": "integer", "text": "12"}}]},
        {"numbers": [signed(Value("integer", "1,2")).to_dict()]},
        {"numbers": [number("1").to_dict() | {"constraint": CHANGED.to_dict() | {"cost": -1}}]},
        {"numbers": [number("1").to_dict() | {"style": {}}]},
        {"numbers": [number("1").to_dict() | {"style": STYLE.to_dict() | {"ink": "red"}}]},
        {"numbers": [number("1").to_dict() | {"style": STYLE.to_dict() | {"contrast": 0}}]},
        {"numbers": [number("1").to_dict() | {"style": STYLE.to_dict() | {"slant_degrees": 45}}]},
    ],
)
def test_the_schema_refuses_another_shape(broken: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(page(number("1")).to_dict() | broken, SCHEMA)


def rows(*pages: Page) -> list[dict[str, str]]:
    text = csv_header() + "".join(map(csv_rows, pages))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_one_row_a_number_under_its_header() -> None:
    first, second = rows(page(number("0042"), number("7", 2)))
    assert first == {
        "source": "form.jpg",
        "page": "1",
        "line": "1",
        "number": "0042",
        "confidence": "0.6561",
        "accepted": "yes",
        "x0": "0.0",
        "y0": "0.0",
        "x1": "38.5",
        "y1": "12.25",
        "order": "1",
        "writing": "print",
        "readings": "0002 0.0073; 0012 0.0073; 0022 0.0073; 0032 0.0073",
    }
    assert second["order"] == "2"
    assert (second["number"], second["line"]) == ("7", "2")


def test_csv_of_a_page_without_numbers_is_no_row() -> None:
    assert csv_rows(page()) == ""


def test_csv_writes_numbers_as_text_so_that_zeros_are_kept() -> None:
    assert '"0042"' in csv_rows(page(number("0042")))


@pytest.mark.parametrize(
    "source", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1"]
)
def test_csv_never_hands_a_formula_to_a_spreadsheet(source: str) -> None:
    (row,) = rows(page(number("1"), source=source))
    assert row["source"] == f"'{source}"


@pytest.mark.parametrize("source", ['a,b;"c".png', "a\nb.png", "plain.png", "folder/-a.png"])
def test_csv_keeps_the_name_of_the_file(source: str) -> None:
    (row,) = rows(page(number("1"), source=source))
    assert row["source"] == source


def test_csv_and_text_can_be_written_whatever_bytes_a_name_has() -> None:
    odd = page(number("1"), source="\udce4.png")
    assert csv_rows(odd).encode("utf-8")
    assert text_lines(odd, with_source=True).encode("utf-8")


def test_text_has_the_lines_of_the_page_and_nothing_for_a_blank_one() -> None:
    assert text_lines(page(number("12"), number("34"), number("5", 2))) == "12 34\n5\n"
    assert text_lines(page()) == ""


def test_text_of_several_sources_names_the_source_on_every_line() -> None:
    found = page(number("12"), number("5", 2))
    assert text_lines(found, with_source=True) == "form.jpg: 12\nform.jpg: 5\n"
    assert text_lines(page(), with_source=True) == "form.jpg:\n"
    later = page(number("12"), number_of_page=2)
    assert text_lines(later, with_source=True) == "form.jpg, page 2: 12\n"


def test_csv_with_a_constraint_says_how_a_number_fits_and_keeps_its_zeros() -> None:
    found = page(fitted("0013", CHANGED), number("4"))
    text = csv_header(with_fit=True) + csv_rows(found, with_fit=True)
    assert '"0018"' in text
    changed, plain = csv.DictReader(io.StringIO(text, newline=""))
    assert {name: changed[name] for name in list(changed)[10:-3]} == {
        "satisfied": "yes",
        "free": "0018",
        "changed": "1",
        "cost": "0.847298",
    }
    assert set(list(plain.values())[10:-3]) == {""}
    whole = csv_header(with_fit=True, with_style=True).count(",")
    assert csv_rows(found, with_fit=True, with_style=True).count(",") == whole * 2


def test_csv_with_style_has_its_columns_and_empty_cells_for_what_is_not_told() -> None:
    found = page(styled("12", STYLE), styled("3", BLANK), number("4"))
    text = csv_header(with_style=True) + csv_rows(found, with_style=True)
    first, blank, plain = csv.DictReader(io.StringIO(text, newline=""))
    assert first["number"] == "12"
    assert {name: first[name] for name in list(first)[10:-3]} == {
        "size_px": "62.5",
        "aspect": "0.48",
        "spacing": "0.2",
        "slant_degrees": "-8.0",
        "stroke_px": "4.25",
        "stroke_share": "0.068",
        "ink": "#963640",
        "paper": "#e3e4e6",
        "contrast": "5.3",
        "ink_l": "35.9",
        "ink_a": "41.5",
        "ink_b": "18.2",
    }
    assert (blank["size_px"], blank["slant_degrees"], blank["ink_b"]) == ("20.0", "", "")
    assert set(list(plain.values())[10:-3]) == {""}
    assert csv_rows(found) == csv_rows(page(number("12"), number("3"), number("4")))


def test_text_with_style_has_a_line_a_number_and_says_what_is_told() -> None:
    found = page(styled("12", STYLE), styled("3", BLANK))
    assert text_lines(found) == (
        "12  slant -8 degrees, stroke 4.2 px (7% of the height), size 62 px, spacing 0.20, "
        "aspect 0.48, ink #963640 on #e3e4e6, contrast 5.3\n"
        "3  size 20 px, aspect 0.50\n"
    )
    assert text_lines(found, with_source=True).startswith("form.jpg: 12  slant")


def test_text_with_values_shows_them_or_what_is_written() -> None:
    found = page(signed(AMBIGUOUS), number("007"), signed())
    assert text_lines(found, with_values=True) == "-1.234 007 =12\n"
    assert text_lines(found) == "12 007 12\n"


def test_csv_with_values_has_what_is_written_and_what_it_says() -> None:
    found = page(signed(AMBIGUOUS, "€"), number("007"), signed())
    text = csv_header(with_values=True) + csv_rows(found, with_values=True)
    first, plain, formula = csv.DictReader(io.StringIO(text, newline=""))
    assert {name: first[name] for name in list(first)[10:-3]} == {
        "written": "€12",
        "value": "-1.234",
        "kind": "amount",
        "currency": "EUR",
        "alternatives": "-1234",
    }
    assert (plain["written"], plain["value"], plain["kind"]) == ("007", "", "")
    assert (formula["written"], formula["value"]) == ("'=12", "")


@pytest.mark.parametrize("value", ["-1234.50", "-7", "1234"])
def test_csv_leaves_numbers_below_zero_as_they_are(value: str) -> None:
    told = dataclasses.replace(
        signed(Value("decimal", value, alternatives=("-1", value))), text="12"
    )
    text = csv_header(with_values=True) + csv_rows(page(told), with_values=True)
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["value"], row["alternatives"]) == (value, f"-1 {value}")


@pytest.mark.parametrize("value", ["-1+2", "-cmd|' /C calc'!A0", "--1", "-1 =2"])
def test_csv_guards_what_only_begins_like_a_number_below_zero(value: str) -> None:
    text = csv_header(with_values=True) + csv_rows(
        page(signed(Value("decimal", value))), with_values=True
    )
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["value"] == f"'{value}"


def test_csv_tells_hand_from_print_and_the_readings_of_both_readers() -> None:
    first, *others = number("12").digits
    by_hand = dataclasses.replace(first, kind="hand")
    mixed = dataclasses.replace(number("12"), digits=(by_hand, *others))
    told = (("12", 0.9), ("72", 0.08), ("121", 0.02))
    joint = dataclasses.replace(number("12"), digits=(by_hand,), alternatives=told)
    held = fitted("12", CHANGED)
    found = rows(page(number("12"), mixed, joint, held))
    assert [row["writing"] for row in found] == ["print", "mixed", "hand", "print"]
    assert found[2]["readings"] == "72 0.0800; 121 0.0200"
    assert found[3]["readings"] == ""
