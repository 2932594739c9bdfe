"""Kept readings: the history, keeping one, one with its pictures, what is said about it."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inkread import InkreadError, ReadOptions
from inkread.web.accounts.access import memberships_of, writable_by
from inkread.web.accounts.models import User
from inkread.web.problems import Problem, answer_problem, wants_json
from inkread.web.readings.access import (
    may_delete,
    may_write,
    organisation_to_write,
    picture_of,
    reading_of,
    reading_to_delete,
    reading_to_write,
    signed_in,
)
from inkread.web.readings.apps import shared_darkroom, shared_reader
from inkread.web.readings.changing import ChangedMeanwhile, change, describe, state_of
from inkread.web.readings.consenting import consent_of
from inkread.web.readings.corrections import Correction, CorrectionInvalid, correction_from
from inkread.web.readings.exporting import exports_offered
from inkread.web.readings.files import open_file
from inkread.web.readings.keeping import Place, delete_reading, keep_reading, keeping_of
from inkread.web.readings.models import NAME_LENGTH, NOTES_LENGTH
from inkread.web.readings.searching import CONFIDENCES, find, search_from, tags_of
from inkread.web.readings.showing import events_of, state_values
from inkread.web.readings.uploads import prepare, receive
from inkread.web.readings.views import answer_failure, limits

ABOUT = ("name", "notes", "tags")
KINDS = {".jpg": "image/jpeg", ".png": "image/png"}


@csrf_exempt
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def readings(request: HttpRequest) -> HttpResponse:
    """The history; or, with POST, a picture that is read and kept."""
    if request.method != "POST":
        return _history(request)
    # The token may stand in the form, so the form has to be taken in by our own hands first.
    prepare(request, settings.ENVIRONMENT.max_upload_bytes)
    try:
        return _keep(request)
    except (InkreadError, MemoryError) as error:
        return answer_failure(request, error)


@csrf_protect
def _keep(request: HttpRequest) -> HttpResponse:
    if not keeping_of(request.user).is_on:
        return answer_problem(request, _nothing_is_kept())
    upload = receive(request)
    options = ReadOptions(single=upload.single, style=True, limits=limits())
    named = request.POST.get("organisation", "")
    organisation = organisation_to_write(request.user, named) if named else None
    place = Place(request.user, organisation)
    kept = keep_reading(place, shared_reader(), shared_darkroom(), upload, options)
    address = reverse("reading", args=(kept.public_id,))
    if not wants_json(request):
        return redirect(address)
    response = JsonResponse(
        {"address": address, **state_values(kept, state_of(kept))}, status=HTTPStatus.CREATED
    )
    response["Location"] = address
    return response


def _history(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    search = search_from(request.GET.dict())
    fields = request.GET.copy()
    fields.pop("before", None)
    context = {
        "search": search,
        "found": find(user, search),
        "fields": fields.urlencode(),
        "tags": tags_of(user, search),
        "memberships": memberships_of(user),
        "confidences": CONFIDENCES,
        "keeping": keeping_of(request.user),
        "consent": consent_of(request.user),
    }
    return render(request, "readings/history.html", context)


@signed_in
@require_safe
def reading(request: HttpRequest, public_id: str) -> HttpResponse:
    """One reading: the picture with its boxes beside the numbers, all of it to be corrected."""
    user = cast(User, request.user)
    kept = reading_of(user, public_id)
    state = state_of(kept)
    values = state_values(kept, state)
    if wants_json(request):
        return JsonResponse(values)
    context = {
        "reading": kept,
        "state": values,
        "pages": state.current.pages,
        "events": events_of(kept),
        "exports": exports_offered(),
        "consent": consent_of(user),
        "may_write": may_write(user, kept),
        "may_delete": may_delete(user, kept),
        "places": [] if kept.organisation else writable_by(user),
        "name_length": NAME_LENGTH,
        "notes_length": NOTES_LENGTH,
    }
    return render(request, "readings/reading.html", context)


@signed_in
@require_safe
def picture(request: HttpRequest, public_id: str, number: int, small: bool) -> HttpResponseBase:
    """The picture of a page, or its thumbnail, as it is kept."""
    kept = picture_of(request.user, public_id, number)
    name = kept.thumbnail if small else kept.file
    ending = PurePosixPath(name).suffix
    try:
        file = open_file(name)
    except FileNotFoundError as error:
        raise Http404 from error
    title = f"page-{number}{'-small' if small else ''}{ending}"
    return FileResponse(file, filename=title, content_type=KINDS[ending])


@signed_in
@require_POST
def changes(request: HttpRequest, public_id: str) -> HttpResponse:
    """One correction more, as JSON: its kind, its facts, and `after`, the last change known."""
    kept = reading_to_write(request.user, public_id)
    try:
        after, correction = _sent(request)
        state = change(kept, request.user, correction, after=after)
    except CorrectionInvalid as error:
        title = _("This cannot be done")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return answer_problem(request, Problem(status, "correction-invalid", title, str(error)))
    except ChangedMeanwhile as error:
        facts = {"state": state_values(kept, state_of(kept))}
        title = _("Changed meanwhile")
        return answer_problem(
            request, Problem(HTTPStatus.CONFLICT, "changed-meanwhile", title, str(error), facts)
        )
    return JsonResponse(state_values(kept, state))


@signed_in
@require_POST
def about(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name, notes and tags."""
    kept = reading_to_write(request.user, public_id)
    # PostgreSQL takes no zero bytes, and nobody writes them.
    fields = {name: request.POST.get(name, "").replace("\0", "") for name in ABOUT}
    describe(kept, **fields)
    messages.success(request, _("Saved."))
    return redirect("reading", public_id=public_id)


@signed_in
@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Deletes a reading for good."""
    delete_reading(reading_to_delete(request.user, public_id))
    messages.success(request, _("The reading was deleted for good."))
    return redirect("readings")


def _sent(request: HttpRequest) -> tuple[int, Correction]:
    """What was sent, checked. Raises CorrectionInvalid."""
    try:
        values: Any = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise CorrectionInvalid(_("A correction is sent as JSON.")) from error
    after = values.get("after") if isinstance(values, dict) else None
    if isinstance(after, bool) or not isinstance(after, int):
        raise CorrectionInvalid(_("A correction says after which change it was made."))
    return after, correction_from(values.get("kind"), values)


def _nothing_is_kept() -> Problem:
    return Problem(
        HTTPStatus.CONFLICT,
        "nothing-is-kept",
        _("Nothing is kept"),
        _("You chose that nothing is kept. Change that first, then send the picture again."),
    )
