"""TIFF: all pages, one decoded at a time."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import TiffImagePlugin

from inkread.errors import NotAnImage, TruncatedImage
from inkread.images.pixels import pixels_of_image
from inkread.images.translating import translated
from inkread.options import Limits

_SUBFILE_TYPE: Final = 254
_OFFSETS_AND_COUNTS: Final = ((273, 279), (324, 325))


def decode_tiff(stream: IO[bytes], limits: Limits) -> Iterator[NDArray[np.uint8]]:
    """The pages, (h, w, 3) RGB each; thumbnails stored beside them are passed over."""
    with translated("TIFF", limits):
        pages = _count_pages(stream)
        limits.check_pages(pages)
        length = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        image = TiffImagePlugin.TiffImageFile(stream)
    for page in range(pages):
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


def _count_pages(stream: IO[bytes]) -> int:
    """How many directories follow each other; every one must lie within the file, only once."""
    stream.seek(0)
    header = stream.read(16)
    order = "<" if header[:2] == b"II" else ">"
    is_big = header[2:4] in (b"+\x00", b"\x00+")
    count_format, entry_bytes, offset_format = ("Q", 20, "Q") if is_big else ("H", 12, "I")
    offset = struct.unpack_from(order + offset_format, header, 8 if is_big else 4)[0]
    seen: set[int] = set()
    while offset:
        if offset in seen:
            raise TruncatedImage("TIFF", "its pages go round in a circle")
        seen.add(offset)
        stream.seek(offset)
        entries = _read_one(stream, order + count_format)
        stream.seek(entries * entry_bytes, os.SEEK_CUR)
        offset = _read_one(stream, order + offset_format)
    if not seen:
        raise NotAnImage("the TIFF has no pages")
    return len(seen)


def _read_one(stream: IO[bytes], layout: str) -> int:
    raw = stream.read(struct.calcsize(layout))
    if len(raw) < struct.calcsize(layout):
        raise TruncatedImage("TIFF", "its end is missing")
    return int(struct.unpack(layout, raw)[0])
