"""Pictures as bytes, for tests that send them."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image


def noise(width: int = 120, height: int = 80) -> Image.Image:
    """Random pixels, always the same, so that a file of them does not shrink to nothing."""
    values = np.random.default_rng(5).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(values)


def packed(kind: str, width: int = 120, height: int = 80) -> bytes:
    """A picture of that kind of file."""
    file = io.BytesIO()
    noise(width, height).save(file, kind)
    return file.getvalue()


def packed_pages(count: int) -> bytes:
    """A TIFF of several pages."""
    file = io.BytesIO()
    first, *others = (noise(60 + page, 40) for page in range(count))
    first.save(file, "TIFF", save_all=True, append_images=others)
    return file.getvalue()
