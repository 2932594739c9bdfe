"""Mails and notices of accounts speak as the rest of the application does."""

from __future__ import annotations

from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.test import Client, RequestFactory
from tests.web.accounts.people import PASSWORD, client_of, person, prove

import inkread.web.accounts

pytestmark = pytest.mark.django_db

OURS = Path(inkread.web.accounts.__file__).parent / "templates"
THEIRS = Path(allauth.__file__).parent / "templates"
# What is switched off here, or only includes another text.
UNUSED = (
    *("phone", "password_reset_code", "email_confirmation_signup", "account_connected_updated"),
    *("invitation", "recovery_codes/download"),
)


def texts() -> list[str]:
    """Every text of allauth that becomes a mail or a notice, by its name."""
    names = [path.relative_to(THEIRS).as_posix() for path in THEIRS.rglob("*.txt")]
    return sorted(name for name in names if not any(word in name for word in UNUSED))


@pytest.mark.parametrize("name", texts())
def test_each_mail_and_each_notice_has_words_of_our_own(name: str) -> None:
    assert (OURS / name).is_file(), f"{name} is allauth's"


def test_who_changed_something_and_from_where_is_told() -> None:
    alice = person("alice")
    browser = client_of(alice, headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/130.0"})
    mail.outbox.clear()
    fields = {
        "oldpassword": PASSWORD,
        "password1": "two-otters-swim",
        "password2": "two-otters-swim",
    }
    prove(browser)
    answer = browser.post("/account/password/change/", fields, follow=True)
    assert b"Your password was changed." in answer.content
    (message,) = mail.outbox
    assert message.subject == "Your password was changed"
    assert "from the address 127.0.0.1, with Firefox, Linux." in message.body
    assert "If it was not you" in message.body


def test_a_forgotten_password_is_set_by_a_link() -> None:
    person("alice")
    Client().post("/account/password/reset/", {"email": "alice@example.org"})
    (message,) = mail.outbox
    assert message.subject == "A new password for inkread"
    assert "/account/password/reset/key/" in message.body
    assert "Your user name is alice." in message.body


def test_an_address_without_an_account_is_told_so_by_mail_only() -> None:
    answer = Client().post("/account/password/reset/", {"email": "x@example.org"}, follow=True)
    assert b"no account" not in answer.content.lower()
    (message,) = mail.outbox
    assert message.subject == "There is no account for this address"
    assert "/account/signup/" in message.body


def test_a_code_for_logging_in_stands_alone_on_its_line() -> None:
    person("alice")
    Client().post("/account/login/code/", {"email": "alice@example.org"})
    (message,) = mail.outbox
    assert message.subject == "Your code for logging in to inkread"
    lines = message.body.splitlines()
    place = lines.index("Type this code into the page on which you are logging in:")
    assert lines[place + 1] == ""
    assert lines[place + 2].replace("-", "").isalnum()


def test_no_sign_of_an_address_becomes_markup() -> None:
    request = RequestFactory().get("/")
    request.user = person("o'hara")
    adapter = get_adapter(request)
    context = {"email": "o'hara@example.org", "request": request}
    for prefix in ("account/email/email_deleted", "account/email/account_already_exists"):
        values = context | {"deleted_email": "o'hara@example.org"}
        message = adapter.render_mail(prefix, "someone@example.org", values)
        assert "o'hara@example.org" in message.body
        assert "&#" not in message.body + message.subject


def test_every_form_calls_an_address_the_same() -> None:
    client = client_of(person("alice"))
    visitor = Client()
    for asking, page in (
        (client, "/account/email/"),
        (visitor, "/account/password/reset/"),
        (visitor, "/account/login/code/"),
    ):
        assert ">E-mail address</label>" in asking.get(page).content.decode(), page
