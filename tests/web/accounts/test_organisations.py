"""Organisations: founded by an owner, joined by invitation, never left without an owner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.web.accounts.people import client_of, link_in, person, registration

from inkread.web.accounts import flows
from inkread.web.accounts.models import Invitation, Membership, Organisation, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return person("alice")


@pytest.fixture
def bank(alice: User) -> Organisation:
    return flows.found_organisation(alice, "First Bank", Organisation.Kind.BANK)


def place(organisation: Organisation, *parts: object) -> str:
    return "/".join([f"/account/organisations/{organisation.public_id}", *map(str, parts)])


def role_of(user: User, organisation: Organisation) -> str | None:
    return organisation.memberships.filter(user=user).values_list("role", flat=True).first()


def invite(owner: Client, bank: Organisation, email: str, role: str = Role.MEMBER) -> str:
    """Invites by the page, and answers the path of the link in the mail."""
    owner.post(place(bank, "invite"), {"email": email, "role": role})
    assert mail.outbox[-1].to == [email]
    return link_in(mail.outbox[-1])


def test_an_organisation_registers_with_its_first_owner(client: Client) -> None:
    fields = registration(organisation="Post of Alicante", kind="post")
    client.post("/account/register-organisation/", fields)
    made = Organisation.objects.get()
    assert (made.name, made.kind) == ("Post of Alicante", "post")
    assert role_of(User.objects.get(username="alice"), made) == Role.OWNER


def test_a_registration_that_fails_founds_nothing(client: Client) -> None:
    person("bob")
    fields = registration(organisation="Post", kind="post")
    client.post("/account/register-organisation/", fields | {"password2": "something-else-9"})
    client.post("/account/register-organisation/", fields | {"email": "bob@example.org"})
    assert not Organisation.objects.exists()


def test_a_name_that_carries_a_link_is_refused(client: Client) -> None:
    fields = registration(organisation="Win at https://evil.example", kind="bank")
    page = client.post("/account/register-organisation/", fields)
    assert b"must not contain an address" in page.content


def test_who_has_an_account_makes_an_organisation_too(alice: User) -> None:
    answer = client_of(alice).post(
        "/account/organisations/", {"organisation": "School", "kind": "school"}
    )
    assert answer["Location"] == place(Organisation.objects.get()) + "/"


def test_an_invitation_is_accepted_once(alice: User, bank: Organisation) -> None:
    bob = person("bob")
    link = invite(client_of(alice), bank, "bob@example.org")
    browser = client_of(bob)
    assert b"First Bank" in browser.get(link).content
    browser.post(link)
    assert role_of(bob, bank) == Role.MEMBER
    assert browser.get(link).status_code == 404


def test_an_invitation_is_for_its_address_only(alice: User, bank: Organisation) -> None:
    charlie = person("charlie")
    link = invite(client_of(alice), bank, "bob@example.org")
    answer = client_of(charlie).post(link, follow=True)
    assert b"sent to another address" in answer.content
    assert role_of(charlie, bank) is None


def test_who_was_invited_registers_without_another_mail(
    alice: User, bank: Organisation, client: Client, settings: Settings
) -> None:
    link = invite(client_of(alice), bank, "bob@example.org", Role.VIEWER)
    settings.REGISTRATION_OPEN = False
    assert b"/account/signup/" in client.get(link).content
    other = registration(username="bob", email="elsewhere@example.org", next=link)
    assert b"You were invited as bob@example.org" in client.post("/account/signup/", other).content
    fields = other | {"email": "bob@example.org"}
    assert client.post("/account/signup/", fields)["Location"] == link
    client.post(link)
    assert role_of(User.objects.get(username="bob"), bank) == Role.VIEWER


@pytest.mark.parametrize("change", ["forged", "late", "withdrawn", "replaced"])
def test_an_invitation_that_no_longer_holds_is_not_there(
    alice: User, bank: Organisation, client: Client, change: str
) -> None:
    owner = client_of(alice)
    link = invite(owner, bank, "bob@example.org")
    found = Invitation.objects.get()
    if change == "forged":
        link = link[:-3] + "xx/"
    elif change == "late":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif change == "withdrawn":
        owner.post(place(bank, "invitations", found.public_id, "withdraw"))
    else:
        invite(owner, bank, "bob@example.org")
    assert client.get(link).status_code == 404


def test_nobody_is_invited_twice_into_the_same(alice: User, bank: Organisation) -> None:
    page = client_of(alice).post(
        place(bank, "invite"), {"email": "Alice@example.org", "role": Role.MEMBER}
    )
    assert b"belongs to the organisation already" in page.content
    assert not mail.outbox


def test_roles_change_and_the_last_owner_stays(alice: User, bank: Organisation) -> None:
    bob = person("bob")
    Membership.objects.create(organisation=bank, user=bob, role=Role.MEMBER)
    browser = client_of(alice)
    own, other = (bank.memberships.get(user=user) for user in (alice, bob))
    answer = browser.post(place(bank, "members", own.pk, "role"), {"role": "viewer"}, follow=True)
    assert b"needs an owner" in answer.content
    assert b"needs an owner" in browser.post(place(bank, "leave"), follow=True).content
    browser.post(place(bank, "members", other.pk, "role"), {"role": "owner"})
    browser.post(place(bank, "leave"))
    assert (role_of(alice, bank), role_of(bob, bank)) == (None, Role.OWNER)


def test_a_removed_member_is_a_stranger_at_once(alice: User, bank: Organisation) -> None:
    bob = person("bob")
    member = Membership.objects.create(organisation=bank, user=bob, role=Role.MEMBER)
    browser = client_of(bob)
    assert browser.get(place(bank) + "/").status_code == 200
    client_of(alice).post(place(bank, "members", member.pk, "remove"))
    assert browser.get(place(bank) + "/").status_code == 404


def test_a_role_that_does_not_exist_changes_nothing(alice: User, bank: Organisation) -> None:
    own = bank.memberships.get()
    client_of(alice).post(place(bank, "members", own.pk, "role"), {"role": "emperor"})
    assert role_of(alice, bank) == Role.OWNER


def test_members_do_not_see_addresses_nor_invitations(alice: User, bank: Organisation) -> None:
    bob = person("bob")
    Membership.objects.create(organisation=bank, user=bob, role=Role.VIEWER)
    invite(client_of(alice), bank, "dora@example.org")
    page = client_of(bob).get(place(bank) + "/").content.decode()
    assert "alice" in page
    assert "alice@example.org" not in page
    assert "dora@example.org" not in page


def test_a_mail_server_that_is_away_leaves_no_invitation(
    alice: User, bank: Organisation, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client_of(alice).post(
        place(bank, "invite"), {"email": "bob@example.org", "role": Role.MEMBER}
    )
    assert answer.status_code == 503
    assert not Invitation.objects.exists()


def test_a_link_signed_for_something_else_opens_nothing(bank: Organisation) -> None:
    token = signing.dumps(str(bank.public_id), salt="something else")
    assert Client().get(f"/account/invitations/{token}/").status_code == 404
