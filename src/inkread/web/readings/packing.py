"""The pixels of a page -> the files that are kept of it, made anew and without any remark."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

LARGEST_SIDE: Final = 4000
THUMBNAIL_SIDE: Final = 480
# Drawings and scans in black and white: smaller as PNG, and without the stains of JPEG.
FEW_COLOURS: Final = 256


@dataclass(frozen=True, slots=True)
class Packed:
    """A picture and its thumbnail as files; width and height of the picture, px."""

    content: bytes
    ending: str
    thumbnail: bytes
    width: int
    height: int


def pack(pixels: NDArray[np.uint8]) -> Packed:
    """(h, w, 3) RGB -> at most 4000 px a side, and a thumbnail of at most 480, both to be kept."""
    image = Image.fromarray(pixels)
    image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    ending = "png" if image.getcolors(FEW_COLOURS) else "jpg"
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Packed(
        _file_of(image, ending), ending, _file_of(small, "jpg"), image.width, image.height
    )


def _file_of(image: Image.Image, ending: str) -> bytes:
    packed = BytesIO()
    if ending == "png":
        image.save(packed, "PNG")
    else:
        image.save(packed, "JPEG", quality=90)
    return packed.getvalue()
