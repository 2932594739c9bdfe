"""INKREAD_REQUIRE_LOGIN: everything is behind the login, but what leads through it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver
from pytest_django import Settings
from tests.web.accounts.people import client_of, person
from tests.web.accounts.test_access import FOR_VISITORS, names
from tests.web.scripted import Row, Script
from tests.web.sending import problem_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _closed(settings: Settings) -> None:
    settings.REQUIRE_LOGIN = True


def test_a_browser_is_sent_to_the_login_and_back(client: Client) -> None:
    assert client.get("/")["Location"] == "/account/login/?next=/"
    assert client.get("/account/login/").status_code == 200
    assert client.get("/account/signup/").status_code == 200
    assert client.get("/account/password/reset/").status_code == 200


def test_a_program_is_told_401_as_a_problem(client: Client, script: Script) -> None:
    problem = problem_of(send(client), 401)
    assert problem["type"] == "urn:inkread:problem:login-required"
    assert script.sizes == []  # nothing was read


def test_who_is_logged_in_reads_as_before(script: Script) -> None:
    script.rows = [Row("42")]
    client = client_of(person("alice"))
    assert client.get("/").status_code == 200
    assert send(client).status_code == 200


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/static/icon.svg", "/manifest/de"])
def test_the_state_and_static_files_stay_open(client: Client, script: Script, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    answer.close()


def test_nothing_else_is_open_to_visitors() -> None:
    # The switches in the foot of the login page; tests/web/showing says to whom they answer.
    open_names = {"healthz", "readyz", "language", "type-size", *FOR_VISITORS}
    for route, name in names(get_resolver().url_patterns):
        if "<" in route or "(" in route or name in open_names or route.startswith("admin/"):
            continue
        answer = Client().get(f"/{route}", headers={"accept": "application/json"})
        # What is for staff does not exist for others, here as everywhere.
        is_hidden = route.startswith("administration/")
        assert answer.status_code in ((404,) if is_hidden else (301, 401)), route


def test_the_admin_leads_to_the_same_login(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/?next=")


def test_an_unknown_address_is_not_found_as_ever(client: Client) -> None:
    assert client.get("/nowhere").status_code == 404
