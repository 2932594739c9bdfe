"""Whatever is sent to be kept: a sentence and the right 4xx, and nothing stored."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.web.pictures import packed, packed_pages
from tests.web.readings.keepers import JSON, Keeper, stored
from tests.web.readings.making import swelling_pdf
from tests.web.scripted import Row, Script
from tests.web.sending import problem_of

from inkread.web.readings.models import NAME_LENGTH, Reading


def huge() -> bytes:
    file = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    return file.getvalue()


BAD = {
    "text called png": (b"Dear customer,\nplease find 42.\n", 415, "not-an-image"),
    "nothing": (b"", 415, "not-an-image"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 415, ""),
    "cut png": (packed("PNG")[:5000], 422, "truncated-image"),
    "cut jpeg": (packed("JPEG")[:2000], 422, "truncated-image"),
    "30,000 x 30,000": (huge(), 413, "image-too-large"),
    "too many pages": (packed_pages(4), 413, "too-many-pages"),
    "too many bytes": (bytes(2_000_001), 413, "file-too-large"),
}


@pytest.fixture(autouse=True)
def nothing_is_stored(alice: Keeper, files: Path, script: Script) -> object:
    """Checked after each test."""
    home = Path(settings.ENVIRONMENT.home)
    before = sorted(home.iterdir())
    yield
    assert Reading.objects.count() == 0
    assert stored(files) == []
    assert sorted(path for path in home.iterdir() if path != files) == before


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_good_picture_is_refused(alice: Keeper, name: str) -> None:
    content, status, kind = BAD[name]
    problem = problem_of(alice.send(content), status)
    assert problem["type"].endswith(kind)


def test_a_document_that_swells_is_refused_in_time(
    alice: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = type(settings.ENVIRONMENT)
    monkeypatch.setattr(limited, "read_seconds", 1, raising=False)
    problem_of(alice.send(swelling_pdf(400), "bomb.pdf"), 422)


def test_500_files_at_once_are_refused(alice: Keeper) -> None:
    pictures = [SimpleUploadedFile(f"{n}.png", packed("PNG", 8, 8)) for n in range(500)]
    response = alice.client.post("/readings", {"image": pictures}, headers=JSON)
    problem_of(response, 400)


def test_two_pictures_are_refused(alice: Keeper) -> None:
    pictures = [SimpleUploadedFile(f"{n}.png", packed("PNG")) for n in "ab"]
    response = alice.client.post("/readings", {"image": pictures}, headers=JSON)
    assert problem_of(response, 400)["detail"] == "Send one picture at a time."


def test_no_picture_is_refused(alice: Keeper) -> None:
    problem_of(alice.client.post("/readings", {}, headers=JSON), 400)
    body = b"\x89PNG"
    response = alice.client.post("/readings", body, content_type="image/png", headers=JSON)
    problem_of(response, 400)


@pytest.mark.django_db
class TestNames:
    """Names are shown, never used."""

    @pytest.fixture(autouse=True)
    def nothing_is_stored(self) -> None:
        """Here something is."""

    @pytest.mark.parametrize(
        "name",
        [
            "x" * 5_000 + ".png",
            "../../etc/passwd",
            '"><script>alert(1)</script>.png',
            "\u202egnp.exe",
            "a\nb.png",
        ],
    )
    def test_a_strange_name_is_only_a_name(
        self, alice: Keeper, script: Script, files: Path, name: str
    ) -> None:
        script.rows = [Row("42")]
        address = alice.keep(packed("PNG"), name)
        reading = Reading.objects.get()
        assert 0 < len(reading.name) <= NAME_LENGTH
        assert "\n" not in reading.name
        assert all(path.resolve().is_relative_to(files.resolve()) for path in stored(files))
        for page in (address, "/readings"):
            assert b"<script>alert" not in alice.client.get(page).content
