"""The first screen, the state of the server, and the pages for what goes wrong."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import activate, get_language, get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inkread import InkreadError, __version__
from inkread.web.accounts.access import writable_by
from inkread.web.pages.documents import kinds_taken
from inkread.web.pages.installing import manifest_in
from inkread.web.pages.samples import SAMPLES
from inkread.web.pages.shell import service_worker_script
from inkread.web.problems import FAULT, Problem, answer_problem
from inkread.web.readings.apps import shared_reader
from inkread.web.readings.keeping import keeping_of
from inkread.web.readings.model_files import card_address
from inkread.web.showing.middleware import shown_in

# Pictures that the page takes at once. The server is sent one at a time.
MOST_FILES: Final = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    most = settings.ENVIRONMENT.max_upload_bytes
    context = {
        "samples": SAMPLES,
        "max_bytes": most,
        "kinds": kinds_taken(),
        "max_megabytes": most // 1_000_000,
        "max_files": MOST_FILES,
        "card_address": card_address(),
        "version": __version__,
    }
    if request.user.is_authenticated:
        context["keeping"] = keeping_of(request.user)
        context["places"] = writable_by(request.user)
    return render(request, "pages/home.html", context)


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """What keeps the application usable without a network; asked for anew at each visit."""
    script = service_worker_script(get_language() or "en", shown_in(request).type_size)
    response = HttpResponse(script, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows without a network in place of any page but the reader."""
    return render(request, "pages/offline.html")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where programs look for an icon that read no page."""
    answer = redirect(static("icons/icon-192.png"), permanent=True)
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


@login_not_required
@require_safe
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """How the application is installed, in the language of the page that names this address.

    Browsers ask for it without cookies, so the language stands in the address.
    """
    if language not in dict(settings.LANGUAGES):
        raise Http404
    answer = JsonResponse(manifest_in(language), content_type="application/manifest+json")
    answer["Content-Language"] = language
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing about anything else."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether a picture would be read now: 200, or 503 with what is missing."""
    state = {"database": "ok", "reader": "ok"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        state["database"] = "unreachable"
    try:
        shared_reader()
    except InkreadError:
        state["reader"] = "missing"
    is_ready = set(state.values()) == {"ok"}
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse(state, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not hasattr(request, "LANGUAGE_CODE"):
        # Refused before anybody asked for its language: the thread still speaks the last one's.
        activate(get_language_from_request(request))
    detail = _("The request could not be understood.")
    if isinstance(exception, DisallowedHost):
        detail = _(
            "This server does not answer to that name; its administrator lists the names in"
            " INKREAD_ALLOWED_HOSTS."
        )
    return answer_problem(
        request, Problem(HTTPStatus.BAD_REQUEST, "bad-request", _("Bad request"), detail)
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    detail = _("This is not allowed.")
    return answer_problem(
        request, Problem(HTTPStatus.FORBIDDEN, "forbidden", _("Forbidden"), detail)
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    detail = _("There is nothing at this address.")
    return answer_problem(
        request, Problem(HTTPStatus.NOT_FOUND, "not-found", _("Page not found"), detail)
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return answer_problem(request, FAULT)
