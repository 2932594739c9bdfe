"""The application of administrators' pages."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    """Pages for staff, and the faults that they look at."""

    name = "inkread.web.administration"
    label = "administration"
    verbose_name = _("Faults of the server")
