"""What is too much, or cannot be opened, is refused by name, before it costs anything."""

from __future__ import annotations

import io
import pickle
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.images.making import MARK_POINTS, encoded, marked, opened, pdf

from inkread.errors import (
    EncryptedDocument,
    FileTooLarge,
    ImageTooLarge,
    NotAnImage,
    OptionsInvalid,
    SourceNotFound,
    SourceUnreadable,
    TookTooLong,
    TooManyPages,
)
from inkread.images import ImageSource, open_pages
from inkread.options import Limits


def test_too_many_bytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    content = encoded(marked())
    (tmp_path / "a.png").write_bytes(content)
    for source in (tmp_path / "a.png", content):
        with pytest.raises(FileTooLarge) as caught:
            opened(source, bytes=100)
        assert (caught.value.size, caught.value.limit) == (len(content), 100)
    with pytest.raises(FileTooLarge, match="larger than the 100 bytes allowed"):
        opened(io.BytesIO(content), bytes=100)


KINDS = ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"]


@pytest.mark.parametrize("kind", KINDS)
def test_too_many_pixels_are_refused(kind: str) -> None:
    content = encoded(marked(50, 40), kind)
    assert opened(content, pixels=2_000).width == 50
    with pytest.raises(ImageTooLarge) as caught:
        opened(content, pixels=1_999)
    assert (caught.value.pixels, caught.value.limit) == (2_000, 1_999)


def test_lossless_and_transparent_webp_are_measured_before_they_are_decoded() -> None:
    for image, options in ((marked(), {"lossless": True}), (marked().convert("RGBA"), {})):
        image.putpixel((0, 0), (0, 0, 0, 0) if image.mode == "RGBA" else (0, 0, 0))
        with pytest.raises(ImageTooLarge, match="2,400 pixels"):
            opened(encoded(image, "WEBP", **options), pixels=2_399)


@pytest.mark.parametrize("source", [marked(), np.asarray(marked())])
def test_arrays_and_pil_images_have_the_same_limit(source: ImageSource) -> None:
    with pytest.raises(ImageTooLarge, match=r"2,400 pixels; at most 100 are"):
        opened(source, pixels=100)


@pytest.mark.parametrize("side", [11_000, 20_000, 60_000])
def test_a_decompression_bomb_is_refused_like_any_large_picture(side: int) -> None:
    header = encoded(Image.new("1", (8, 8)))
    size = side.to_bytes(4, "big") * 2
    chunk = b"IHDR" + size + header[24:29]
    bomb = header[:12] + chunk + zlib.crc32(chunk).to_bytes(4, "big") + header[33:]
    with pytest.raises(ImageTooLarge) as caught:
        opened(bomb)
    assert caught.value.pixels == side * side


def test_too_many_pages_are_refused_at_the_first() -> None:
    book = encoded(marked(), "TIFF", save_all=True, append_images=[marked()] * 2)
    for content in (book, pdf(*[MARK_POINTS] * 3)):
        with pytest.raises(TooManyPages) as caught:
            next(open_pages(content, Limits(pages=2)))
        assert (caught.value.pages, caught.value.limit) == (3, 2)


def test_a_page_that_takes_too_long_is_refused() -> None:
    with pytest.raises(TookTooLong) as caught:
        opened(encoded(marked()), seconds=1e-9)
    assert caught.value.seconds > caught.value.limit == 1e-9


def test_a_long_document_does_not_sit_in_memory() -> None:
    page = Image.new("1", (1000, 1000), 1)
    more = [page] * 29
    book = encoded(page, "TIFF", save_all=True, append_images=more, compression="group4")
    tracemalloc.start()
    assert sum(1 for _ in open_pages(book)) == 30
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 15_000_000


# What cannot be opened


def test_a_missing_file_is_an_error_of_its_own(tmp_path: Path) -> None:
    for path in (tmp_path / "none.png", "a\x00b.png"):
        with pytest.raises(SourceNotFound, match="There is no such file"):
            opened(path)


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(NotAnImage, match="it is a folder"):
        opened(tmp_path)


def test_a_file_that_may_not_be_opened_says_why(tmp_path: Path) -> None:
    loop = tmp_path / "loop.png"
    loop.symlink_to(loop)
    with pytest.raises(SourceUnreadable, match="The file cannot be opened: "):
        opened(loop)


def test_a_text_file_object_and_a_closed_file_are_refused() -> None:
    with pytest.raises(NotAnImage, match="opened as text"):
        opened(io.StringIO("12"))  # type: ignore[arg-type]
    closed = io.BytesIO(encoded(marked()))
    closed.close()
    with pytest.raises(SourceUnreadable):
        opened(closed)


@pytest.mark.parametrize("source", [None, 5, ["a.png"]])
def test_what_is_no_source_at_all_is_an_invalid_option(source: Any) -> None:
    with pytest.raises(OptionsInvalid, match="source must be a path, bytes"):
        opened(source)


@pytest.mark.parametrize(
    "error",
    [
        ImageTooLarge(9, 4),
        FileTooLarge(None, 4),
        FileTooLarge(9, 4),
        TooManyPages(9, 4),
        TookTooLong(9.0, 4.0),
        NotAnImage("it is a folder"),
        EncryptedDocument(),
        SourceUnreadable("a", "b"),
    ],
)
def test_an_error_survives_the_way_from_another_process(error: Exception) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))
