"""Every address, asked for by everybody: a new one must be written into this table to pass.

Alice owns a reading, and an organisation with a reading in it; Bob is a member of that and Vera a
viewer. A visitor is not logged in; Charlie is somebody else who is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.pictures import packed
from tests.web.readings.keepers import Keeper
from tests.web.readings.organisations import keep_in, member_of, organisation_of
from tests.web.scripted import Row, Script

from inkread.web.accounts.models import Organisation, Role

pytestmark = pytest.mark.django_db

LOGIN = 302


@dataclass(frozen=True)
class Rule:
    """The status for a visitor, for Charlie and for Alice; `post` instead of GET."""

    visitor: int
    charlie: int
    alice: int
    post: bool = False


@dataclass(frozen=True)
class Shared:
    """The status for Charlie, Vera, Bob and Alice, of what is in the organisation."""

    charlie: int
    vera: int
    bob: int
    alice: int
    post: bool = False


OPEN = Rule(200, 200, 200)
NOWHERE = Rule(404, 404, 404)
OF_ALL = Shared(404, 200, 200, 200)
TO_WRITE = Shared(404, 403, 302, 302, post=True)
TO_DECIDE = Shared(404, 403, 403, 302, post=True)
ADMINISTRATION = ("people", "organisations", "readings", "feedback", "log", "models")
OWN = Rule(LOGIN, 404, 200)
OWN_POST = Rule(401, 404, 302, post=True)

RULES: dict[str, tuple[Rule, ...]] = {
    "": (OPEN,),
    "read": (Rule(405, 405, 405), Rule(400, 400, 400, post=True)),
    **dict.fromkeys(("guide", "limits", "about", "privacy", "api"), (OPEN,)),
    "models/<str:sha256>/<str:name>": (Rule(404, 404, 404),),
    "service-worker.js": (OPEN,),
    # The switches in the foot; only our own pages have them, and this asks from nowhere.
    **dict.fromkeys(
        ("showing/language", "showing/type"),
        (Rule(405, 405, 405), Rule(403, 403, 403, post=True)),
    ),
    # There is no such language.
    "manifest/<str:language>": (NOWHERE,),
    "offline": (OPEN,),
    "favicon.ico": (Rule(301, 301, 301),),
    "healthz": (OPEN,),
    "readyz": (OPEN,),
    # Nobody here is staff; tests/web/administration is.
    "administration/": (NOWHERE,),
    **{f"administration/{name}": (NOWHERE,) for name in ADMINISTRATION},
    "readings": (Rule(LOGIN, 200, 200), Rule(401, 400, 400, post=True)),
    "readings/keeping": (Rule(LOGIN, 200, 200), Rule(401, 400, 400, post=True)),
    "readings/organisations/<uuid:organisation_id>": (
        OWN,
        Rule(401, 404, 400, post=True),
    ),
    "readings/organisations/<uuid:organisation_id>/export": (
        Rule(LOGIN, 405, 405),
        Rule(401, 404, 200, post=True),
    ),
    "readings/<str:public_id>": (OWN,),
    "readings/<str:public_id>/about": (Rule(LOGIN, 405, 405), OWN_POST),
    # Nothing that makes sense is sent, so its owner is told so.
    "readings/<str:public_id>/changes": (Rule(LOGIN, 405, 405), Rule(401, 404, 422, post=True)),
    "readings/<str:public_id>/export/<str:format_name>": (OWN,),
    "readings/<str:public_id>/pages/<int:number>/picture": (OWN,),
    "readings/<str:public_id>/pages/<int:number>/thumbnail": (OWN,),
    # No organisation is named, and it is in none.
    "readings/<str:public_id>/move": (Rule(LOGIN, 405, 405), Rule(401, 404, 409, post=True)),
    "readings/<str:public_id>/delete": (Rule(LOGIN, 405, 405), OWN_POST),
}

# The same addresses of a reading that Alice keeps in her organisation, and of that as a whole.
SHARED: dict[str, Shared] = {
    "readings/organisations/<uuid:organisation_id>": OF_ALL,
    "readings/organisations/<uuid:organisation_id>/export": Shared(404, 403, 403, 200, post=True),
    "readings/<str:public_id>": OF_ALL,
    "readings/<str:public_id>/about": TO_WRITE,
    "readings/<str:public_id>/changes": Shared(404, 403, 422, 422, post=True),
    "readings/<str:public_id>/export/<str:format_name>": OF_ALL,
    "readings/<str:public_id>/pages/<int:number>/picture": OF_ALL,
    "readings/<str:public_id>/pages/<int:number>/thumbnail": OF_ALL,
    "readings/<str:public_id>/move": TO_DECIDE,
    "readings/<str:public_id>/delete": TO_DECIDE,
}

# Whole applications of others, which have tests of their own: the beginning of their addresses.
OF_OTHERS = ("account/", settings.ADMIN_PATH)


def addresses(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Every address of the application, as its pattern."""
    for each in (resolver or get_resolver()).url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, address)
        elif isinstance(each, URLPattern):
            yield address


@pytest.fixture
def bank(alice: Keeper) -> Organisation:
    return organisation_of(alice)


@pytest.fixture
def reading(alice: Keeper, script: Script) -> str:
    script.rows = [Row("42")]
    return alice.keep(packed("PNG")).removeprefix("/readings/")


def test_every_address_is_in_the_table() -> None:
    ours = {each for each in addresses() if not each.startswith(OF_OTHERS)}
    assert ours == set(RULES)


def test_every_address_is_in_the_reference() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "http.md").read_text("utf-8")
    for address in RULES:
        plain = address.replace("<str:public_id>", "ID").replace("<int:number>", "N")
        plain = plain.replace("<str:format_name>", "FORMAT")
        plain = plain.replace("<uuid:organisation_id>", "ORGANISATION")
        assert f"| `/{plain}` |" in page


def place_of(address: str, reading: str, bank: Organisation) -> str:
    place = "/" + address.replace("<str:public_id>", reading).replace("<int:number>", "1")
    place = place.replace("<uuid:organisation_id>", str(bank.public_id))
    return place.replace("<str:format_name>", "pdf")


def finish(response: Any) -> None:
    """Take in what is sent piece by piece: that closes it, and its file."""
    if response.streaming:
        b"".join(response.streaming_content)


@pytest.mark.parametrize("address", RULES)
@pytest.mark.parametrize("person", ["visitor", "charlie", "alice"])
def test_each_person_gets_what_is_theirs(
    request: pytest.FixtureRequest, bank: Organisation, reading: str, address: str, person: str
) -> None:
    place = place_of(address, reading, bank)
    client = Client() if person == "visitor" else request.getfixturevalue(person).client
    for rule in RULES[address]:
        response = client.post(place) if rule.post else client.get(place)
        finish(response)
        assert response.status_code == getattr(rule, person), (address, rule)
        if response.status_code == LOGIN and person == "visitor":
            assert response["Location"] == f"{resolve_url(settings.LOGIN_URL)}?next={place}"
        if address.startswith("readings"):
            assert "no-store" in response["Cache-Control"]


def test_every_address_of_a_reading_or_an_organisation_is_in_the_second_table() -> None:
    assert set(SHARED) == {each for each in RULES if each.startswith("readings/") and "<" in each}


@pytest.mark.parametrize("address", SHARED)
def test_each_role_gets_what_is_theirs(
    alice: Keeper, charlie: Keeper, bank: Organisation, script: Script, address: str
) -> None:
    script.rows = [Row("42")]
    reading = keep_in(bank, alice, packed("PNG")).removeprefix("/readings/")
    people = {
        "charlie": charlie,
        "vera": member_of(bank, "vera", Role.VIEWER),
        "bob": member_of(bank, "bob", Role.MEMBER),
        "alice": alice,
    }
    rule = SHARED[address]
    # Alice comes last, since she changes what is there.
    for name, person in people.items():
        place = place_of(address, reading, bank)
        response = person.client.post(place) if rule.post else person.client.get(place)
        finish(response)
        assert response.status_code == getattr(rule, name), name
        assert "no-store" in response["Cache-Control"]


def test_a_stranger_learns_nothing_from_the_answer(charlie: Keeper, reading: str) -> None:
    there = charlie.get(f"/readings/{reading}")
    nowhere = charlie.get("/readings/AAAAAAAAAAAAAAAAAAAAAA")
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


def test_the_history_of_one_shows_nothing_of_another(
    alice: Keeper, charlie: Keeper, reading: str
) -> None:
    assert reading in alice.client.get("/readings").content.decode()
    assert reading not in charlie.client.get("/readings").content.decode()


def test_an_administrator_sees_no_pictures_of_others_here(charlie: Keeper, reading: str) -> None:
    admin = get_user_model().objects.create_superuser("root", "root@example.org", "x")
    client = Client()
    client.force_login(admin)
    assert client.get(f"/readings/{reading}/pages/1/picture").status_code == 404
