"""The pages to read: guide, limits, models, privacy, and how programs ask."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from inkread.web.pages import guiding
from inkread.web.pages.cards import card_in_words
from inkread.web.pages.figures import sentences_of
from inkread.web.readings.apps import shared_reader


def cards_in_use() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What the cards say of the model that reads pages, and of the one for single digits."""
    page, digit = shared_reader().models
    return page.card.details, digit.card.details


def kinds_taken() -> str:
    """The kinds of pictures that are read here beside PDF; HEIC where its decoder is installed."""
    kinds = ["PNG", "JPEG", "WebP", "GIF", "BMP", "TIFF"]
    if importlib.util.find_spec("pi_heif"):
        kinds.append("HEIC")
    return gettext(", ").join(kinds)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How it is used, step by step; with scripts one step at a time."""
    context = {"steps": guiding.STEPS, "width": guiding.WIDTH, "height": guiding.HEIGHT}
    return render(request, "pages/guide.html", context)


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """What it can and cannot do: every figure comes from the cards of the models in use."""
    page, digit = cards_in_use()
    environment = settings.ENVIRONMENT
    context = {
        "sentences": [*sentences_of(page), *sentences_of(digit)],
        "kinds": kinds_taken(),
        "megabytes": environment.max_upload_bytes // 1_000_000,
        "megapixels": environment.max_pixels // 1_000_000,
        "pages": environment.max_pages,
        "seconds": environment.read_seconds,
    }
    return render(request, "pages/limits.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The models, what they learnt from, and the licences."""
    cards = [card_in_words(card) for card in cards_in_use()]
    return render(request, "pages/models.html", {"cards": cards})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """How a program sends a picture and what it is answered."""
    context = {"address": request.build_absolute_uri("/read")}
    return render(request, "pages/api.html", context)
