"""Every request is answered as the one who sent it chose."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from inkread.web.showing.choosing import Shown, shown_to

Answer = Callable[[HttpRequest], HttpResponseBase]


class ShowAsChosen:
    """After Django's LocaleMiddleware, which knows of the browser; the account goes before it."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        shown = shown_to(request)
        if shown.language:
            translation.activate(shown.language)
            request.LANGUAGE_CODE = shown.language
        request.shown = shown  # type: ignore[attr-defined]
        return self._get_response(request)


def shown_in(request: object) -> Shown:
    """How this request is answered; as usual where something broke before that was known."""
    found = getattr(request, "shown", None)
    return found if isinstance(found, Shown) else Shown()
