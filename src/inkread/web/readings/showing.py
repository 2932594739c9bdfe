"""A kept reading as its page and programs get it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inkread import Page
from inkread.web.readings.changing import State
from inkread.web.readings.models import Reading

MOST_EVENTS: Final = 100
_WORDS: Final = {
    "fix": gettext_lazy("a digit was corrected"),
    "confirm": gettext_lazy("a number was confirmed"),
    "add": gettext_lazy("a number was added"),
    "remove-digit": gettext_lazy("a digit was removed"),
    "remove-number": gettext_lazy("a number was removed"),
    "merge": gettext_lazy("two numbers were merged"),
    "split": gettext_lazy("a number was split"),
    "judge": gettext_lazy("an opinion was given"),
    "undo": gettext_lazy("the last change was undone"),
    "redo": gettext_lazy("a change was redone"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A change in words; `facts` such as "6 → 8"."""

    when: datetime
    by: str
    what: str
    facts: str


def state_values(reading: Reading, state: State) -> dict[str, Any]:
    """The state as JSON: the pages that hold now, and what can be done with them."""
    return {
        "pages": [
            _page_values(page, given)
            for page, given in zip(state.current.pages, state.given, strict=True)
        ],
        "pictures": [
            reverse("reading-picture", args=(reading.public_id, page.page)) for page in state.given
        ],
        "opinion": state.current.opinion,
        "last": state.last,
        "canUndo": bool(state.history.done),
        "canRedo": bool(state.history.undone),
    }


def events_of(reading: Reading) -> Iterator[Event]:
    """What was said last, the newest first."""
    for each in reading.changes.select_related("by").order_by("-sequence")[:MOST_EVENTS]:
        by = each.by.get_username() if each.by else _("somebody whose account is gone")
        now = each.details.get("text", each.details.get("opinion", ""))
        is_told = each.kind in ("fix", "add", "remove-digit", "remove-number")
        facts = " → ".join(filter(None, (each.was, now))) if is_told else ""
        yield Event(each.when, by, str(_WORDS.get(each.kind, each.kind)), facts)


def _page_values(page: Page, given: Page) -> dict[str, Any]:
    """The page's JSON; `checked` stands in the numbers of which a person said all digits."""
    values = page.to_dict()
    known = set(given.numbers)
    for number, told in zip(page.numbers, values["numbers"], strict=True):
        if number.confidence == 1.0 and number not in known:
            told["checked"] = True
    return values
