"""The pages of administrators: figures for staff, nothing at all for everybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from tests.web.readings.keepers import JSON, Keeper, keeper
from tests.web.readings.making import photograph
from tests.web.readings.organisations import keep_in, member_of, organisation_of
from tests.web.scripted import Row, Script
from tests.web.test_access import ADMINISTRATION

from inkread.web.accounts import flows
from inkread.web.accounts.models import Membership, Organisation, Role
from inkread.web.administration import health
from inkread.web.administration.counting import organisations, people
from inkread.web.mail import CONSOLE
from inkread.web.readings.apps import shared_reader
from inkread.web.readings.consenting import answer_consent
from inkread.web.readings.models import Reading

pytestmark = pytest.mark.django_db

PLACES = ["/administration/", *(f"/administration/{name}" for name in ADMINISTRATION)]


@pytest.fixture
def root(script: Script) -> Client:
    """The browser of an administrator."""
    administrator = keeper("root")
    administrator.user.is_staff = administrator.user.is_superuser = True
    administrator.user.save()
    return administrator.client


def text_of(client: Client, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200, place
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("place", PLACES)
def test_each_page_is_there_for_staff_and_kept_by_no_cache(root: Client, place: str) -> None:
    answer = root.get(place)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content.decode().count("<h1") == 1
    assert root.post(place).status_code == 405


@pytest.mark.parametrize("place", PLACES)
def test_to_everybody_else_it_does_not_exist(
    client: Client, alice: Keeper, place: str, settings: Settings
) -> None:
    for is_closed in (False, True):
        settings.REQUIRE_LOGIN = is_closed
        for browser in (client, alice.client):
            there, nowhere = (
                browser.get(each, headers=JSON) for each in (place, "/administration/nowhere")
            )
            assert (there.status_code, there.content) == (404, nowhere.content)


def test_staff_that_is_locked_out_is_nobody(root: Client) -> None:
    keeper("other").user.__class__.objects.filter(username="root").update(is_active=False)
    assert root.get("/administration/").status_code == 404


def test_only_staff_are_led_there(root: Client, alice: Keeper) -> None:
    assert 'href="/administration/"' in text_of(root, "/")
    assert "administration" not in text_of(alice.client, "/")


def test_no_page_shows_what_others_read(root: Client, alice: Keeper, script: Script) -> None:
    script.rows = [Row("987654")]
    address = alice.keep(photograph(), "secret-name.jpg")
    alice.change(address, "fix", after=0, page=0, number=0, digit=0, text="1")
    alice.client.post(f"{address}/about", {"name": "secret-name", "notes": "secret-note"})
    for place in PLACES:
        page = text_of(root, place)
        for secret in ("987654", "187654", "secret-name", "secret-note", address, "/picture"):
            assert secret not in page, place


def test_people_are_found_by_words(root: Client, alice: Keeper, kept: str) -> None:
    keeper("bob")
    page = text_of(root, "/administration/people?q=ALICE")
    assert "alice@example.org" in page
    assert "bob@example.org" not in page
    assert '<td class="figure">1</td>' in page  # her reading
    assert "Nobody." in text_of(root, "/administration/people?q=%00nobody")


def test_long_lists_come_page_by_page(root: Client) -> None:
    for n in range(60):
        keeper(f"person-{n:02}")
    first = text_of(root, "/administration/people?q=person")
    assert "60 found" in first
    assert "Page 1 of 2" in first
    assert "person-59" in first
    assert "person-09" in text_of(root, "/administration/people?q=person&page=2")
    assert "Page 2 of 2" in text_of(root, "/administration/people?q=person&page=99")


def test_readings_are_counted_where_they_belong(
    root: Client, alice: Keeper, charlie: Keeper, script: Script
) -> None:
    script.rows = [Row("42")]
    bank, post = organisation_of(alice), organisation_of(charlie, "Post Office")
    bob = member_of(bank, "bob")
    alice.keep(photograph())
    for who in (alice, bob, bob):
        keep_in(bank, who, photograph())
    by_name: dict[str, Any] = {each.name: each for each in organisations("")}
    assert (by_name[bank.name].kept, by_name[post.name].kept) == (3, 0)
    # Members and invitations stay counted once, however many readings there are.
    assert (by_name[bank.name].owners, by_name[bank.name].members) == (1, 1)
    everybody: Any = people("")
    own = {each.username: each.kept for each in everybody}
    assert own == {"alice": 1, "bob": 0, "charlie": 0, "root": 0}
    figures = [f'<td class="figure">{n}</td>' for n in (1, 1, 0, 0, 3)]
    assert "".join(figures) in text_of(root, "/administration/organisations?q=bank")
    page = text_of(root, "/administration/readings")
    for name, figure in (("Kept", 4), ("Of people, for themselves", 1)):
        assert f"<dt>{name}</dt><dd>{figure}</dd>" in page
    assert "<dt>Shared in organisations</dt><dd>3</dd>" in page


def test_a_longer_list_asks_the_database_no_more_often(
    root: Client, alice: Keeper, script: Script, django_assert_num_queries: Any
) -> None:
    script.rows = [Row("42")]
    keep_in(organisation_of(alice), alice, photograph())
    root.get("/administration/organisations")  # which notes that the session is in use
    with CaptureQueriesContext(connection) as short:
        root.get("/administration/organisations")
    asked = len(short)
    for n in range(5):
        keep_in(organisation_of(alice, f"Bank {n}"), alice, photograph())
    with django_assert_num_queries(asked):
        root.get("/administration/organisations")


def test_organisations_are_counted_by_role(root: Client, alice: Keeper) -> None:
    bank = flows.found_organisation(alice.user, "First Bank", Organisation.Kind.BANK)
    for name, role in (("bob", Role.MEMBER), ("dora", Role.VIEWER), ("emil", Role.VIEWER)):
        Membership.objects.create(organisation=bank, user=keeper(name).user, role=role)
    page = text_of(root, "/administration/organisations")
    figures = [f'<td class="figure">{n}</td>' for n in (1, 1, 2, 0, 0)]
    assert "".join(figures) in page


def test_readings_are_counted(root: Client, alice: Keeper, script: Script) -> None:
    script.rows = [Row("42"), Row("7", (0.1, 0.1, 0.3, 0.2), 0.6)]
    for _ in range(3):
        alice.keep(photograph())
    old = Reading.objects.first()
    assert old is not None
    Reading.objects.filter(pk=old.pk).update(
        created=timezone.now() - timedelta(days=8), expires=timezone.now()
    )
    page = text_of(root, "/administration/readings")
    for name, figure in (
        ("Kept", 3),
        ("In the last 24 hours", 2),
        ("In the last 7 days", 2),
        ("In the last 30 days", 3),
        ("Numbers", 6),
        ("Unsure numbers", 3),
        ("Over, to be tidied away", 1),
    ):
        assert f"<dt>{name}</dt><dd>{figure}</dd>" in page


def test_feedback_tells_thumbs_corrections_and_consent(
    root: Client, alice: Keeper, kept: str
) -> None:
    assert "Nobody has said yet" in text_of(root, "/administration/feedback")
    alice.change(kept, "judge", after=0, opinion="up")
    alice.change(kept, "fix", after=1, page=0, number=0, digit=0, text="9")
    answer_consent(alice.user, given=True)
    page = text_of(root, "/administration/feedback")
    assert '<td class="figure">1</td><td class="figure">0</td>' in page
    assert "<dt>a digit was corrected</dt>" in page
    assert "1 person allows learning" in page
    answer_consent(alice.user, given=False)  # the last answer counts
    assert "0 people allow" in text_of(root, "/administration/feedback")


def test_models_are_named_with_their_hashes(root: Client, alice: Keeper, kept: str) -> None:
    page = text_of(root, "/administration/models")
    for model in shared_reader().models:
        assert model.card.sha256 in page
    assert Reading.objects.get().model_sha256[:12] in page


def test_the_log_tells_logins_and_what_administrators_did(root: Client) -> None:
    root.post("/admin/accounts/organisation/add/", ORGANISATION)
    page = text_of(root, "/administration/log")
    assert "First Bank" in page
    assert "None in the last 90 days." in page


ORGANISATION = {
    "name": "First Bank",
    "kind": "bank",
    **{f"memberships-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")},
}


@pytest.fixture
def _cache_table() -> None:
    call_command("createcachetable", verbosity=0)


@pytest.mark.usefixtures("_cache_table")
class TestHealth:
    """Each part is really tried out."""

    def state_of(self, part: str) -> health.Check:
        return next(check for check in health.examine() if check.part == part)

    def test_everything_works_but_mail_is_not_sent(self, root: Client, settings: Settings) -> None:
        settings.EMAIL_BACKEND = CONSOLE
        states = {check.part: check.state for check in health.examine()}
        assert states.pop("Mail") == "look"
        assert states.pop("Room for pictures") in ("ok", "look")  # as this machine is
        assert set(states.values()) == {"ok"}, list(health.examine())
        assert "something should be looked at" in text_of(root, "/administration/")

    def test_a_model_that_is_not_there_is_said(
        self, root: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from inkread import ModelNotFound

        def missing() -> None:
            raise ModelNotFound("reader")

        monkeypatch.setattr(health, "shared_reader", missing)
        assert self.state_of("Models").state == "broken"
        assert "Something is broken." in text_of(root, "/administration/")

    def test_a_full_disk_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(health, "LEAST_FREE_SHARE", 1.1)
        check = self.state_of("Room for pictures")
        assert (check.state, "are free." in check.sentence) == ("look", True)

    def test_a_cache_that_keeps_nothing_is_said(self, settings: Settings) -> None:
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        assert self.state_of("Counting of attempts").state == "broken"

    def test_a_mail_server_is_named_without_its_password(self, settings: Settings) -> None:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST = "smtp", "mail.example.org"
        settings.EMAIL_HOST_PASSWORD = "hunter2"
        check = self.state_of("Mail")
        assert check.state == "ok"
        assert "mail.example.org" in check.sentence
        assert "hunter2" not in check.sentence
