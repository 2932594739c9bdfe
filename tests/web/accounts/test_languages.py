"""The pages of accounts and what they complain of, in languages that allauth does not speak."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import escape
from tests.web.accounts.people import client_of, person, prove, registration

from inkread.web.accounts.foreign_texts import TEXTS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("script"),
    pytest.mark.parametrize("language", ["hi", "ta"]),
]
# One word is also part of English addresses and names in a page.
ENGLISH = [escape(text) for text in TEXTS if " " in text and "%" not in text]


def pages(language: str) -> Iterator[str]:
    headers = {"accept-language": language}
    visitor = Client(headers=headers)
    person("alice")
    wrong = {"login": "alice", "password": "nonsense"}
    short = registration(password1="123", password2="124")
    for address, fields in (
        ("/account/login/", wrong),
        ("/account/login/", {"login": "a@example.org", "password": "nonsense"}),
        ("/account/signup/", short),
        ("/account/signup/", registration(password1="1234567890", password2="1234567890")),
        ("/account/password/reset/", {"email": "nobody"}),
        ("/account/login/code/", {"email": ""}),
    ):
        yield visitor.get(address).content.decode()
        yield visitor.post(address, fields).content.decode()
    yield visitor.get("/account/password/reset/key/1-used-up/", follow=True).content.decode()
    alice = client_of(person("bob"), headers=headers)
    prove(alice)
    passwords = {"oldpassword": "wrong", "password1": "123", "password2": "124"}
    yield alice.post("/account/password/change/", passwords).content.decode()
    for address in ("", "email/", "password/change/", "sessions/", "2fa/", "2fa/totp/activate/"):
        yield alice.get(f"/account/{address}").content.decode()


def test_no_sentence_of_an_account_is_english(language: str) -> None:
    for page in pages(language):
        assert f'<html lang="{language}"' in page
        for text in [*ENGLISH, "Bad Token", "It must contain at least", "ago</"]:
            assert text not in page
