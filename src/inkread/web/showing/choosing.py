"""Choosing a language and a size of type: for the account, or else for the browser.

A choice lies in a cookie. That of an account is kept beside it, and comes into the session when
its owner logs in, so that no page asks the database for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

from inkread.web.accounts.models import User
from inkread.web.showing.models import Showing

LANGUAGE, TYPE_SIZE = "language", "type_size"
SESSION_KEY: Final = "showing"
TYPE_COOKIE: Final = "inkread_type"
# How the kept page asks for its type: it is fetched without cookies.
TYPE_HEADER: Final = "Inkread-Type"
LARGE, USUAL = "large", "usual"
TYPE_SIZES: Final = (USUAL, LARGE)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a request is answered; `language` is empty where the account chose none."""

    language: str = ""
    type_size: str = USUAL


def shown_to(request: HttpRequest) -> Shown:
    """What the account chose, else what this browser did."""
    kept = request.session.get(SESSION_KEY, {})
    asked = request.COOKIES.get(TYPE_COOKIE) or request.headers.get(TYPE_HEADER)
    type_size = kept.get(TYPE_SIZE) or asked
    language = kept.get(LANGUAGE, "")
    return Shown(
        language if language in dict(settings.LANGUAGES) else "",
        LARGE if type_size == LARGE else USUAL,
    )


def keep_choice(request: HttpRequest, choice: Mapping[str, str]) -> None:
    """Keeps a language or a size of type with the account of who is logged in."""
    if not isinstance(request.user, User):
        return
    Showing.objects.update_or_create(owner=request.user, defaults=dict(choice))
    request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), **choice}


def remember(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Somebody logged in: from now on pages are shown as the account says."""
    kept = Showing.objects.filter(owner=user).values(LANGUAGE, TYPE_SIZE).first()
    if kept:
        request.session[SESSION_KEY] = kept
