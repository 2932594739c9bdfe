"""Reading what was sent: pixels in, pages out, nothing kept."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from inkread import Page, Reader, ReadOptions
from inkread.images import Photo, open_pages
from inkread.web.readings.uploads import Upload

PREVIEW_SIDE = 1600


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page and, where one was asked for, its picture as a data: address."""

    page: Page
    preview: str | None


def read_upload(
    reader: Reader, upload: Upload, options: ReadOptions, *, with_previews: bool
) -> Iterator[PageRead]:
    """The pages of what was sent, one after the other. Raises SourceError, ModelError."""
    photos = open_pages(upload.content, options.limits, dpi=options.dpi, name=upload.name)
    for photo in photos:
        preview = preview_of(photo) if with_previews else None
        yield PageRead(reader.read_photo(photo, options), preview)


def preview_of(photo: Photo) -> str:
    """The page as a data: address: a JPEG of at most 1600 px a side, without any metadata."""
    image = Image.fromarray(photo.pixels)
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    packed = BytesIO()
    image.save(packed, "JPEG", quality=85)
    return "data:image/jpeg;base64," + base64.b64encode(packed.getvalue()).decode("ascii")
