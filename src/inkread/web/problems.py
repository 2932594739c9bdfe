"""What went wrong with a request, as one value: a status, a sentence and the facts.

For programs it is a problem document (RFC 9457), for people a page with the same sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inkread import (
    EncryptedDocument,
    FileTooLarge,
    ImageTooLarge,
    InkreadError,
    MissingExtra,
    NotAnImage,
    SourceError,
    TookTooLong,
    TooManyPages,
    TruncatedImage,
)
from inkread.web.sentences import sentence_of

FACTS = ("size", "pixels", "pages", "seconds", "limit")


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind` is a name that stays the same; `detail` is a sentence for people."""

    status: HTTPStatus
    kind: str
    title: str | Promise
    detail: str | Promise
    facts: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return {
            "type": f"urn:inkread:problem:{self.kind}",
            "title": str(self.title),
            "status": int(self.status),
            "detail": str(self.detail),
            **self.facts,
        }


FAULT = Problem(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "fault",
    _("The reader had a fault"),
    _("The reader had a fault of its own. Please try again."),
)

OVERLOADED = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "overloaded",
    _("Not enough memory"),
    _(
        "There is not enough memory to read this picture now."
        " Try again later, or send a smaller one."
    ),
)

# From the narrow to the wide: the first that fits is taken.
_KINDS: tuple[tuple[type[InkreadError], HTTPStatus, str, Promise], ...] = (
    (
        FileTooLarge,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "file-too-large",
        _("The file is too large"),
    ),
    (
        ImageTooLarge,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "image-too-large",
        _("The picture is too large"),
    ),
    (TooManyPages, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-many-pages", _("Too many pages")),
    (TookTooLong, HTTPStatus.UNPROCESSABLE_ENTITY, "took-too-long", _("Reading took too long")),
    (NotAnImage, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not-an-image", _("Not a picture")),
    (
        MissingExtra,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "kind-not-read",
        _("Kind of file not read here"),
    ),
    (
        TruncatedImage,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "truncated-image",
        _("The picture is damaged"),
    ),
    (EncryptedDocument, HTTPStatus.UNPROCESSABLE_ENTITY, "encrypted", _("The document is locked")),
    (SourceError, HTTPStatus.UNPROCESSABLE_ENTITY, "unreadable", _("The picture cannot be read")),
)


def problem_of(error: InkreadError) -> Problem:
    """The problem that an error of the reader is for the one who sent the picture."""
    for kind, status, name, title in _KINDS:
        if isinstance(error, kind):
            facts = {fact: getattr(error, fact) for fact in FACTS if hasattr(error, fact)}
            known = {fact: value for fact, value in facts.items() if value is not None}
            return Problem(status, name, title, sentence_of(error), known)
    return FAULT


def wants_json(request: HttpRequest) -> bool:
    """Whether JSON was asked for by name; `*/*` is not enough."""
    types = ["text/html", "application/json", "application/problem+json"]
    preferred = request.get_preferred_type(types)
    return preferred is not None and preferred != "text/html"


def answer_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem in the form that was asked for."""
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse(
            problem.to_dict(), status=problem.status, content_type="application/problem+json"
        )
    else:
        response = render(
            request, "pages/problem.html", {"problem": problem}, status=problem.status
        )
    response["Cache-Control"] = "no-store"
    return response
