"""The pages of administrators. Nothing is changed here: that is what Django's admin is for."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inkread import InkreadError, __version__
from inkread.web.accounts.models import Login
from inkread.web.administration import counting
from inkread.web.administration.access import staff_only
from inkread.web.administration.health import examine
from inkread.web.administration.models import Fault
from inkread.web.readings.apps import shared_reader


@staff_only
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether everything works, each part tried out just now."""
    checks = list(examine())
    worst = {check.state for check in checks}
    state = next((each for each in ("broken", "look") if each in worst), "ok")
    context = {"checks": checks, "state": state, "version": __version__}
    return render(request, "administration/health.html", context)


@staff_only
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return _listed(request, "administration/people.html", counting.people(_words(request)))


@staff_only
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    found = counting.organisations(_words(request))
    return _listed(request, "administration/organisations.html", found)


@staff_only
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """How many there are; what is in them belongs to their owners."""
    context = {"readings": counting.count_readings()}
    return render(request, "administration/readings.html", context)


@staff_only
@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    context = {"feedback": counting.count_feedback()}
    return render(request, "administration/feedback.html", context)


@staff_only
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What is kept of what happened: faults, logins, and what administrators did."""
    context = {
        "faults": Fault.objects.all()[: counting.PAGE],
        "logins": Login.objects.select_related("user")[: counting.PAGE],
        "acts": LogEntry.objects.select_related("user", "content_type")[: counting.PAGE],
    }
    return render(request, "administration/log.html", context)


@staff_only
@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """The models in use with their hashes, and what reads with other ones."""
    context: dict[str, Any] = {"readings": counting.count_readings()}
    try:
        context["models"] = shared_reader().models
    except InkreadError as error:
        context["trouble"] = str(error)
    return render(request, "administration/models.html", context)


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:100]


def _listed(request: HttpRequest, template: str, found: QuerySet[Any]) -> HttpResponse:
    page = Paginator(found, counting.PAGE).get_page(request.GET.get("page"))
    return render(request, template, {"page": page, "words": _words(request)})
