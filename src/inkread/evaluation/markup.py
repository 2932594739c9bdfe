"""HTML and SVG made of elements, so that no text can ever be taken for markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

EMPTY = frozenset({"br", "img", "link", "meta"})
"""Elements of HTML that have no content and no end tag."""

# What stands on the right of its column: a number with its unit, an interval, or nothing yet.
NUMBER = re.compile(r"(?:[\d.,]+(?: %| ms)?(?: to [\d.,]+(?: %)?)?|not measured|not installed|)")

SHORT = 16
"""Characters that are never spread over several lines."""


class Markup(str):
    """Text that is markup already; every other text is escaped where it becomes content."""

    __slots__ = ()


def element(name: str, /, *content: str | None, **attributes: str | float | None) -> Markup:
    """`<name attribute="value">content</name>`; content and attributes that are None are left out.

    `class_` stands for class, `aria_label` for aria-label; a number in a value is written as short
    as it can be with two decimals.
    """
    start = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_written(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in EMPTY:
        return Markup(f"<{name}{start}>")
    return Markup(f"<{name}{start}>{join(*content)}</{name}>")


def join(*content: str | None) -> Markup:
    """Pieces of content one after the other, escaped where they are no markup."""
    return Markup(
        "".join(
            piece if isinstance(piece, Markup) else escape(piece)
            for piece in content
            if piece is not None
        )
    )


def scrolling(label: str, *content: str) -> Markup:
    """A region as wide as the page whose content may be wider; the keyboard reaches it too."""
    return element("div", *content, class_="scroll", role="region", aria_label=label, tabindex="0")


def table(label: str, rows: Sequence[Sequence[str]]) -> Markup:
    """Rows as a table; the first one is its head, the first cell of each other one heads it.

    Each cell also knows the head of its column, so that a narrow screen can do without columns.
    """
    head, *body = rows
    numeric = [all(NUMBER.fullmatch(row[i]) for row in body) for i in range(len(head))]
    heads = (
        element("th", cell or Markup("&nbsp;"), scope="col", class_="number" if right else None)
        for cell, right in zip(head, numeric, strict=True)
    )
    lines = [
        element("tr", element("th", row[0], scope="row"), *map(_cell, row[1:], head[1:]))
        for row in body
    ]
    whole = element(
        "table",
        element("caption", label),
        element("thead", element("tr", *heads)),
        element("tbody", *lines),
        class_="rows",
    )
    return scrolling(label, whole)


def _cell(text: str, head: str) -> Markup:
    known = {"met": "met", "not met": "missed"}.get(text)
    if known is None and NUMBER.fullmatch(text):
        known = "number"
    if known is None and len(text) <= SHORT:
        known = "short"
    return element("td", text, class_=known, data_head=head or None)


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
