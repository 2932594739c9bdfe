"""The formats in which readings leave: each a value with one function, pages in, bytes out.

What needs a library that reading does not need is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from inkread.errors import MissingExtra, OptionsInvalid
from inkread.exports.annotated import write_png
from inkread.exports.leaves import Leaf
from inkread.exports.lines import write_csv, write_json, write_text
from inkread.exports.options import ExportOptions

Write = Callable[[Iterable[Leaf], ExportOptions], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Export:
    """One format.

    name            by which it is asked for
    media_type      as HTTP has it
    suffix          of its files, with the point
    writer          its pages -> its bytes, piece by piece
    needs_pictures  whether it shows the pictures of the pages
    has_one_page    whether a file of it holds one page and no more
    is_binary       whether it is nothing for a terminal
    """

    name: str
    media_type: str
    suffix: str
    writer: Write
    needs_pictures: bool = False
    has_one_page: bool = False
    is_binary: bool = False

    def write(self, leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
        """The pieces of one file. Pages are taken one by one, and not kept with their pictures.

        Raises MissingExtra at once where a library is missing; OptionsInvalid while it writes,
        before the first piece, where there are more pages than a file of this format holds.
        """
        return self.writer(self._only(leaves) if self.has_one_page else leaves, options)

    def to_bytes(self, leaves: Iterable[Leaf], options: ExportOptions) -> bytes:
        """The whole file; raises what `write` raises."""
        return b"".join(self.write(leaves, options))

    def _only(self, leaves: Iterable[Leaf]) -> Iterator[Leaf]:
        given = iter(leaves)
        first = next(given, None)
        if next(given, None) is not None:
            rule = "one whose files hold several pages, or be written into a folder"
            raise OptionsInvalid("format", self.name, rule)
        if first is not None:
            yield first


def _write_xlsx(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    with _needing("Writing Excel workbooks"):
        from inkread.exports.workbook import write_workbook
    return write_workbook(leaves, options)


def _write_pdf(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    with _needing("Writing PDF"):
        from inkread.exports.portable import write_pdf
    return write_pdf(leaves, options)


def _write_hocr(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    from inkread.exports.hocr import write_hocr

    return write_hocr(leaves, options)


def _write_alto(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    from inkread.exports.alto import write_alto

    return write_alto(leaves, options)


def _write_page(leaves: Iterable[Leaf], options: ExportOptions) -> Iterator[bytes]:
    from inkread.exports.pagecontent import write_page

    return write_page(leaves, options)


@contextmanager
def _needing(purpose: str) -> Iterator[None]:
    """Turns the import of what is not installed into a sentence that says what to install."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(purpose, "export") from error


EXPORTS: Final = (
    Export("text", "text/plain; charset=utf-8", ".txt", write_text),
    Export("csv", "text/csv; charset=utf-8", ".csv", write_csv),
    Export("json", "application/x-ndjson", ".jsonl", write_json),
    Export(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".xlsx",
        _write_xlsx,
        is_binary=True,
    ),
    Export("pdf", "application/pdf", ".pdf", _write_pdf, needs_pictures=True, is_binary=True),
    Export(
        "png",
        "image/png",
        ".png",
        write_png,
        needs_pictures=True,
        has_one_page=True,
        is_binary=True,
    ),
    Export("hocr", "text/vnd.hocr+html", ".hocr", _write_hocr),
    Export("alto", "application/xml", ".alto.xml", _write_alto, has_one_page=True),
    Export("page", "application/xml", ".page.xml", _write_page, has_one_page=True),
)


def find_export(name: str) -> Export:
    """The format of that name; OptionsInvalid with the known names."""
    for each in EXPORTS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in EXPORTS)
    raise OptionsInvalid("format", name, f"one of {known}")
