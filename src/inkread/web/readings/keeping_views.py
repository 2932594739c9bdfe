"""The page on which a person says how long readings are kept, and what may be learnt from them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from inkread.web.problems import Problem, answer_problem
from inkread.web.readings.access import signed_in
from inkread.web.readings.consenting import answer_consent, consent_of
from inkread.web.readings.keeping import choose_keeping, keeping_of

# What the form sends, for how many days it is, and what it says.
CHOICES: Final = (
    ("ever", None, gettext_lazy("Until I delete them")),
    ("30", 30, gettext_lazy("30 days")),
    ("1", 1, gettext_lazy("One day")),
    ("0", 0, gettext_lazy("Not at all: new ones are not kept, and those kept until now go")),
)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest) -> HttpResponse:
    """Both choices, and since when they hold."""
    if request.method == "POST":
        return _choose(request)
    days = keeping_of(request.user).days
    context = {
        "choices": [(value, label, days == each) for value, each, label in CHOICES],
        "consent": consent_of(request.user),
    }
    return render(request, "readings/keeping.html", context)


def _choose(request: HttpRequest) -> HttpResponse:
    days = {value: each for value, each, label in CHOICES}
    kept, learning = request.POST.get("keep"), request.POST.get("learning")
    if kept in days:
        choose_keeping(request.user, days[kept])
    elif learning in ("yes", "no"):
        answer_consent(request.user, given=learning == "yes")
    else:
        detail = _("The form was incomplete.")
        problem = Problem(HTTPStatus.BAD_REQUEST, "bad-request", _("Nothing was changed"), detail)
        return answer_problem(request, problem)
    messages.success(request, _("Saved."))
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours and back.startswith("/") else "keeping")
