"""PDF: every page rendered to pixels."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from inkread.errors import EncryptedDocument, NotAnImage, TruncatedImage
from inkread.images.translating import translated
from inkread.options import Limits

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_POINTS_PER_INCH: Final = 72
_WRONG_PASSWORD: Final = 4
_TAIL_BYTES: Final = 4096
# PDFium may only be called by one thread at a time, whichever document it is about.
_PDFIUM: Final = threading.Lock()


def render_pdf(stream: IO[bytes], limits: Limits, dpi: int) -> Iterator[NDArray[np.uint8]]:
    """The pages at `dpi`, (h, w, 3) RGB, with what is filled into forms.

    A page with too many pixels is refused before it is rendered. Raises EncryptedDocument.
    """
    _check_end(stream)
    document = _open(stream, limits)
    try:
        with _PDFIUM:
            pages = len(document)
        if pages == 0:
            raise NotAnImage("the PDF has no pages")
        limits.check_pages(pages)
        for page in range(pages):
            yield _render(document, page, limits, dpi)
    finally:
        with _PDFIUM:
            document.close()


def _check_end(stream: IO[bytes]) -> None:
    """PDFium mends a PDF whose end is missing, and loses pages in silence: refuse it instead."""
    length = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, length - _TAIL_BYTES))
    if b"%%EOF" not in stream.read():
        raise TruncatedImage("PDF", "its end is missing")
    stream.seek(0)


def _open(stream: IO[bytes], limits: Limits) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    with _PDFIUM, translated("PDF", limits):
        try:
            document = PdfDocument(stream)
        except PdfiumError as error:
            if error.err_code == _WRONG_PASSWORD:
                raise EncryptedDocument from error
            raise
        document.init_forms()
        return document


def _render(document: PdfDocument, index: int, limits: Limits, dpi: int) -> NDArray[np.uint8]:
    scale = dpi / _POINTS_PER_INCH
    with _PDFIUM, translated("PDF", limits):
        page = document[index]
        try:
            width, height = page.get_size()
            limits.check_size(math.ceil(width * scale), math.ceil(height * scale))
            bitmap = page.render(scale=scale, rev_byteorder=True)
            try:
                # The bitmap's memory ends with it: copy, and drop a fourth channel if there is one.
                rendered = bitmap.to_numpy()
                colours = rendered if rendered.ndim == 3 else rendered[:, :, None]
                channels = colours[:, :, :3] if colours.shape[2] >= 3 else colours[:, :, [0, 0, 0]]
                return np.array(channels, dtype=np.uint8, order="C")
            finally:
                bitmap.close()
        finally:
            page.close()
