"""The PDF, read again with another library: its text lies over the ink, its picture is in shape."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from tests.exports.pages import ENGINE, HEIGHT, OPTIONS, WIDTH, blank, leaf, number, page, picture

from inkread import Box, Page, Reader
from inkread.exports import ExportOptions, Leaf, find_export
from inkread.images import open_pages

MARGIN = 31.0
SCALE = 780.0 / WIDTH


@contextmanager
def opened(*leaves: Leaf, options: ExportOptions = OPTIONS) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(find_export("pdf").to_bytes(leaves, options))
    try:
        yield document
    finally:
        document.close()


def text_of(document: Any, place: int) -> str:
    return str(document[place].get_textpage().get_text_bounded())


def rendered(*leaves: Leaf) -> list[NDArray[np.uint8]]:
    content = find_export("pdf").to_bytes(leaves, OPTIONS)
    return [photo.pixels for photo in open_pages(io.BytesIO(content), dpi=72)]


def test_every_number_is_found_once_on_its_page_and_once_in_the_table() -> None:
    with opened(leaf()) as document:
        assert len(document) == 2
        assert text_of(document, 0).split() == ["007", "42", "9", "-12.50"]
        table = text_of(document, 1)
        for written in ("007", "42", "-12.50"):
            assert len(re.findall(rf"(?<![\d.-]){re.escape(written)}(?![\d.])", table)) >= 1


def test_text_lies_exactly_over_the_ink_that_it_was_read_from() -> None:
    with opened(leaf()) as document:
        text = document[0].get_textpage()
        for number in page().numbers:
            search = text.search(number.written)
            start, count = search.get_next()
            assert search.get_next() is None
            boxes = [text.get_charbox(start + place) for place in range(count)]
            digits = [
                box for box, mark in zip(boxes, number.written, strict=True) if mark.isdigit()
            ]
            ink = Box.around([number.box, *(sign.box for sign in number.signs)])
            found = (
                (min(box[0] for box in boxes) - MARGIN) / SCALE,
                HEIGHT - (max(box[3] for box in digits) - MARGIN) / SCALE,
                (max(box[2] for box in boxes) - MARGIN) / SCALE,
                HEIGHT - (min(box[1] for box in digits) - MARGIN) / SCALE,
            )
            # A glyph keeps a little room to its sides.
            assert np.allclose(found, (ink.x0, number.box.y0, ink.x1, number.box.y1), atol=3)


@pytest.mark.parametrize("size", [(400, 300), (100, 900), (1500, 60)])
def test_the_picture_keeps_its_proportions_at_any_size(size: tuple[int, int]) -> None:
    with opened(Leaf(Page("a.png", 1, *size, ()), picture(*size))) as document:
        (image,) = document[0].get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
        left, bottom, right, top = image.get_bounds()
        assert max(right - left, top - bottom) == pytest.approx(780)
        assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=1e-3)
        width, height = document[0].get_size()
        assert (left, bottom, width - right, height - top) == pytest.approx((MARGIN,) * 4)


def test_the_picture_stands_upright_where_its_frame_is() -> None:
    shown = rendered(leaf())[0].astype(float)
    row = shown[int(MARGIN + 250 * SCALE), :, 0]
    at = [int(MARGIN + x * SCALE) for x in (100, 200, 300)]
    expected = picture()[0, [100, 200, 300], 0]
    assert np.allclose([row[x] for x in at], expected, atol=4)


def test_sure_numbers_have_a_solid_frame_and_unsure_ones_a_broken_one() -> None:
    shown = rendered(leaf())[0].astype(int)
    blue = (abs(shown - (0, 72, 178)).sum(axis=2)) < 120
    orange = (abs(shown - (200, 76, 0)).sum(axis=2)) < 120
    lowest = {
        name: np.flatnonzero(mask.any(axis=1)).max()
        for name, mask in (("blue", blue), ("orange", orange))
    }
    assert blue[lowest["blue"]].sum() > 100
    edge = orange[lowest["orange"]]
    columns = np.flatnonzero(edge)
    assert not edge[columns.min() : columns.max() + 1].all()


def test_the_table_says_what_is_unsure_and_who_read() -> None:
    moment = datetime(2026, 5, 4, 12, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
    with opened(leaf(), options=ExportOptions(engine=ENGINE, created=moment)) as document:
        table = text_of(document, 1)
        assert table.count("look at it") == 1
        assert "hand" in table
        assert "print" in table
        assert f"inkread 0.1.0, 2026-05-04 12:00-03:30; model reader 1, sha256 {'ab' * 32}" in table
        facts = document.get_metadata_dict()
    assert facts["CreationDate"] == "D:20260504120000-03'30'"
    assert facts["Creator"] == "inkread 0.1.0"
    assert "sha256 abab" in facts["Subject"]


def test_no_time_is_told_unless_it_is_given() -> None:
    with opened(leaf()) as document:
        assert document.get_metadata_dict()["CreationDate"] == ""


def test_a_long_table_goes_on_with_its_head_on_further_pages() -> None:
    leaves = [leaf(of=of) for of in range(1, 14)]
    with opened(*leaves) as document:
        tables = [text_of(document, place) for place in range(13, len(document))]
    assert len(tables) == 2
    assert all(table.startswith("source page line number") for table in tables)
    assert sum(table.count("form.jpg") for table in tables) == 13 * 4


def test_a_page_without_numbers_says_so() -> None:
    with opened(blank()) as document:
        assert text_of(document, 0) == ""
        assert "No numbers were read." in text_of(document, 1)


def test_a_long_name_is_shortened_in_its_middle() -> None:
    with opened(leaf("folder/" * 20 + "last.jpg")) as document:
        (first, *_) = re.findall(r"folder.*last\.jpg", text_of(document, 1))
        assert "…" in first
        assert len(first) < 50


def test_a_long_number_is_whole_in_the_table_and_stays_in_its_column() -> None:
    text = "1234567890" * 3
    long = Leaf(Page("a.png", 1, 800, 100, (number(text, 10, 10),)), picture(800, 100))
    with opened(long) as document:
        table = document[1].get_textpage()
        start, count = table.search(text).get_next()
        assert table.get_charbox(start + count - 1)[2] < 326


def test_the_pdf_can_be_read_by_inkread_itself() -> None:
    content = find_export("pdf").to_bytes([leaf()], OPTIONS)
    assert len(Reader().read(content)) == 2
