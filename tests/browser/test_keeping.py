"""The first screen of somebody who is logged in: what is read is kept, and linked to."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from tests.browser.screens import SEVEN, expect_number, open_reader, write
from tests.browser.test_kept_readings import log_in
from tests.web.pictures import packed, packed_pages
from tests.web.readings.keepers import Keeper, keeper
from tests.web.scripted import Row, Script

from inkread.web.readings.models import Reading, ReadPage


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


def test_ink_of_before_logging_in_is_there_afterwards_and_not_after_logging_out(
    page: Page, context: BrowserContext, transactional_db: None, script: Script
) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    log_in(context, keeper("alice"))
    open_reader(page)
    expect_number(page, "7")
    context.clear_cookies()
    open_reader(page)
    expect(page.locator("#pad-hint")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    page.goto("about:blank")


def test_ink_that_was_kept_is_not_put_on_the_pad_again(
    page: Page, alice: Keeper, script: Script
) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    page.get_by_role("button", name="Keep this reading").click()
    expect(page.get_by_role("link", name="Kept: open and correct it")).to_be_visible()
    page.reload()
    expect(page.locator("#pad-hint")).to_be_visible()


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


def test_a_neat_drawing_is_handwriting_on_the_page_and_where_it_is_kept(
    page: Page, alice: Keeper, script: Script
) -> None:
    script.rows = [Row("7", printed=True)]
    open_reader(page)
    write(page, SEVEN)
    expect(page.locator(".verdict")).to_contain_text("handwritten")
    page.get_by_role("button", name="Keep this reading").click()
    page.get_by_role("link", name="Kept: open and correct it").click()
    expect_number(page, "7")
    expect(page.locator(".verdict").first).to_contain_text("handwritten")
    (number,) = ReadPage.objects.get().page.numbers
    assert [digit.kind for digit in number.digits] == ["hand"]


def test_who_wants_nothing_kept_is_not_asked(page: Page, alice: Keeper, script: Script) -> None:
    alice.client.post("/readings/keeping", {"keep": "0"})
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    expect(page.locator("#keep")).to_have_count(0)
    expect(page.get_by_text("otherwise on the server, and not kept")).to_be_visible()


def test_what_is_kept_is_saved_as_a_workbook_too(page: Page, alice: Keeper, script: Script) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    menu = page.locator("#download")
    menu.locator("summary").click()
    workbook = menu.get_by_role("link", name="Excel workbook")
    expect(workbook).to_be_hidden()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keep this reading").click()
    expect(page.get_by_role("link", name="Kept: open and correct it")).to_be_visible()
    menu.locator("summary").click()
    expect(page.locator("#download-note")).to_be_hidden()
    with page.expect_download() as waiting:
        workbook.click()
    assert waiting.value.suggested_filename == "drawing.read.xlsx"
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert "7" in [cell.value for row in book.worksheets[0].rows for cell in row]


def test_a_kept_reading_is_saved_as_it_was_corrected(
    page: Page, context: BrowserContext, alice: Keeper, script: Script
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    script.rows = [Row("42")]
    page.goto(alice.keep(packed_pages(2), "form.tif"))
    page.keyboard.press("9")
    expect(page.locator("#live")).to_have_text("4 corrected to 9.")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#actions-note")).to_have_text("The numbers were copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "92\n42"
    page.get_by_role("button", name="Next", exact=True).click()
    assert downloaded(page, "Text") == ("form.read.txt", b"92\n42\n")
    # A format that holds one page takes the one on show.
    name, content = downloaded(page, "ALTO")
    assert name == "form-page-2.read.alto.xml"
    assert b'CONTENT="42"' in content
    page.locator("#style summary").click()
    expect(page.locator("#style-facts")).to_contain_text("px high")


def downloaded(page: Page, title: str) -> tuple[str, bytes]:
    page.locator("#download summary").click()
    with page.expect_download() as waiting:
        page.locator("#download").get_by_role("link", name=title, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()
