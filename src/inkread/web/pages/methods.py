"""What somebody is told who asks in a way that an address does not take."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from inkread.web.problems import Problem, answer_problem

Answer = Callable[[HttpRequest], HttpResponseBase]
# Of a method that anybody may have made up, so much is repeated.
LONGEST = 20


class SayWhichMethods:
    """Django answers 405 without a word; here it is a page or a problem like all others.

    After ShowAsChosen, which knows the language.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        allowed = response["Allow"]
        told = answer_problem(request, problem_of_method(request.method or "", allowed))
        told["Allow"] = allowed
        told.cookies = response.cookies
        return told


def problem_of_method(method: str, allowed: str) -> Problem:
    """Why nothing is answered; people, who can only open an address, are not told of methods."""
    if method in ("GET", "HEAD"):
        detail = _("This address cannot be opened: it only takes what our pages send to it.")
    else:
        detail = _("This address does not take %(method)s, only %(allowed)s.") % {
            "method": method[:LONGEST],
            "allowed": allowed,
        }
    title = _("It does not work this way")
    return Problem(HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed", title, detail)
