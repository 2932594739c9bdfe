"""Files of one picture: PNG, JPEG, WebP, GIF (the first frame), BMP, HEIC."""

from __future__ import annotations

import os
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from inkread.errors import MissingExtra, TruncatedImage
from inkread.images.pixels import pixels_of_image
from inkread.images.translating import translated
from inkread.options import Limits

# The plugins are named, not found by Image.open: the file's own mark decides, nothing else is
# tried, and the size is checked against our limit before Pillow's global one has a say.
_DECODERS: Final[dict[str, type[ImageFile.ImageFile]]] = {
    "PNG": PngImagePlugin.PngImageFile,
    "JPEG": JpegImagePlugin.JpegImageFile,
    "WebP": WebPImagePlugin.WebPImageFile,
    "GIF": GifImagePlugin.GifImageFile,
    "BMP": BmpImagePlugin.BmpImageFile,
}


def decode_picture(kind: str, stream: IO[bytes], limits: Limits) -> NDArray[np.uint8]:
    """The picture in a stream, (h, w, 3) RGB. Raises TruncatedImage, ImageTooLarge, NotAnImage."""
    with translated(kind, limits):
        if kind == "WebP":
            _check_webp(stream, limits)
        elif kind == "BMP":
            _check_bmp(stream)
        image = _DECODERS[kind](stream)
        limits.check_size(*image.size)
        image.load()
    return pixels_of_image(image)


def decode_heic(stream: IO[bytes], limits: Limits) -> NDArray[np.uint8]:
    """The main picture of a HEIC file. Raises MissingExtra where the decoder is not installed."""
    try:
        from pi_heif import HeifImageFile
    except ImportError as error:
        raise MissingExtra("Reading HEIC pictures", "heic") from error
    with translated("HEIC", limits):
        image: Image.Image = HeifImageFile(stream)
        limits.check_size(*image.size)
        image.load()
    return pixels_of_image(image)


def _check_webp(stream: IO[bytes], limits: Limits) -> None:
    """Length and size before the decoder sees it: it takes memory for the canvas at once."""
    header = stream.read(30)
    if len(header) < 30 or int.from_bytes(header[4:8], "little") + 8 > _length(stream):
        raise TruncatedImage("WebP", "its end is missing")
    chunk = header[12:16]
    if chunk == b"VP8X":
        width = int.from_bytes(header[24:27], "little") + 1
        height = int.from_bytes(header[27:30], "little") + 1
        limits.check_size(width, height)
    elif chunk == b"VP8L":
        bits = int.from_bytes(header[21:25], "little")
        limits.check_size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    elif chunk == b"VP8 ":
        width = int.from_bytes(header[26:28], "little") & 0x3FFF
        limits.check_size(width, int.from_bytes(header[28:30], "little") & 0x3FFF)
    stream.seek(0)


def _check_bmp(stream: IO[bytes]) -> None:
    """A compressed BMP that breaks off would be filled up in silence: compare its length."""
    header = stream.read(34)
    is_compressed = int.from_bytes(header[30:34], "little") in (1, 2)
    if is_compressed and int.from_bytes(header[2:6], "little") > _length(stream):
        raise TruncatedImage("BMP", "its end is missing")
    stream.seek(0)


def _length(stream: IO[bytes]) -> int:
    """Bytes in the stream, which is left where it was."""
    position = stream.tell()
    length = stream.seek(0, os.SEEK_END)
    stream.seek(position)
    return length
