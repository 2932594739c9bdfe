"""POST /read: a picture in, its numbers out; it changes nothing, so it needs no token. And the
models themselves, for browsers that read on their own."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from http import HTTPStatus

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from inkread import InkreadError, Limits, ReadOptions
from inkread.web.problems import OVERLOADED, Problem, answer_problem, problem_of, wants_json
from inkread.web.readings.apps import shared_darkroom, shared_reader
from inkread.web.readings.flows import PageRead, read_upload
from inkread.web.readings.marking import mark_page
from inkread.web.readings.model_files import shared_model_files
from inkread.web.readings.uploads import BadUpload, prepare, receive
from inkread.web.visitors.access import few_for_visitors

logger = logging.getLogger(__name__)


# The answer's pictures stand in the page itself; only here may they.
@csrf_exempt
@csp_update({"img-src": ["data:"]})
@few_for_visitors
def read(request: HttpRequest) -> HttpResponse:
    """The numbers in the picture of the field `image`, as JSON or as a page, as was asked for."""
    if request.method != "POST":
        return _only_post(request)
    as_json = wants_json(request)
    try:
        prepare(request, settings.ENVIRONMENT.max_upload_bytes)
        upload = receive(request)
        options = ReadOptions(single=upload.single, style=upload.style, limits=limits())
        with_previews = upload.previews or not as_json
        tools = shared_reader(), shared_darkroom()
        pages = list(read_upload(*tools, upload, options, with_previews=with_previews))
    except (InkreadError, MemoryError) as error:
        return answer_failure(request, error)
    response = _as_json(pages) if as_json else _as_page(request, upload.name, pages)
    response["Cache-Control"] = "no-store"
    return response


def answer_failure(request: HttpRequest, error: InkreadError | MemoryError) -> HttpResponse:
    """Why a picture was not read, as a problem; our own faults also go to the log."""
    if isinstance(error, BadUpload):
        return answer_problem(request, error.problem)
    if isinstance(error, MemoryError):
        logger.error("there was not enough memory to read a picture")
        return answer_problem(request, OVERLOADED)
    problem = problem_of(error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("a picture could not be read: %s", error, exc_info=error)
    return answer_problem(request, problem)


@require_safe
def model_file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """A model or its card for browsers, at an address that never holds anything else."""
    try:
        file = shared_model_files()[sha256, name]
    except (InkreadError, KeyError) as error:
        raise Http404 from error
    return file.response()


def limits() -> Limits:
    """What a picture that was sent may be, by the settings."""
    environment = settings.ENVIRONMENT
    return Limits(
        bytes=environment.max_upload_bytes,
        pixels=environment.max_pixels,
        pages=environment.max_pages,
        seconds=float(environment.read_seconds),
    )


def _as_json(pages: Iterable[PageRead]) -> HttpResponse:
    pages = tuple(pages)
    answer: dict[str, object] = {"pages": [read.page.to_dict() for read in pages]}
    if any(read.preview for read in pages):
        answer["previews"] = [read.preview for read in pages]
    return JsonResponse(answer)


def _as_page(request: HttpRequest, name: str, pages: Iterable[PageRead]) -> HttpResponse:
    marked = [mark_page(read) for read in pages]
    return render(request, "readings/answer.html", {"name": name, "pages": marked})


def _only_post(request: HttpRequest) -> HttpResponse:
    problem = Problem(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "method-not-allowed",
        _("Send a picture"),
        _("This address only takes pictures that are sent to it (POST)."),
    )
    response = answer_problem(request, problem)
    response["Allow"] = "POST"
    return response
