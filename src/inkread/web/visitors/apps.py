"""The application of visitors."""

from __future__ import annotations

from django.apps import AppConfig


class VisitorsConfig(AppConfig):
    """Counts what the server reads for people without an account."""

    name = "inkread.web.visitors"
    label = "visitors"
