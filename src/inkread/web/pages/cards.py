"""What the cards of the models say in English, in the language of the page.

As `sentences.py` does for errors: here stand the sentences of the cards that ship, word by word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SAID: Final = (
    gettext_noop("Western digits 0-9 only; figures on the card are for the sets named there."),
    gettext_noop("training; the other writers for validation"),
    gettext_noop("strings by one hand, writer split"),
    gettext_noop("training"),
    gettext_noop("training: paths that half of the drawn hands follow"),
    gettext_noop("training of the classifier"),
    gettext_noop("training: print, script, words as clutter"),
    gettext_noop("training of spotter and second reader"),
)
# What a card calls by a place in the source, for people who do not look there.
NAMES: Final = {
    "fonts of src/inkread/training/fonts/package.json": gettext_noop("openly licensed fonts"),
}


def card_in_words(details: Mapping[str, Any]) -> dict[str, Any]:
    """The card with its sentences translated; one that is not known here stays as it is."""
    said = [
        {**each, "name": _said(NAMES.get(each["name"], each["name"])), "use": _said(each["use"])}
        for each in details.get("data", ())
    ]
    return {**details, "limits": _said(details.get("limits", "")), "data": said}


def _said(text: str) -> str:
    # gettext answers the head of its file to nothing.
    return _(text) if text else ""
