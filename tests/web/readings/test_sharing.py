"""Readings in an organisation: everybody in it sees them, and each does what the role allows."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.web.pictures import packed
from tests.web.readings.keepers import Keeper, stored, texts
from tests.web.readings.organisations import (
    keep_in,
    member_of,
    organisation_of,
    reading_at,
    send_to,
)
from tests.web.scripted import Row, Script

from inkread.web.accounts.belongings import delete_everything, of_people
from inkread.web.accounts.models import Organisation, Role
from inkread.web.readings.consenting import answer_consent, readings_to_learn_from
from inkread.web.readings.models import Change, Reading
from inkread.web.readings.searching import Search, find
from inkread.web.readings.sharing import choose_organisation_keeping

PICTURE = packed("PNG")
FIX = {"page": 0, "number": 0, "digit": 0, "text": "7"}


@pytest.fixture
def bank(alice: Keeper, script: Script) -> Organisation:
    script.rows = [Row("42")]
    return organisation_of(alice)


@pytest.fixture
def bob(bank: Organisation) -> Keeper:
    return member_of(bank, "bob")


@pytest.fixture
def vera(bank: Organisation) -> Keeper:
    return member_of(bank, "vera", Role.VIEWER)


def move(who: Keeper, address: str, organisation: Organisation | None) -> Any:
    named = str(organisation.public_id) if organisation else ""
    return who.client.post(f"{address}/move", {"organisation": named})


def names(who: Keeper, shelf: str = "") -> list[str]:
    return [each.name for each in find(who.user, Search(shelf=shelf)).readings]


def test_what_bob_keeps_in_the_bank_is_corrected_by_alice_and_looked_at_by_vera(
    alice: Keeper, bob: Keeper, vera: Keeper, bank: Organisation
) -> None:
    place = keep_in(bank, bob, PICTURE)
    assert alice.change(place, "fix", after=0, **FIX).status_code == 200
    assert texts(vera.get(place).json()) == ["72"]
    page = vera.client.get(place).content.decode()
    assert "Shared with First Bank, kept by bob." in page
    assert Change.objects.get().by == alice.user


def test_a_viewer_is_told_why_nothing_changes_and_sees_no_tool_for_it(
    alice: Keeper, vera: Keeper, bank: Organisation
) -> None:
    place = keep_in(bank, alice, PICTURE)
    refused = vera.change(place, "fix", after=0, **FIX)
    assert refused.status_code == 403
    assert refused.json()["detail"] == "You may look at this reading, and not change it."
    assert not Change.objects.exists()
    for who, is_there in ((alice, True), (vera, False)):
        page = who.client.get(place).content.decode()
        acts = (f"{place}/about", f"{place}/move", f"{place}/delete")
        for tool in ('id="undo"', 'id="keypad"', 'id="merge"', 'id="up"', *acts):
            assert (tool in page) == is_there, tool
        assert 'id="next"' in page
    assert b"You look at it" in vera.client.get(place).content


def test_a_viewer_keeps_nothing_in_the_organisation_and_a_stranger_finds_none(
    vera: Keeper, charlie: Keeper, bank: Organisation, files: Path
) -> None:
    assert send_to(bank, vera, PICTURE).status_code == 403
    assert send_to(bank, charlie, PICTURE).status_code == 404
    nonsense = {"image": io.BytesIO(PICTURE), "organisation": "x\0"}
    assert charlie.client.post("/readings", nonsense).status_code == 404
    assert not Reading.objects.exists()
    assert stored(files) == []


def test_an_own_reading_is_shared_and_taken_out_again_and_both_are_told(
    alice: Keeper, bob: Keeper, bank: Organisation
) -> None:
    place = bob.keep(PICTURE)
    assert alice.get(place).status_code == 404
    assert move(bob, place, bank)["Location"] == place
    assert b"shared with First Bank" in alice.client.get(place).content
    # An owner gives it back to its keeper, and no longer sees it.
    assert move(alice, place, None)["Location"] == "/readings"
    assert alice.get(place).status_code == 404
    page = bob.client.get(place).content.decode()
    assert "alice: taken out of First Bank" in page
    assert reading_at(place).owner == bob.user


def test_a_member_decides_about_own_readings_only(
    alice: Keeper, bob: Keeper, bank: Organisation
) -> None:
    hers, his = keep_in(bank, alice, PICTURE), keep_in(bank, bob, PICTURE)
    for act in ("move", "delete"):
        refused = bob.client.post(f"{hers}/{act}", headers={"accept": "application/json"})
        assert refused.status_code == 403
        assert "Only who kept this reading" in refused.json()["detail"]
    assert bob.client.post(f"{his}/delete").status_code == 302
    assert Reading.objects.get() == reading_at(hers)


def test_who_became_a_viewer_or_left_decides_about_nothing(bob: Keeper, bank: Organisation) -> None:
    place = keep_in(bank, bob, PICTURE)
    own = bob.keep(PICTURE)
    bank.memberships.filter(user=bob.user).update(role=Role.VIEWER)
    assert bob.client.post(f"{place}/delete").status_code == 403
    assert move(bob, own, bank).status_code == 403
    bank.memberships.filter(user=bob.user).delete()
    assert bob.get(place).status_code == 404
    assert bob.get(f"{place}/pages/1/picture").status_code == 404
    assert move(bob, own, bank).status_code == 404
    assert bob.get(own).status_code == 200


def test_the_history_shows_all_of_it_or_one_shelf(
    alice: Keeper, bob: Keeper, charlie: Keeper, bank: Organisation
) -> None:
    keep_in(bank, bob, PICTURE)
    alice.keep(PICTURE, "own.png")
    there = str(bank.public_id)
    assert names(alice) == ["own.png", "form.png"]
    assert names(alice, shelf="own") == ["own.png"]
    assert names(alice, shelf=there) == names(bob) == ["form.png"]
    assert names(bob, shelf="own") == names(charlie) == []
    page = alice.client.get(f"/readings?in={there}").content.decode()
    assert f'<option value="{there}" selected>First Bank</option>' in page
    assert "Belongs to" not in charlie.client.get("/readings").content.decode()
    assert charlie.client.get(f"/readings?in={there}").status_code == 404
    assert charlie.client.get("/readings?in=nonsense").status_code == 200


@pytest.mark.parametrize(("asked", "expected"), [("until it is deleted", None), ("30 days", 30)])
def test_the_rule_of_the_organisation_holds_in_it_and_not_the_keepers(
    bob: Keeper, bank: Organisation, asked: str, expected: int | None
) -> None:
    bob.client.post("/readings/keeping", {"keep": "1"})
    if expected:
        choose_organisation_keeping(bank, expected)
    reading = reading_at(keep_in(bank, bob, PICTURE))
    ends = reading.created + timedelta(days=expected) if expected else None
    assert reading.expires == ends, asked
    bob.client.post("/readings/keeping", {"keep": "30"})
    reading.refresh_from_db()
    assert reading.expires == ends


def test_an_owner_chooses_how_long_and_a_member_reads_what_holds(
    alice: Keeper, bob: Keeper, bank: Organisation
) -> None:
    reading = reading_at(keep_in(bank, bob, PICTURE))
    place = f"/readings/organisations/{bank.public_id}"
    assert bob.client.post(place, {"keep": "1"}).status_code == 403
    assert alice.client.post(place, {"keep": "365"}).status_code == 302
    reading.refresh_from_db()
    assert reading.expires == reading.created + timedelta(days=365)
    page = bob.client.get(place).content.decode()
    assert "One year" in page
    assert "30 days" not in page
    assert "1 reading is kept in it." in page


def test_nothing_is_moved_to_where_it_would_be_deleted_at_once(
    bob: Keeper, bank: Organisation
) -> None:
    place = bob.keep(PICTURE)
    Reading.objects.update(created=timezone.now() - timedelta(days=40))
    choose_organisation_keeping(bank, 30)
    refused = move(bob, place, bank)
    assert refused.status_code == 409
    assert b"deleted there at once" in refused.content
    assert reading_at(place).organisation is None


def test_a_person_who_goes_leaves_what_was_shared_and_takes_the_rest(
    alice: Keeper, bob: Keeper, bank: Organisation
) -> None:
    place, own = keep_in(bank, bob, PICTURE), bob.keep(PICTURE)
    bob.change(place, "fix", after=0, **FIX)
    told = of_people.describe(bob.user)
    assert "1 reading with its pictures and corrections." in told
    assert any("1 reading that you put into an organisation stays there" in each for each in told)
    delete_everything(bob.user)
    assert [each.public_id for each in Reading.objects.all()] == [place.rpartition("/")[2]]
    assert alice.get(own).status_code == 404
    page = alice.client.get(place).content.decode()
    assert "kept by somebody whose account is gone" in page
    assert "somebody whose account is gone: a digit was corrected" in page
    assert move(alice, place, None).status_code == 409
    assert alice.client.post(f"{place}/delete").status_code == 302


def test_an_account_that_is_deleted_without_ceremony_takes_only_its_own(
    bob: Keeper, bank: Organisation
) -> None:
    place = keep_in(bank, bob, PICTURE)
    bob.keep(PICTURE)
    bob.user.delete()
    assert Reading.objects.get() == reading_at(place)


def test_an_organisation_that_goes_takes_its_readings_and_says_how_many_before(
    alice: Keeper,
    bob: Keeper,
    bank: Organisation,
    files: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    keep_in(bank, alice, PICTURE)
    keep_in(bank, bob, PICTURE)
    own = bob.keep(PICTURE)
    place = f"/account/organisations/{bank.public_id}/"
    assert "2 readings with their pictures" in alice.client.get(place).content.decode()
    assert "2 readings with their pictures" not in bob.client.get(place).content.decode()
    alice.client.post(f"{place}delete")
    assert Organisation.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        alice.client.post(f"{place}delete", {"is_meant": "on"})
    assert not Organisation.objects.exists()
    assert Reading.objects.get() == reading_at(own)
    assert len(stored(files)) == 2


def test_the_only_person_in_an_organisation_takes_it_along(
    alice: Keeper, bank: Organisation, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    keep_in(bank, alice, PICTURE)
    told = of_people.describe(alice.user)
    assert "1 reading with its pictures and corrections." in told
    assert not any("stays there" in each for each in told)
    with django_capture_on_commit_callbacks(execute=True):
        delete_everything(alice.user)
    assert not Reading.objects.exists()
    assert stored(files) == []


def test_a_person_takes_own_readings_away_and_an_owner_those_of_the_organisation(
    alice: Keeper, bob: Keeper, bank: Organisation
) -> None:
    keep_in(bank, bob, PICTURE)
    alice.keep(PICTURE, "own.png")

    def taken(who: Keeper, place: str) -> list[dict[str, Any]]:
        answer: Any = who.client.post(place)
        archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
        told = [name for name in archive.namelist() if name.endswith("/reading.json")]
        assert len([name for name in archive.namelist() if "/page-1." in name]) == len(told)
        return [json.loads(archive.read(name)) for name in told]

    (own,) = taken(alice, "/account/export")
    assert (own["name"], own["organisation"]) == ("own.png", None)
    (shared,) = taken(alice, f"/readings/organisations/{bank.public_id}/export")
    assert (shared["name"], shared["kept_by"]) == ("form.png", "bob")
    assert shared["organisation"] == "First Bank"
    assert taken(bob, "/account/export") == []


def test_a_reading_is_learnt_from_when_its_keeper_and_all_who_changed_it_said_yes(
    alice: Keeper, bob: Keeper, bank: Organisation
) -> None:
    place = keep_in(bank, bob, PICTURE)
    answer_consent(alice.user, given=True)
    assert not readings_to_learn_from().exists()
    answer_consent(bob.user, given=True)
    alice.change(place, "fix", after=0, **FIX)
    assert readings_to_learn_from().get() == reading_at(place)
    answer_consent(alice.user, given=False)
    assert not readings_to_learn_from().exists()
