"""Mail: to a real server on this machine, and what the environment may say about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django import Settings
from tests.web.accounts.inbox import Inbox, receiving, text_of
from tests.web.accounts.people import registration
from tests.web.test_environment import complaint
from tests.web.test_environment import settings as read

from inkread.web.accounts.models import User
from inkread.web.mail import CONSOLE, read_mail


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    """A mail server on a free port, which the application sends to."""
    with receiving() as (inbox, port):
        found = read_mail(f"smtp://127.0.0.1:{port}", "inkread <numbers@example.org>", pytest.fail)
        for name, value in found.items():
            setattr(settings, name, value)
        yield inbox


@pytest.mark.django_db
def test_registering_sends_a_mail_whose_link_confirms(client: Client, inbox: Inbox) -> None:
    client.post("/account/signup/", registration())
    (message,) = inbox.messages
    assert message["To"] == "alice@example.org"
    assert message["From"] == "inkread <numbers@example.org>"
    link = re.search(r"http://testserver(/account/confirm-email/\S+)", text_of(message))
    assert link
    client.post(link[1])
    assert EmailAddress.objects.get().verified


@pytest.mark.django_db
def test_the_code_that_arrives_logs_in(client: Client, inbox: Inbox) -> None:
    client.post("/account/signup/", registration())
    other = Client()
    other.post("/account/login/code/", {"email": "alice@example.org"})
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})\r?$", text_of(inbox.messages[-1]), re.MULTILINE)
    assert code
    other.post("/account/login/code/confirm/", {"code": code[1]})
    assert b"<summary>alice</summary>" in other.get("/").content


@pytest.mark.django_db
def test_a_mail_server_that_is_away_is_answered_503_with_a_sentence(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in read_mail("smtp://127.0.0.1:1", "a@example.org", pytest.fail).items():
        setattr(settings, name, value)
    answer = client.post("/account/signup/", registration())
    assert answer.status_code == 503
    assert b"could not be sent" in answer.content
    assert "mail could not be sent" in caplog.text
    assert User.objects.count() == 1  # who logs in later gets a new mail


def test_without_a_server_mail_goes_to_the_console(tmp_path: Path) -> None:
    assert read(tmp_path).mail["EMAIL_BACKEND"] == CONSOLE


def test_a_server_is_read_from_its_address(tmp_path: Path) -> None:
    url = "smtps://me%40example.org:p%2Fw@mail.example.org"
    mail = read(tmp_path, SMTP_URL=url, MAIL_FROM="a@example.org").mail
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"]) == ("mail.example.org", 465)
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]) == ("me@example.org", "p/w")
    assert mail["EMAIL_USE_SSL"]
    starttls = read(tmp_path, SMTP_URL="smtp+starttls://h:2525", MAIL_FROM="a@example.org").mail
    assert (starttls["EMAIL_PORT"], starttls["EMAIL_USE_TLS"]) == (2525, True)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://me:pw@h",
        "smtp://",
        "smtp://h:many",
        "smtp://me:pw@h/box",
        "smtp:h",
    ],
)
def test_a_malformed_server_is_refused_without_repeating_it(tmp_path: Path, url: str) -> None:
    sentence = complaint(tmp_path, SMTP_URL=url, MAIL_FROM="a@example.org")
    assert "INKREAD_SMTP_URL must be smtp://USER:PASSWORD@HOST:PORT" in sentence
    assert "pw" not in sentence


def test_a_server_needs_a_sender_that_is_an_address(tmp_path: Path) -> None:
    assert "INKREAD_MAIL_FROM" in complaint(tmp_path, SMTP_URL="smtp://h")
    for sender in ("nobody", "@example.org", "a@b.org\nBcc: c@d.org"):
        assert "MAIL_FROM must be an address" in complaint(tmp_path, MAIL_FROM=sender)
