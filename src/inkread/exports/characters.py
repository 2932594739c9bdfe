"""Names and numbers in characters that files can hold."""

from __future__ import annotations

import re
from typing import Final

# What XML 1.0, and with it a workbook, has no way to write.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(name: str) -> str:
    """A file name in any encoding, as text that can be written."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def markup_text(name: str) -> str:
    """The same, without the control characters that markup cannot hold."""
    return _UNWRITABLE.sub("\ufffd", printable(name))


def western(text: str) -> str:
    """The same, in the characters of the fonts that every PDF reader has."""
    return markup_text(text).replace("₹", "Rs").encode("cp1252", "replace").decode("cp1252")
