"""The first screen of somebody who is logged in: what is read is kept, and linked to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from tests.browser.screens import SEVEN, expect_number, open_reader, write
from tests.browser.test_kept_readings import log_in
from tests.web.pictures import packed
from tests.web.readings.keepers import Keeper, keeper
from tests.web.scripted import Row, Script

from inkread.web.readings.models import Reading


@pytest.fixture
def alice(transactional_db: None, page: Page, context: BrowserContext) -> Iterator[Keeper]:
    alice = keeper("alice")
    log_in(context, alice)
    yield alice
    # Nothing may be on its way when the database goes.
    page.goto("about:blank")


def test_a_picture_is_kept_at_once_and_the_answer_leads_to_it(
    page: Page, alice: Keeper, script: Script
) -> None:
    script.rows = [Row("42")]
    open_reader(page)
    content = packed("PNG", 300, 200)
    page.locator("#image").set_input_files(
        {"name": "cheque.png", "mimeType": "image/png", "buffer": content}
    )
    expect_number(page, "42")
    link = page.get_by_role("link", name="Kept: open and correct it")
    link.click()
    expect(page).to_have_url(re.compile("/readings/[-_A-Za-z0-9]{22}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("cheque.png")
    expect_number(page, "42")
    assert Reading.objects.get().owner == alice.user


def test_of_several_pictures_each_is_kept_whether_or_not_it_was_looked_at(
    page: Page, alice: Keeper, script: Script
) -> None:
    script.rows = [Row("42")]
    open_reader(page)
    content = packed("PNG", 300, 200)
    names = [f"{n}.png" for n in range(3)]
    files: list[FilePayload] = [
        {"name": name, "mimeType": "image/png", "buffer": content} for name in names
    ]
    page.locator("#image").set_input_files(files)
    expect(page.locator("#roll-words")).to_have_text("3 pictures")
    for position, name in enumerate(names, start=1):
        page.get_by_role("button", name=f"{position} of 3: {name}").click()
        expect(page.get_by_role("link", name="Kept: open and correct it")).to_be_visible()
    assert sorted(Reading.objects.values_list("name", flat=True)) == names


def test_a_drawing_is_kept_when_somebody_says_so(page: Page, alice: Keeper, script: Script) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    assert Reading.objects.count() == 0
    page.get_by_role("button", name="Keep this reading").click()
    expect(page.get_by_role("link", name="Kept: open and correct it")).to_be_visible()
    assert Reading.objects.count() == 1
    script.rows = [Row("71")]
    write(page, SEVEN)
    expect_number(page, "71")
    expect(page.get_by_role("button", name="Keep this reading")).to_be_visible()


def test_who_wants_nothing_kept_is_not_asked(page: Page, alice: Keeper, script: Script) -> None:
    alice.client.post("/readings/keeping", {"keep": "0"})
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    expect(page.locator("#keep")).to_have_count(0)
    expect(page.get_by_text("otherwise on the server, and not kept")).to_be_visible()
