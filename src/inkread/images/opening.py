"""One road from whatever the caller has to pages of pixels."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import IO, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread.images.formats import recognise
from inkread.images.pdf import render_pdf
from inkread.images.pictures import decode_heic, decode_picture
from inkread.images.pixels import pixels_of_array, pixels_of_image
from inkread.images.sources import open_stream, title_of
from inkread.images.tiff import decode_tiff
from inkread.options import Limits

ImageSource: TypeAlias = str | os.PathLike[str] | bytes | IO[bytes] | NDArray[Any] | Image.Image


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """One upright page: pixels (h, w, 3) uint8 RGB; `seconds` is what it took to open."""

    source: str
    page: int
    pixels: NDArray[np.uint8]
    seconds: float = 0.0

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])


def open_pages(
    source: ImageSource, limits: Limits = Limits(), *, dpi: int = 200, name: str | None = None
) -> Iterator[Photo]:
    """The pages of a source, one after the other; at least one, or an error.

    Paths, bytes and binary files may hold PNG, JPEG, WebP, GIF (the first frame), BMP, TIFF (all
    pages), HEIC (extra `heic`) or PDF (all pages, rendered at `dpi`). The camera's rotation mark is
    followed and what is transparent becomes white. `name` stands for the source in place of the
    path. Raises a SourceError, or MissingExtra for HEIC; never yields half a picture.
    """
    title = title_of(source) if name is None else name
    with closing(_pixels(source, limits, dpi)) as pages:
        page = 0
        while True:
            started = time.monotonic()
            pixels = next(pages, None)
            seconds = time.monotonic() - started
            if pixels is None:
                return
            page += 1
            limits.check_seconds(seconds)
            yield Photo(title, page, pixels, seconds)


def _pixels(source: ImageSource, limits: Limits, dpi: int) -> Generator[NDArray[np.uint8]]:
    if isinstance(source, np.ndarray):
        if source.ndim in (2, 3):
            limits.check_size(source.shape[1], source.shape[0])
        yield pixels_of_array(source)
    elif isinstance(source, Image.Image):
        limits.check_size(*source.size)
        yield pixels_of_image(source)
    else:
        with open_stream(source, limits) as stream:
            kind = recognise(stream)
            if kind == "PDF":
                yield from render_pdf(stream, limits, dpi)
            elif kind == "TIFF":
                yield from decode_tiff(stream, limits)
            elif kind == "HEIC":
                yield decode_heic(stream, limits)
            else:
                yield decode_picture(kind, stream, limits)
