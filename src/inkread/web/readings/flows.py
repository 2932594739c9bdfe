"""Reading what was sent: pixels in, pages out, nothing kept."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread import Page, Reader, ReadOptions
from inkread.images import Photo, open_pages
from inkread.images.formats import recognise
from inkread.web.readings.darkroom import Darkroom
from inkread.web.readings.uploads import Upload

PREVIEW_SIDE = 1600
# One page, a size that is known before anything is decoded, and decoders that all browsers have:
# what is only read, and not kept, is opened here (docs/decisions/0016).
PLAIN_KINDS = frozenset({"PNG", "JPEG", "WebP", "GIF", "BMP"})


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page and, where one was asked for, its picture as a data: address."""

    page: Page
    preview: str | None


def read_upload(
    reader: Reader,
    darkroom: Darkroom,
    upload: Upload,
    options: ReadOptions,
    *,
    with_previews: bool,
) -> Iterator[PageRead]:
    """The pages of what was sent, one after the other. Raises SourceError, ModelError."""
    for photo in _open(darkroom, upload, options):
        page = read_one(reader, photo, upload, options)
        yield PageRead(page, preview_of(photo.pixels) if with_previews else None)


def read_one(reader: Reader, photo: Photo, upload: Upload, options: ReadOptions) -> Page:
    """One opened page of what was sent. Raises SourceError, ModelError."""
    page = reader.read_photo(photo, options)
    return by_hand(page) if upload.drawn else page


def by_hand(page: Page) -> Page:
    """The same with all digits by hand, however neat they are; as `byHand` of the front end."""
    numbers = (
        replace(number, digits=tuple(replace(digit, kind="hand") for digit in number.digits))
        for number in page.numbers
    )
    return replace(page, numbers=tuple(numbers))


def _open(darkroom: Darkroom, upload: Upload, options: ReadOptions) -> Iterator[Photo]:
    """The pages: those of plain pictures here, which is fastest, all others in the darkroom."""
    if recognise(BytesIO(upload.content)) in PLAIN_KINDS:
        return open_pages(upload.content, options.limits, name=upload.name)
    return darkroom.develop(upload.content, options.limits, dpi=options.dpi, name=upload.name)


def preview_of(pixels: NDArray[np.uint8]) -> str:
    """The page as a data: address: a JPEG of at most 1600 px a side, without any metadata."""
    image = Image.fromarray(pixels)
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    packed = BytesIO()
    image.save(packed, "JPEG", quality=85)
    return "data:image/jpeg;base64," + base64.b64encode(packed.getvalue()).decode("ascii")
