"""The pages of an account."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inkread.web.problems import Problem, answer_problem


@login_required
@require_safe
def account_home(request: HttpRequest) -> HttpResponse:
    """What belongs to an account, and where it is changed."""
    return render(request, "accounts/home.html")


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: it lay open for long, or came from another site."""
    detail = _("This form is no longer valid. Go back, load the page again, and send it once more.")
    title = _("The form has expired")
    return answer_problem(request, Problem(HTTPStatus.FORBIDDEN, "form-expired", title, detail))
