"""Second factors: no use to who reads the database, and not to be seen in the admin."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.test import override_settings
from tests.web.accounts.people import client_of, person

from inkread.web.accounts.models import User
from inkread.web.accounts.sealing import seal, unseal

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(SECRET, counter)))


@pytest.fixture
def administrator() -> User:
    user = person("alice")
    user.is_staff = user.is_superuser = True
    user.save()
    return user


def test_a_sealed_secret_is_not_to_be_read_and_comes_back() -> None:
    assert SECRET not in seal(SECRET)
    assert seal(SECRET) != seal(SECRET)
    assert unseal(seal(SECRET)) == SECRET


def test_a_secret_of_an_app_is_kept_sealed_and_its_codes_fit() -> None:
    made = TOTP.activate(person("bob"), SECRET)
    assert SECRET not in str(made.instance.data)
    assert made.validate_code(code_now())
    codes = RecoveryCodes.activate(made.instance.user)
    assert codes.instance.data["seed"].startswith("sealed:")
    assert len(codes.get_unused_codes()) == 10


def test_what_was_kept_before_there_were_seals_still_works() -> None:
    data = {"secret": SECRET}
    kept = Authenticator.objects.create(user=person("bob"), type="totp", data=data)
    assert TOTP(kept).validate_code(code_now())


def test_with_another_secret_of_the_server_no_code_fits() -> None:
    sealed = seal(SECRET)
    with override_settings(
        SECRET_KEY="another secret, as long as it has to be, of many signs 0123"
    ):
        assert unseal(sealed) != SECRET
        assert unseal(sealed) != unseal(sealed)


def test_the_admin_shows_no_secret_and_changes_none(administrator: User) -> None:
    bob = person("bob")
    desk = client_of(administrator)
    bobs = client_of(bob)
    kept = Authenticator.objects.create(user=bob, type="totp", data={"secret": SECRET})
    session = UserSession.objects.get(user=bob)
    for name, pk, secret in (
        ("mfa/authenticator", kept.pk, SECRET),
        ("usersessions/usersession", session.pk, session.session_key),
    ):
        page = desk.get(f"/admin/{name}/{pk}/change/")
        assert page.status_code == 200
        assert secret not in page.content.decode()
        assert b'name="_save"' not in page.content
        assert desk.post(f"/admin/{name}/{pk}/change/", {"data": "{}"}).status_code == 403
        assert desk.get(f"/admin/{name}/add/").status_code == 403
        assert desk.post(f"/admin/{name}/{pk}/delete/", {"post": "yes"}).status_code == 302
    kept_secrets = Authenticator.objects.filter(user=bob)
    assert not kept_secrets.exists()
    assert bobs.get("/account/").status_code == 302  # the session is over
