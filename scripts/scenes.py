"""The pages of which screens are kept in docs/pictures, each opened in the real application."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Page, expect
from scripts.draw_guide import BETWEEN_1_AND_7
from scripts.draw_pictures import FORM, write
from scripts.draw_samples import SCALE, SIZE, STROKES, Hand, paper
from scripts.serving import Desk, ask, exchange, keep_reading

SAMPLES = FORM.parent
LONG = 60_000  # ms: until a model is loaded on a busy machine
# What the clerk keeps, the oldest first: a picture, and what she wrote beside it.
SHELF: tuple[tuple[str, dict[str, str]], ...] = (
    ("marks.jpg", {"name": "5b-2026-10.jpg", "tags": "5b, 2026", "notes": "Room 12"}),
    ("envelope.jpg", {"name": "envelope-118.jpg", "tags": "post", "notes": ""}),
    ("marks.jpg", {"name": "5a-2026-11.jpg", "tags": "5a, 2026", "notes": ""}),
    ("envelope.jpg", {"name": "envelope-119.jpg", "tags": "", "notes": ""}),
    ("form.jpg", {"name": "form-0042.jpg", "tags": "2026", "notes": "Box 7"}),
)
# What she writes herself, and where among it a digit is that may be a 1 or a 7.
WRITTEN, DOUBTFUL = ("5069", "83?2", "4450"), (1, 2)


@dataclass(frozen=True)
class Stage:
    """What the scenes play on: the clerk's desk, and the reading that she corrected."""

    desk: Desk
    corrected: str


@dataclass(frozen=True)
class Scene:
    """One page.

    show          opens it, until all that belongs on it is there
    is_clerks     only somebody who is logged in sees it
    is_made_anew  shown again for each size of the window: what is on it was made for one
    """

    name: str
    show: Callable[[Page, Stage], None]
    is_clerks: bool = False
    is_made_anew: bool = False


def set_stage(desk: Desk) -> Stage:
    """Fills the clerk's shelf; the last of her readings is corrected."""
    send(desk, f"{desk.reading}/delete", {})
    place = ""
    for file, about in SHELF:
        place = keep_reading(desk, (SAMPLES / file).read_bytes(), file)
        send(desk, f"{place}/about", about)
    place = keep_reading(desk, written(), "meter.jpg")
    send(desk, f"{place}/about", {"name": "meter-0043.jpg", "tags": "2026", "notes": "Box 8"})
    correct(desk, place)
    return Stage(desk, place)


def written() -> bytes:
    """The sheet with `WRITTEN` on it, as a JPEG."""
    sheet, hand = paper((250, 249, 244)), Hand(7, (32, 46, 120), 0.1, 5 * SCALE)
    height = 96 * SCALE
    for row, digits in enumerate(WRITTEN):
        for column, digit in enumerate(digits):
            at = ((200 + 120 * column) * SCALE, (90 + 160 * row) * SCALE)
            strokes = [BETWEEN_1_AND_7] if digit == "?" else STROKES[digit]
            hand.draw(sheet, strokes, at, height)
    content = io.BytesIO()
    sheet.resize(SIZE, Image.Resampling.LANCZOS).save(content, "JPEG", quality=88)
    return content.getvalue()


def correct(desk: Desk, place: str) -> None:
    """The clerk says what the doubtful digit is, confirms a number, and that all is good."""
    answer, _, _ = exchange(desk.port, "GET", place, {**desk.headers, "Accept": "application/json"})
    number, digit = DOUBTFUL
    read = json.loads(answer)["pages"][0]["numbers"][number]["text"]
    assert len(read) == len(WRITTEN[number]), f"the sheet is read otherwise: {read}"
    other = "1" if read[digit] == "7" else "7"
    corrections: tuple[dict[str, Any], ...] = (
        {"kind": "fix", "page": 0, "number": number, "digit": digit, "text": other},
        {"kind": "confirm", "page": 0, "number": 0},
        {"kind": "judge", "opinion": "up"},
    )
    headers = {**desk.headers, "Content-Type": "application/json", "Accept": "application/json"}
    for after, each in enumerate(corrections):
        body = json.dumps({**each, "after": after}).encode()
        status = ask(desk.port, "POST", f"{place}/changes", body, headers)
        assert status == 200, f"the clerk could not say {each}: {status}"


def send(desk: Desk, address: str, fields: dict[str, str]) -> None:
    """A form of the clerk's."""
    kind = "application/x-www-form-urlencoded"
    headers = {**desk.headers, "Content-Type": kind}
    _, _, place = exchange(desk.port, "POST", address, headers, urlencode(fields).encode())
    assert place, f"the clerk could not send a form to {address}"


def show_drawing(page: Page, stage: Stage) -> None:
    """Written again for each size; the model is loaded once."""
    if page.url == "about:blank":
        page.goto("/")
        page.wait_for_selector("html[data-reader=ready]", timeout=LONG)
    else:
        page.locator("#clear-ink").click()
        expect(page.locator(".number")).to_have_count(0)
    write(page, "40713")
    expect(page.locator(".number").first).to_be_visible(timeout=LONG)


def show_answer(page: Page, stage: Stage) -> None:
    page.goto("/")
    page.wait_for_selector("html[data-reader=ready]", timeout=LONG)
    page.locator('a[href*="samples/form.jpg"]').click()
    expect(page.locator(".number").nth(2)).to_be_visible(timeout=LONG)


def show_history(page: Page, stage: Stage) -> None:
    page.goto("/readings", wait_until="networkidle")


def show_reading(page: Page, stage: Stage) -> None:
    page.goto(stage.corrected)
    page.wait_for_selector("html[data-ready=yes]")


def show_guide(page: Page, stage: Stage) -> None:
    page.goto("/guide", wait_until="networkidle")


def show_limits(page: Page, stage: Stage) -> None:
    page.goto("/limits")


def show_login(page: Page, stage: Stage) -> None:
    page.goto("/account/login/")


def show_registration(page: Page, stage: Stage) -> None:
    page.goto("/account/signup/")


SCENES = (
    Scene("drawing", show_drawing, is_made_anew=True),
    Scene("answer", show_answer),
    Scene("history", show_history, is_clerks=True),
    Scene("reading", show_reading, is_clerks=True),
    Scene("guide", show_guide),
    Scene("limits", show_limits),
    Scene("login", show_login),
    Scene("registration", show_registration),
)
