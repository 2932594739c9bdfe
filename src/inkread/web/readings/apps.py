"""The one reader and the one darkroom that all requests of a process share."""

from __future__ import annotations

import atexit
from functools import cached_property
from typing import cast

from django.apps import AppConfig, apps
from django.conf import settings

from inkread import Reader
from inkread.web.readings.darkroom import Darkroom


class ReadingsConfig(AppConfig):
    """Holds the reader: a model is never loaded for a request."""

    name = "inkread.web.readings"
    label = "readings"

    def ready(self) -> None:
        # These need models, which are not there while applications are being loaded.
        from inkread.web.accounts.belongings import of_organisations, of_people
        from inkread.web.readings.belongings import OrganisationReadings, Readings

        of_people.register(Readings())
        of_organisations.register(OrganisationReadings())

    @cached_property
    def reader(self) -> Reader:
        """Made when first asked for, or put here by whoever has one; raises a ModelError."""
        return Reader(threads=settings.ENVIRONMENT.threads)

    @cached_property
    def darkroom(self) -> Darkroom:
        """Where the pictures that are sent are opened; ends with this process."""
        darkroom = Darkroom()
        atexit.register(darkroom.close)
        return darkroom


def shared_reader() -> Reader:
    return cast(ReadingsConfig, apps.get_app_config("readings")).reader


def shared_darkroom() -> Darkroom:
    return cast(ReadingsConfig, apps.get_app_config("readings")).darkroom
