"""Who may have a picture read on the server: people who are logged in, and visitors a few times."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from inkread.web.problems import Problem, answer_problem
from inkread.web.visitors.tries import TooManyTries, take_try


def few_for_visitors(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What visitors send is counted before anybody looks into it: 429 when it is too much."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        an_hour = settings.VISITOR_TRIES
        if request.method != "POST" or an_hour is None or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if an_hour == 0:
            return answer_problem(request, _members_only())
        try:
            take_try(get_adapter(request).get_client_ip(request), an_hour)
        except TooManyTries as error:
            response = answer_problem(request, _too_many(error))
            response["Retry-After"] = str(error.seconds)
            return response
        return view(request, *args, **kwargs)

    return guarded


def _too_many(error: TooManyTries) -> Problem:
    facts = {"limit": error.an_hour, "seconds": error.seconds}
    title = _("Too many tries")
    return Problem(HTTPStatus.TOO_MANY_REQUESTS, "too-many-tries", title, str(error), facts)


def _members_only() -> Problem:
    detail = _(
        "This server reads pictures only for people who are logged in. What the browser reads by"
        " itself needs no account."
    )
    return Problem(HTTPStatus.UNAUTHORIZED, "login-required", _("Log in first"), detail)
