"""A kept reading as a file: what holds now, in one of the formats of `inkread.exports`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from inkread import Box, InkreadError, Number, Page, __version__
from inkread.exports import EXPORTS, Engine, Export, ExportOptions, Leaf
from inkread.web.readings.changing import state_of
from inkread.web.readings.files import open_file
from inkread.web.readings.models import KeptPicture, Reading

# What people call the formats, in the order in which they are offered.
TITLES: Final = {
    "text": gettext_lazy("Text"),
    "csv": gettext_lazy("Table (CSV)"),
    "xlsx": gettext_lazy("Excel workbook"),
    "pdf": gettext_lazy("PDF with the numbers marked"),
    "png": gettext_lazy("Picture with the numbers marked (PNG)"),
    "json": gettext_lazy("JSON Lines, with everything"),
    "hocr": gettext_lazy("hOCR"),
    "alto": gettext_lazy("ALTO"),
    "page": gettext_lazy("PAGE XML"),
}


class PageNotNamed(InkreadError):
    """A format that holds one page was asked of a reading that has several."""

    def __str__(self) -> str:
        return _("A file of this kind holds one page: say which, with ?page=1.")


class PictureGone(InkreadError):
    """The picture that the format shows is no longer there, or can no longer be opened."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        return _(
            "The picture of page %(number)d is no longer there, and this kind of file shows it."
            " Tables, text and JSON can still be had."
        ) % {"number": self.number}


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file to be saved: what it is called, what it is, and what is in it."""

    name: str
    media_type: str
    content: bytes


def exports_offered() -> tuple[tuple[Export, str], ...]:
    """Every format with its title."""
    formats = {export.name: export for export in EXPORTS}
    return tuple((formats[name], str(title)) for name, title in TITLES.items())


def export_reading(reading: Reading, export: Export, number: int | None = None) -> ExportedFile:
    """All pages of a reading in one file, or the page of that number, from 1, alone.

    Raises PageNotNamed, PictureGone, MissingExtra; IndexError where there is no such page.
    """
    pages = state_of(reading).current.pages
    if number is not None:
        pages = (_page_of(pages, number),)
    elif export.has_one_page and len(pages) > 1:
        raise PageNotNamed
    options = ExportOptions(
        engine=Engine(__version__, reading.model_name, reading.model_version, reading.model_sha256),
        values=True,
        style=any(each.style for page in pages for each in page.numbers),
        created=reading.created,
    )
    stem = PurePosixPath(reading.name).stem.strip() or "numbers"
    ending = f"-page-{number}" if number is not None and reading.page_count > 1 else ""
    return ExportedFile(
        f"{stem}{ending}.read{export.suffix}",
        export.media_type,
        export.to_bytes(_leaves(reading, export, pages), options),
    )


def _page_of(pages: Iterable[Page], number: int) -> Page:
    for page in pages:
        if page.page == number:
            return page
    raise IndexError(number)


def _leaves(reading: Reading, export: Export, pages: Iterable[Page]) -> Iterator[Leaf]:
    """The pages one after the other, so that no more than one picture is in memory."""
    for page in pages:
        if export.needs_pictures:
            yield _leaf_with_picture(reading, page)
        else:
            # The lines of text would otherwise tell of slants and strokes, not of numbers alone.
            yield Leaf(_without_style(page) if export.name == "text" else page)


def _leaf_with_picture(reading: Reading, page: Page) -> Leaf:
    """The page with the picture that is kept of it, which may be smaller than the one read."""
    try:
        kept = KeptPicture.objects.get(page__reading=reading, page__number=page.page)
        with open_file(kept.file) as file, Image.open(file) as picture:
            pixels = np.asarray(picture.convert("RGB"))
    except (KeptPicture.DoesNotExist, OSError) as error:
        raise PictureGone(page.page) from error
    height, width = pixels.shape[:2]
    return Leaf(_resized(page, width, height), pixels)


def _resized(page: Page, width: int, height: int) -> Page:
    """The page as if its picture had had that size, px."""
    if (page.width, page.height) == (width, height):
        return page
    across, down = width / page.width, height / page.height

    def box(of: Box) -> Box:
        return Box(of.x0 * across, of.y0 * down, of.x1 * across, of.y1 * down)

    def number(of: Number) -> Number:
        return replace(
            of,
            box=box(of.box),
            digits=tuple(replace(each, box=box(each.box)) for each in of.digits),
            signs=tuple(replace(each, box=box(each.box)) for each in of.signs),
        )

    return replace(page, width=width, height=height, numbers=tuple(map(number, page.numbers)))


def _without_style(page: Page) -> Page:
    return replace(page, numbers=tuple(replace(each, style=None) for each in page.numbers))
