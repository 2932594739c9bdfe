"""The address at which a kept reading is saved as a file."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inkread import InkreadError, MissingExtra, OptionsInvalid
from inkread.exports import Export, find_export
from inkread.web.problems import Problem, answer_problem
from inkread.web.readings.access import reading_of, signed_in
from inkread.web.readings.exporting import PageNotNamed, PictureGone, export_reading

LONGEST_PAGE_NUMBER = 9


@signed_in
@require_safe
def export(request: HttpRequest, public_id: str, format_name: str) -> HttpResponse:
    """The answer that holds now, as a file of that format; `page` names one page."""
    kept = reading_of(request.user, public_id)
    try:
        file = export_reading(kept, _format_of(format_name), _page_number(request))
    except IndexError as error:
        raise Http404 from error
    except (PageNotNamed, PictureGone, MissingExtra) as error:
        return answer_problem(request, _problem_of(error))
    response = HttpResponse(file.content, content_type=file.media_type)
    disposition = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


def _format_of(name: str) -> Export:
    try:
        return find_export(name)
    except OptionsInvalid as error:
        raise Http404 from error


def _page_number(request: HttpRequest) -> int | None:
    """The page that was asked for; None: all of them. Http404 for what is no number."""
    given = request.GET.get("page", "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= LONGEST_PAGE_NUMBER):
        raise Http404
    return int(given)


def _problem_of(error: InkreadError) -> Problem:
    title = _("This file cannot be made")
    if isinstance(error, PageNotNamed):
        return Problem(HTTPStatus.BAD_REQUEST, "page-not-named", title, str(error))
    if isinstance(error, PictureGone):
        return Problem(HTTPStatus.GONE, "picture-gone", title, str(error))
    detail = _("This server cannot make files of this kind: a part of it is not installed.")
    return Problem(HTTPStatus.NOT_IMPLEMENTED, "not-installed", title, detail)
