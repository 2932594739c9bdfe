"""Whatever holds bytes -> a seekable stream of at most the allowed length."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import IO, Any

import numpy as np
from PIL import Image

from inkread.errors import (
    FileTooLarge,
    NotAnImage,
    OptionsInvalid,
    SourceNotFound,
    SourceUnreadable,
)
from inkread.options import Limits


def open_stream(source: str | os.PathLike[str] | bytes | IO[bytes], limits: Limits) -> IO[bytes]:
    """A stream to close after use; a file object of the caller's stays open.

    Raises SourceNotFound, SourceUnreadable, FileTooLarge; NotAnImage for a folder or an open text
    file; OptionsInvalid for anything that is no source at all.
    """
    if isinstance(source, (str, os.PathLike)):
        return _open_path(os.fspath(source), limits)
    if isinstance(source, (bytes, bytearray, memoryview)):
        limits.check_bytes(len(source))
        return io.BytesIO(source)
    if callable(getattr(source, "read", None)):
        return _copy(source, limits, title_of(source))
    raise OptionsInvalid("source", source, "a path, bytes, a binary file, an array or a PIL image")


def title_of(source: object) -> str:
    """What the pages call this source: the path as given, or what it is in angle brackets."""
    if isinstance(source, (str, os.PathLike)):
        return str(os.fspath(source))
    if isinstance(source, np.ndarray):
        return "<array>"
    if isinstance(source, Image.Image):
        return "<image>"
    if isinstance(source, (bytes, bytearray, memoryview)):
        return "<bytes>"
    name = getattr(source, "name", None)
    return name if isinstance(name, str) and name else "<file>"


def _open_path(path: str, limits: Limits) -> IO[bytes]:
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise NotAnImage("it is a folder")
        if stat.S_ISREG(status.st_mode):
            limits.check_bytes(status.st_size)
            return Path(path).open("rb")
        with Path(path).open("rb") as pipe:
            return _copy(pipe, limits, path)
    except FileNotFoundError as error:
        raise SourceNotFound(path) from error
    except OSError as error:
        raise SourceUnreadable(path, (error.strerror or str(error)).lower()) from error
    except ValueError as error:  # a path with a zero byte in it
        raise SourceNotFound(path) from error


def _copy(source: Any, limits: Limits, name: str) -> IO[bytes]:
    try:
        content = source.read(limits.bytes + 1)
    except (OSError, ValueError) as error:
        raise SourceUnreadable(name, str(error).lower()) from error
    if not isinstance(content, (bytes, bytearray)):
        raise NotAnImage("the file was opened as text; open it as bytes")
    if len(content) > limits.bytes:
        raise FileTooLarge(None, limits.bytes)
    return io.BytesIO(content)
