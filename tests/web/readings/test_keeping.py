"""A reading is kept whole or not at all, for its owner alone, as long as its owner wants."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.web.pictures import packed, packed_pages
from tests.web.readings.keepers import JSON, Keeper, stored, texts
from tests.web.readings.making import drawing, photograph
from tests.web.scripted import Row, Script

from inkread import Page
from inkread.web.readings.files import write_file
from inkread.web.readings.keeping import ORPHANED_AFTER, tidy
from inkread.web.readings.models import KeptPicture, LearningConsent, Reading, ReadPage
from inkread.web.readings.packing import pack


def content_of(response: Any) -> bytes:
    """All of a file that is answered, which is closed then."""
    return b"".join(response.streaming_content)


def test_a_picture_that_is_read_is_kept_with_its_answer(alice: Keeper, kept: str) -> None:
    reading = Reading.objects.get()
    assert kept == f"/readings/{reading.public_id}"
    assert len(reading.public_id) == 22
    assert (reading.owner, reading.name, reading.page_count) == (alice.user, "form.jpg", 1)
    assert (reading.number_count, reading.unsure_count, reading.correction_count) == (2, 1, 0)
    assert reading.least_confidence == pytest.approx(0.619, abs=0.001)
    assert (reading.model_name, reading.model_version, len(reading.model_sha256)) == (
        *("reader", "1"),
        64,
    )
    page = ReadPage.objects.get().page
    assert isinstance(page, Page)
    assert page.text == "4071\n28"
    assert texts(alice.get(kept).json()) == ["4071", "28"]


def test_its_picture_is_made_anew_without_a_word_of_the_camera(
    alice: Keeper, kept: str, files: Path
) -> None:
    response = alice.client.get(f"{kept}/pages/1/picture")
    content = content_of(response)
    picture = Image.open(io.BytesIO(content))
    # It lay on its side, and its mark said so.
    assert (picture.format, picture.size) == ("JPEG", (200, 300))
    assert not picture.getexif()
    assert "comment" not in picture.info
    assert b"Alice" not in content
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == 'inline; filename="page-1.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    for file in stored(files):
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700
        assert "form" not in str(file.relative_to(files))


def test_a_thumbnail_is_small_and_a_drawing_stays_png(alice: Keeper, script: Script) -> None:
    address = alice.keep(drawing(1000, 500))
    whole = alice.client.get(f"{address}/pages/1/picture")
    assert whole["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(content_of(whole))).size == (1000, 500)
    small = content_of(alice.client.get(f"{address}/pages/1/thumbnail"))
    assert Image.open(io.BytesIO(small)).size == (480, 240)


def kinds(values: dict[str, Any]) -> list[str]:
    """How the digits of the first page of a state are written."""
    numbers = values["pages"][0]["numbers"]
    return [digit["kind"] for number in numbers for digit in number["digits"]]


def test_what_was_drawn_is_kept_as_handwriting_however_neat_it_is(
    alice: Keeper, script: Script
) -> None:
    script.rows = [Row("40", printed=True)]
    picture = SimpleUploadedFile("drawing.png", drawing())
    answer = alice.client.post("/readings", {"image": picture, "drawn": "1"}, headers=JSON)
    assert answer.status_code == 201
    assert kinds(answer.json()) == ["hand", "hand"]
    address = answer.json()["address"]
    assert kinds(alice.get(address).json()) == ["hand", "hand"]
    # A correction is about the same digits.
    changed = alice.change(address, "fix", after=0, page=0, number=0, digit=1, text="6")
    assert kinds(changed.json()) == ["hand", "hand"]
    rows = content_of_export(alice, address)
    assert "hand" in rows
    assert "print" not in rows


def test_a_picture_with_print_is_kept_as_print(alice: Keeper, script: Script) -> None:
    script.rows = [Row("40", printed=True)]
    assert kinds(alice.get(alice.keep(photograph())).json()) == ["print", "print"]


def content_of_export(alice: Keeper, address: str) -> str:
    """The table of numbers that is saved."""
    return str(alice.client.get(f"{address}/export/csv").text)


def test_a_large_picture_is_kept_smaller_in_its_proportions() -> None:
    import numpy as np

    packed_one = pack(np.zeros((6000, 3000, 3), dtype=np.uint8))
    assert (packed_one.width, packed_one.height) == (2000, 4000)


def test_each_page_of_a_document_is_kept(alice: Keeper, script: Script, files: Path) -> None:
    script.rows = [Row("5")]
    address = alice.keep(packed_pages(3), "scan.tif")
    assert len(alice.get(address).json()["pages"]) == 3
    assert len(stored(files)) == 6
    assert content_of(alice.client.get(f"{address}/pages/3/picture"))
    assert alice.client.get(f"{address}/pages/4/picture").status_code == 404


def test_a_browser_is_sent_on_to_the_reading(alice: Keeper, script: Script) -> None:
    response = alice.send(packed("PNG"), accept="text/html")
    assert response.status_code == 302
    assert response["Location"] == f"/readings/{Reading.objects.get().public_id}"


def test_nothing_is_kept_without_the_token_of_our_own_page(
    alice: Keeper, script: Script, files: Path
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice.user)
    assert Keeper(alice.user, strict).send(packed("PNG")).status_code == 403
    page = strict.get("/readings/keeping").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    given = {"x-csrftoken": token}
    assert Keeper(alice.user, strict).send(packed("PNG"), **given).status_code == 201
    assert Reading.objects.count() == 1


@pytest.mark.parametrize("broken", ["files", "rows", "model"])
def test_when_anything_fails_nothing_is_kept(
    alice: Keeper,
    script: Script,
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
) -> None:
    alice.client.raise_request_exception = False
    if broken == "files":
        calls = []

        def write(content: bytes, ending: str) -> str:
            calls.append(ending)
            if len(calls) == 3:
                raise OSError(28, "No space left on device")
            return write_file(content, ending)

        monkeypatch.setattr("inkread.web.readings.keeping.write_file", write)
    elif broken == "rows":

        def create(**values: object) -> None:
            raise DatabaseError("disk full")

        monkeypatch.setattr(KeptPicture.objects, "create", create)
    else:
        script.error = RuntimeError("broken")
    response = alice.send(packed_pages(2), "scan.tif")
    assert response.status_code == 500
    assert "No space" not in response.content.decode()
    assert Reading.objects.count() == ReadPage.objects.count() == 0
    assert stored(files) == []


def test_a_reading_is_deleted_for_good(
    alice: Keeper, kept: str, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    alice.change(kept, "fix", after=0, page=0, number=0, digit=0, text="9")
    with django_capture_on_commit_callbacks(execute=True):
        response = alice.client.post(f"{kept}/delete")
    assert response["Location"] == "/readings"
    assert alice.get(kept).status_code == 404
    assert Reading.objects.count() == ReadPage.objects.count() == KeptPicture.objects.count() == 0
    assert stored(files) == []


def test_readings_go_when_their_time_is_over(
    alice: Keeper, kept: str, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    alice.client.post("/readings/keeping", {"keep": "30"})
    reading = Reading.objects.get()
    assert reading.expires == reading.created + timedelta(days=30)
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy(timezone.now() + timedelta(days=29)).readings == 0
        assert alice.get(kept).status_code == 200
        assert tidy(timezone.now() + timedelta(days=31)).readings == 1
    assert stored(files) == []
    assert alice.get(kept).status_code == 404


def test_a_new_reading_is_kept_as_long_as_was_chosen(alice: Keeper, script: Script) -> None:
    alice.client.post("/readings/keeping", {"keep": "1"})
    alice.keep(packed("PNG"))
    reading = Reading.objects.get()
    assert reading.expires == reading.created + timedelta(days=1)
    alice.client.post("/readings/keeping", {"keep": "ever"})
    assert Reading.objects.get().expires is None


def test_who_wants_nothing_kept_has_nothing_kept(
    alice: Keeper, kept: str, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    alice.client.post("/readings/keeping", {"keep": "0"})
    assert alice.get(kept).status_code == 404
    assert alice.client.get(f"{kept}/pages/1/picture").status_code == 404
    response = alice.send(packed("PNG"))
    assert (response.status_code, response.json()["type"]) == (
        409,
        "urn:inkread:problem:nothing-is-kept",
    )
    with django_capture_on_commit_callbacks(execute=True):
        call_command("tidy", verbosity=0)
    assert (Reading.objects.count(), stored(files)) == (0, [])


def test_only_old_files_that_belong_to_nothing_are_tidied_away(
    alice: Keeper, kept: str, files: Path
) -> None:
    known = stored(files)
    write_file(b"stray", "jpg")
    assert tidy().files == 0
    assert tidy(timezone.now() + ORPHANED_AFTER + timedelta(minutes=1)).files == 1
    assert stored(files) == known


def test_nothing_is_learnt_before_a_yes_and_after_a_no(alice: Keeper, kept: str) -> None:
    ask = "May inkread learn from your corrections?"
    assert ask in alice.client.get(kept).content.decode()
    alice.client.post("/readings/keeping", {"learning": "yes", "back": kept})
    assert ask not in alice.client.get(kept).content.decode()
    assert "You said yes, on" in alice.client.get("/readings/keeping").content.decode()
    alice.client.post("/readings/keeping", {"learning": "no"})
    assert "You said no, on" in alice.client.get("/readings/keeping").content.decode()
    answers = LearningConsent.objects.filter(owner=alice.user)
    assert [each.given for each in answers] == [True, False]
    assert timezone.now() - answers[1].when < timedelta(minutes=1)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_an_answer_never_leads_elsewhere(alice: Keeper, back: str) -> None:
    response = alice.client.post("/readings/keeping", {"learning": "no", "back": back})
    assert response["Location"] == "/readings/keeping"


def test_a_form_that_says_nothing_changes_nothing(alice: Keeper) -> None:
    assert alice.client.post("/readings/keeping", {"keep": "7"}).status_code == 400
    assert alice.client.post("/readings/keeping", {}).status_code == 400


def test_name_notes_and_tags_are_kept(alice: Keeper, kept: str) -> None:
    fields = {"name": " Cheque \n 7 ", "notes": "<b>paid</b>", "tags": "bank, 2026,bank, "}
    assert alice.client.post(f"{kept}/about", fields)["Location"] == kept
    reading = Reading.objects.get()
    assert (reading.name, reading.tag_list) == ("Cheque 7", ["bank", "2026"])
    page = alice.client.get(kept).content.decode()
    assert "&lt;b&gt;paid&lt;/b&gt;" in page
    assert 'value="bank, 2026"' in page
    alice.client.post(f"{kept}/about", {"notes": "zero\0byte"})
    assert Reading.objects.get().notes == "zerobyte"
    alice.client.post(f"{kept}/about", {})
    assert Reading.objects.get().name == "Cheque 7"


def test_the_photograph_itself_lies_on_its_side() -> None:
    assert Image.open(io.BytesIO(photograph(300, 200))).size == (300, 200)
