"""Every login is written down for the owner of the account; the oldest go."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from inkread.web.accounts.models import Login, User

KEPT = 50


def note_login(sender: object, request: HttpRequest, user: User, **facts: Any) -> None:
    """Receives allauth's `user_logged_in`."""
    said = request.headers.get("user-agent", "")
    longest = Login._meta.get_field("user_agent").max_length
    Login.objects.create(
        user=user, ip=get_adapter().get_client_ip(request), user_agent=said[:longest]
    )
    old = user.logins.values_list("pk", flat=True)[KEPT:]
    Login.objects.filter(pk__in=list(old)).delete()
