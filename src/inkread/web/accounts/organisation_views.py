"""The pages of organisations: find with access, check, act, answer."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from allauth.account.views import SignupView
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inkread.web.accounts import access, flows
from inkread.web.accounts.adapters import INVITED
from inkread.web.accounts.belongings import delete_organisation, of_organisations
from inkread.web.accounts.forms import (
    InvitationForm,
    OrganisationForm,
    OrganisationRegistrationForm,
    RoleForm,
)
from inkread.web.accounts.models import Invitation, Membership, User


class RegisterOrganisation(SignupView):  # type: ignore[misc]
    """An account and its organisation at once."""

    template_name = "accounts/register_organisation.html"

    def get_form_class(self) -> type[OrganisationRegistrationForm]:
        return OrganisationRegistrationForm


register_organisation = RegisterOrganisation.as_view()


@login_required
@require_http_methods(["GET", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """Where one belongs; and a form for a new organisation."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = flows.found_organisation(
            _person(request), form.cleaned_data["organisation"], form.cleaned_data["kind"]
        )
        return redirect("organisation", made.public_id)
    context = {"memberships": access.memberships_of(_person(request)), "form": form}
    return render(request, "accounts/organisations.html", context)


@login_required
@require_GET
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Who belongs to it; owners also see who is invited."""
    membership = access.membership_for(_person(request), organisation_id)
    return _show(request, membership, InvitationForm())


@login_required
@require_POST
@rate_limit(action="invite")  # type: ignore[untyped-decorator]
def invite(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    owner = access.ownership_for(_person(request), organisation_id)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _show(request, owner, form)
    try:
        flows.invite(
            owner,
            form.cleaned_data["email"],
            form.cleaned_data["role"],
            lambda invitation: request.build_absolute_uri(_link(invitation)),
        )
    except flows.NotPossible as error:
        form.add_error("email", str(error))
        return _show(request, owner, form)
    messages.success(request, _("The invitation is on its way."))
    return redirect("organisation", organisation_id)


@login_required
@require_POST
def withdraw(request: HttpRequest, organisation_id: UUID, invitation_id: UUID) -> HttpResponse:
    owner = access.ownership_for(_person(request), organisation_id)
    access.invitation_under(owner, invitation_id).delete()
    messages.success(request, _("The invitation no longer holds."))
    return redirect("organisation", organisation_id)


@login_required
@require_POST
def change_role(request: HttpRequest, organisation_id: UUID, membership_id: int) -> HttpResponse:
    owner = access.ownership_for(_person(request), organisation_id)
    member = access.member_under(owner, membership_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            flows.change_role(member, form.cleaned_data["role"])
        except flows.NotPossible as error:
            messages.error(request, str(error))
    return redirect("organisation", organisation_id)


@login_required
@require_POST
def remove_member(request: HttpRequest, organisation_id: UUID, membership_id: int) -> HttpResponse:
    owner = access.ownership_for(_person(request), organisation_id)
    member = access.member_under(owner, membership_id)
    return _let_go(request, member)


@login_required
@require_POST
def leave(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    return _let_go(request, access.membership_for(_person(request), organisation_id))


@login_required
@require_POST
def delete(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The organisation and what is in it; what goes stands beside the button."""
    owner = access.ownership_for(_person(request), organisation_id)
    if not request.POST.get("is_meant"):
        messages.error(request, _("Nothing was deleted: the tick was missing."))
        return redirect("organisation", organisation_id)
    delete_organisation(owner.organisation)
    messages.success(request, _("The organisation and all that was in it is deleted."))
    return redirect("organisations")


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the mail opens: log in or register, then accept."""
    found = access.invitation_by(token)
    context = {"invitation": found, "place": request.path}
    if not request.user.is_authenticated:
        # Who holds the link has read the mail: the address needs no other proof.
        request.session[INVITED] = found.email
        return render(request, "accounts/invitation.html", context)
    user = _person(request)
    if request.method == "POST":
        try:
            membership = flows.accept(user, found)
        except flows.NotPossible as error:
            messages.error(request, str(error))
            return redirect(request.path)
        return redirect("organisation", membership.organisation.public_id)
    context["is_for_user"] = flows.owns_address(user, found.email)
    return render(request, "accounts/invitation.html", context)


def _person(request: HttpRequest) -> User:
    """Who is logged in; only behind `login_required`."""
    return cast(User, request.user)


def _link(invitation: Invitation) -> str:
    return reverse("invitation", args=[access.sign_invitation(invitation)])


def _let_go(request: HttpRequest, member: Membership) -> HttpResponse:
    organisation_id, own = member.organisation.public_id, member.user_id == request.user.pk
    try:
        flows.remove(member)
    except flows.NotPossible as error:
        messages.error(request, str(error))
        return redirect("organisation", organisation_id)
    return redirect("organisations") if own else redirect("organisation", organisation_id)


def _show(request: HttpRequest, membership: Membership, form: InvitationForm) -> HttpResponse:
    shown = membership.organisation
    context: dict[str, Any] = {
        "membership": membership,
        "organisation": shown,
        "members": [
            (each, RoleForm(initial={"role": each.role}, auto_id=f"id_%s_{each.pk}"))
            for each in shown.memberships.select_related("user")
        ],
        "form": form,
    }
    if membership.is_owner:
        context["invitations"] = shown.invitations.all()
        context["going"] = of_organisations.describe(shown)
    return render(request, "accounts/organisation.html", context)
