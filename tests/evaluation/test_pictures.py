"""The pictures that go with the figures."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from tests.evaluation.scripted import encode_picture, write_number

from inkread import Page
from inkread.evaluation.pictures import (
    Tile,
    draw_boxes,
    draw_confusion,
    draw_sheet,
    open_rgb,
    paste_together,
)


def test_transparency_is_shown_on_white() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(buffer, "PNG")
    assert open_rgb(buffer.getvalue()).getpixel((0, 0)) == (255, 255, 255)


def test_grey_pixels_become_rgb() -> None:
    assert open_rgb(np.full((3, 5), 7, dtype=np.uint8)).getpixel((4, 2)) == (7, 7, 7)


def test_a_sheet_grows_by_rows_of_eight() -> None:
    tile = Tile(Image.new("L", (28, 28)), "7", "1")
    one, eight, nine = (draw_sheet([tile] * count, "mistakes") for count in (1, 8, 9))
    assert one.size == eight.size
    assert nine.height > eight.height
    assert draw_sheet([], "no mistakes").size == one.size


def test_a_confusion_matrix_is_drawn_even_of_nothing() -> None:
    empty = draw_confusion(np.zeros((10, 11), dtype=np.int64), "nothing")
    counts = np.zeros((10, 11), dtype=np.int64)
    counts[7, 1] = 5
    full = draw_confusion(counts, "nothing")
    assert empty.size == full.size
    assert empty.tobytes() != full.tobytes()


def test_boxes_are_drawn_in_proportion() -> None:
    page = Page("p", 1, 24, 16, (write_number("12", 6, 8),))
    marked = draw_boxes(encode_picture(255), page, 240)
    assert marked.size == (240, 160)
    assert marked.getpixel((10, 80)) != (255, 255, 255)


def test_pictures_are_put_together_without_overlap() -> None:
    whole = paste_together([Image.new("RGB", (10, 20)), Image.new("RGB", (30, 10))] * 2, 2)
    assert whole.size == (10 + 30 + 3 * 8, 20 + 20 + 3 * 8)
    assert paste_together([], 3).width > 0
