"""What an export is told beside the pages: who read them, and how much of it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inkread.errors import OptionsInvalid


@dataclass(frozen=True, slots=True)
class Engine:
    """Who read: the version of inkread, and the model by name, version and sha256."""

    version: str
    model: str
    model_version: str
    sha256: str
    name: str = "inkread"

    @property
    def title(self) -> str:
        """Name and version: "inkread 0.1.0"."""
        return f"{self.name} {self.version}"

    @property
    def model_title(self) -> str:
        """The model in words: "model reader 1, sha256 ..."."""
        return f"model {self.model} {self.model_version}, sha256 {self.sha256}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How much is told, and by whom it was read.

    engine   stands in every format that has a place for it
    sources  lines of text begin with their source
    values   text shows values in place of digits, CSV has their columns; other formats always do
    fit      tables say how numbers fit what they had to be
    style    tables say how numbers are written
    created  when it was read, with its zone; None: no format tells a time, so that the same pages
             always give the same bytes

    Raises OptionsInvalid for a time without a zone.
    """

    engine: Engine
    sources: bool = False
    values: bool = False
    fit: bool = False
    style: bool = False
    created: datetime | None = None

    def __post_init__(self) -> None:
        if self.created is not None and self.created.utcoffset() is None:
            raise OptionsInvalid("created", self.created.isoformat(), "a time with its zone")
