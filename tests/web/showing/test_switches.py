"""The switches in the foot: which language pages speak, and how large their type is."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from tests.web.readings.keepers import Keeper
from tests.web.sending import send

from inkread.web.accounts.belongings import of_people
from inkread.web.showing.models import Showing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("script")]

OURS: Any = {"HTTP_ORIGIN": "http://testserver"}
ALL = [code for code, _name in settings.LANGUAGES]
# A sentence of each language on the first screen.
TAGLINES = {
    "ar": "يقرأ الأعداد المكتوبة بخط اليد",
    "de": "Liest handgeschriebene Zahlen",
    "en": "Reads handwritten numbers",
}
PAGES = ("/", "/guide", "/limits", "/about", "/privacy", "/api", "/account/login/", "/nowhere")


def opening(response: Any) -> dict[str, str]:
    """The attributes of the page's root."""
    found = re.search(r"<html ([^>]*)>", response.content.decode())
    assert found is not None
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found[1]))


def choose(client: Client, language: str, back: str = "/") -> Any:
    fields = {"language": language, "back": back}
    return client.post("/showing/language", fields, **OURS)


def enlarge(client: Client) -> Any:
    return client.post("/showing/type", {"type": "large"}, **OURS)


@pytest.mark.parametrize("language", ALL)
def test_every_page_answers_in_each_language(client: Client, language: str) -> None:
    choose(client, language)
    for page in PAGES:
        response = client.get(page)
        assert opening(response)["lang"] == language
        assert opening(response)["dir"] == ("rtl" if language == "ar" else "ltr")
        assert response["Content-Language"] == language


@pytest.mark.parametrize("language", TAGLINES)
def test_without_a_choice_the_browser_says_which_language(client: Client, language: str) -> None:
    page = client.get("/", headers={"Accept-Language": f"{language}-XX,en;q=0.5"})
    assert TAGLINES[language] in page.content.decode()
    assert "Accept-Language" in page["Vary"]


def test_a_language_that_is_not_spoken_here_is_english(client: Client) -> None:
    assert opening(client.get("/", headers={"Accept-Language": "eo"}))["lang"] == "en"


def test_the_choice_goes_before_the_browser_and_leads_back(client: Client) -> None:
    response = choose(client, "de", "/limits?x=1")
    assert response["Location"] == "/limits?x=1"
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert opening(client.get("/", headers={"Accept-Language": "ar"}))["lang"] == "de"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "", "x"])
def test_nobody_is_led_elsewhere(client: Client, back: str) -> None:
    assert choose(client, "de", back)["Location"] == "/"


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://elsewhere.example"}])
@pytest.mark.parametrize(
    ("address", "fields"),
    [("/showing/language", {"language": "de"}), ("/showing/type", {"type": "large"})],
)
def test_forms_of_others_choose_nothing(
    client: Client, origin: Any, address: str, fields: dict[str, str]
) -> None:
    response = client.post(address, fields, **origin)
    assert (response.status_code, dict(response.cookies)) == (403, {})


def test_what_there_is_not_is_not_chosen(client: Client) -> None:
    assert choose(client, "xx").status_code == 400
    assert client.post("/showing/type", {"type": "huge"}, **OURS).status_code == 400


def test_a_visitor_who_chooses_nothing_gets_no_cookie(client: Client) -> None:
    assert dict(client.get("/").cookies) == {}


def test_larger_type_and_back(client: Client) -> None:
    assert opening(client.get("/"))["data-type"] == "usual"
    enlarge(client)
    page = client.get("/guide")
    assert opening(page)["data-type"] == "large"
    assert 'name="type" value="usual"' in page.content.decode()


def test_the_account_keeps_the_choice_for_other_browsers(alice: Keeper) -> None:
    choose(alice.client, "ar")
    enlarge(alice.client)
    kept = Showing.objects.get(owner=alice.user)
    assert (kept.language, kept.type_size) == ("ar", "large")
    elsewhere = Client()
    elsewhere.force_login(alice.user)
    found = opening(elsewhere.get("/", headers={"Accept-Language": "fr"}))
    assert (found["lang"], found["data-type"]) == ("ar", "large")


def test_nobody_chooses_for_another(alice: Keeper, charlie: Keeper) -> None:
    choose(alice.client, "ar")
    assert opening(charlie.client.get("/"))["lang"] == "en"


def test_the_choice_is_among_what_the_account_takes_away(alice: Keeper) -> None:
    choose(alice.client, "ta")
    with of_people.export(alice.user) as packed, zipfile.ZipFile(packed) as archive:
        kept = json.loads(archive.read("inkread/showing/showing.json"))
    assert kept == {"language": "ta", "type_size": ""}


def test_what_is_wrong_with_a_picture_is_said_in_the_language(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    answer = send(client, content=b"some text", accept="application/json").json()
    assert "Textdatei" in answer["detail"]
    assert answer["type"] == "urn:inkread:problem:not-an-image"


def test_without_scripts_the_answer_speaks_the_language_too(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    page = send(client, accept="text/html")
    assert opening(page)["lang"] == "de"
    assert 'name="back" value="/"' in page.content.decode()


def test_the_kept_page_is_the_one_that_was_chosen(client: Client) -> None:
    def shell() -> dict[str, Any]:
        first = client.get("/service-worker.js").content.decode().partition(";\n")[0]
        found: dict[str, Any] = json.loads(first.removeprefix("const SHELL = "))
        return found

    english = shell()
    choose(client, "ar")
    enlarge(client)
    arabic = shell()
    assert (arabic["language"], arabic["type"]) == ("ar", "large")
    assert arabic["version"] != english["version"]
    # The page is fetched without cookies, and says by headers which one it is.
    page = Client().get("/", headers={"Accept-Language": "ar", "Inkread-Type": "large"})
    assert opening(page) == {"lang": "ar", "dir": "rtl", "data-type": "large"}
    catalogues = [each for each in arabic["files"] if "djangojs" in each]
    assert len(catalogues) == 1
    assert catalogues[0] in client.get("/").content.decode()
    assert not any("djangojs" in each for each in english["files"])


@pytest.mark.parametrize(
    ("language", "whole", "short"),
    [
        ("ar", "9 مايو، 2026، 2:05 م", "09\u200f/05\u200f/2026 2:05 م"),
        ("de", "9. Mai 2026 14:05", "09.05.2026 14:05"),
        ("hi", "9 मई 2026, 14:05", "09-05-2026 14:05"),
        ("ta", "9 மே, 2026, 2:05 PM", "9 மே, 2026, 2:05 PM"),
    ],
)
def test_times_are_written_as_the_language_writes_them(
    language: str, whole: str, short: str
) -> None:
    moment = datetime(2026, 5, 9, 14, 5, tzinfo=UTC)
    with translation.override(language):
        assert date_format(moment, "DATETIME_FORMAT") == whole
        assert date_format(moment, "SHORT_DATETIME_FORMAT") == short
