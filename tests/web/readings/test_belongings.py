"""All that is Alice's is handed over, and all of it goes; nothing of Charlie's."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from PIL import Image
from tests.web.pictures import packed
from tests.web.readings.keepers import Keeper, stored
from tests.web.scripted import Script

from inkread import Page
from inkread.web.readings.belongings import Readings
from inkread.web.readings.models import Keeping, LearningConsent, Reading


def test_everything_is_handed_over(alice: Keeper, charlie: Keeper, kept: str) -> None:
    alice.change(kept, "fix", after=0, page=0, number=1, digit=0, text="7")
    alice.client.post(f"{kept}/about", {"name": "Form", "notes": "ñ", "tags": "bank"})
    alice.client.post("/readings/keeping", {"keep": "30"})
    alice.client.post("/readings/keeping", {"learning": "yes"})
    charlie.keep(packed("PNG"))
    files = dict(Readings().files(alice.user))
    folder = next(name for name in files if name.endswith("reading.json")).removesuffix(
        "/reading.json"
    )
    assert set(files) == {
        "choices.json",
        f"{folder}/reading.json",
        f"{folder}/page-1.jpg",
    }
    told = json.loads(files[f"{folder}/reading.json"])
    assert (told["name"], told["notes"], told["tags"]) == ("Form", "ñ", ["bank"])
    assert Page.from_dict(told["pages"][0]).text == "4071\n78"
    assert Page.from_dict(told["as_read"][0]).text == "4071\n28"
    (change,) = told["changes"]
    assert (change["by"], change["kind"], change["was"], change["text"]) == (
        *("alice", "fix"),
        *("2", "7"),
    )
    assert Image.open(io.BytesIO(files[f"{folder}/page-1.jpg"])).size == (200, 300)
    choices = json.loads(files["choices.json"])
    assert choices["days_kept"] == 30
    assert [each["given"] for each in choices["learning"]] == [True]


def test_everything_is_deleted_and_nothing_of_others(
    alice: Keeper,
    charlie: Keeper,
    script: Script,
    kept: str,
    files: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    his = charlie.keep(packed("PNG"))
    alice.client.post("/readings/keeping", {"keep": "30"})
    alice.client.post("/readings/keeping", {"learning": "yes"})
    with django_capture_on_commit_callbacks(execute=True):
        Readings().delete(alice.user)
    assert alice.get(kept).status_code == 404
    assert charlie.get(his).status_code == 200
    assert Reading.objects.count() == 1
    assert len(stored(files)) == 2
    assert LearningConsent.objects.count() == Keeping.objects.count() == 0
    Readings().delete(alice.user)
