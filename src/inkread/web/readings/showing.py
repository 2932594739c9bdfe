"""A kept reading as its page and programs get it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inkread import Page
from inkread.web.accounts.models import User
from inkread.web.readings.changing import State
from inkread.web.readings.correcting import joinable
from inkread.web.readings.models import Change, Move, Reading

MOST_EVENTS: Final = 100
_TOLD: Final = frozenset("fix add remove-digit remove-number add-sign fix-sign remove-sign".split())
_WORDS: Final = {
    "fix": gettext_lazy("a digit was corrected"),
    "confirm": gettext_lazy("a number was confirmed"),
    "add": gettext_lazy("a number was added"),
    "remove-digit": gettext_lazy("a digit was removed"),
    "remove-number": gettext_lazy("a number was removed"),
    "merge": gettext_lazy("two numbers were merged"),
    "split": gettext_lazy("a number was split"),
    "add-sign": gettext_lazy("a sign was put in"),
    "fix-sign": gettext_lazy("a sign was corrected"),
    "remove-sign": gettext_lazy("a sign was removed"),
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


def words_of(kind: str) -> str:
    """What a correction of that kind did."""
    return str(_WORDS.get(kind, kind))


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
        "joinable": [joinable(page) for page in state.current.pages],
        "opinion": state.current.opinion,
        "last": state.last,
        "canUndo": bool(state.history.done),
        "canRedo": bool(state.history.undone),
    }


def events_of(reading: Reading) -> list[Event]:
    """What was said last and where it was moved, the newest first."""
    said = reading.changes.select_related("by").order_by("-sequence")[:MOST_EVENTS]
    moved = reading.moves.select_related("by", "organisation").order_by("-when")[:MOST_EVENTS]
    events = [*map(_event_of_change, said), *map(_event_of_move, moved)]
    return sorted(events, key=lambda event: event.when, reverse=True)[:MOST_EVENTS]


def _event_of_change(change: Change) -> Event:
    now = change.details.get("text", change.details.get("mark", ""))
    facts = " → ".join(filter(None, (change.was, now))) if change.kind in _TOLD else ""
    return Event(change.when, _name(change.by), words_of(change.kind), facts)


def _event_of_move(move: Move) -> Event:
    place = {"place": move.organisation or _("an organisation that is gone")}
    what = _("shared with %(place)s") if move.is_into else _("taken out of %(place)s")
    return Event(move.when, _name(move.by), what % place, "")


def _name(person: User | None) -> str:
    return person.get_username() if person else _("somebody whose account is gone")


def _page_values(page: Page, given: Page) -> dict[str, Any]:
    """The page's JSON; `checked` stands in the numbers of which a person said all digits."""
    values = page.to_dict()
    known = set(given.numbers)
    for number, told in zip(page.numbers, values["numbers"], strict=True):
        if number.confidence == 1.0 and number not in known:
            told["checked"] = True
    return values
