"""The pages of an account."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.decorators import rate_limit
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inkread.web.accounts import access, flows
from inkread.web.accounts.belongings import delete_everything, of_people
from inkread.web.accounts.forms import DeletionForm
from inkread.web.accounts.models import User
from inkread.web.problems import Problem, answer_problem


@login_required
@require_safe
def account_home(request: HttpRequest) -> HttpResponse:
    """What belongs to an account, and where it is changed."""
    user = cast(User, request.user)
    context = {"logins": user.logins.all()[:5], "memberships": access.memberships_of(user)}
    return render(request, "accounts/home.html", context)


@login_required
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """One of one's own sessions; another's is not there."""
    session = get_object_or_404(UserSession, pk=session_id, user=request.user)
    session.end()
    messages.success(request, _("The session is ended."))
    return redirect("usersessions_list")


@login_required
@require_POST
@rate_limit(action="export")  # type: ignore[untyped-decorator]
def export(request: HttpRequest) -> FileResponse:
    """All of one's data as a zip file."""
    user = cast(User, request.user)
    name = f"inkread-{user.get_username()}-{timezone.localdate():%Y-%m-%d}.zip"
    response = FileResponse(of_people.export(user), as_attachment=True, filename=name)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
@rate_limit(action="delete_account")  # type: ignore[untyped-decorator]
def delete(request: HttpRequest) -> HttpResponse:
    """Says what goes, or what stands in the way; asks for the password, and deletes all of it."""
    user = cast(User, request.user)
    form = DeletionForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            delete_everything(user)
        except flows.NotPossible as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            messages.success(request, _("Your account and all that belonged to it is deleted."))
            return redirect("home")
    context = {
        "form": form,
        "going": of_people.describe(user),
        "waiting": list(flows.owned_alone(user)),
    }
    return render(request, "accounts/delete.html", context)


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: it lay open for long, or came from another site."""
    detail = _("This form is no longer valid. Go back, load the page again, and send it once more.")
    title = _("The form has expired")
    return answer_problem(request, Problem(HTTPStatus.FORBIDDEN, "form-expired", title, detail))
