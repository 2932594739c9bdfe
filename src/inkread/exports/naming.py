"""Files named after what they were read from."""

from __future__ import annotations

from pathlib import Path

from inkread.page import Page


class SourceNames:
    """Names for files in one folder. Two sources of one name get different ones."""

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._taken: dict[str, str] = {}

    def name(self, page: Page, *, with_page: bool = True) -> str:
        """After the source, and after the page from the second on: form-page-2.read.png."""
        stem = Path(page.source).stem.strip("<>-") or "picture"
        ending = f"-page-{page.page}" if with_page and page.page > 1 else ""
        name, copies = f"{stem}{ending}{self._suffix}", 1
        while self._taken.setdefault(name, page.source) != page.source:
            copies += 1
            name = f"{stem}-{copies}{ending}{self._suffix}"
        return name
