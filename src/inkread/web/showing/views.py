"""The two switches in the foot of each page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from inkread.web.problems import Problem, answer_problem
from inkread.web.showing.choosing import LANGUAGE, TYPE_COOKIE, TYPE_SIZE, TYPE_SIZES, keep_choice

YEAR = 365 * 24 * 3600

View = Callable[[HttpRequest], HttpResponse]


def from_our_pages(view: View) -> View:
    """Only for forms on our own pages: 403 to others.

    Browsers say with each form where it stands. A token would say the same, but needs a cookie,
    and who only reads numbers here gets none.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        origin = urlsplit(request.headers.get("Origin", ""))
        if origin.scheme != request.scheme or origin.netloc != request.get_host():
            detail = _("This is not allowed.")
            return answer_problem(
                request, Problem(HTTPStatus.FORBIDDEN, "forbidden", _("Forbidden"), detail)
            )
        return view(request)

    return guarded


@login_not_required
@require_POST
@from_our_pages
def language(request: HttpRequest) -> HttpResponse:
    """Pages speak this language from now on."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return _incomplete(request)
    keep_choice(request, {LANGUAGE: chosen})
    return _back_with_cookie(request, settings.LANGUAGE_COOKIE_NAME, chosen)


@login_not_required
@require_POST
@from_our_pages
def type_size(request: HttpRequest) -> HttpResponse:
    """The type of pages is large, or as usual, from now on."""
    chosen = request.POST.get("type", "")
    if chosen not in TYPE_SIZES:
        return _incomplete(request)
    keep_choice(request, {TYPE_SIZE: chosen})
    return _back_with_cookie(request, TYPE_COOKIE, chosen)


def _incomplete(request: HttpRequest) -> HttpResponse:
    detail = _("The form was incomplete.")
    problem = Problem(HTTPStatus.BAD_REQUEST, "bad-request", _("Nothing was changed"), detail)
    return answer_problem(request, problem)


def _back_with_cookie(request: HttpRequest, name: str, value: str) -> HttpResponse:
    """Back to the page with the switch; the browser keeps the choice for a year."""
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if is_ours else reverse("home"))
    is_secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(name, value, YEAR, secure=is_secure, httponly=True, samesite="Lax")
    return response
