"""Every address of accounts and organisations, walked by everyone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.web.accounts.people import client_of, person

from inkread.web.accounts import flows
from inkread.web.accounts.models import Invitation, Membership, Organisation, Role

pytestmark = pytest.mark.django_db

# What a visitor may open; everything else below /account/ sends to the login.
FOR_VISITORS = {
    *("account_login", "account_signup", "account_logout", "account_inactive"),
    *("account_email_verification_sent", "account_confirm_email", "account_confirm_login_code"),
    *("account_request_login_code", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("mfa_authenticate", "mfa_login_webauthn", "register_organisation", "invitation"),
    *("socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup"),
}
# Inside an organisation: what the page answers to its owner, a member, and a stranger.
INSIDE = {
    "organisation": ("get", 200, 200, 404),
    "organisation_invite": ("post", 200, 403, 404),
    "organisation_leave": ("post", 302, 302, 404),
    "organisation_delete": ("post", 302, 403, 404),
    "invitation_withdraw": ("post", 302, 403, 404),
    "member_role": ("post", 302, 403, 404),
    "member_remove": ("post", 302, 403, 404),
}


def names(patterns: list[Any], below: str = "") -> Iterator[tuple[str, str]]:
    """(route, name) of every address."""
    for pattern in patterns:
        route = below + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield route, pattern.name


ADDRESSES = sorted(
    {name for route, name in names(get_resolver().url_patterns) if route.startswith("account/")}
)


@pytest.fixture
def inside() -> dict[str, Any]:
    """Alice's bank, with Bob in it, an invitation, and Charlie outside."""
    alice, bob, charlie = map(person, ("alice", "bob", "charlie"))
    bank = flows.found_organisation(alice, "First Bank", Organisation.Kind.BANK)
    Membership.objects.create(organisation=bank, user=bob, role=Role.MEMBER)
    other = Membership.objects.create(organisation=bank, user=person("dora"), role=Role.VIEWER)
    invitation = Invitation.objects.create(
        organisation=bank,
        email="emil@example.org",
        role=Role.VIEWER,
        expires_at=timezone.now() + timedelta(days=1),
    )
    return {
        "people": (alice, bob, charlie),
        "arguments": {
            "organisation_id": bank.public_id,
            "membership_id": other.pk,
            "invitation_id": invitation.public_id,
        },
    }


def place_of(name: str, arguments: dict[str, Any]) -> str:
    """The address by its name, with whichever of the arguments it takes."""
    taken: dict[str, Any] = {}
    for keys in ([], ["organisation_id"], ["organisation_id", "membership_id"]):
        taken = {key: arguments[key] for key in keys}
        try:
            return reverse(name, kwargs=taken)
        except NoReverseMatch:
            continue
    for keys in (["organisation_id", "invitation_id"],):
        return reverse(name, kwargs={key: arguments[key] for key in keys})
    raise AssertionError(name)


def test_each_address_inside_an_organisation_is_walked_here() -> None:
    routes = names(get_resolver().url_patterns)
    begin = "account/organisations/<uuid:organisation_id>"
    found = {name for route, name in routes if route.startswith(begin)}
    assert found == set(INSIDE)


@pytest.mark.parametrize("name", INSIDE)
def test_owner_member_and_stranger_get_what_is_theirs(inside: dict[str, Any], name: str) -> None:
    method, *statuses = INSIDE[name]
    place = place_of(name, inside["arguments"])
    # The stranger first, since the owner changes what is there.
    for who, status in reversed(list(zip(inside["people"], statuses, strict=True))):
        answer = getattr(client_of(who), str(method))(place)
        if name == "organisation_leave" and status == 302 and who.username == "alice":
            assert Membership.objects.filter(user=who).exists()  # the last owner stays
        assert answer.status_code == status, who


@pytest.mark.parametrize("name", INSIDE)
def test_a_visitor_is_sent_to_the_login(inside: dict[str, Any], name: str) -> None:
    place = place_of(name, inside["arguments"])
    for method in ("get", "post"):
        answer = getattr(Client(), method)(place)
        assert answer.status_code in (302, 405)
        if answer.status_code == 302:
            assert answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - FOR_VISITORS - set(INSIDE)))
def test_what_belongs_to_an_account_is_closed_to_visitors(name: str) -> None:
    arguments: list[dict[str, Any]] = [{}, {"pk": 1}, {"session_id": 1}]
    for each in arguments:
        try:
            place = reverse(name, kwargs=each)
        except NoReverseMatch:
            continue
        answer = Client().get(place)
        if answer.status_code == 405:
            answer = Client().post(place)
        assert answer.status_code == 302, name
        assert "/account/login/" in answer["Location"], name
        return
    pytest.fail(f"{name} takes arguments that this walk does not know")


def test_another_organisations_member_cannot_be_reached_through_ones_own(
    inside: dict[str, Any],
) -> None:
    charlie = inside["people"][2]
    own = flows.found_organisation(charlie, "Own", Organisation.Kind.OTHER)
    browser, ids = client_of(charlie), inside["arguments"]
    base = f"/account/organisations/{own.public_id}"
    assert browser.post(f"{base}/members/{ids['membership_id']}/remove").status_code == 404
    assert browser.post(f"{base}/invitations/{ids['invitation_id']}/withdraw").status_code == 404
