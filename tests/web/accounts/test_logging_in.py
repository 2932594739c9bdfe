"""Logging in by either name, out again, and the ways back to an account."""

from __future__ import annotations

import re
from http.cookies import Morsel

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from tests.web.accounts.people import PASSWORD, client_of, link_in, person, prove

from inkread.web.accounts.models import User

pytestmark = pytest.mark.django_db

NEW = "nine-otters-drift"


@pytest.fixture
def alice() -> User:
    return person("alice")


@pytest.mark.parametrize("login", ["alice", "ALICE", "alice@example.org", "Alice@Example.org"])
def test_a_user_name_or_an_address_opens_the_door(client: Client, alice: User, login: str) -> None:
    answer = client.post("/account/login/", {"login": login, "password": PASSWORD})
    assert answer["Location"] == "/"
    assert b"<summary>alice</summary>" in client.get("/").content


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(
    client: Client, alice: User
) -> None:
    pages = [
        client.post("/account/login/", {"login": login, "password": "not-this-one-9"})
        for login in ("alice", "nobody")
    ]
    sentences = [re.findall(rb"<li>(.*?)</li>", page.content) for page in pages]
    assert sentences[0] == sentences[1]
    assert sentences[0]


def test_logging_out_takes_a_post(alice: User) -> None:
    client = client_of(alice)
    assert b"Log out?" in client.get("/account/logout/").content
    assert client.get("/account/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/account/")["Location"] == "/account/login/?next=/account/"


def test_after_logging_in_one_is_where_one_wanted_to_be(client: Client, alice: User) -> None:
    fields = {"login": "alice", "password": PASSWORD, "next": "/account/"}
    assert client.post("/account/login/", fields)["Location"] == "/account/"
    fields["next"] = "https://evil.example/"
    assert Client().post("/account/login/", fields)["Location"] == "/"


def test_the_session_cookie_is_closed_to_scripts_and_to_other_sites(alice: User) -> None:
    cookie: Morsel[str] = client_of(alice).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # gone with the browser, unless "remember" was ticked


def test_a_new_login_gets_a_new_session(client: Client, alice: User) -> None:
    client.get("/account/login/")
    client.post("/account/login/", {"login": "alice", "password": "not-this-one-9"})
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before or ""
    client.post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert client.session.session_key != before


def test_a_form_without_its_token_is_refused_with_a_sentence(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert answer.status_code == 403
    assert b"no longer valid" in answer.content
    problem = client.post("/account/login/", headers={"accept": "application/json"}).json()
    assert problem["type"] == "urn:inkread:problem:form-expired"


def test_a_form_with_its_token_passes(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/account/login/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    fields = {"login": "alice", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    assert client.post("/account/login/", fields).status_code == 302


def test_guessing_is_stopped_after_a_few_tries(client: Client, alice: User) -> None:
    for _ in range(6):
        page = client.post("/account/login/", {"login": "alice", "password": "not-this-one-9"})
    assert b"Too many failed login attempts" in page.content
    page = client.post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert not page.wsgi_request.user.is_authenticated


def test_too_many_registrations_are_answered_429_with_a_page(client: Client) -> None:
    for _ in range(21):
        answer = client.post("/account/signup/", {})
    assert answer.status_code == 429
    assert b"Too many tries" in answer.content


def test_a_forgotten_password_is_replaced_by_a_link(client: Client, alice: User) -> None:
    client.post("/account/password/reset/", {"email": "alice@example.org"})
    form = client.get(link_in(mail.outbox[0]), follow=True)
    assert form.status_code == 200
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": NEW, "password2": NEW})
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    again = Client().get(link_in(mail.outbox[0]), follow=True)
    assert b"password1" not in again.content  # used once


def test_asking_for_a_password_never_says_who_has_an_account(client: Client, alice: User) -> None:
    pages = [
        Client().post("/account/password/reset/", {"email": email}, follow=True)
        for email in ("alice@example.org", "nobody@example.org")
    ]
    assert pages[0].content == pages[1].content
    assert pages[0].redirect_chain == pages[1].redirect_chain


def test_asking_for_a_code_never_says_who_has_an_account(client: Client, alice: User) -> None:
    answers = [
        Client().post("/account/login/code/", {"email": email})
        for email in ("alice@example.org", "nobody@example.org")
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]


def test_a_code_is_good_for_three_tries(client: Client, alice: User) -> None:
    client.post("/account/login/code/", {"email": "alice@example.org"})
    for _ in range(3):
        answer = client.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_password_is_changed_by_who_knows_it(alice: User) -> None:
    client = client_of(alice)
    fields = {"oldpassword": "not-this-one-9", "password1": NEW, "password2": NEW}
    client.post("/account/password/change/", fields)
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
    client.post("/account/password/change/", fields | {"oldpassword": PASSWORD})
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert "password" in mail.outbox[-1].subject.lower()


def test_changing_the_password_ends_the_other_sessions(alice: User) -> None:
    here, there = client_of(alice), client_of(alice)
    here.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_an_address_changes_once_the_new_one_is_confirmed(alice: User) -> None:
    client = client_of(alice)
    prove(client)
    client.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    (message,) = [each for each in mail.outbox if each.to == ["new@example.org"]]
    client.post(link_in(message))
    alice.refresh_from_db()
    assert alice.email == "new@example.org"
    assert [each.email for each in EmailAddress.objects.filter(user=alice)] == ["new@example.org"]


def test_another_persons_address_cannot_be_taken_nor_found_out(alice: User) -> None:
    person("bob")
    client = client_of(alice)
    prove(client)
    pages = [
        client.post("/account/email/", {"email": email, "action_add": ""}, follow=True)
        for email in ("bob@example.org", "nobody@example.org")
    ]
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert User.objects.get(username="bob").email == "bob@example.org"
    assert not EmailAddress.objects.filter(user=alice, email="bob@example.org", verified=True)


@pytest.mark.parametrize("place", ["/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"])
def test_what_matters_asks_for_the_password_again(alice: User, place: str) -> None:
    client = client_of(alice)
    answer = client.get(place)
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert prove(client, place)["Location"] == place
    assert client.get(place).status_code == 200


def test_a_change_that_waited_for_the_password_is_made_after_it(alice: User) -> None:
    client = client_of(alice)
    client.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    assert not mail.outbox
    prove(client, "/account/email/")
    assert [each.to for each in mail.outbox if "new@" in each.to[0]] == [["new@example.org"]]
