"""A kept reading in the browser: one key fixes a digit, everything by keyboard, touch and mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.test_everyone import overflow
from tests.web.readings.keepers import Keeper, keeper
from tests.web.readings.making import photograph
from tests.web.scripted import Row, Script

FORM = [
    Row("4071", (0.1, 0.05, 0.6, 0.25)),
    Row("28", (0.1, 0.4, 0.4, 0.6), (0.62, 0.999)),
    Row("593", (0.1, 0.7, 0.5, 0.9), (0.999, 0.7, 0.999)),
]


@pytest.fixture
def alice(transactional_db: None) -> Keeper:
    return keeper("alice")


@pytest.fixture
def opened(page: Page, context: BrowserContext, alice: Keeper, script: Script) -> Iterator[str]:
    """The address of a reading of Alice's, open in her browser."""
    script.rows = FORM
    address = alice.keep(photograph(400, 600), "form.jpg")
    log_in(context, alice)
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    yield address
    # Nothing may be on its way when the database goes.
    page.goto("about:blank")


def log_in(context: BrowserContext, person: Keeper) -> None:
    cookie = person.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address_of(context)}]
    )


def address_of(context: BrowserContext) -> str:
    return str(context.request.get("/healthz").url.removesuffix("/healthz"))


def numbers(page: Page) -> Any:
    return page.locator("#numbers .value")


def marked(page: Page) -> Any:
    return page.locator("#numbers .digit[aria-pressed=true]")


def test_one_key_fixes_the_doubtful_digit_and_tab_leads_to_the_next(
    page: Page, opened: str, alice: Keeper
) -> None:
    expect(numbers(page)).to_have_text(["4071", "28", "593"])
    # The least sure digit is marked already.
    expect(marked(page)).to_have_text("2")
    page.keyboard.press("7")
    expect(numbers(page)).to_have_text(["4071", "78", "593"])
    expect(page.locator("#live")).to_have_text("2 corrected to 7.")
    expect(page.locator("#numbers .word").nth(1)).to_have_text("sure")
    marked(page).focus()
    page.keyboard.press("Tab")
    expect(marked(page)).to_have_text("9")
    expect(marked(page)).to_be_focused()
    page.keyboard.press("6")
    expect(numbers(page)).to_have_text(["4071", "78", "563"])
    expect(marked(page)).to_be_focused()
    # No doubt is left, so Tab leads on through the page.
    page.keyboard.press("Tab")
    expect(page.locator("#keypad button").first).to_be_focused()
    page.reload()
    expect(numbers(page)).to_have_text(["4071", "78", "563"])


def test_enter_confirms_and_goes_on(page: Page, opened: str) -> None:
    marked(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#numbers .word").nth(1)).to_have_text("checked")
    expect(marked(page)).to_have_text("9")
    expect(marked(page)).to_be_focused()


def test_undo_and_redo_by_key_and_by_button(page: Page, opened: str) -> None:
    expect(page.locator("#undo")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("7")
    expect(numbers(page).nth(1)).to_have_text("78")
    page.keyboard.press("Control+z")
    expect(numbers(page).nth(1)).to_have_text("28")
    page.get_by_role("button", name="Redo").click()
    expect(numbers(page).nth(1)).to_have_text("78")
    page.get_by_role("button", name="Undo").click()
    expect(numbers(page).nth(1)).to_have_text("28")


def test_digits_are_removed_and_numbers_joined(page: Page, opened: str) -> None:
    marked(page).focus()
    page.keyboard.press("Delete")
    expect(numbers(page)).to_have_text(["4071", "8", "593"])
    # What stands on another line is not joined.
    join = page.get_by_role("button", name="Join with the next")
    expect(join).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("m")
    expect(page.locator("#complaint")).to_contain_text("different lines")
    page.get_by_role("button", name=re.compile("^7, digit 3 of 4")).click()
    page.keyboard.press("s")
    expect(numbers(page)).to_have_text(["40", "71", "8", "593"])
    page.get_by_role("button", name=re.compile("^4, digit 1 of 2")).click()
    expect(join).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("m")
    expect(numbers(page)).to_have_text(["4071", "8", "593"])
    page.keyboard.press("Shift+Delete")
    expect(numbers(page)).to_have_text(["8", "593"])


def test_signs_are_put_in_marked_corrected_and_removed_by_key(page: Page, opened: str) -> None:
    page.get_by_role("button", name=re.compile("^0, digit 2 of 4")).click()
    page.keyboard.press(".")
    expect(numbers(page)).to_have_text(["40.71", "28", "593"])
    expect(page.locator("#numbers .meaning")).to_have_text("= 40.71")
    expect(page.locator("#live")).to_have_text("Put in after the digit: point.")
    page.keyboard.press("ArrowRight")
    point = page.get_by_role("button", name=re.compile("^point, a sign"))
    expect(point).to_be_focused()
    expect(point).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#photo-frame rect.mark.selected")).to_have_count(1)
    expect(page.locator("#photo-frame rect.digit.selected")).to_have_count(0)
    expect(page.locator("#candidates")).to_be_hidden()
    # A digit does not stand where a sign does.
    page.keyboard.press("7")
    expect(page.locator("#complaint")).to_contain_text("A sign is marked")
    page.keyboard.press("/")
    expect(numbers(page)).to_have_text(["40/71", "28", "593"])
    expect(page.locator("#numbers .meaning")).to_have_count(0)
    page.keyboard.press(",")
    expect(page.locator("#numbers .meaning")).to_have_text("= 40.71")
    page.keyboard.press("Delete")
    expect(numbers(page)).to_have_text(["4071", "28", "593"])
    expect(marked(page)).to_have_text("0")
    page.keyboard.press("Control+z")
    expect(numbers(page)).to_have_text(["40,71", "28", "593"])
    page.reload()
    expect(numbers(page)).to_have_text(["40,71", "28", "593"])


def test_a_minus_is_put_before_the_number_and_a_dash_after_the_digit(
    page: Page, opened: str
) -> None:
    page.keyboard.press("Shift+-")
    expect(numbers(page)).to_have_text(["4071", "-28", "593"])
    page.keyboard.press("-")
    expect(numbers(page)).to_have_text(["4071", "-2-8", "593"])
    page.keyboard.press("Control+z")
    expect(page.locator("#numbers .meaning")).to_have_text("= -28")
    # A sign is found by its box too.
    box = page.locator("#photo-frame rect.mark").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#photo-frame rect.mark.selected")).to_have_count(1)
    page.get_by_role("button", name="Remove the sign").click()
    expect(numbers(page)).to_have_text(["4071", "28", "593"])
    page.get_by_role("button", name="Minus before the number").click()
    expect(numbers(page)).to_have_text(["4071", "-28", "593"])
    page.locator("#signpad").get_by_role("button", name="€").click()
    expect(numbers(page)).to_have_text(["4071", "-2€8", "593"])


def test_a_box_is_dragged_and_its_digits_are_typed(page: Page, opened: str) -> None:
    frame = page.locator("#photo-frame").bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.42
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 50, steps=4)
    page.mouse.up()
    expect(page.locator("#added")).to_be_focused()
    page.keyboard.type("31")
    page.keyboard.press("Enter")
    expect(numbers(page)).to_have_text(["4071", "28", "31", "593"])
    expect(page.locator("#adding")).to_be_hidden()
    box = page.locator("#photo-frame rect.digit").nth(6).bounding_box()
    assert box is not None
    assert box["x"] == pytest.approx(x, abs=6)
    assert box["height"] == pytest.approx(50, abs=9)


def test_a_box_is_placed_by_the_arrows_alone(page: Page, opened: str) -> None:
    page.keyboard.press("n")
    box = page.get_by_role("application")
    expect(box).to_be_focused()
    before = box.bounding_box()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    after = box.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] > before["y"]
    assert after["width"] > before["width"]
    page.keyboard.press("Enter")
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    expect(numbers(page)).to_have_count(4)
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(marked(page)).to_be_focused()


@pytest.mark.parametrize(
    "context_options", [{"viewport": {"width": 320, "height": 630}, "has_touch": True}]
)
def test_by_touch_a_digit_is_fixed_and_the_phone_shows_all(
    page: Page, opened: str, context_options: dict[str, Any]
) -> None:
    assert overflow(page) <= 0
    # A sign is all that these two show.
    for sign in page.locator("#zoom-in .sign, #zoom-out .sign").all():
        box = sign.bounding_box()
        assert box is not None
        assert box["width"] > 5
    page.get_by_role("button", name=re.compile("^5, digit 1 of 3")).tap()
    page.locator("#keypad").get_by_role("button", name="3", exact=True).tap()
    expect(numbers(page)).to_have_text(["4071", "28", "393"])
    for name in ("Next doubtful one", "This number is right", "Add a number", "Yes"):
        box = page.get_by_role("button", name=name, exact=True).first.bounding_box()
        assert box is not None
        assert box["height"] >= 40, name


def test_what_was_changed_in_another_window_is_said_and_shown(
    page: Page, opened: str, alice: Keeper
) -> None:
    alice.change(opened, "fix", after=0, page=0, number=0, digit=0, text="9")
    page.keyboard.press("7")
    expect(page.locator("#complaint")).to_contain_text("changed meanwhile")
    expect(numbers(page)).to_have_text(["9071", "28", "593"])
    page.keyboard.press("7")
    expect(numbers(page)).to_have_text(["9071", "78", "593"])
    expect(page.locator("#complaint")).to_be_hidden()


def test_a_server_that_is_gone_is_said_and_nothing_seems_saved(page: Page, opened: str) -> None:
    page.context.set_offline(True)
    page.keyboard.press("7")
    expect(page.locator("#complaint")).to_contain_text("was not saved")
    expect(numbers(page).nth(1)).to_have_text("28")
    page.context.set_offline(False)


def test_thumbs_notes_and_deleting_for_good(page: Page, opened: str, alice: Keeper) -> None:
    up = page.locator("#up")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Notes").fill("7 looks odd")
    page.get_by_label("Tags, separated by commas").fill("bank")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notices")).to_have_text("Saved.")
    expect(page.locator("#up")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="All readings").click()
    page.get_by_label("Numbers, names or notes").fill("looks odd")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=re.compile("form.jpg")).click()
    page.get_by_text("Delete this reading").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator(".notices")).to_have_text("The reading was deleted for good.")
    expect(page.locator(".cards")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(320, 630), (768, 630), (1440, 970), (2560, 1801)])
def test_no_page_is_wider_than_its_window(page: Page, opened: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for address in (opened, "/readings", "/readings/keeping"):
        page.goto(address)
        assert overflow(page) <= 0, address


@pytest.mark.parametrize(
    "context_options",
    [
        {"viewport": {"width": 1200, "height": 900}, "color_scheme": each}
        for each in ("light", "dark")
    ],
    ids=["light", "dark"],
)
def test_axe_finds_nothing(page: Page, opened: str, context_options: dict[str, Any]) -> None:
    for address in (opened, "/readings", "/readings/keeping"):
        page.goto(address)
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], address


def test_the_files_of_the_tests_lie_in_no_public_folder(opened: str) -> None:
    kept = Path(settings.ENVIRONMENT.home) / "files"
    assert kept.is_dir()
    assert not any(Path(each).is_relative_to(kept) for each in settings.STATICFILES_DIRS)


def test_a_number_is_split_by_key_and_by_button(page: Page, opened: str) -> None:
    page.get_by_role("button", name=re.compile("^7, digit 3 of 4")).click()
    page.keyboard.press("s")
    expect(numbers(page)).to_have_text(["40", "71", "28", "593"])
    expect(marked(page)).to_have_text("7")
    expect(marked(page)).to_be_focused()
    expect(page.locator("#live")).to_have_text("The number was split before this digit.")
    # The first digit begins its number already.
    page.keyboard.press("s")
    expect(page.locator("#complaint")).to_contain_text("begins the second number")
    page.keyboard.press("Control+z")
    expect(numbers(page)).to_have_text(["4071", "28", "593"])
    page.get_by_role("button", name=re.compile("^1, digit 4 of 4")).click()
    page.get_by_role("button", name="Split before the digit").click()
    expect(numbers(page)).to_have_text(["407", "1", "28", "593"])
    page.reload()
    expect(numbers(page)).to_have_text(["407", "1", "28", "593"])


def test_the_picture_is_looked_at_closer_and_boxes_stay_on_their_digits(
    page: Page, opened: str
) -> None:
    mark = page.locator("#photo-frame rect.selected")
    before = mark.bounding_box()
    assert before is not None
    page.keyboard.press("+")
    page.get_by_role("button", name="Larger", exact=True).click()
    expect(page.locator("#zoom-whole")).to_have_text("225%")
    closer = mark.bounding_box()
    assert closer is not None
    # The marked digit stays where it was.
    assert closer["x"] + closer["width"] / 2 == pytest.approx(
        before["x"] + before["width"] / 2, abs=20
    )
    assert closer["width"] == pytest.approx(before["width"] * 2.25, rel=0.15)
    # A digit out of sight is brought into sight when it is marked.
    view = page.locator("#view").bounding_box()
    assert view is not None
    page.get_by_role("button", name=re.compile("^3, digit 3 of 3")).click()
    shown = mark.bounding_box()
    assert shown is not None
    assert view["y"] < shown["y"] < view["y"] + view["height"]
    page.locator("#view").focus()
    page.keyboard.press("-")
    expect(page.locator("#zoom-whole")).to_have_text("150%")
    page.get_by_role("button", name="The whole picture").click()
    expect(page.locator("#zoom-whole")).to_have_text("100%")
    expect(page.locator("#zoom-out")).to_have_attribute("aria-disabled", "true")


def test_a_closer_picture_is_moved_by_the_arrows_and_takes_a_box_where_it_is_dragged(
    page: Page, opened: str
) -> None:
    view = page.locator("#view")
    for _ in range(3):
        page.keyboard.press("+")
    expect(page.locator("#zoom-whole")).to_have_text("338%")
    before = view.evaluate("view => view.scrollTop")
    view.focus()
    # Chromium scrolls by key only some time after the sheet has grown, so it is pressed again.
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(100)
        if view.evaluate("view => view.scrollTop") > before:
            break
    else:
        pytest.fail("the arrows do not move the picture")
    # It glides to where it is going.
    at_rest, now = -1, view.evaluate("view => view.scrollTop")
    while now != at_rest:
        page.wait_for_timeout(150)
        at_rest, now = now, view.evaluate("view => view.scrollTop")
    frame = view.bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] * 0.5, frame["y"] + frame["height"] * 0.5
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 70, steps=4)
    page.mouse.up()
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(numbers(page)).to_have_count(4)
    box = page.locator("#photo-frame rect.selected").bounding_box()
    assert box is not None
    assert box["x"] == pytest.approx(x, abs=7)
    assert box["y"] == pytest.approx(y, abs=7)
    # The mark is drawn 5 px around the box, with a line of 3.
    assert box["width"] == pytest.approx(80 + 2 * 5 + 3, abs=3)


@pytest.mark.parametrize(
    "context_options", [{"viewport": {"width": 320, "height": 630}, "has_touch": True}]
)
def test_two_fingers_look_closer(page: Page, opened: str, context_options: dict[str, Any]) -> None:
    frame = page.locator("#view").bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    hand = page.context.new_cdp_session(page)

    def touch(kind: str, apart: float | None) -> None:
        points = [] if apart is None else [{"x": x - apart, "y": y}, {"x": x + apart, "y": y}]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 30)
    for apart in (40, 50, 60):
        touch("touchMove", apart)
    touch("touchEnd", None)
    expect(page.locator("#zoom-whole")).to_have_text("200%")
    assert overflow(page) <= 0
