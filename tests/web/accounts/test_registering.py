"""Registering: a name, an address, a password twice; confirmed by link or by code."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings
from tests.web.accounts.people import PASSWORD, link_in, person, registration

from inkread.web import settings as own
from inkread.web.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_link_in_the_mail_confirms_the_address(client: Client) -> None:
    answer = client.post("/account/signup/", registration(), follow=True)
    assert b"Look into your mail" in answer.content
    (message,) = mail.outbox
    assert message.to == ["alice@example.org"]
    assert not EmailAddress.objects.get().verified
    page = client.get(link_in(message)).content.decode()
    assert "alice@example.org" in page
    client.post(link_in(message))
    assert EmailAddress.objects.get().verified
    assert b"alice" in client.get("/account/").content


def test_a_code_in_the_mail_confirms_the_address_too(client: Client) -> None:
    client.post("/account/signup/", registration())
    other = Client()
    other.post("/account/login/code/", {"email": "alice@example.org"})
    code = re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]*)\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code, mail.outbox[-1].body
    answer = other.post("/account/login/code/confirm/", {"code": code[1]}, follow=True)
    assert answer.wsgi_request.user.username == "alice"
    assert EmailAddress.objects.get().verified


def test_before_the_address_is_confirmed_nobody_gets_in(client: Client) -> None:
    client.post("/account/signup/", registration())
    answer = Client().post("/account/login/", {"login": "alice", "password": PASSWORD}, follow=True)
    assert b"Look into your mail" in answer.content
    assert not answer.wsgi_request.user.is_authenticated


def test_a_link_that_was_made_up_confirms_nothing(client: Client) -> None:
    page = client.get("/account/confirm-email/MQ:1abcde:made-up/")
    assert b"too old or was used already" in page.content


def test_two_different_passwords_are_said_beside_the_field(client: Client) -> None:
    page = client.post("/account/signup/", registration(password2="another-one-9")).content.decode()
    assert 'aria-invalid="true"' in page
    assert 'role="alert"' in page
    assert "same password" in page
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short-9", "at least 10 characters"),
        ("82736451928", "entirely numeric"),
        ("alice.example", "too similar"),
        ("basketball1!", "leaked elsewhere"),
        ("Liverpool-2024", "leaked elsewhere"),
    ],
)
def test_a_bad_password_is_refused_with_its_reason(
    client: Client, password: str, sentence: str
) -> None:
    page = client.post("/account/signup/", registration(password1=password, password2=password))
    assert sentence in page.content.decode()
    assert not User.objects.exists()


def test_passwords_are_hashed_with_argon2(client: Client, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = own.PASSWORD_HASHERS  # not the quick ones of the tests
    client.post("/account/signup/", registration())
    assert User.objects.get().password.startswith("argon2$argon2id$")


def test_a_name_must_not_look_like_an_address(client: Client) -> None:
    page = client.post("/account/signup/", registration(username="bob@example.org"))
    assert b"must not contain @" in page.content


def test_an_address_that_has_an_account_is_answered_like_a_new_one(client: Client) -> None:
    person("bob")
    known = client.post("/account/signup/", registration(email="BOB@example.org"))
    new = Client().post("/account/signup/", registration(username="carol", email="c@example.org"))
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert User.objects.filter(email__iexact="bob@example.org").count() == 1
    assert "already" in str(mail.outbox[0].body)


def test_closed_registration_says_so_and_takes_nobody(client: Client, settings: Settings) -> None:
    settings.REGISTRATION_OPEN = False
    assert b"Registration is closed" in client.get("/account/signup/").content
    client.post("/account/signup/", registration())
    assert not User.objects.exists()
    assert b"/account/signup/" not in client.get("/").content


def test_a_password_typed_is_never_sent_back(client: Client) -> None:
    page = client.post("/account/signup/", registration(username="a"))
    assert PASSWORD.encode() not in page.content
