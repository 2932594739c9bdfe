"""Where readings are shared: moving one, and an organisation's readings as a whole."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final, cast
from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from inkread.web.accounts.access import membership_for
from inkread.web.accounts.belongings import of_organisations
from inkread.web.accounts.models import Membership, User
from inkread.web.problems import Problem, answer_problem
from inkread.web.readings.access import (
    NotAllowed,
    may_read,
    organisation_to_write,
    reading_to_delete,
    signed_in,
)
from inkread.web.readings.keeping import organisation_keeping_of
from inkread.web.readings.models import Reading
from inkread.web.readings.sharing import (
    NotMoved,
    choose_organisation_keeping,
    give_back,
    put_into,
)

# What the form sends, for how many days it is, and what it says.
CHOICES: Final = (
    ("ever", None, gettext_lazy("Until somebody deletes them")),
    ("365", 365, gettext_lazy("One year")),
    ("30", 30, gettext_lazy("30 days")),
    ("1", 1, gettext_lazy("One day")),
)


@signed_in
@require_POST
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Into the organisation that is named; none named: back to the keeper."""
    reading = reading_to_delete(request.user, public_id)
    name = request.POST.get("organisation", "")
    try:
        if name:
            organisation = organisation_to_write(request.user, name)
            put_into(reading, organisation, by=request.user)
            said = _("It is shared with %(organisation)s now.") % {"organisation": organisation}
        else:
            give_back(reading, by=request.user)
            said = _("It belongs to %(keeper)s alone now.") % {"keeper": reading.owner}
    except NotMoved as error:
        title = _("The reading stays where it is")
        return answer_problem(request, Problem(HTTPStatus.CONFLICT, "not-moved", title, str(error)))
    messages.success(request, said)
    reading.refresh_from_db()
    is_in_sight = may_read(request.user, reading)
    return redirect("reading", public_id) if is_in_sight else redirect("readings")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """How long its readings are kept, which owners choose, and how many there are."""
    membership = membership_for(cast(User, request.user), organisation_id)
    if request.method == "POST":
        return _choose(request, membership)
    days = organisation_keeping_of(membership.organisation).days
    context: dict[str, Any] = {
        "membership": membership,
        "organisation": membership.organisation,
        "choices": [(value, label, days == each) for value, each, label in CHOICES],
        "count": Reading.objects.filter(organisation=membership.organisation).living().count(),
    }
    return render(request, "readings/organisation.html", context)


@signed_in
@require_POST
@rate_limit(action="export")  # type: ignore[untyped-decorator]
def export(request: HttpRequest, organisation_id: UUID) -> HttpResponseBase:
    """All that is in the organisation, as a zip file, for its owners."""
    membership = membership_for(cast(User, request.user), organisation_id)
    _only_owners(membership)
    packed = of_organisations.export(membership.organisation)
    stem = slugify(membership.organisation.name) or "organisation"
    name = f"inkread-{stem}-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(packed, as_attachment=True, filename=name)


def _choose(request: HttpRequest, membership: Membership) -> HttpResponse:
    _only_owners(membership)
    days = {value: each for value, each, label in CHOICES}
    kept = request.POST.get("keep", "")
    if kept not in days:
        detail = _("The form was incomplete.")
        problem = Problem(HTTPStatus.BAD_REQUEST, "bad-request", _("Nothing was changed"), detail)
        return answer_problem(request, problem)
    choose_organisation_keeping(membership.organisation, days[kept])
    messages.success(request, _("Saved."))
    return redirect("organisation-readings", membership.organisation.public_id)


def _only_owners(membership: Membership) -> None:
    if not membership.is_owner:
        raise NotAllowed(_("Only an owner of the organisation may do this."))
