"""Sending a picture as a program or as a browser would."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.pictures import packed


def send(
    client: Client,
    content: bytes | None = None,
    *,
    name: str = "form.png",
    accept: str = "application/json",
    **fields: str,
) -> Any:
    """POST /read with that content in the field `image`, by default a small PNG."""
    picture = SimpleUploadedFile(name, packed("PNG") if content is None else content)
    return client.post("/read", {"image": picture, **fields}, headers={"accept": accept})


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The problem document of an answer, checked for what all of them share."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert problem["type"].startswith("urn:inkread:problem:")
    assert problem["title"]
    assert problem["detail"].endswith(".")
    assert "Traceback" not in problem["detail"]
    return problem
