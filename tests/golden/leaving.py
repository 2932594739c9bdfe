"""Golden cases of exports: pages -> the files that both Python and the browser write of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from tests.exports.pages import ENGINE, amount, number, page
from tests.golden.making import FOLDER, RECORDED, SCRIPTED, read_cases

from inkread import Number, Page, Style, Value
from inkread.exports import ExportOptions, Leaf, find_export

EXPORTED: Final = FOLDER / "exported.json.gz"
# The formats of which the browser writes the same bytes; JSON says the same, in other blanks.
SAME: Final = ("text", "csv", "hocr")
CREATED: Final = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
STYLE: Final = Style(
    *(62.5, 0.48, 0.2, -8.0, 4.25, 0.068, "#963640"),
    ink_lab=(35.9, 41.5, 18.2),
    paper="#e3e4e6",
    contrast=5.3,
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Pages that leave together, and whether the time at which they were read is told."""

    name: str
    pages: tuple[Page, ...]
    is_dated: bool = False

    def files(self) -> dict[str, Any]:
        """What Python writes of them, by the name of the format; of ALTO, a file a page."""
        options = self.options()
        # A file of text is to tell numbers, not slants and strokes.
        bare = [replace(each, numbers=tuple(map(_bare, each.numbers))) for each in self.pages]
        told = {name: bare if name == "text" else self.pages for name in SAME}
        files: dict[str, Any] = {
            name: find_export(name).to_bytes(map(Leaf, pages), options).decode()
            for name, pages in told.items()
        }
        alto = find_export("alto")
        files["alto"] = [alto.to_bytes([Leaf(each)], options).decode() for each in self.pages]
        return files

    def options(self) -> ExportOptions:
        """Those with which the web application writes."""
        return ExportOptions(
            engine=ENGINE,
            values=True,
            style=any(each.style for page in self.pages for each in page.numbers),
            created=CREATED if self.is_dated else None,
        )

    def to_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "pages": [page.to_dict() for page in self.pages],
            "created": CREATED.isoformat() if self.is_dated else None,
            "files": self.files(),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Leaving:
        pages = tuple(Page.from_dict(each) for each in values["pages"])
        return cls(values["name"], pages, values["created"] is not None)


def leavings() -> Iterator[Leaving]:
    """All of them: made by hand, and of what the golden cases read."""
    for each in _made_by_hand():
        # Boxes are of figures with decimals, as a reader answers them.
        yield replace(each, pages=tuple(Page.from_dict(page.to_dict()) for page in each.pages))
    for case in [*read_cases(SCRIPTED)[::9], *read_cases(RECORDED)]:
        yield Leaving(case["name"], (Page.from_dict(case["page"]),))


def _made_by_hand() -> Iterator[Leaving]:
    yield Leaving("a form", (page(),))
    yield Leaving("a dated one of two pages", (page(), page(of=2)), is_dated=True)
    yield Leaving("a blank page", (Page("blank.png", 1, 60, 40, ()),))
    yield Leaving("no pages", ())
    yield Leaving("styles", (_of(replace(number("07", 20, 20), style=STYLE), number("1", 90, 20)),))
    bare = Style(size_px=20.0, aspect=0.5)
    yield Leaving(
        "a style of which little is known", (_of(replace(number("8", 9, 9), style=bare)),)
    )
    for source in ('=1+1"<&>\t.png', "₹ \x07 £.png", "-5", "+49\n"):
        yield Leaving(f"a source called {source!a}", (replace(page(), source=source),))
    paid = Value("amount", "-12.50", currency="EUR", symbol="€", alternatives=("12.50", "1250"))
    yield Leaving("an amount", (_of(replace(amount(60, 20, line=1), value=paid)),))
    odd = replace(amount(60, 20, line=1), value=None)
    yield Leaving("signs that say nothing", (_of(odd, number("5", 200, 20)),))
    even = replace(
        number("5", 20, 20), confidence=0.03125, alternatives=(("5", 0.5), ("6", 0.03125))
    )
    yield Leaving("halves", (_of(even, replace(number("4", 60, 20), confidence=0.00001)),))


def read_leavings() -> list[dict[str, Any]]:
    """The cases as they were written, each with its `files`."""
    cases: list[dict[str, Any]] = json.loads(gzip.decompress(EXPORTED.read_bytes()))
    return cases


def write_leavings() -> None:
    """All of them, with the files that Python writes now."""
    text = json.dumps([each.to_dict() for each in leavings()], separators=(",", ":"))
    EXPORTED.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _of(*numbers: Number) -> Page:
    return Page("form.jpg", 1, 400, 300, numbers)


def _bare(number: Number) -> Number:
    return replace(number, style=None)
