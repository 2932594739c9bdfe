"""The built front end: which file belongs to which entry."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from inkread import InkreadError

MANIFEST = Path(__file__).parents[1] / "static" / "built" / "manifest.json"
_CATALOGUE = re.compile(r"/locale/(\w+)/LC_MESSAGES/djangojs\.po$")


class FrontEndMissing(InkreadError):
    """The front end was not built, or has no such entry."""

    def __init__(self, entry: str) -> None:
        super().__init__(entry)
        self.entry = entry

    def __str__(self) -> str:
        return f"The front end has no {self.entry!r}: run `make frontend`."


def built_file(entry: str) -> str:
    """The path below /static/ of an entry of the front end; FrontEndMissing when there is none."""
    try:
        return "built/" + _manifest(MANIFEST.stat().st_mtime_ns)[entry]
    except (OSError, KeyError) as error:
        raise FrontEndMissing(entry) from error


def catalogue_files() -> dict[str, str]:
    """Language -> the path below /static/ of its texts for scripts; English ones need no file."""
    entries = _manifest(MANIFEST.stat().st_mtime_ns).items()
    found = ((_CATALOGUE.search(entry), file) for entry, file in entries)
    return {match[1]: f"built/{file}" for match, file in found if match}


@cache
def _manifest(changed: int) -> dict[str, str]:
    """Entry -> file; read again when the manifest has `changed`."""
    entries = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return {name: str(entry["file"]) for name, entry in entries.items()}
