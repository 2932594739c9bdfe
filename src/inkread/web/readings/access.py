"""Who may do what: one function for each question, 404 to a stranger.

An own reading is its keeper's alone. What is in an organisation is for the people in it: all of
them read and export, owners and members correct, its keeper and owners delete it or give it back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from inkread.web.accounts.access import membership_for, role_in
from inkread.web.accounts.models import WRITERS, Organisation, Role
from inkread.web.problems import Problem, answer_problem, wants_json
from inkread.web.readings.models import KeptPicture, Reading


class NotAllowed(PermissionDenied):
    """Somebody who may see a thing may not do this with it; `str()` is the sentence."""

    @property
    def problem(self) -> Problem:
        return Problem(HTTPStatus.FORBIDDEN, "forbidden", _("This is not allowed"), str(self))


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """People who are not known are sent to the login, programs are answered 401.

    What is answered behind it belongs to few people, so no cache may keep it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if request.user.is_authenticated:
            try:
                response = view(request, *args, **kwargs)
            except NotAllowed as error:
                response = answer_problem(request, error.problem)
        elif wants_json(request) or request.method not in ("GET", "HEAD"):
            response = answer_problem(request, _unknown())
        else:
            response = redirect_to_login(request.get_full_path())
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


def may_read(user: Any, reading: Reading) -> bool:
    """Whether this person may look at it and save it as a file."""
    return _role_for(user, reading) is not None


def may_write(user: Any, reading: Reading) -> bool:
    """Whether this person may correct it, give it another name, notes and tags."""
    return _role_for(user, reading) in WRITERS


def may_delete(user: Any, reading: Reading) -> bool:
    """Whether this person may delete it, put it into an organisation, or take it out again."""
    role = _role_for(user, reading)
    return role == Role.OWNER or (role in WRITERS and reading.owner_id == user.pk)


def reading_of(user: Any, public_id: str) -> Reading:
    """A reading that this person may look at; Http404 for all others, as if there were none."""
    try:
        readings = Reading.objects.living().select_related("organisation", "owner")
        found = readings.get(public_id=public_id)
    except Reading.DoesNotExist as error:
        raise Http404 from error
    if not may_read(user, found):
        raise Http404
    return found


def reading_to_write(user: Any, public_id: str) -> Reading:
    """A reading that this person may correct; Http404, or NotAllowed for who may look at it."""
    found = reading_of(user, public_id)
    if not may_write(user, found):
        raise NotAllowed(_("You may look at this reading, and not change it."))
    return found


def reading_to_delete(user: Any, public_id: str) -> Reading:
    """One that this person decides about; Http404, or NotAllowed for who may look at it."""
    found = reading_of(user, public_id)
    if not may_delete(user, found):
        raise NotAllowed(
            _("Only who kept this reading, or an owner of the organisation, may do this.")
        )
    return found


def picture_of(user: Any, public_id: str, number: int) -> KeptPicture:
    """The picture of a page of a reading that this person may look at; Http404 for all others."""
    reading = reading_of(user, public_id)
    try:
        return KeptPicture.objects.get(page__reading=reading, page__number=number)
    except KeptPicture.DoesNotExist as error:
        raise Http404 from error


def organisation_to_read(user: Any, name: str) -> Organisation:
    """An organisation by its id, as forms send it; Http404 to strangers."""
    try:
        return membership_for(user, UUID(name)).organisation
    except ValueError as error:
        raise Http404 from error


def organisation_to_write(user: Any, name: str) -> Organisation:
    """One in which this person may keep readings; Http404, or NotAllowed to viewers."""
    organisation = organisation_to_read(user, name)
    if role_in(user, organisation.pk) not in WRITERS:
        raise NotAllowed(_("Viewers of an organisation look, and keep nothing in it."))
    return organisation


def _role_for(user: Any, reading: Reading) -> str | None:
    """What a person is to a reading: its owner, a role in its organisation, or None."""
    if reading.organisation_id is None:
        return Role.OWNER if reading.owner_id == user.pk else None
    return role_in(user, reading.organisation_id)


def _unknown() -> Problem:
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        "not-signed-in",
        _("Please log in"),
        _("This is only for people who are logged in."),
    )
