"""The pictures of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_ENDINGS: Final = frozenset(
    ".png .jpg .jpeg .jpe .webp .gif .bmp .dib .tif .tiff .heic .heif .hif .pdf".split()
)


def pictures_below(folder: Path) -> list[Path]:
    """Files in the folder and below it that are called like pictures, sorted; hidden ones not."""
    found = [path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS]
    return sorted(path for path in found if path.is_file() and not _is_hidden(path, folder))


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
