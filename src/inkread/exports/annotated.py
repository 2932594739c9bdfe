"""The picture with boxes around what was read, and what was read beside them.

Sure numbers have a solid blue frame, unsure ones a dashed orange one and a question mark: colour
alone tells nothing to those who do not see it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from inkread.errors import NotWritable
from inkread.exports.leaves import Leaf
from inkread.exports.naming import SourceNames
from inkread.exports.options import ExportOptions
from inkread.images import Photo
from inkread.page import Number, Page

_SURE: Final = (0, 72, 178)
_UNSURE: Final = (200, 76, 0)
_PAPER: Final = (255, 255, 255)
# Small pictures are enlarged until their digits have this height, px, and at most so much.
_LEGIBLE_DIGIT: Final = 44
_LARGEST_SIDE: Final = 4000
_LABEL_OF_DIGIT: Final = 0.5
_LABEL_SIZES: Final = (13, 40)
_DASH: Final = (3.5, 2.5)


def annotate(pixels: NDArray[np.uint8], page: Page) -> Image.Image:
    """The page's picture (h, w, 3) uint8 with its numbers marked, enlarged where that helps."""
    scale = _scale(page)
    picture = Image.fromarray(pixels)
    if scale > 1:
        enlarged = (page.width * scale, page.height * scale)
        picture = picture.resize(enlarged, Image.Resampling.BICUBIC)
    # Room for the labels of what stands at the edges.
    margin = math.ceil(_label_size(page, scale) * 1.6) if page.numbers else 0
    canvas = Image.new("RGB", (picture.width + 2 * margin, picture.height + 2 * margin), _PAPER)
    canvas.paste(picture, (margin, margin))
    size = _label_size(page, scale)
    for number in page.numbers:
        _mark(canvas, number, scale, margin, size)
    return canvas


def write_png(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    """The marked picture of each page as a PNG."""
    for leaf in leaves:
        buffer = io.BytesIO()
        annotate(leaf.picture, leaf.page).save(buffer, "PNG")
        yield buffer.getvalue()


class AnnotatedFolder:
    """A folder of marked pictures, named after their sources; made when the first is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = SourceNames(".read.png")

    def write(self, photo: Photo, page: Page) -> Path:
        """The path of the marked picture; NotWritable.

        Two sources of one name do not overwrite each other.
        """
        path = self._folder / self._names.name(page)
        picture = annotate(photo.pixels, page)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            picture.save(path, "PNG")
        except OSError as error:
            raise NotWritable(str(path), (error.strerror or str(error)).lower()) from error
        return path


def _scale(page: Page) -> int:
    """How many times the picture is enlarged; 1: not at all."""
    heights = sorted(digit.box.height for number in page.numbers for digit in number.digits)
    if not heights:
        return 1
    wanted = math.ceil(_LEGIBLE_DIGIT / max(heights[len(heights) // 2], 1))
    return max(1, min(wanted, _LARGEST_SIDE // max(page.width, page.height)))


def _label_size(page: Page, scale: int) -> int:
    """Height of the labels' letters, px of the marked picture: one for the whole page."""
    heights = sorted(digit.box.height for number in page.numbers for digit in number.digits)
    middle = heights[len(heights) // 2] * scale if heights else 0
    smallest, largest = _LABEL_SIZES
    return round(min(max(middle * _LABEL_OF_DIGIT, smallest), largest))


def _mark(canvas: Image.Image, number: Number, scale: int, margin: int, size: int) -> None:
    draw = ImageDraw.Draw(canvas)
    colour = colour_of(number)
    width = max(2, round(size / 9))
    pad = width + 1
    x0, y0, x1, y1 = (value * scale + margin for value in number.box.to_list())
    frame = (x0 - pad, y0 - pad, x1 + pad, y1 + pad)
    if number.accepted:
        draw.rectangle(frame, outline=colour, width=width)
    else:
        _dash(draw, frame, colour, width)
    chip = label(number, size)
    # Above the frame, where a reader looks first; the picture's edge pushes it back inside.
    x = min(max(frame[0], 0), max(canvas.width - chip.width, 0))
    y = max(frame[1] - chip.height, 0)
    canvas.paste(chip, (round(x), round(y)))


def colour_of(number: Number) -> tuple[int, int, int]:
    """What marks the number: red, green, blue of sRGB."""
    return _SURE if number.accepted else _UNSURE


def label(number: Number, size: int) -> Image.Image:
    """What was read, as a small picture in letters `size` px high; unsure with a question mark."""
    # The font that Pillow brings has no signs of currencies but the dollar.
    written = "".join(character for character in number.written if character.isascii())
    text = written if number.accepted else f"{written}?"
    font = ImageFont.load_default(size)
    left, top, right, bottom = ImageDraw.Draw(Image.new("RGB", (1, 1))).textbbox(
        (0, 0), text, font=font
    )
    pad = max(2, round(size / 9))
    across, down = math.ceil(right - left) + 2 * pad, math.ceil(bottom - top) + 2 * pad
    chip = Image.new("RGB", (across, down), colour_of(number))
    ImageDraw.Draw(chip).text((pad - left, pad - top), text, fill=_PAPER, font=font)
    return chip


def _dash(
    draw: ImageDraw.ImageDraw,
    frame: tuple[float, float, float, float],
    colour: tuple[int, int, int],
    width: int,
) -> None:
    x0, y0, x1, y1 = frame
    drawn, left_out = _DASH[0] * width, _DASH[1] * width
    for (ax, ay), (bx, by) in (
        ((x0, y0), (x1, y0)),
        ((x1, y0), (x1, y1)),
        ((x1, y1), (x0, y1)),
        ((x0, y1), (x0, y0)),
    ):
        length = math.hypot(bx - ax, by - ay)
        start = 0.0
        while start < length:
            end = min(start + drawn, length)
            points = [
                (ax + (bx - ax) * at / length, ay + (by - ay) * at / length) for at in (start, end)
            ]
            draw.line(points, fill=colour, width=width)
            start = end + left_out
