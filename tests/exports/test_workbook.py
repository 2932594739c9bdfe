"""The workbook, opened again: rows, cells that stay what they are, and who read them."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.exports.pages import ENGINE, OPTIONS, amount, blank, leaf, number

from inkread import Page, TookTooLong, Value
from inkread.exports import ExportOptions, Leaf, find_export
from inkread.exports.workbook import write_workbook


def book_of(leaves: Iterable[Leaf], options: ExportOptions = OPTIONS) -> Any:
    return load_workbook(io.BytesIO(find_export("xlsx").to_bytes(leaves, options)))


def rows_of(leaves: Iterable[Leaf], options: ExportOptions = OPTIONS) -> list[dict[str, Any]]:
    """Each row by the names in the head; the cells themselves."""
    head, *rows = book_of(leaves, options)["Numbers"].iter_rows()
    return [dict(zip((each.value for each in head), row, strict=True)) for row in rows]


def valued(value: Value) -> Leaf:
    told = dataclasses.replace(amount(10, 10, line=1), value=value)
    return Leaf(Page("a.png", 1, 200, 100, (told,)))


def test_there_is_a_row_a_number_with_all_that_is_asked_of_a_table() -> None:
    found = [{name: cell.value for name, cell in row.items()} for row in rows_of([leaf()])]
    assert [row["number"] for row in found] == ["007", "42", "9", "1250"]
    assert found[3] == {
        "source": "form.jpg",
        "page": 1,
        "line": 3,
        "order": 4,
        "number": "1250",
        "written": "-12.50",
        "value": -12.5,
        "kind": "decimal",
        "currency": None,
        "alternatives": "-1250",
        "writing": "hand",
        "confidence": 0.6561,
        "accepted": "yes",
        "readings": "1150 0.0437; 1210 0.0437; 1251 0.0437; 7250 0.0437",
        "x0": 60,
        "y0": 200,
        "x1": 137.25,
        "y1": 230.25,
    }
    assert [row["writing"] for row in found] == ["hand", "print", "hand", "hand"]


def test_leading_zeros_are_kept_in_cells_of_text_and_quantities_can_be_summed() -> None:
    code, plain, *_ = rows_of([leaf()])
    assert (code["number"].value, code["number"].data_type) == ("007", "s")
    assert code["number"].number_format == "@"
    assert code["value"].value is None
    assert (plain["value"].value, plain["value"].data_type) == (42, "n")


@pytest.mark.parametrize("source", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(source: str) -> None:
    (row, *_) = rows_of([leaf(source)])
    assert (row["source"].value, row["source"].data_type) == (source, "s")
    for each in rows_of([leaf(source)]):
        assert all(cell.data_type != "f" for cell in each.values())


@pytest.mark.parametrize(
    ("value", "cell", "shown_as"),
    [
        (Value("amount", "-1234.50"), -1234.5, "0.00"),
        (Value("integer", "123456789012345"), 123456789012345, "0"),
        (Value("integer", "1234567890123456"), "1234567890123456", "@"),
        (Value("decimal", "0.000123"), 0.000123, "0.000000"),
        (Value("date", "2025-03-04"), datetime(2025, 3, 4), "yyyy-mm-dd"),  # noqa: DTZ001
        (Value("date", "1899-12-31"), "1899-12-31", "@"),
    ],
)
def test_a_value_can_be_calculated_with_where_a_workbook_holds_it(
    value: Value, cell: object, shown_as: str
) -> None:
    (row,) = rows_of([valued(value)])
    assert (row["value"].value, row["value"].number_format) == (cell, shown_as)


def test_a_long_number_is_text_alone() -> None:
    long = Leaf(Page("a.png", 1, 400, 90, (number("1234567890123456", 10, 10),)))
    (row,) = rows_of([long])
    assert (row["number"].value, row["value"].value) == ("1234567890123456", None)


def test_an_unsure_row_is_marked_by_colour_and_by_word() -> None:
    rows = rows_of([leaf()])
    marked = [{cell.fill.start_color.rgb for cell in row.values()} for row in rows]
    assert marked == [{"00000000"}, {"00000000"}, {"FFFFE3CC"}, {"00000000"}]
    assert [row["accepted"].value for row in rows] == ["yes", "yes", "no", "yes"]


def test_the_head_stays_in_sight_and_every_column_can_be_read_and_filtered() -> None:
    sheet = book_of([leaf()])["Numbers"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:R5"
    for column in sheet.iter_cols(max_row=1):
        width = sheet.column_dimensions[column[0].column_letter].width
        assert width > len(column[0].value)


def test_the_columns_of_fit_and_style_are_there_when_asked_for() -> None:
    options = ExportOptions(engine=ENGINE, fit=True, style=True)
    assert {"satisfied", "cost", "slant_degrees", "ink_b"} <= set(rows_of([leaf()], options)[0])
    sheet = book_of([leaf()], options)["Numbers"]
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).coordinate[:2]}5"


def test_a_sheet_says_who_read_and_when_with_its_zone() -> None:
    moment = datetime(2026, 5, 4, 12, tzinfo=timezone(timedelta(hours=2)))
    book = book_of([leaf(), blank()], ExportOptions(engine=ENGINE, created=moment))
    facts = dict(book["About"].iter_rows(max_col=2, max_row=9, values_only=True))
    assert facts == {
        "engine": "inkread",
        "version": "0.1.0",
        "model": "reader",
        "model version": "1",
        "model sha256": "ab" * 32,
        "read at": "2026-05-04T12:00:00+02:00",
        "pages": 2,
        "numbers": 4,
        "unsure numbers": 1,
    }
    assert book.properties.created.replace(tzinfo=UTC) == moment


def test_no_time_is_told_unless_it_is_given() -> None:
    content = find_export("xlsx").to_bytes([leaf()], OPTIONS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml")
    assert b"created" not in core
    assert b"modified" not in core


def test_what_does_not_fit_on_a_sheet_goes_on_on_the_next() -> None:
    content = b"".join(write_workbook([leaf(), leaf(of=2)], OPTIONS, most_rows=4))
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Numbers", "Numbers 2", "Numbers 3", "About"]
    assert [book[name].max_row for name in book.sheetnames[:3]] == [4, 4, 3]


def test_a_page_that_cannot_be_read_ends_it_with_its_own_error() -> None:
    def leaves() -> Iterator[Leaf]:
        yield leaf()
        raise TookTooLong(61, 60)

    with pytest.raises(TookTooLong):
        book_of(leaves())
