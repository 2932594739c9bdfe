"""Every kind of picture is opened as it looks, and none of them by half."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from inkread.errors import MissingExtra, NotAnImage, SourceError, TruncatedImage
from inkread.images import open_pages

Pixels = NDArray[np.uint8]

HEIC = Path(__file__).parent / "two-marks.heic"


def drawing() -> Image.Image:
    """160x120: a black bar on the left, a red one across, on paper with a little noise."""
    paper = np.full((120, 160, 3), 230, dtype=np.int16)
    paper[20:100, 30:50] = 20
    paper[60:70, 50:140] = (200, 30, 30)
    paper += np.random.default_rng(7).integers(-5, 6, paper.shape, dtype=np.int16)
    return Image.fromarray(paper.clip(0, 255).astype(np.uint8))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def pages_of(content: bytes) -> list[Pixels]:
    return [photo.pixels for photo in open_pages(content)]


def several(kind: str, image: Image.Image, **options: object) -> bytes:
    more = [image.rotate(90, expand=True), image]
    return encoded(image, kind, save_all=True, append_images=more, **options)


def samples() -> dict[str, bytes]:
    colours = drawing()
    grey, lines, palette = colours.convert("L"), colours.convert("1"), colours.quantize(16)
    return {
        "PNG": encoded(colours, "PNG"),
        "PNG of a palette": encoded(palette, "PNG"),
        "PNG of 1 bit": encoded(lines, "PNG"),
        "JPEG": encoded(colours, "JPEG"),
        "JPEG, progressive": encoded(colours, "JPEG", progressive=True),
        "JPEG, grey": encoded(grey, "JPEG"),
        "WebP": encoded(colours, "WEBP"),
        "WebP, lossless": encoded(colours, "WEBP", lossless=True),
        "GIF": encoded(palette, "GIF"),
        "BMP": encoded(colours, "BMP"),
        "BMP, grey": encoded(grey, "BMP"),
        "BMP of 1 bit": encoded(lines, "BMP"),
        "BMP, run lengths": run_length_bmp(),
        "TIFF": encoded(colours, "TIFF"),
        "TIFF, LZW": encoded(colours, "TIFF", compression="tiff_lzw"),
        "TIFF, Deflate": encoded(colours, "TIFF", compression="tiff_deflate"),
        "TIFF, JPEG": encoded(colours, "TIFF", compression="jpeg"),
        "TIFF, PackBits": encoded(colours, "TIFF", compression="packbits"),
        "TIFF, fax": encoded(lines, "TIFF", compression="group4"),
        "TIFF, BigTIFF": encoded(colours, "TIFF", big_tiff=True),
        "TIFF of three pages": several("TIFF", colours),
        "TIFF of three faxes": several("TIFF", lines, compression="group4"),
        "PDF of three pages": several("PDF", colours),
    }


def run_length_bmp() -> bytes:
    """8 x 4 pixels, each row four of one grey and four of another."""
    rows = b"".join(bytes((4, shade, 4, 255 - shade, 0, 0)) for shade in (0, 60, 120, 180))
    data = rows[:-2] + b"\x00\x01"
    palette = b"".join(bytes((grey, grey, grey, 0)) for grey in range(256))
    offset = 14 + 40 + len(palette)
    head = b"BM" + (offset + len(data)).to_bytes(4, "little") + bytes(4)
    head += offset.to_bytes(4, "little")
    fields = ((40, 4), (8, 4), (4, 4), (1, 2), (8, 2), (1, 4), (len(data), 4))
    info = b"".join(value.to_bytes(size, "little") for value, size in fields)
    return head + info + bytes(16) + palette + data


SAMPLES = samples()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_of_every_kind_looks_as_it_was_drawn(name: str) -> None:
    if name == "BMP, run lengths":
        (page,) = pages_of(SAMPLES[name])
        assert page[:, :, 0].tolist() == [[s] * 4 + [255 - s] * 4 for s in (180, 120, 60, 0)]
        return
    for number, page in enumerate(pages_of(SAMPLES[name]), start=1):
        assert page.shape[2] == 3
        assert page.dtype == np.uint8
        assert page.flags.c_contiguous
        upright = np.rot90(page, -1) if number == 2 else page
        small = np.asarray(Image.fromarray(np.ascontiguousarray(upright)).resize((160, 120)))
        assert small[30:90, 34:46].mean() < 40
        assert small[64:67, 60:130].mean() < 140
        assert small[:, 145:].mean() > 200


@pytest.mark.parametrize(
    ("name", "pages"), [("TIFF of three pages", 3), ("PDF of three pages", 3), ("GIF", 1)]
)
def test_all_pages_are_opened_in_order(name: str, pages: int) -> None:
    photos = list(open_pages(SAMPLES[name], name="book"))
    assert [photo.page for photo in photos] == list(range(1, pages + 1))
    assert {photo.source for photo in photos} == {"book"}
    assert [photo.width > photo.height for photo in photos] == [True, False, True][:pages]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_that_breaks_off_is_whole_or_refused_wherever_it_ends(name: str) -> None:
    content = SAMPLES[name]
    whole = pages_of(content)
    ends = {*range(40), *range(len(content) - 30, len(content))}
    ends |= {int(end) for end in np.linspace(0, len(content) - 1, 50)}
    refused = 0
    for end in sorted(ends):
        try:
            opened = pages_of(content[:end])
        except (TruncatedImage, NotAnImage):
            refused += 1
        else:
            assert same(opened, whole), f"half a picture from {end} of {len(content)} bytes"
    assert refused > len(ends) * 0.6


def same(pages: Sequence[Pixels], others: Sequence[Pixels]) -> bool:
    return len(pages) == len(others) and all(map(np.array_equal, pages, others))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_picture_never_raises_anything_but_our_errors(name: str) -> None:
    hand = np.random.default_rng(11)
    for _ in range(25):
        content = bytearray(SAMPLES[name])
        for place in hand.integers(0, min(len(content), 400), 4):
            content[place] = hand.integers(256)
        with contextlib.suppress(SourceError):
            assert pages_of(bytes(content))


def test_only_the_first_frame_of_a_moving_gif_is_read() -> None:
    second = drawing().rotate(180)
    content = encoded(drawing(), "GIF", save_all=True, append_images=[second])
    (page,) = pages_of(content)
    assert page[30:90, 34:46].mean() < 40


def test_a_thumbnail_inside_a_tiff_is_no_page() -> None:
    small = drawing().resize((40, 30))
    small.encoderinfo = {"tiffinfo": {254: 1}}
    content = encoded(drawing(), "TIFF", save_all=True, append_images=[small, drawing()])
    assert [page.shape for page in pages_of(content)] == [(120, 160, 3)] * 2


def test_the_pages_of_a_tiff_that_go_round_in_a_circle_are_refused() -> None:
    content = bytearray(encoded(drawing(), "TIFF"))
    first = int.from_bytes(content[4:8], "little")
    entries = int.from_bytes(content[first : first + 2], "little")
    following = first + 2 + 12 * entries
    content[following : following + 4] = first.to_bytes(4, "little")
    with pytest.raises(TruncatedImage, match="circle"):
        pages_of(bytes(content))


def test_a_heic_picture_is_read_where_the_extra_is_installed() -> None:
    pytest.importorskip("pi_heif")
    (photo,) = open_pages(HEIC)
    assert (photo.width, photo.height) == (64, 32)
    assert photo.pixels[16, 9].max() < 40
    assert photo.pixels[12, 53].tolist() == pytest.approx([200, 0, 0], abs=30)


def test_a_heic_picture_that_breaks_off_is_refused() -> None:
    pytest.importorskip("pi_heif")
    content = HEIC.read_bytes()
    for end in range(12, len(content), 7):
        with pytest.raises((TruncatedImage, NotAnImage)):
            pages_of(content[:end])


def test_the_sentence_about_a_missing_extra_says_what_to_install() -> None:
    sentence = str(MissingExtra("Reading HEIC pictures", "heic"))
    assert sentence == (
        'Reading HEIC pictures needs a part that is not installed: install "inkread[heic]".'
    )


NO_PICTURES = {
    "empty": (b"", "the file is empty"),
    "text": ("Zwölf Äpfel\n".encode() * 200, "it is a text file"),
    "SVG": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "web page": (b"\n<!DOCTYPE html><html></html>", "it is a web page"),
    "archive": (b"PK\x03\x04" + bytes(100), "ZIP archive or an office document"),
    "film": (b"\x00\x00\x00\x18ftypisom" + bytes(100), "film"),
    "noise": (bytes(range(128, 256)) * 4, "no known kind"),
    "a PDF of nothing but its mark": (b"%PDF-1.7\n" + b"%" * 100, None),
}


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_is_named_for_what_it_is(name: str) -> None:
    content, sentence = NO_PICTURES[name]
    with pytest.raises(TruncatedImage if sentence is None else NotAnImage, match=sentence):
        pages_of(content)


def test_the_name_of_a_file_is_never_believed(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(SAMPLES["PNG"])
    (tmp_path / "text.png").write_text("12 apples")
    assert next(open_pages(tmp_path / "photo.jpg")).width == 160
    with pytest.raises(NotAnImage, match="text file"):
        next(open_pages(tmp_path / "text.png"))
