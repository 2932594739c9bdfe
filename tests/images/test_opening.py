"""Whatever a caller has is opened, upright and on white."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.images.making import MARK_POINTS, assembled, encoded, is_marked, marked, opened, pdf

from inkread.errors import (
    EncryptedDocument,
    ImageTooLarge,
    NotAnImage,
)
from inkread.images import ImageSource, open_pages


def test_a_path_a_string_bytes_a_file_an_array_and_a_pil_image_are_the_same(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a photo.png"
    path.write_bytes(encoded(marked()))
    with path.open("rb") as file:
        sources: list[ImageSource] = [
            *(path, str(path), path.read_bytes(), io.BytesIO(path.read_bytes()), file),
            *(np.asarray(marked()), marked()),
        ]
        photos = [opened(source) for source in sources]
        assert not file.closed
    assert all(np.array_equal(photo.pixels, photos[0].pixels) for photo in photos)
    assert [photo.source for photo in photos] == [
        *(str(path), str(path), "<bytes>", "<file>", str(path), "<array>", "<image>")
    ]
    assert (photos[0].width, photos[0].height, photos[0].page) == (60, 40, 1)
    assert is_marked(photos[0])


def test_a_bytearray_and_a_memoryview_are_bytes() -> None:
    content = encoded(marked())
    assert is_marked(opened(bytearray(content)))  # type: ignore[arg-type]
    assert is_marked(opened(memoryview(content)))  # type: ignore[arg-type]


def test_a_file_is_read_from_where_it_stands() -> None:
    file = io.BytesIO(b"header" + encoded(marked()))
    file.seek(6)
    assert is_marked(opened(file))


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(encoded(marked()),))
    writer.start()
    assert is_marked(opened(pipe))
    writer.join()


ARRAYS: dict[str, NDArray[Any]] = {
    "grey uint8": np.array([[0, 255]], dtype=np.uint8),
    "one channel": np.array([[[0], [255]]], dtype=np.uint8),
    "uint16": np.array([[0, 65535]], dtype=np.uint16),
    "bool": np.array([[False, True]]),
    "fractions": np.array([[0.0, 1.0]]),
    "small fractions": np.array([[0.0, 1.0]], dtype=np.float32),
    "three channels": np.array([[[0, 0, 0], [255, 255, 255]]], dtype=np.uint8),
    "opaque": np.array([[[0, 0, 0, 255], [255, 255, 255, 255]]], dtype=np.uint8),
    "opaque fractions": np.array([[[0, 0, 0, 1], [1, 1, 1, 1]]], dtype=np.float64),
    "not contiguous": np.array([[255, 0]], dtype=np.uint8)[:, ::-1],
}


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_of_all_shapes_and_types_become_the_same_pixels(name: str) -> None:
    given = ARRAYS[name].copy()
    photo = opened(ARRAYS[name])
    assert photo.pixels.tolist() == [[[0] * 3, [255] * 3]]
    assert photo.pixels.flags.c_contiguous
    photo.pixels[:] = 7
    assert np.array_equal(given, ARRAYS[name]), "the caller's array was changed"


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((0, 5), np.uint8),
        np.zeros((5, 5, 2), np.uint8),
        np.zeros((2, 5, 5, 3), np.uint8),
        np.zeros(5, np.uint8),
        np.zeros((5, 5), np.int64),
        np.zeros((5, 5), np.complex128),
        np.full((5, 5), 7.0),
        np.full((5, 5), -0.1),
        np.full((5, 5), np.nan),
    ],
)
def test_an_array_that_is_no_picture_is_refused(array: NDArray[Any]) -> None:
    with pytest.raises(NotAnImage):
        opened(array)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_rotation_mark_of_a_camera_is_followed(orientation: int, kind: str) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = marked().transpose(undo[orientation]) if orientation > 1 else marked()
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = opened(encoded(stored, kind, exif=exif))
    assert (photo.width, photo.height) == (60, 40)
    assert is_marked(photo)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_damaged_rotation_mark_leaves_the_picture_as_it_lies() -> None:
    content = encoded(marked(), "JPEG", exif=b"Exif\x00\x00MM\x00*" + b"\xff" * 12)
    assert is_marked(opened(content))


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    image = marked().convert(mode)
    image.putalpha(Image.new("L", image.size, 0))
    assert opened(encoded(image)).pixels.min() == 255
    image.putalpha(Image.new("L", image.size, 255))
    assert is_marked(opened(encoded(image)))
    image.putalpha(Image.new("L", image.size, 128))
    assert opened(encoded(image)).pixels[0, 0].tolist() == [127] * 3


def test_a_transparent_colour_of_a_palette_becomes_white() -> None:
    palette = marked().quantize(2)
    black = palette.getpixel((0, 0))
    assert opened(encoded(palette, "PNG", transparency=black)).pixels.min() == 255
    assert opened(encoded(palette, "GIF", transparency=black)).pixels.min() == 255


def test_a_transparent_grey_becomes_white() -> None:
    assert opened(encoded(marked().convert("L"), transparency=0)).pixels.min() == 255


def test_16_bits_keep_their_scale() -> None:
    ramp = np.array([[0, 257 * 100, 65535]], dtype=np.uint16)
    for kind in ("PNG", "TIFF"):
        photo = opened(encoded(Image.fromarray(ramp), kind))
        assert photo.pixels[0, :, 0].tolist() == [0, 100, 255]


def test_32_bits_are_stretched_to_what_they_hold() -> None:
    whole = Image.fromarray(np.array([[-5, 0, 5]], dtype=np.int32))
    fractions = Image.fromarray(np.array([[2.0, 3.0, 4.0]], dtype=np.float32))
    for image in (whole, fractions):
        assert opened(encoded(image, "TIFF")).pixels[0, :, 0].tolist() == [0, 128, 255]
    even = Image.fromarray(np.full((2, 2), 9, dtype=np.int32))
    assert opened(even).pixels.tolist() == [[[255] * 3] * 2] * 2


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "RGB", "HSV", "LAB"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    assert is_marked(opened(marked().convert(mode)))


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_printers_colours_are_read(kind: str) -> None:
    assert is_marked(opened(encoded(marked().convert("CMYK"), kind)))


def test_a_picture_of_one_pixel_is_a_picture() -> None:
    assert opened(np.zeros((1, 1), np.uint8)).pixels.shape == (1, 1, 3)


# Documents


def test_a_pdf_is_rendered_at_the_resolution_asked_for() -> None:
    content = pdf(MARK_POINTS, MARK_POINTS)
    low, high = (list(open_pages(content, dpi=dpi)) for dpi in (72, 144))
    assert [(photo.width, photo.page) for photo in low] == [(200, 1), (200, 2)]
    assert [photo.width for photo in high] == [400, 400]
    # A box from (20, 100) to (80, 180) points, counted from below.
    assert low[0].pixels[25:95, 25:75].max() == 0
    assert low[0].pixels[:, 90:].min() == 255


def test_what_is_filled_into_a_pdf_form_is_seen() -> None:
    mark = b"0 0 0 rg 0 0 50 50 re f"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>",
        4: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (amount) /V (12) /F 4 /P 3 0 R"
        b" /Rect [50 50 100 100] /AP << /N 5 0 R >> >>",
        5: b"<< /Type /XObject /Subtype /Form /BBox [0 0 50 50] /Length %d >>" % len(mark)
        + b"\nstream\n%s\nendstream" % mark,
    }
    (photo,) = open_pages(assembled(objects), dpi=72)
    assert photo.pixels[110:140, 60:90].max() == 0


def test_a_pdf_behind_a_password_says_so() -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(a) (a)]" % (
        *(b"o" * 32, b"u" * 32),
    )
    with pytest.raises(EncryptedDocument, match="password"):
        list(open_pages(pdf(MARK_POINTS, encrypt=lock)))


def test_a_page_of_a_pdf_is_refused_before_it_is_rendered() -> None:
    with pytest.raises(ImageTooLarge) as caught:
        list(open_pages(pdf(MARK_POINTS, media=(14_400, 14_400)), dpi=1200))
    assert caught.value.pixels == pytest.approx(240_000**2, rel=1e-4)


def test_pdfs_are_rendered_from_several_threads_at_once() -> None:
    content = pdf(*[MARK_POINTS] * 5)
    expected = [photo.pixels for photo in open_pages(content)]
    answers: list[bool] = []

    def render() -> None:
        pages = [photo.pixels for photo in open_pages(content)]
        answers.append(all(map(np.array_equal, pages, expected)))

    threads = [threading.Thread(target=render) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 8


def test_a_document_that_is_left_early_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(pdf(*[MARK_POINTS] * 3))
    pages = open_pages(path)
    next(pages)
    pages.close()  # type: ignore[attr-defined]
    assert len(list(open_pages(path))) == 3
