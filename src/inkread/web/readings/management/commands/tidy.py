"""`django-admin tidy`: what `inkread serve` does by itself every hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from inkread.web.readings.keeping import tidy


class Command(BaseCommand):
    help = "Deletes readings whose time is over, and files that belong to nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        tidied = tidy()
        if options["verbosity"] > 0:
            self.stdout.write(f"deleted {tidied.readings} readings, {tidied.files} stray files")
