"""What people say about a kept reading: each word with who and when, and none of them lost."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.web.readings.keepers import JSON, Keeper, texts

from inkread.web.readings.models import Change, Reading, ReadPage


def test_a_digit_is_fixed_and_who_did_it_is_known(alice: Keeper, kept: str) -> None:
    given = ReadPage.objects.get().answer
    response = alice.change(kept, "fix", after=0, page=0, number=1, digit=0, text="7")
    assert response.status_code == 200
    state = response.json()
    assert texts(state) == ["4071", "78"]
    assert (state["last"], state["canUndo"], state["canRedo"]) == (1, True, False)
    change = Change.objects.get()
    assert (change.by, change.kind, change.was) == (alice.user, "fix", "2")
    assert change.details == {"page": 0, "number": 1, "digit": 0, "text": "7"}
    assert ReadPage.objects.get().answer == given
    assert texts(alice.get(kept).json()) == ["4071", "78"]


def test_the_history_knows_what_holds_now(alice: Keeper, kept: str) -> None:
    alice.change(kept, "fix", after=0, page=0, number=1, digit=0, text="7")
    reading = Reading.objects.get()
    assert (reading.unsure_count, reading.correction_count, reading.change_count) == (0, 1, 1)
    assert reading.numbers_in_short == "4071 78"
    alice.change(kept, "undo", after=1)
    reading = Reading.objects.get()
    assert (reading.unsure_count, reading.correction_count, reading.change_count) == (1, 0, 2)
    assert reading.numbers_in_short == "4071 28"


def test_undo_and_redo_are_changes_themselves(alice: Keeper, kept: str) -> None:
    alice.change(kept, "confirm", after=0, page=0, number=1)
    alice.change(kept, "remove-number", after=1, page=0, number=0)
    assert texts(alice.change(kept, "undo", after=2).json()) == ["4071", "28"]
    state = alice.change(kept, "redo", after=3).json()
    assert texts(state) == ["28"]
    assert state["pages"][0]["numbers"][0]["checked"] is True
    assert [each.kind for each in Change.objects.all()] == [
        *("confirm", "remove-number"),
        *("undo", "redo"),
    ]
    page = alice.client.get(kept).content.decode()
    assert "a change was redone" in page
    assert "alice" in page


def test_boxes_are_added_and_numbers_merged(alice: Keeper, kept: str) -> None:
    added = alice.change(kept, "add", after=0, page=0, box=[150, 30, 190, 110], text="99")
    assert texts(added.json()) == ["4071", "99", "28"]
    merged = alice.change(kept, "merge", after=1, page=0, number=0, other=1)
    assert texts(merged.json()) == ["407199", "28"]


def test_a_number_is_split_and_the_page_says_so(alice: Keeper, kept: str) -> None:
    split = alice.change(kept, "split", after=0, page=0, number=0, digit=2)
    assert texts(split.json()) == ["40", "71", "28"]
    assert texts(alice.change(kept, "undo", after=1).json()) == ["4071", "28"]
    assert "a number was split" in alice.client.get(kept).content.decode()
    refused = alice.change(kept, "split", after=2, page=0, number=0, digit=0)
    assert refused.status_code == 422
    assert "any but its first digit" in refused.json()["detail"]


def test_signs_are_put_in_corrected_and_removed_and_the_page_says_so(
    alice: Keeper, kept: str
) -> None:
    alice.change(kept, "add-sign", after=0, page=0, number=0, place=2, mark=".")
    alice.change(kept, "fix-sign", after=1, page=0, number=0, sign=0, mark=",")
    state = alice.change(kept, "add-sign", after=2, page=0, number=1, place=0, mark="-").json()
    first, second = state["pages"][0]["numbers"]
    assert (first["written"], first["value"]["text"]) == ("40,71", "40.71")
    assert (second["written"], second["value"]["text"]) == ("-28", "-28")
    assert [(each.kind, each.was) for each in Change.objects.all()] == [
        *(("add-sign", ""), ("fix-sign", "."), ("add-sign", ""))
    ]
    removed = alice.change(kept, "remove-sign", after=3, page=0, number=0, sign=0).json()
    assert "written" not in removed["pages"][0]["numbers"][0]
    page = alice.client.get(kept).content.decode()
    for what, facts in (("a sign was put in", "-"), ("a sign was corrected", ". → ,")):
        assert f'{what} <b dir="ltr">{facts}</b>' in page
    assert 'a sign was removed <b dir="ltr">,</b>' in page


def test_a_corrected_digit_leaves_the_value_and_its_sign_in_every_file(
    alice: Keeper, kept: str
) -> None:
    alice.change(kept, "add-sign", after=0, page=0, number=1, place=0, mark="-")
    alice.change(kept, "fix", after=1, page=0, number=1, digit=1, text="7")
    assert alice.client.get(f"{kept}/export/text").content == b"4071\n-27\n"
    rows = alice.client.get(f"{kept}/export/csv").content.decode().splitlines()
    assert '"27"' in rows[2]
    assert '"-27","-27","integer"' in rows[2]


def test_what_says_nothing_leaves_as_it_is_written(alice: Keeper, kept: str) -> None:
    alice.change(kept, "add-sign", after=0, page=0, number=0, place=1, mark="/")
    assert alice.client.get(f"{kept}/export/text").content == b"4/071\n28\n"


def test_only_numbers_of_one_line_are_joined(alice: Keeper, kept: str) -> None:
    assert alice.get(kept).json()["joinable"] == [[]]
    refused = alice.change(kept, "merge", after=0, page=0, number=0, other=1)
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("These two numbers stand on different lines")
    alice.change(kept, "add", after=0, page=0, box=[150, 30, 190, 110], text="99")
    assert alice.get(kept).json()["joinable"] == [[0]]


def test_an_older_history_that_joined_two_lines_still_opens(alice: Keeper, kept: str) -> None:
    Change.objects.create(
        reading=Reading.objects.get(),
        sequence=1,
        by=alice.user,
        kind="merge",
        details={"page": 0, "number": 0, "other": 1},
    )
    assert alice.client.get(kept).status_code == 200
    assert len(alice.get(kept).json()["pages"][0]["numbers"]) == 1


def test_the_list_shows_numbers_as_written_and_finds_them_by_what_they_say(
    alice: Keeper, kept: str
) -> None:
    alice.change(kept, "add-sign", after=0, page=0, number=0, place=2, mark=",")
    alice.change(kept, "add-sign", after=1, page=0, number=1, place=0, mark="-")
    assert Reading.objects.get().numbers_in_short == "40,71 -28"
    for words, is_found in (
        *(("40,71", True), ("40.71", True), ("4071", True), ("-28", True)),
        *(("28", True), ("407.1", False)),
    ):
        listed = alice.client.get("/readings", {"q": words}).content.decode()
        assert (kept in listed) is is_found, words


def test_an_opinion_is_kept_and_is_no_correction(alice: Keeper, kept: str) -> None:
    assert alice.change(kept, "judge", after=0, opinion="up").json()["opinion"] == "up"
    reading = Reading.objects.get()
    assert (reading.opinion, reading.correction_count) == ("up", 0)


def test_who_looked_at_an_older_state_is_told_and_shown_the_newer(alice: Keeper, kept: str) -> None:
    alice.change(kept, "fix", after=0, page=0, number=1, digit=0, text="7")
    response = alice.change(kept, "fix", after=0, page=0, number=1, digit=0, text="1")
    assert response.status_code == 409
    problem = response.json()
    assert problem["detail"].startswith("This reading was changed meanwhile")
    assert texts(problem["state"]) == ["4071", "78"]
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("fix", {"page": 0, "number": 9, "digit": 0, "text": "1"}),
        ("fix", {"page": 0, "number": 0, "digit": 0, "text": "<"}),
        ("add", {"page": 0, "box": [900, 900, 999, 999], "text": "1"}),
        ("undo", {}),
        ("explode", {}),
    ],
)
def test_what_does_not_fit_is_answered_422_and_not_kept(
    alice: Keeper, kept: str, kind: str, facts: dict[str, object]
) -> None:
    response = alice.change(kept, kind, after=0, **facts)
    assert (response.status_code, response.json()["type"]) == (
        422,
        "urn:inkread:problem:correction-invalid",
    )
    assert Change.objects.count() == 0


@pytest.mark.parametrize(
    "body", ["", "nonsense", "[]", '{"kind": "undo"}', '{"after": "0"}', "[" * 9000]
)
def test_what_is_no_correction_is_answered_with_a_sentence(
    alice: Keeper, kept: str, body: str
) -> None:
    response = alice.client.post(
        f"{kept}/changes", body, content_type="application/json", headers=JSON
    )
    assert response.status_code == 422
    assert response.json()["detail"].endswith(".")


def test_a_change_needs_the_token_of_our_own_page(alice: Keeper, kept: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice.user)
    keeper = Keeper(alice.user, strict)
    assert keeper.change(kept, "judge", after=0, opinion="up").status_code == 403
    page = strict.get(kept).content.decode()
    token = page.split('data-token="')[1].split('"')[0]
    response = strict.post(
        f"{kept}/changes",
        {"kind": "judge", "after": 0, "opinion": "up"},
        content_type="application/json",
        headers={**JSON, "x-csrftoken": token},
    )
    assert response.status_code == 200


def test_a_change_is_never_rewritten(alice: Keeper, kept: str) -> None:
    alice.change(kept, "judge", after=0, opinion="up")
    change = Change.objects.get()
    change.kind = "undo"
    with pytest.raises(PermissionDenied):
        change.save()
    with pytest.raises(PermissionDenied):
        Change.objects.update(kind="undo")


def test_a_change_outlives_the_account_of_who_made_it(
    alice: Keeper, charlie: Keeper, kept: str
) -> None:
    Change.objects.create(
        reading=Reading.objects.get(),
        sequence=1,
        by=charlie.user,
        kind="judge",
        details={"opinion": "up"},
    )
    charlie.user.delete()
    assert Change.objects.get().by is None
    assert "somebody whose account is gone" in alice.client.get(kept).content.decode()
