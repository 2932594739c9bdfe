"""Reading what was sent: pixels in, pages out, nothing kept."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread import Page, Reader, ReadOptions
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
    for photo, page in reader.read_photos(upload.content, options, name=upload.name):
        yield PageRead(page, preview_of(photo.pixels) if with_previews else None)


def preview_of(pixels: NDArray[np.uint8]) -> str:
    """The page as a data: address: a JPEG of at most 1600 px a side, without any metadata."""
    image = Image.fromarray(pixels)
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    packed = BytesIO()
    image.save(packed, "JPEG", quality=85)
    return "data:image/jpeg;base64," + base64.b64encode(packed.getvalue()).decode("ascii")
