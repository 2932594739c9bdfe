"""Any array or PIL image -> upright (h, w, 3) uint8 RGB, on white where it is transparent."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from inkread.errors import NotAnImage
from inkread.images.translating import translated
from inkread.options import Limits

_TRANSPARENT_MODES = ("RGBA", "LA", "PA", "La", "RGBa")


def pixels_of_image(image: Image.Image) -> NDArray[np.uint8]:
    """The pixels of a PIL image, turned upright by its EXIF mark.

    Greys of 16 bits keep their scale; greys of 32 bits are stretched from their darkest to their
    lightest. Raises TruncatedImage when the image was not loaded yet and cannot be.
    """
    kind = image.format or "PIL"
    with translated(kind, Limits()):
        upright = _upright(image)
        if upright.mode.startswith("I;16"):
            return pixels_of_array(np.asarray(upright).astype(np.uint16))
        if upright.mode in ("I", "F"):
            return _stretched(np.asarray(upright, dtype=np.float64))
        if upright.mode in _TRANSPARENT_MODES or upright.has_transparency_data:
            return _on_white(np.asarray(upright.convert("RGBA")))
        return np.array(upright.convert("RGB"), dtype=np.uint8, order="C")


def pixels_of_array(array: NDArray[Any]) -> NDArray[np.uint8]:
    """(h, w), (h, w, 1), (h, w, 3) or (h, w, 4); uint8, uint16, bool, or float from 0 to 1.

    True is white. Never shares memory with the caller's array. Raises NotAnImage for the rest.
    """
    if array.ndim == 2:
        array = array[:, :, None]
    if array.ndim != 3 or array.shape[2] not in (1, 3, 4):
        raise NotAnImage(f"an array of shape {array.shape} is no picture")
    if array.size == 0:
        raise NotAnImage("the picture has no pixels")
    channels = _to_uint8(array)
    if channels.shape[2] == 4:
        return _on_white(channels)
    return np.array(np.broadcast_to(channels, (*channels.shape[:2], 3)), order="C")


def _to_uint8(array: NDArray[Any]) -> NDArray[np.uint8]:
    if array.dtype == np.uint8:
        return array
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(255)
    if array.dtype == np.uint16:
        return ((array.astype(np.uint32) + 128) // 257).astype(np.uint8)
    if np.issubdtype(array.dtype, np.floating):
        if not (np.isfinite(array).all() and array.min() >= 0.0 and array.max() <= 1.0):
            raise NotAnImage("an array of fractions must hold values from 0 to 1")
        return np.round(array.astype(np.float64) * 255.0).astype(np.uint8)
    raise NotAnImage(f"an array of {array.dtype} is no picture; give uint8")


def _on_white(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(h, w, 4) -> (h, w, 3), each pixel mixed with white by its opacity."""
    if (colours[:, :, 3] == 255).all():
        return np.array(colours[:, :, :3], order="C")
    opacity = colours[:, :, 3:].astype(np.uint32)
    mixed = colours[:, :, :3].astype(np.uint32) * opacity + 255 * (255 - opacity)
    return ((mixed + 127) // 255).astype(np.uint8)


def _stretched(greys: NDArray[np.float64]) -> NDArray[np.uint8]:
    if greys.size == 0 or not np.isfinite(greys).all():
        raise NotAnImage("the picture holds values that are no colours")
    low, high = float(greys.min()), float(greys.max())
    if high <= low:
        return np.full((*greys.shape, 3), 255, dtype=np.uint8)
    return pixels_of_array((greys - low) / (high - low))


def _upright(image: Image.Image) -> Image.Image:
    image.load()
    if 0 in image.size:
        raise NotAnImage("the picture has no pixels")
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        # Damaged EXIF says nothing about the pixels: the picture is read as it lies.
        return image
