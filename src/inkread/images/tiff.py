"""TIFF: all pages, one decoded at a time."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import TiffImagePlugin

from inkread.errors import NotAnImage, TruncatedImage
from inkread.images.pixels import pixels_of_image
from inkread.images.translating import translated
from inkread.options import Limits

_SUBFILE_TYPE: Final = 254
_OFFSETS_AND_COUNTS: Final = ((273, 279), (324, 325))
# Bytes of one value, by the number of its type; unknown types count as bytes.
_TYPE_BYTES: Final = {3: 2, 4: 4, 5: 8, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}


class _Layout(NamedTuple):
    """How a directory is written: the struct formats of its parts, and where the first begins."""

    first: int
    entries: str
    entry: str  # tag, type, how many values, their place or themselves
    offset: str


_CLASSIC: Final = _Layout(4, "H", "HHII", "I")
_BIG: Final = _Layout(8, "Q", "HHQQ", "Q")


def decode_tiff(stream: IO[bytes], limits: Limits) -> Iterator[NDArray[np.uint8]]:
    """The pages, (h, w, 3) RGB each; thumbnails stored beside them are passed over."""
    with translated("TIFF", limits):
        length = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        order, layout = _layout_of(stream.read(4))
        directories = _directories(stream, order, layout)
        limits.check_pages(len(directories))
        for directory in directories:
            _check_values(stream, directory, order, layout, length)
        stream.seek(0)
        image = TiffImagePlugin.TiffImageFile(stream)
    for page in range(len(directories)):
        with translated("TIFF", limits):
            image.seek(page)
            if page > 0 and int(image.tag_v2.get(_SUBFILE_TYPE, 0)) & 1:
                continue
            limits.check_size(*image.size)
            _check_data(image, length)
            image.load()
        yield pixels_of_image(image)


def _check_data(image: TiffImagePlugin.TiffImageFile, length: int) -> None:
    """All strips and tiles must lie within the file: some decoders fill up what is missing."""
    for offset_tag, count_tag in _OFFSETS_AND_COUNTS:
        offsets, counts = image.tag_v2.get(offset_tag, ()), image.tag_v2.get(count_tag, ())
        for offset, count in zip(_as_tuple(offsets), _as_tuple(counts), strict=False):
            if offset + count > length:
                raise TruncatedImage("TIFF", "its end is missing")


def _as_tuple(value: int | tuple[int, ...]) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,)


def _layout_of(mark: bytes) -> tuple[str, _Layout]:
    order = "<" if mark[:2] == b"II" else ">"
    return order, _BIG if mark[2:4] in (b"+\x00", b"\x00+") else _CLASSIC


def _directories(stream: IO[bytes], order: str, layout: _Layout) -> list[int]:
    """Where the directories of the pages begin, in order; none may be reached twice."""
    found: dict[int, None] = {}
    stream.seek(layout.first)
    while offset := _unpack(stream, order + layout.offset):
        if offset in found:
            raise TruncatedImage("TIFF", "its pages go round in a circle")
        found[offset] = None
        stream.seek(offset)
        n = _unpack(stream, order + layout.entries)
        stream.seek(n * struct.calcsize(order + layout.entry), os.SEEK_CUR)
    if not found:
        raise NotAnImage("the TIFF has no pages")
    return list(found)


def _check_values(
    stream: IO[bytes], directory: int, order: str, layout: _Layout, length: int
) -> None:
    """All values that a directory names must lie within the file."""
    stream.seek(directory)
    n = _unpack(stream, order + layout.entries)
    entries = stream.read(n * struct.calcsize(order + layout.entry))
    for _, kind, count, place in struct.iter_unpack(order + layout.entry, entries):
        size = _TYPE_BYTES.get(kind, 1) * count
        if size > struct.calcsize(layout.offset) and place + size > length:
            raise TruncatedImage("TIFF", "its end is missing")


def _unpack(stream: IO[bytes], layout: str) -> int:
    raw = stream.read(struct.calcsize(layout))
    if len(raw) < struct.calcsize(layout):
        raise TruncatedImage("TIFF", "its end is missing")
    return int(struct.unpack(layout, raw)[0])
