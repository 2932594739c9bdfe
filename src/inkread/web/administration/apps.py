"""The application of administrators' pages."""

from __future__ import annotations

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """Pages for staff, and the faults that they look at."""

    name = "inkread.web.administration"
    label = "administration"
