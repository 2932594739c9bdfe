"""Requests that are wrong around the picture: too many files, wrong tokens, names without end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.pictures import packed
from tests.web.readings.keepers import JSON, Keeper, stored
from tests.web.readings.making import swelling_pdf
from tests.web.scripted import Row, Script
from tests.web.sending import problem_of, send

from inkread.web.readings.models import Reading

pytestmark = pytest.mark.django_db

# A token of the right shape that was never handed out.
FORGED = "A" * 64
# What nobody but us can have made.
WRONG_TOKENS = [
    "/account/confirm-email/NOT-A-KEY/",
    "/account/confirm-email/MQ:1aBcDe:forged-signature/",
    "/account/password/reset/key/1-forged/",
    "/account/password/reset/key/zzzzzz-cxyz12-abcdef/",
    "/account/invitations/forged/",
    "/account/invitations/IjEi:1aBcDe:forged/",
    f"/account/invitations/{'x' * 5_000}/",
    "/readings/AAAAAAAAAAAAAAAAAAAAAA",
    f"/models/{'0' * 64}/reader.onnx",
    "/models/..%2f..%2fetc/passwd",
]


@pytest.fixture(autouse=True)
def nothing_is_stored(script: Script, files: Path) -> Iterator[None]:
    """Checked after each test."""
    home = Path(settings.ENVIRONMENT.home)
    before = sorted(home.iterdir())
    yield
    assert Reading.objects.count() == 0
    assert stored(files) == []
    assert sorted(path for path in home.iterdir() if path != files) == before


def test_500_files_at_once_are_answered_400(client: Client) -> None:
    pictures = [SimpleUploadedFile(f"{n}.png", packed("PNG", 8, 8)) for n in range(500)]
    problem_of(client.post("/read", {"image": pictures}, headers=JSON), 400)


def test_500_fields_at_once_are_answered_400(client: Client) -> None:
    picture = SimpleUploadedFile("a.png", packed("PNG"))
    fields = {f"field-{n}": "x" for n in range(500)}
    problem_of(client.post("/read", {"image": picture, **fields}, headers=JSON), 400)


def test_a_document_that_swells_is_given_up(client: Client, script: Script) -> None:
    bomb = swelling_pdf(400)
    assert len(bomb) < 2_000_000  # small enough to be taken
    problem = problem_of(send(client, bomb, name="bomb.pdf"), 422)
    # Whichever runs out first on this machine: its memory or its time.
    kinds = ("unreadable", "took-too-long")
    assert problem["type"] in [f"urn:inkread:problem:{kind}" for kind in kinds]
    assert script.sizes == []


@pytest.mark.parametrize(
    "name", ["x" * 5_000 + ".png", "../../etc/passwd", "a\0b.png", "\u202egnp.exe", "   "]
)
def test_a_name_is_only_shown_never_used(client: Client, script: Script, name: str) -> None:
    script.rows = [Row("42")]
    answer = send(client, name=name)
    assert answer.status_code in (200, 400)
    assert len(answer.content) < 20_000
    assert send(client, name=name, accept="text/html").status_code == answer.status_code


@pytest.mark.parametrize("sent", [{}, {"x-csrftoken": FORGED}, {"x-csrftoken": "short"}])
def test_without_the_right_token_nothing_is_kept(alice: Keeper, sent: dict[str, str]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice.user)
    browser.get("/account/")  # which hands out a token
    picture = SimpleUploadedFile("a.png", packed("PNG"))
    answer = browser.post("/readings", {"image": picture}, headers={**JSON, **sent})
    assert problem_of(answer, 403)["type"] == "urn:inkread:problem:form-expired"


def test_a_session_that_was_never_made_is_nobodys(client: Client) -> None:
    client.cookies["sessionid"] = "forged" * 6
    assert client.get("/readings", headers=JSON).status_code == 401
    assert client.get("/readings").status_code == 302


@pytest.mark.parametrize("address", WRONG_TOKENS)
def test_a_wrong_token_in_an_address_is_told_in_a_sentence(
    client: Client, alice: Keeper, address: str
) -> None:
    for browser in (client, alice.client):
        answer = browser.get(address, follow=True)
        assert answer.status_code in (200, 404)
        page = answer.content.decode()
        assert not re.search(r"Traceback|Exception Type", page)
        assert "<h1" in page
        # What answers 200 says that the link is of no use, and lets nobody in.
        if answer.status_code == 200 and browser is client:
            assert re.search(r"no longer|not valid|Log in", page), address


def test_an_address_without_end_is_not_found(client: Client) -> None:
    assert client.get("/" + "a" * 20_000).status_code == 404
    assert client.get("/readings?q=" + "a" * 20_000).status_code == 400


@pytest.mark.parametrize(
    "query", ["?before=%00", "?since=%00&until=9999999-99", "?q=%ff%fe", "?tag=%00"]
)
def test_a_search_for_nonsense_finds_nothing(alice: Keeper, query: str) -> None:
    assert alice.client.get("/readings" + query).status_code == 200


def test_a_body_that_is_not_what_it_says_is_refused(client: Client, alice: Keeper) -> None:
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=" + "x" * 500):
        for browser in (client, alice.client):
            answer = browser.post("/read", b"\xff\x00{", content_type=kind, headers=JSON)
            problem_of(answer, 400)
    answer = alice.client.post("/readings", b"{", content_type="application/json", headers=JSON)
    problem_of(answer, 400)
