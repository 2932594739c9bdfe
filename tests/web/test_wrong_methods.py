"""Asking in a way that an address does not take: 405, and a sentence in the visitor's language."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings
from tests.web.readings.keepers import Keeper
from tests.web.sending import problem_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("script")]

CANNOT_BE_OPENED = {
    "ar": "لا يمكن فتح هذا العنوان",
    "de": "Diese Adresse lässt sich nicht öffnen",
    "en": "This address cannot be opened",
    "es": "Esta dirección no se puede abrir",
    "fr": "Cette adresse ne peut pas être ouverte",
    "hi": "यह पता खोला नहीं जा सकता",
    "ta": "இந்த முகவரியைத் திறக்க முடியாது",
}


@pytest.mark.parametrize("language", CANNOT_BE_OPENED)
def test_what_only_takes_forms_says_so_in_each_language(client: Client, language: str) -> None:
    answer = client.get("/showing/language", headers={"accept-language": language})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.text
    assert CANNOT_BE_OPENED[language] in answer.text
    assert '<a class="choose" href="/">' in answer.text


@pytest.mark.parametrize("address", ["/", "/guide", "/healthz", "/manifest/en", "/account/login/"])
def test_a_program_is_told_which_methods_there_are(client: Client, address: str) -> None:
    answer = client.delete(address, headers={"accept": "application/json"})
    problem = problem_of(answer, 405)
    assert problem["type"] == "urn:inkread:problem:method-not-allowed"
    assert "DELETE" in problem["detail"]
    assert answer["Allow"] in problem["detail"]
    assert "GET" in answer["Allow"]


def test_a_method_without_end_is_not_repeated_in_full(client: Client) -> None:
    answer = client.generic("A" * 5_000, "/guide")
    assert answer.status_code == 405
    assert answer.content.count(b"A" * 21) == 0


def test_the_language_of_the_account_goes_before_the_browser(alice: Keeper) -> None:
    alice.client.post(
        "/showing/language", {"language": "de"}, headers={"origin": "http://testserver"}
    )
    alice.client.cookies.pop(settings.LANGUAGE_COOKIE_NAME)
    for page in (alice.client.get("/showing/type"), alice.client.get("/nowhere")):
        assert '<html lang="de"' in page.text


def test_who_is_refused_at_once_is_told_so_in_their_own_language(
    client: Client, settings: Settings
) -> None:
    """A wrong name behind HTTPS is refused before anything else is looked at."""
    settings.SECURE_SSL_REDIRECT = True
    strange = {"host": "evil.example"}
    for language in ("ar", "fr"):
        answer = client.get("/", headers={**strange, "accept-language": language})
        assert answer.status_code == 400
        assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("language", ["ar", "ta"])
def test_a_form_without_its_token_is_refused_in_the_same_language(language: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/login/", {}, headers={"accept-language": language})
    assert answer.status_code == 403
    assert f'<html lang="{language}"' in answer.text
