"""Django's admin: behind the same door as everything, and in good order."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from tests.web.accounts.people import client_of, person

from inkread.web.accounts import flows
from inkread.web.accounts.models import Membership, Organisation, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    user = person("alice")
    user.is_staff = user.is_superuser = True
    user.save()
    return user


def test_the_admin_has_no_login_of_its_own(client: Client) -> None:
    place = client.get("/admin/")["Location"]
    assert client.get(place)["Location"].startswith("/account/login/?next=")
    fields = {"username": "alice", "password": "whatever-it-is"}
    assert client.post("/admin/login/", fields).status_code == 302


def test_who_is_no_administrator_is_turned_away() -> None:
    client = client_of(person("bob"))
    assert client.get("/admin/", follow=True).status_code == 403


def test_every_list_and_form_of_the_admin_opens(administrator: User) -> None:
    client = client_of(administrator)
    flows.found_organisation(administrator, "First Bank", Organisation.Kind.BANK)
    assert client.get("/admin/").status_code == 200
    for model, shown in admin.site._registry.items():
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert client.get(base, {"q": "bank"} if shown.search_fields else {}).status_code == 200
        answer = client.get(f"{base}add/")
        assert answer.status_code == (200 if shown.has_add_permission(answer.wsgi_request) else 403)
        for thing in model._default_manager.all()[:1]:
            assert client.get(f"{base}{thing.pk}/change/").status_code == 200, base


def test_dates_cannot_be_changed(administrator: User) -> None:
    page = client_of(administrator).get(f"/admin/accounts/user/{administrator.pk}/change/")
    assert b'name="date_joined' not in page.content
    assert b'name="last_login' not in page.content


def test_people_are_found_by_name_and_address(administrator: User) -> None:
    person("bob")
    client = client_of(administrator)
    for words in ("bob", "bob@example.org"):
        page = client.get("/admin/accounts/user/", {"q": words}).content.decode()
        assert "bob@example.org" in page
        assert "alice@example.org" not in page


def test_whoever_is_locked_out_is_out_at_once(administrator: User) -> None:
    bob = person("bob")
    browser, desk = client_of(bob), client_of(administrator)
    chosen = {"action": "lock_out", "_selected_action": [bob.pk, administrator.pk]}
    desk.post("/admin/accounts/user/", chosen)
    assert browser.get("/account/").status_code == 302
    assert desk.get("/admin/").status_code == 200  # not the administrator
    desk.post("/admin/accounts/user/", chosen | {"action": "let_in"})
    bob.refresh_from_db()
    assert bob.is_active


def test_an_account_is_deleted_from_the_admin_with_all_that_belongs_to_it(
    administrator: User,
) -> None:
    bob = person("bob")
    browser = client_of(bob)
    flows.found_organisation(bob, "Own Shop", Organisation.Kind.COMPANY)
    client_of(administrator).post(f"/admin/accounts/user/{bob.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(username="bob").exists()
    assert not Organisation.objects.exists()
    assert browser.get("/account/").status_code == 302


def test_the_last_owner_of_others_cannot_be_deleted(administrator: User) -> None:
    bob = person("bob")
    bank = flows.found_organisation(bob, "First Bank", Organisation.Kind.BANK)
    Membership.objects.create(organisation=bank, user=administrator, role=Role.VIEWER)
    client = client_of(administrator)
    place = f"/admin/accounts/user/{bob.pk}/delete/"
    assert b"First Bank needs an owner" in client.get(place).content
    client.post(place, {"post": "yes"})
    assert User.objects.filter(username="bob").exists()
