"""Pages of a browsing context of their own, in which the reader may use more than one thread."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADER, POLICY = "Cross-Origin-Embedder-Policy", "require-corp"


class Isolation:
    """Says with each answer that nothing of elsewhere is embedded unless it agrees. Together with
    the opener policy this isolates the page, and browsers share memory between its threads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response[HEADER] = POLICY
        return response
