"""Exports written to disk: everything into one file, or a file for each source into a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from inkread.errors import NotWritable, OptionsInvalid
from inkread.exports.formats import Export
from inkread.exports.leaves import Leaf
from inkread.exports.naming import SourceNames
from inkread.exports.options import ExportOptions


def write_output(
    place: Path, export: Export, leaves: Iterable[Leaf], options: ExportOptions
) -> None:
    """Into the folder where `place` is one, or has no suffix, which makes one; else into that file.

    In a folder there is a file for each source, or for each page where a file holds one page; they
    are named after their sources: form.read.pdf. Raises NotWritable, at once for a file, and what
    `Export.write` and the leaves raise.
    """
    if place.is_dir() or not (place.suffix or place.exists()):
        _write_folder(place, export, leaves, options)
    else:
        _write_file(place, export.write(leaves, options))


def check_output(place: Path, sources: Iterable[str]) -> None:
    """Raises OptionsInvalid where the file would be written over one of its own sources."""
    if not place.is_file():
        return
    for source in sources:
        if Path(source).is_file() and place.samefile(source):
            raise OptionsInvalid("output", str(place), "another file than those that are read")


def _write_folder(
    folder: Path, export: Export, leaves: Iterable[Leaf], options: ExportOptions
) -> None:
    names = SourceNames(f".read{export.suffix}")

    def file_of(leaf: Leaf) -> str:
        return names.name(leaf.page, with_page=export.has_one_page)

    for name, members in groupby(leaves, key=file_of):
        # A library that is missing is told before a folder is made.
        pieces = export.write(members, options)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotWritable(str(folder), _reason(error)) from error
        _write_file(folder / name, pieces)


def _write_file(path: Path, pieces: Iterator[bytes]) -> None:
    try:
        file = path.open("wb")
    except OSError as error:
        raise NotWritable(str(path), _reason(error)) from error
    with file:
        for piece in pieces:
            try:
                file.write(piece)
                file.flush()
            except OSError as error:
                raise NotWritable(str(path), _reason(error)) from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
