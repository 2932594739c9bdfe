"""`django-admin tidy`: what `inkread serve` does by itself every hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from inkread.web.administration.faults import forget_faults
from inkread.web.readings.keeping import tidy
from inkread.web.visitors.tries import forget_shares


class Command(BaseCommand):
    help = (
        "Deletes readings whose time is over, files that belong to nothing, and counts of tries"
        " and faults that are of no use any more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        tidied = tidy()
        forget_shares()
        forget_faults()
        if options["verbosity"] > 0:
            self.stdout.write(f"deleted {tidied.readings} readings, {tidied.files} stray files")
