"""`django-admin administrator`: from the environment or by asking, with clear sentences."""

from __future__ import annotations

import getpass
import io
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.web.accounts.people import PASSWORD, client_of, person

from inkread.web.accounts.management.commands import administrator
from inkread.web.accounts.models import User

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """One that says all."""
    monkeypatch.setenv(administrator.NAME, "alice")
    monkeypatch.setenv(administrator.EMAIL, "Alice@example.org")
    monkeypatch.setenv(administrator.PASSWORD, PASSWORD)
    return monkeypatch


def make(*options: str) -> str:
    said = io.StringIO()
    call_command("administrator", *options, stdout=said)
    return said.getvalue()


def refused(*options: str) -> str:
    with pytest.raises(CommandError) as caught:
        make(*options)
    return str(caught.value)


def test_the_environment_makes_an_administrator_who_comes_in_at_once(environment: object) -> None:
    assert make() == "alice is an administrator now.\n"
    desk = client_of(User.objects.get())
    assert desk.get("/admin/").status_code == 200
    assert User.objects.get().email == "alice@example.org"


def test_run_again_it_changes_nothing(environment: pytest.MonkeyPatch) -> None:
    make()
    environment.setenv(administrator.PASSWORD, "another-heron-wades")
    assert make() == "alice is an administrator already; nothing was changed.\n"
    assert User.objects.get().check_password(PASSWORD)


def test_the_password_may_lie_in_a_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n")
    environment.setenv(administrator.PASSWORD_FILE, str(file))
    assert "not both" in refused()
    environment.delenv(administrator.PASSWORD)
    make()
    assert User.objects.get().check_password(PASSWORD)


def test_a_file_that_is_not_there_is_named(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.delenv(administrator.PASSWORD)
    environment.setenv(administrator.PASSWORD_FILE, str(tmp_path / "nowhere"))
    assert refused() == f"There is no password in {tmp_path / 'nowhere'}."


@pytest.mark.parametrize(
    "variable", [administrator.NAME, administrator.EMAIL, administrator.PASSWORD]
)
def test_without_a_terminal_what_is_missing_is_named(
    environment: pytest.MonkeyPatch, variable: str
) -> None:
    environment.setattr(sys, "stdin", io.StringIO())
    environment.delenv(variable)
    assert refused() == f"Set {variable}, or run this in a terminal, where it is asked for."
    assert not User.objects.exists()


def test_in_a_terminal_what_is_missing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("alice\nalice@example.org\n"))
    answers = iter([PASSWORD, "seven-herons-sleep", PASSWORD, PASSWORD])
    monkeypatch.setattr(getpass, "getpass", lambda question: next(answers))
    assert refused() == "The two passwords differ."
    monkeypatch.setattr(sys, "stdin", Terminal("alice\nalice@example.org\n"))
    make()
    assert User.objects.get().is_superuser


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        (administrator.NAME, "a@b", "must not contain @"),
        (administrator.NAME, "no blanks please", "valid username"),
        (administrator.EMAIL, "nowhere", "valid email address"),
        (administrator.EMAIL, "BOB@example.org", "with that address already"),
        (administrator.PASSWORD, "short", "too short"),
        (administrator.PASSWORD, "password1234", "leaked"),
    ],
)
def test_the_rules_of_registering_hold(
    environment: pytest.MonkeyPatch, variable: str, value: str, sentence: str
) -> None:
    person("bob")
    environment.setenv(variable, value)
    assert sentence in refused()
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_account_that_is_there_is_made_one_only_when_that_is_said(environment: object) -> None:
    alice = person("alice")
    assert "--promote" in refused()
    assert not User.objects.filter(is_staff=True).exists()
    make("--promote")
    assert list(User.objects.filter(is_staff=True, is_superuser=True)) == [alice]
