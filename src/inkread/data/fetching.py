"""Compares a file with its sum, and gets one from its home, whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from enum import Enum
from pathlib import Path
from typing import IO, Final

from inkread.data.forms import plain_pendigits, plain_semeion, uncompressed
from inkread.data.sets import DataFile, DataSet, Form
from inkread.errors import DataDamaged, DataUnavailable

_CHUNK: Final = 1 << 20
_PATIENCE_SECONDS: Final = 60.0

_FORMS: Final[dict[Form, Callable[[bytes], bytes]]] = {
    "semeion": plain_semeion,
    "pendigits": plain_pendigits,
    "compress": uncompressed,
}

Opener = Callable[[str], IO[bytes]]


class State(Enum):
    """How a file of a folder stands to what it should be."""

    WHOLE = "whole"
    MISSING = "missing"
    DAMAGED = "damaged"


def check_file(folder: Path, each: DataSet, file: DataFile) -> State:
    """Whether the folder of data sets holds this file, and what it should hold."""
    path = folder / each.name / file.name
    if not path.is_file():
        return State.MISSING
    return State.WHOLE if _sum_of(path) == file.sha256 else State.DAMAGED


def fetch_file(folder: Path, each: DataSet, file: DataFile, open_url: Opener | None = None) -> Path:
    """The path of the file below `folder`, fetched from its home unless it is there and whole.

    It appears under its name only when its sha256 is right. Raises DataUnavailable when it has no
    public home or that cannot be reached, and DataDamaged when the home gives something else.
    """
    path = folder / each.name / file.name
    if check_file(folder, each, file) is State.WHOLE:
        return path
    if file.url is None:
        raise DataUnavailable(each.name, each.note)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{file.name}.")
    part = Path(temporary)
    try:
        with os.fdopen(handle, "wb") as output:
            _download(each.name, file.url, file, open_url or _open_url, output)
        actual = _sum_of(part, packed=path.suffix == ".gz")
        if actual != file.sha256:
            raise DataDamaged(file.url, file.sha256, actual)
        part.chmod(0o644)
        part.replace(path)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    return path


def _open_url(url: str) -> IO[bytes]:
    # These take longer to import than all the rest of this room.
    import http.client
    import urllib.request

    request = urllib.request.Request(url, headers={"User-Agent": "inkread"})
    try:
        response: IO[bytes] = urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS)
    except http.client.HTTPException as error:
        raise OSError(str(error) or type(error).__name__) from error
    return response


def _download(name: str, url: str, file: DataFile, open_url: Opener, output: IO[bytes]) -> None:
    # Whatever is packed is no larger than what it holds, and numbers are written at most so wide.
    limit = file.size * 8 + _CHUNK
    try:
        with closing(open_url(url)) as source:
            content = source.read(limit)
    except OSError as error:
        reason = str(error) or type(error).__name__
        raise DataUnavailable(name, f"{url} cannot be reached ({reason})") from error
    try:
        changed = _FORMS[file.form](content) if file.form else content
    except ValueError as error:
        raise DataUnavailable(name, f"{url} gives something else ({error})") from error
    output.write(gzip.compress(changed, mtime=0) if file.form else changed)


def _sum_of(path: Path, packed: bool | None = None) -> str:
    """The sha256 of what the file holds; of its bytes where they cannot be unpacked."""
    is_packed = path.suffix == ".gz" if packed is None else packed
    try:
        if is_packed:
            with gzip.open(path) as unpacked:
                return _sum(unpacked)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        pass  # its bytes tell as well that it is another file
    with path.open("rb") as file:
        return _sum(file)


def _sum(file: IO[bytes] | gzip.GzipFile) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
