"""An organisation's readings in the browser: kept there, corrected by one, looked at by another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.screens import expect_number, open_reader
from tests.browser.test_everyone import overflow
from tests.browser.test_kept_readings import log_in
from tests.web.pictures import packed
from tests.web.readings.keepers import Keeper, keeper
from tests.web.readings.making import photograph
from tests.web.readings.organisations import member_of, organisation_of
from tests.web.scripted import Row, Script

from inkread.web.accounts.models import Organisation, Role
from inkread.web.readings.models import Change, Reading

ROWS = [Row("4071", (0.1, 0.1, 0.6, 0.4)), Row("28", (0.1, 0.6, 0.5, 0.9), (0.62, 0.999))]


@pytest.fixture
def alice(transactional_db: None) -> Keeper:
    return keeper("alice")


@pytest.fixture
def bank(alice: Keeper, page: Page, script: Script) -> Iterator[Organisation]:
    script.rows = ROWS
    yield organisation_of(alice)
    # Nothing may be on its way when the database goes.
    page.goto("about:blank")


def choose_picture(page: Page) -> None:
    page.locator("#image").set_input_files(
        {"name": "cheque.png", "mimeType": "image/png", "buffer": packed("PNG", 300, 200)}
    )
    expect(page.get_by_role("link", name="Kept: open and correct it")).to_be_visible()


def test_who_belongs_to_an_organisation_keeps_there_and_is_remembered(
    page: Page, context: BrowserContext, alice: Keeper, bank: Organisation
) -> None:
    log_in(context, alice)
    open_reader(page)
    place = page.get_by_label("Keep for")
    expect(place).to_have_value("")
    place.select_option("First Bank")
    open_reader(page)
    expect(place).to_have_value(str(bank.public_id))
    choose_picture(page)
    assert Reading.objects.get().organisation == bank
    # Who may only look there is not asked, and what was remembered no longer counts.
    bank.memberships.update(role=Role.VIEWER)
    open_reader(page)
    expect(place).to_have_count(0)
    choose_picture(page)
    assert sorted(each.organisation is None for each in Reading.objects.all()) == [False, True]


def test_a_reading_is_shared_corrected_by_a_member_and_taken_out_again(
    page: Page, context: BrowserContext, alice: Keeper, bank: Organisation
) -> None:
    address = alice.keep(photograph(300, 200), "form.jpg")
    log_in(context, alice)
    page.goto(address)
    page.get_by_text("Share it with an organisation").click()
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_text("Shared with First Bank, kept by alice.")).to_be_visible()
    bob = member_of(bank, "bob")
    log_in(context, bob)
    page.goto(f"/readings?in={bank.public_id}")
    page.get_by_role("link", name="form.jpg").click()
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    page.keyboard.press("7")
    expect_number(page, "78", 1)
    expect(page.locator("#live")).to_have_text("2 corrected to 7.")
    assert Change.objects.get().by == bob.user
    expect(page.get_by_text("Take it out of First Bank")).to_have_count(0)
    log_in(context, alice)
    page.goto(address)
    page.get_by_text("Take it out of First Bank").click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_text("It belongs to alice alone now.")).to_be_visible()


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 320, "height": 630}}])
def test_a_viewer_looks_by_key_and_button_and_changes_nothing(
    page: Page, context: BrowserContext, alice: Keeper, bank: Organisation
) -> None:
    address = alice.keep(photograph(300, 200), "form.jpg")
    alice.client.post(f"{address}/move", {"organisation": str(bank.public_id)})
    vera = member_of(bank, "vera", Role.VIEWER)
    log_in(context, vera)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    expect_number(page, "28", 1)
    for key in ("7", "Delete", "m", "s", "n", "Control+z", "Enter", "+"):
        page.keyboard.press(key)
    expect(page.locator("#zoom-whole")).not_to_have_text("100%")
    page.get_by_role("button", name="Next doubtful one").click()
    expect_number(page, "28", 1)
    for tool in ("undo", "add", "keypad", "confirm", "remove", "up"):
        expect(page.locator(f"#{tool}")).to_have_count(0)
    expect(page.locator("#download")).to_be_visible()
    assert set(sent) == {"GET"}
    assert overflow(page) <= 0
    assert Axe().run(page).violations_count == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_sharing_are_for_everyone(
    page: Page, context: BrowserContext, alice: Keeper, bank: Organisation, scheme: str
) -> None:
    address = alice.keep(photograph(300, 200), "form.jpg")
    log_in(context, alice)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 320, "height": 630})
    account = f"/account/organisations/{bank.public_id}/"
    for place in ("/", "/readings", address, f"/readings/organisations/{bank.public_id}", account):
        page.goto(place)
        for summary in page.locator("main details:not(.drop) > summary").all():
            if summary.is_visible():
                summary.click()
        assert overflow(page) <= 0, place
        assert Axe().run(page).violations_count == 0, place
