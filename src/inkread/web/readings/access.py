"""Who may do what: one function for each thing, 404 to a stranger."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from inkread.web.problems import Problem, answer_problem, wants_json
from inkread.web.readings.models import KeptPicture, Reading


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """People who are not known are sent to the login, programs are answered 401.

    What is answered behind it belongs to one person, so no cache may keep it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if request.user.is_authenticated:
            response = view(request, *args, **kwargs)
        elif wants_json(request) or request.method not in ("GET", "HEAD"):
            response = answer_problem(request, _unknown())
        else:
            response = redirect_to_login(request.get_full_path())
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


def reading_of(user: Any, public_id: str) -> Reading:
    """A reading of this person's own; Http404 for all others, as if there were none."""
    try:
        return Reading.objects.of(user).get(public_id=public_id)
    except Reading.DoesNotExist as error:
        raise Http404 from error


def picture_of(user: Any, public_id: str, number: int) -> KeptPicture:
    """The picture of a page of this person's own reading; Http404 for all others."""
    reading = reading_of(user, public_id)
    try:
        return KeptPicture.objects.get(page__reading=reading, page__number=number)
    except KeptPicture.DoesNotExist as error:
        raise Http404 from error


def _unknown() -> Problem:
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        "not-signed-in",
        _("Please log in"),
        _("This is only for people who are logged in."),
    )
