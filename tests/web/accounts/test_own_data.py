"""What is yours: taken away as a zip file, or deleted for good."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.web.accounts.people import PASSWORD, client_of, person, prove

from inkread.web.accounts import belongings, flows
from inkread.web.accounts.middleware import SEEN, SEEN_SECONDS
from inkread.web.accounts.models import Login, Membership, Organisation, Role, User

pytestmark = pytest.mark.django_db


class Notes:
    """Another application's part: what it was asked to do."""

    name = "notes"

    def __init__(self) -> None:
        self.deleted: list[str] = []

    def describe(self, user: User) -> list[str]:
        return ["12 notes."]

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        yield "first.txt", f"written by {user}".encode()

    def delete(self, user: User) -> None:
        self.deleted.append(user.username)


@pytest.fixture
def notes() -> Iterator[Notes]:
    notes = Notes()
    belongings.of_people.register(notes)
    yield notes
    belongings.of_people.unregister(notes.name)


@pytest.fixture
def alice() -> User:
    return person("alice")


def unpack(answer: Any) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def delete(client: Client, **changes: str) -> Any:
    prove(client)
    fields = {"password": PASSWORD, "is_meant": "on"} | changes
    return client.post("/account/delete", fields, follow=True)


def test_an_export_holds_the_account_and_what_others_add(alice: User, notes: Notes) -> None:
    flows.found_organisation(alice, "First Bank", Organisation.Kind.BANK)
    answer = client_of(alice).post("/account/export")
    assert "attachment" in answer["Content-Disposition"]
    files = unpack(answer)
    account = json.loads(files["inkread/account/account.json"])
    assert (account["user_name"], account["email"]) == ("alice", "alice@example.org")
    assert len(account["sessions"]) == len(account["logins"]) == 1
    (organisation,) = json.loads(files["inkread/organisations/organisations.json"])
    assert (organisation["name"], organisation["role"]) == ("First Bank", "owner")
    assert files["inkread/notes/first.txt"] == b"written by alice"


def test_an_export_holds_nothing_of_others_and_no_secret(alice: User) -> None:
    client_of(person("bob"))
    content = b"".join(unpack(client_of(alice).post("/account/export")).values())
    assert b"bob" not in content
    assert alice.password.encode() not in content
    for session in Session.objects.all():
        assert session.session_key.encode() not in content


def test_deleting_says_what_goes_and_takes_all_of_it(alice: User, notes: Notes) -> None:
    flows.found_organisation(alice, "Own Shop", Organisation.Kind.COMPANY)
    client, elsewhere = client_of(alice), client_of(alice)
    prove(client)
    page = client.get("/account/delete").content.decode()
    for sentence in ("The account alice", "The organisation Own Shop", "12 notes."):
        assert sentence in page
    assert b"is deleted" in delete(client).content
    assert notes.deleted == ["alice"]
    left = [User.objects.count(), Organisation.objects.count(), Membership.objects.count()]
    assert [*left, Login.objects.count(), UserSession.objects.count()] == [0] * 5
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize("changes", [{"password": "not-this-one-9"}, {"is_meant": ""}])
def test_without_the_password_and_the_tick_nothing_goes(
    alice: User, changes: dict[str, str]
) -> None:
    answer = delete(client_of(alice), **changes)
    assert b'aria-invalid="true"' in answer.content
    assert User.objects.exists()


def test_who_has_no_password_types_the_user_name(alice: User) -> None:
    client = client_of(alice)
    prove(client)
    alice.set_unusable_password()
    alice.save()
    client.force_login(alice)
    assert (
        b"not your user name"
        in client.post("/account/delete", {"username": "bob", "is_meant": "on"}).content
    )
    client.post("/account/delete", {"username": "alice", "is_meant": "on"})
    assert not User.objects.exists()


def test_an_organisation_with_others_in_it_is_not_left_without_an_owner(
    alice: User, notes: Notes
) -> None:
    bank = flows.found_organisation(alice, "First Bank", Organisation.Kind.BANK)
    Membership.objects.create(organisation=bank, user=person("bob"), role=Role.MEMBER)
    assert b"cannot be deleted yet" in delete(client_of(alice)).content
    assert User.objects.filter(username="alice").exists()
    bank.memberships.filter(user__username="bob").update(role=Role.OWNER)
    delete(client_of(alice))
    assert [each.user.username for each in bank.memberships.all()] == ["bob"]


def test_the_sessions_are_listed_and_ended_one_by_one(alice: User) -> None:
    here, there = client_of(alice), client_of(alice)
    page = here.get("/account/sessions/").content.decode()
    assert page.count("End this session") == 1
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/account/sessions/{other.pk}/end")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_a_session_is_seen_without_a_write_at_each_request(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(alice)
    client.get("/privacy")
    with django_assert_num_queries(2):  # the session and the user
        client.get("/privacy")
    session = client.session
    session[SEEN] -= SEEN_SECONDS + 1
    session.save()
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(hours=1))
    client.get("/privacy")
    assert timezone.now() - UserSession.objects.get().last_seen_at < timedelta(minutes=1)


def test_a_stranger_ends_nobodys_session(alice: User) -> None:
    client = client_of(alice)
    session = UserSession.objects.get()
    answer = client_of(person("charlie")).post(f"/account/sessions/{session.pk}/end")
    assert answer.status_code == 404
    assert client.get("/account/").status_code == 200


def test_all_other_sessions_end_at_once(alice: User) -> None:
    here, *others = (client_of(alice) for _ in range(3))
    here.post("/account/sessions/")
    assert [each.get("/account/").status_code for each in (here, *others)] == [200, 302, 302]


def test_the_last_logins_are_shown_and_the_oldest_forgotten(alice: User) -> None:
    for number in range(60):
        Login.objects.create(user=alice, ip="192.0.2.1", user_agent=f"old {number}")
    browser = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
    browser.post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert "Firefox, Linux" in browser.get("/account/").content.decode()
    assert alice.logins.count() == 50


def test_what_stands_in_the_way_of_a_deletion_is_said_beforehand(alice: User) -> None:
    bank = flows.found_organisation(alice, "First Bank", Organisation.Kind.BANK)
    Membership.objects.create(organisation=bank, user=person("bob"), role=Role.MEMBER)
    client = client_of(alice)
    prove(client)
    page = client.get("/account/delete").content.decode()
    assert "cannot be deleted yet" in page
    assert f'<li><a href="/account/organisations/{bank.public_id}' in page
    assert 'name="is_meant"' not in page
