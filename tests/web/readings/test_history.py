"""The history: everything is found, page by page, the newest first, and nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries
from tests.web.readings.keepers import Keeper

from inkread.web.accounts import flows
from inkread.web.accounts.models import Organisation
from inkread.web.readings import searching
from inkread.web.readings.models import Reading
from inkread.web.readings.searching import Search, find, search_from

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def reading(owner: Any, name: str, day: int = 0, **fields: Any) -> Reading:
    """A reading without pages, `day` days after the first of March."""
    values: dict[str, Any] = {
        "words": f"{name}\n12 34\n\n\n".casefold(),
        "created": NOON + timedelta(days=day),
        "model_name": "reader",
        "model_version": "1",
        "model_sha256": "0" * 64,
        "page_count": 1,
        "number_count": 2,
        "unsure_count": 0,
        "least_confidence": 0.99,
    }
    made: Reading = Reading.objects.create(owner=owner, name=name, **(values | fields))
    return made


def names(owner: Any, **asked: Any) -> list[str]:
    return [each.name for each in find(owner, Search(**asked)).readings]


def all_names(owner: Any, **asked: Any) -> list[str]:
    """Page after page, to the end."""
    found = find(owner, Search(**asked))
    seen = [each.name for each in found.readings]
    while found.next:
        found = find(owner, Search(**asked, before=found.next))
        seen += [each.name for each in found.readings]
    return seen


def test_the_newest_is_first_and_no_reading_of_others_is_shown(
    alice: Keeper, charlie: Keeper
) -> None:
    for day, name in enumerate("abc"):
        reading(alice.user, name, day)
    reading(charlie.user, "his", 9)
    assert names(alice.user) == ["c", "b", "a"]


def test_every_reading_is_on_one_page_also_of_one_moment(alice: Keeper) -> None:
    made = {str(n) for n in range(60)}
    for name in made:
        reading(alice.user, name, int(name) // 30)
    seen = all_names(alice.user)
    assert len(seen) == 60
    assert set(seen) == made


def test_a_list_goes_on_where_a_reading_was_deleted(alice: Keeper) -> None:
    for day in range(30):
        reading(alice.user, str(day), day)
    first = find(alice.user, Search())
    first.readings[-1].delete()
    second = find(alice.user, Search(before=first.next))
    assert [each.name for each in second.readings] == [str(day) for day in range(5, -1, -1)]


def test_numbers_names_and_notes_are_searched(alice: Keeper, kept: str) -> None:
    alice.client.post(f"{kept}/about", {"name": "Scheck Nº 7", "notes": "Straße, 100 %"})
    for text in ("4071", "407", "scheck", "nº 7", "STRASSE", "100 %", "28"):
        assert names(alice.user, text=text) == ["Scheck Nº 7"], text
    for text in ("4072", "100 _", "form.jpg"):
        assert names(alice.user, text=text) == [], text


def test_every_word_must_be_there_in_any_order(alice: Keeper, kept: str) -> None:
    alice.client.post(f"{kept}/about", {"name": "Water meter", "notes": "cellar, east"})
    for text in ("meter water", "28 4071", "east 407 WATER", "water water"):
        assert names(alice.user, text=text) == ["Water meter"], text
    for text in ("water gas", "4071 29"):
        assert names(alice.user, text=text) == [], text


def test_many_words_ask_each_row_only_a_few_times(alice: Keeper) -> None:
    many = Search(text=" ".join("abcdefghijklmnopqrstuvwxyz"))
    (readings,) = searching.shelves_of(alice.user, Search(shelf="own"))
    asked = str(searching._looked_up(readings, many).query)
    assert asked.count("LIKE") <= searching.WORDS


def test_a_corrected_number_is_found_and_the_wrong_one_no_longer(alice: Keeper, kept: str) -> None:
    alice.change(kept, "fix", after=0, page=0, number=1, digit=0, text="7")
    assert names(alice.user, text="78") == ["form.jpg"]
    assert names(alice.user, text="28") == []
    assert names(alice.user, show="corrected") == ["form.jpg"]
    assert names(alice.user, show="unsure") == []


def test_dates_doubt_and_tags_narrow_the_list(alice: Keeper) -> None:
    reading(alice.user, "a", 0, unsure_count=1, least_confidence=0.4)
    reading(alice.user, "b", 1, correction_count=1, tags="\nbank\n")
    reading(alice.user, "c", 2, least_confidence=None, tags="\nbankrupt\nold\n")
    day = NOON.date()
    assert names(alice.user, since=day + timedelta(days=1)) == ["c", "b"]
    assert names(alice.user, until=day + timedelta(days=1)) == ["b", "a"]
    assert names(alice.user, show="unsure") == ["a"]
    assert names(alice.user, show="corrected") == ["b"]
    assert names(alice.user, below=50) == ["a"]
    assert names(alice.user, tag="bank") == ["b"]
    assert names(alice.user, tag="bank", show="unsure") == []
    assert searching.tags_of(alice.user) == ["bank", "bankrupt", "old"]


def test_a_search_says_how_far_back_it_has_looked_and_goes_on_from_there(
    alice: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "WINDOW", 10)
    for day in range(25):
        reading(alice.user, "wanted" if day in (0, 5, 24) else "other", day)
    first = find(alice.user, Search(text="wanted"))
    assert len(first.readings) == 1
    assert first.looked_back == NOON + timedelta(days=15)
    assert all_names(alice.user, text="wanted") == ["wanted"] * 3
    page = alice.client.get("/readings?q=wanted").content.decode()
    assert "Look further back" in page
    assert "Looked back as far as March 16, 2026." in page


def test_what_is_over_is_not_shown(alice: Keeper) -> None:
    reading(alice.user, "over", expires=NOON)
    reading(alice.user, "here", expires=datetime.now(UTC) + timedelta(days=1))
    assert names(alice.user) == ["here"]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/Los_Angeles"])
def test_the_first_and_the_last_day_of_the_calendar_bound_nothing(alice: Keeper, zone: str) -> None:
    reading(alice.user, "a")
    with override_settings(TIME_ZONE=zone):
        _look_at_both_ends(alice)


def _look_at_both_ends(alice: Keeper) -> None:
    for first in ("0001-01-01", "0001-01-02"):
        for last in ("9999-12-31", "9999-12-30"):
            page = alice.client.get(f"/readings?since={first}&until={last}")
            assert page.status_code == 200
            assert "<b>a</b>" in page.content.decode()
    for asked in ("since=9999-12-31", "until=0001-01-01"):
        page = alice.client.get(f"/readings?{asked}")
        assert page.status_code == 200
        assert "Nothing found." in page.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        "before=nonsense",
        "before=00010101000000000000-x",
        "before=99991231235959999999-x",
        "before=20261301000000000000-x",
        "before=-",
        "since=yesterday&until=2026-02-30",
        "show=everything&below=7",
        "q=%00",
        "q=%25%27%22%3B--",
        "tag=%0A",
    ],
)
def test_nonsense_is_no_fault(alice: Keeper, asked: str) -> None:
    reading(alice.user, "a")
    assert alice.client.get(f"/readings?{asked}").status_code == 200


def test_the_fields_of_the_form_stay_filled_and_the_next_page_keeps_them(alice: Keeper) -> None:
    for day in range(30):
        reading(alice.user, f"form <{day}>", day)
    page = alice.client.get("/readings?q=form&until=2027-01-01").content.decode()
    assert 'value="form"' in page
    assert 'value="2027-01-01"' in page
    assert "?q=form&amp;until=2027-01-01&amp;before=" in page
    assert "form &lt;29&gt;" in page
    assert search_from({"q": " a  b "}).text == "a b"


def test_an_index_carries_each_list(alice: Keeper) -> None:
    """So that it stays fast; scripts/measure_history.py says how fast."""
    if connection.vendor != "sqlite":
        pytest.skip("another planner goes by how many readings there are")
    bank = flows.found_organisation(alice.user, "First Bank", Organisation.Kind.BANK)
    for shelf, begin in (("own", "own"), (str(bank.public_id), "shared")):
        for name, asked in (
            ("newest", Search(shelf=shelf)),
            ("unsure", Search(shelf=shelf, show="unsure")),
            ("corrected", Search(shelf=shelf, show="corrected")),
            ("tagged", Search(shelf=shelf, tag="x")),
        ):
            (readings,) = searching.shelves_of(alice.user, asked)
            told = searching._listed(readings, asked).order_by("-created", "-public_id").explain()
            assert f"INDEX {begin}_{name}" in told
            assert "TEMP B-TREE" not in told


def test_a_page_of_several_shelves_takes_few_questions(
    alice: Keeper, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bank = flows.found_organisation(alice.user, "First Bank", Organisation.Kind.BANK)
    for day in range(30):
        reading(alice.user, f"own {day}", day, tags="\nold\n")
        reading(alice.user, f"shared {day}", day, tags="\nnew\n", organisation=bank)
    with django_assert_max_num_queries(8):  # none for each reading
        found = find(alice.user, Search(tag="old"))
        tags = searching.tags_of(alice.user)
    assert len(found.readings) == 24
    assert tags == ["new", "old"]
    seen = all_names(alice.user)
    assert len(seen) == len(set(seen)) == 60
