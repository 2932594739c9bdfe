"""The pictures that go with the figures, drawn with Pillow: sheets, matrices, boxes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, ImageOps

from inkread.evaluation.bench import Picture
from inkread.page import Box, Page

INK = (33, 37, 41)
FAINT = (206, 212, 218)
RIGHT = (43, 138, 62)
WRONG = (224, 49, 49)
ACCENT = (25, 113, 194)

TILE = (104, 78)
CAPTION = 32
COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture of a sheet and the two lines under it."""

    picture: Image.Image
    truth: str
    answer: str


def open_rgb(picture: Picture) -> Image.Image:
    """The picture upright and in RGB, transparency on white, as the reader sees it."""
    if isinstance(picture, bytes):
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(picture)))
    else:
        image = Image.fromarray(picture)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def font(size: float) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def draw_sheet(tiles: Sequence[Tile], title: str) -> Image.Image:
    """A sheet of tiles, eight to a row, each with its truth and its answer."""
    width, height = TILE
    rows = max(1, -(-len(tiles) // COLUMNS))
    size = (COLUMNS * (width + 8) + 8, 30 + rows * (height + CAPTION + 8))
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    draw.text((8, 7), title, fill=INK, font=font(14))
    for index, tile in enumerate(tiles):
        x = 8 + index % COLUMNS * (width + 8)
        y = 30 + index // COLUMNS * (height + CAPTION + 8)
        small = _fitted(tile.picture, TILE)
        sheet.paste(small, (x + (width - small.width) // 2, y + (height - small.height) // 2))
        draw.rectangle((x - 1, y - 1, x + width, y + height), outline=FAINT)
        draw.text((x, y + height + 1), f"is {tile.truth}", fill=INK, font=font(12))
        draw.text((x, y + height + 15), f"read {tile.answer or '-'}", fill=WRONG, font=font(12))
    return sheet


def draw_confusion(counts: NDArray[np.int64], title: str) -> Image.Image:
    """The matrix as a picture: rows are true digits, columns answers, the last one: none.

    The shade of a cell is its share of the row among the mistakes; right answers stay grey.
    """
    cell, left, top = 46, 60, 66
    picture = Image.new("RGB", (left + 11 * cell + 12, top + 10 * cell + 12), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((8, 8), title, fill=INK, font=font(15))
    draw.text((left, 32), "answered", fill=INK, font=font(12))
    draw.text((8, top - 18), "true", fill=INK, font=font(12))
    mistakes = counts * (1 - np.eye(10, 11, dtype=np.int64))
    most = max(1, int(mistakes.max()))
    for column in range(11):
        label = str(column) if column < 10 else "none"
        middle = left + column * cell + cell // 2
        draw.text((middle, top - 10), label, fill=INK, font=font(13), anchor="mm")
    for row in range(10):
        y = top + row * cell
        draw.text((left - 16, y + cell // 2), str(row), fill=INK, font=font(13), anchor="mm")
        for column in range(11):
            x = left + column * cell
            share = int(mistakes[row, column]) / most
            shade = (233, 236, 239) if row == column else _blend(share)
            draw.rectangle((x, y, x + cell, y + cell), fill=shade, outline=FAINT)
            if counts[row, column]:
                ink = (255, 255, 255) if share > 0.55 else INK
                place = (x + cell // 2, y + cell // 2)
                text = str(int(counts[row, column]))
                draw.text(place, text, fill=ink, font=font(12), anchor="mm")
    return picture


def draw_boxes(picture: Picture, page: Page, width: int, height: int = 2000) -> Image.Image:
    """The picture with every digit in a box; at most `width` x `height` px."""
    marks = [(digit.box, digit.text, ACCENT) for number in page.numbers for digit in number.digits]
    image = open_rgb(picture)
    fitting = min(width, max(1, height * image.width // image.height))
    return draw_marks(image, marks, fitting)


def draw_marks(
    image: Image.Image, marks: Sequence[tuple[Box, str, tuple[int, int, int]]], width: int
) -> Image.Image:
    """The image, scaled to a width of `width` px, with coloured and lettered boxes on it."""
    scale = width / image.width
    scaled = image.resize((width, max(1, round(image.height * scale))), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(scaled)
    for box, text, colour in marks:
        x0, y0, x1, y1 = (round(value * scale) for value in box.to_list())
        draw.rectangle((x0, y0, max(x0, x1), max(y0, y1)), outline=colour)
        # Above the box; at the upper edge of the picture below it.
        place, anchor = ((x0, y0 - 1), "ls") if y0 > 11 else ((x0, y1 + 1), "la")
        draw.text(place, text, fill=colour, font=font(11), anchor=anchor)
    return scaled


def paste_together(images: Sequence[Image.Image], columns: int) -> Image.Image:
    """Pictures in rows of `columns`, each row as high as its highest."""
    rows = [images[i : i + columns] for i in range(0, len(images), columns)]
    width = max((sum(image.width + 8 for image in row) for row in rows), default=0) + 8
    height = sum(max(image.height for image in row) + 8 for row in rows) + 8
    whole = Image.new("RGB", (width, height), "white")
    y = 8
    for row in rows:
        x = 8
        for image in row:
            whole.paste(image, (x, y))
            x += image.width + 8
        y += max(image.height for image in row) + 8
    return whole


def _fitted(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """As large as fits, enlarged without smoothing so that one sees the true pixels."""
    small = picture.width <= size[0] and picture.height <= size[1]
    method = Image.Resampling.NEAREST if small else Image.Resampling.BICUBIC
    return ImageOps.contain(picture.convert("RGB"), size, method)


def _blend(share: float) -> tuple[int, int, int]:
    """From white to red."""
    red, green, blue = (round(255 + (end - 255) * min(1.0, share)) for end in WRONG)
    return red, green, blue
