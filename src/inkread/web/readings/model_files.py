"""The models as files for browsers, each at an address that carries the hash of its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from inkread import InkreadError, Reader
from inkread.web.readings.apps import shared_reader

# A year, the longest that is usual; what the address holds never changes.
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A graph, or the card of one; `content` is its bytes, or where they lie."""

    name: str
    sha256: str
    content: bytes | Path

    @property
    def address(self) -> str:
        return reverse("model-file", args=[self.sha256, self.name])

    def response(self) -> HttpResponseBase:
        answer: HttpResponseBase
        if isinstance(self.content, bytes):
            answer = HttpResponse(self.content, content_type="application/json")
        else:
            kind = "application/octet-stream"
            answer = FileResponse(self.content.open("rb"), content_type=kind)
        answer["Cache-Control"] = FOR_EVER
        return answer


def shared_model_files() -> Mapping[tuple[str, str], ModelFile]:
    """The files of the shared reader by hash and name; raises a ModelError."""
    return _model_files(shared_reader())


def card_address() -> str:
    """Where a browser finds the card of the model for whole pictures; empty where there is none."""
    try:
        files = shared_model_files()
    except InkreadError:
        return ""
    return next(iter(files.values())).address


@lru_cache(maxsize=1)
def _model_files(reader: Reader) -> Mapping[tuple[str, str], ModelFile]:
    return {(file.sha256, file.name): file for file in _files(reader)}


def _files(reader: Reader) -> Iterator[ModelFile]:
    """The card of the model for whole pictures first."""
    for model in reader.models:
        card = json.dumps(dict(model.card.details), ensure_ascii=False).encode()
        yield ModelFile(f"{model.card.name}.json", hashlib.sha256(card).hexdigest(), card)
        yield ModelFile(model.card.file, model.card.sha256, model.path)
