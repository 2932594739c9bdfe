"""What holds for every request: who may come in, when they were seen, how they leave."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from requests import RequestException

from inkread.web.accounts.adapters import MailNotSent
from inkread.web.problems import Problem, answer_problem, wants_json

logger = logging.getLogger(__name__)

SEEN, SEEN_SECONDS = "inkread_seen", 300

Answer = Callable[[HttpRequest], HttpResponseBase]


class CloseToVisitors(LoginRequiredMiddleware):
    """With INKREAD_REQUIRE_LOGIN only views marked `login_not_required` answer a visitor.

    A browser is sent to the login, a program is told 401.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not settings.REQUIRE_LOGIN:
            return None
        turned_away = super().process_view(request, view_func, view_args, view_kwargs)
        if turned_away is not None and wants_json(request):
            detail = _("This server answers only people who are logged in.")
            title = _("Log in first")
            return answer_problem(
                request, Problem(HTTPStatus.UNAUTHORIZED, "login-required", title, detail)
            )
        return turned_away


class NoteActivity:
    """Notes when and from where a session was last seen, at most every five minutes.

    Writing at each request would make readers of the database wait for each other.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(SEEN, 0) > SEEN_SECONDS:
                request.session[SEEN] = now
                UserSession.objects.create_from_request(request)
        return self._get_response(request)


class LeaveByPage:
    """A form that leads to another server does so by a page in between.

    Our policy lets forms go to ourselves only, and browsers hold redirects to it too.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        target = response.get("Location", "") if request.method == "POST" else ""
        host = urlsplit(target).netloc
        if not host or host == request.get_host():
            return response
        page = render(request, "accounts/leaving.html", {"target": target, "host": host})
        page.cookies = response.cookies
        page["Cache-Control"] = "no-store"
        return page


class SayWhatIsAway:
    """Another server that does not answer is no fault of the page: 503 and a sentence."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MailNotSent):
            kind, title = "mail-not-sent", _("Mail does not leave just now")
            detail = _("The mail could not be sent. Please try again in a few minutes.")
        elif isinstance(exception, RequestException):
            logger.error("a provider of accounts could not be reached: %s", exception)
            kind, title = "provider-away", _("The other side does not answer")
            detail = _("Log in another way, or try again in a few minutes.")
        else:
            return None
        return answer_problem(request, Problem(HTTPStatus.SERVICE_UNAVAILABLE, kind, title, detail))
