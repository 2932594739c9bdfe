"""The files of kept pictures: random names in a folder that nothing serves."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

STORAGE = "kept"


def kept_files() -> Storage:
    """Where they lie: by default INKREAD_HOME/files, for its owner only (`settings.STORAGES`)."""
    return storages[STORAGE]


def write_file(content: bytes, ending: str) -> str:
    """The random name under which it was written. Raises OSError."""
    name = secrets.token_hex(20)
    return kept_files().save(f"{name[:2]}/{name[2:]}.{ending}", ContentFile(content))


def open_file(name: str) -> File[bytes]:
    """Raises FileNotFoundError."""
    return kept_files().open(name, "rb")


def delete_files(names: Iterable[str]) -> None:
    """Those that are gone already are passed over. Raises OSError."""
    for name in names:
        kept_files().delete(name)


def names_before(moment: datetime) -> Iterator[str]:
    """All files that were written before that moment."""
    files = kept_files()
    if not files.exists(""):
        return
    for folder in files.listdir("")[0]:
        for name in files.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if files.get_modified_time(path) < moment:
                yield path
