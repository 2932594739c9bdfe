"""`django-admin administrator`: the first administrator, from the environment or by asking."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from inkread.web.accounts.administrators import (
    CannotBeMade,
    make_administrator,
    make_administrator_of,
)
from inkread.web.accounts.models import User

NAME = "INKREAD_ADMINISTRATOR"
EMAIL = "INKREAD_ADMINISTRATOR_EMAIL"
PASSWORD = "INKREAD_ADMINISTRATOR_PASSWORD"
PASSWORD_FILE = "INKREAD_ADMINISTRATOR_PASSWORD_FILE"


class Command(BaseCommand):
    help = (
        f"Makes an administrator: {NAME}, {EMAIL} and {PASSWORD} or {PASSWORD_FILE} say whom; what"
        " is not there is asked for. Run again with the same name it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--promote",
            action="store_true",
            help="An account of that name which is there already becomes an administrator.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        name = given(NAME, "User name: ", input)
        there = User.objects.filter(username__iexact=name).first()
        if there is None:
            self._make(name)
        elif there.is_superuser and there.is_active:
            self.stdout.write(f"{there} is an administrator already; nothing was changed.")
        elif options["promote"]:
            make_administrator_of(there)
            self.stdout.write(f"{there} is an administrator now.")
        else:
            raise CommandError(
                f"There is an account {there}, and it is no administrator: --promote makes it one."
            )

    def _make(self, name: str) -> None:
        email = given(EMAIL, "E-mail address: ", input)
        try:
            user = make_administrator(name, email, password())
        except CannotBeMade as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user} is an administrator now.")


def given(variable: str, question: str, ask: Callable[[str], str]) -> str:
    """What the environment says, or the answer to the question; CommandError without either."""
    if value := os.environ.get(variable, "").strip():
        return value
    if not sys.stdin.isatty():
        raise CommandError(f"Set {variable}, or run this in a terminal, where it is asked for.")
    return ask(question).strip()


def password() -> str:
    """The password; it is never taken from the command line, which others can see."""
    file = os.environ.get(PASSWORD_FILE, "").strip()
    if file and os.environ.get(PASSWORD):
        raise CommandError(f"Set {PASSWORD} or {PASSWORD_FILE}, not both.")
    if file:
        try:
            return Path(file).expanduser().read_text(encoding="utf-8").strip("\r\n")
        except (OSError, ValueError) as error:
            raise CommandError(f"There is no password in {file}.") from error
    first = given(PASSWORD, "Password: ", getpass.getpass)
    if not os.environ.get(PASSWORD) and getpass.getpass("The same again: ") != first:
        raise CommandError("The two passwords differ.")
    return first
