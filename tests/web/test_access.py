"""Every address, asked for by everybody: a new one must be written into this table to pass.

Alice owns a reading. A stranger is not logged in; a member is somebody else who is.
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
from tests.web.scripted import Row, Script

pytestmark = pytest.mark.django_db

LOGIN = 302


@dataclass(frozen=True)
class Rule:
    """The status for a stranger, a member and the owner; `post` instead of GET."""

    stranger: int
    member: int
    owner: int
    post: bool = False


OPEN = Rule(200, 200, 200)
NOWHERE = Rule(404, 404, 404)
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
    "healthz": (OPEN,),
    "readyz": (OPEN,),
    # Nobody here is staff; tests/web/administration is.
    "administration/": (NOWHERE,),
    **{f"administration/{name}": (NOWHERE,) for name in ADMINISTRATION},
    "readings": (Rule(LOGIN, 200, 200), Rule(401, 400, 400, post=True)),
    "readings/keeping": (Rule(LOGIN, 200, 200), Rule(401, 400, 400, post=True)),
    "readings/<str:public_id>": (OWN,),
    "readings/<str:public_id>/about": (Rule(LOGIN, 405, 405), OWN_POST),
    # Nothing that makes sense is sent, so its owner is told so.
    "readings/<str:public_id>/changes": (Rule(LOGIN, 405, 405), Rule(401, 404, 422, post=True)),
    "readings/<str:public_id>/export/<str:format_name>": (OWN,),
    "readings/<str:public_id>/pages/<int:number>/picture": (OWN,),
    "readings/<str:public_id>/pages/<int:number>/thumbnail": (OWN,),
    "readings/<str:public_id>/delete": (Rule(LOGIN, 405, 405), OWN_POST),
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
        assert f"| `/{plain}` |" in page


@pytest.mark.parametrize("address", RULES)
@pytest.mark.parametrize("person", ["stranger", "member", "owner"])
def test_each_person_gets_what_is_theirs(
    alice: Keeper, charlie: Keeper, reading: str, address: str, person: str
) -> None:
    place = "/" + address.replace("<str:public_id>", reading).replace("<int:number>", "1")
    place = place.replace("<str:format_name>", "pdf")
    client = {"stranger": Client(), "member": charlie.client, "owner": alice.client}[person]
    for rule in RULES[address]:
        response = client.post(place) if rule.post else client.get(place)
        response.close()
        assert response.status_code == getattr(rule, person), (address, rule)
        if response.status_code == LOGIN and person == "stranger":
            assert response["Location"] == f"{resolve_url(settings.LOGIN_URL)}?next={place}"
        if address.startswith("readings"):
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
