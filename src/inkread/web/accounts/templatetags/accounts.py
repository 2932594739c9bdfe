"""Who is logged in, for the header of every page; and fields without placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import template
from django.db import DatabaseError
from django.forms import BoundField
from django.utils.safestring import SafeString

from inkread.web.accounts.browsers import name_of

register = template.Library()


@register.inclusion_tag("accounts/header.html", takes_context=True)
def account_header(context: dict[str, Any]) -> dict[str, Any]:
    """Log in and register, or the menu of who is logged in.

    A page that says that the database cannot be reached must be shown without it.
    """
    request, user = context.get("request"), context.get("user")
    try:
        name = user.get_username() if user and user.is_authenticated else ""
    except DatabaseError:
        return {"is_known": False}
    return {
        "is_known": request is not None,
        "name": name,
        "is_staff": bool(name) and getattr(user, "is_staff", False),
        "may_register": not name and request and get_adapter().is_open_for_signup(request),
        "csrf_token": context.get("csrf_token"),
    }


register.filter("browser", name_of)


@register.filter
def without_placeholder(field: BoundField) -> SafeString:
    """The field's control; its label says what it is for, so nothing else has to."""
    return field.as_widget(attrs={"placeholder": False})
