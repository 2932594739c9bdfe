"""`{% how_shown %}`: the switches in the foot; `{{ request|type_size }}`: for the page itself."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from inkread.web.showing.choosing import LARGE
from inkread.web.showing.middleware import shown_in

register = template.Library()


@register.inclusion_tag("showing/switches.html", takes_context=True)
def how_shown(context: dict[str, Any]) -> dict[str, Any]:
    """Languages by their own names, and the other size of type.

    They lead back to the page that they stand on, or home where that was the answer to a form.
    """
    request = context.get("request")
    return {
        "languages": settings.LANGUAGES,
        "current": get_language(),
        "is_large": shown_in(request).type_size == LARGE,
        "back": _address(request),
    }


@register.filter
def type_size(request: object) -> str:
    """ "large" or "usual"."""
    return shown_in(request).type_size


def _address(request: HttpRequest | None) -> str:
    if request is None or request.method not in ("GET", "HEAD"):
        return reverse("home")
    return request.get_full_path()
