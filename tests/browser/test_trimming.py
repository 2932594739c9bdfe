"""Turning and cropping a picture by hand, by pointer, by keyboard and by sliders."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.screens import expect_number, open_reader
from tests.browser.test_pictures import given
from tests.web.pictures import packed, packed_pages
from tests.web.scripted import Row, Script


@pytest.fixture
def shown(page: Page, script: Script) -> Page:
    """A picture of 600 x 400 px that was read."""
    script.rows = [Row("40713")]
    open_reader(page)
    page.locator("#image").set_input_files(given(packed("PNG", 600, 400)))
    expect_number(page, "40713")
    return page


def open_trimming(page: Page) -> None:
    page.get_by_role("button", name="Turn, crop").click()
    expect(page.locator("#trimming")).to_be_visible()
    expect(page.get_by_role("application")).to_be_focused()


def read_this(page: Page) -> None:
    page.get_by_role("button", name="Read this").press("Enter")
    expect(page.locator("#trimming")).to_be_hidden()


def test_a_quarter_turn_is_read_with_its_sides_changed(shown: Page, script: Script) -> None:
    open_trimming(shown)
    expect(shown.locator("#photo-frame rect.digit")).to_have_count(0)
    shown.get_by_role("button", name="Turn right").click()
    read_this(shown)
    expect(shown.locator("#picture")).to_have_js_property("naturalWidth", 400)
    expect(shown.locator("#picture")).to_have_js_property("naturalHeight", 600)
    expect_number(shown, "40713")
    assert script.sizes == [(600, 400), (400, 600)]
    expect(shown.get_by_role("button", name="Turn, crop")).to_be_focused()


def test_a_corner_is_dragged_and_the_rest_keeps_its_proportions(
    shown: Page, script: Script
) -> None:
    open_trimming(shown)
    crop = shown.get_by_role("application")
    whole = crop.bounding_box()
    assert whole is not None
    assert whole["width"] / whole["height"] == pytest.approx(1.5, rel=0.02)
    x, y = whole["x"] + whole["width"] - 3, whole["y"] + whole["height"] - 3
    shown.mouse.move(x, y)
    shown.mouse.down()
    shown.mouse.move(x - whole["width"] / 2, y - whole["height"] / 4, steps=4)
    shown.mouse.up()
    read_this(shown)
    expect_number(shown, "40713")
    assert script.sizes[-1] == pytest.approx((300, 300), abs=4)
    # Opened again it is as it was left, and can be made whole again.
    open_trimming(shown)
    again = crop.bounding_box()
    assert again is not None
    assert again["width"] == pytest.approx(whole["width"] / 2, abs=4)
    shown.get_by_role("button", name="As it was").click()
    read_this(shown)
    expect_number(shown, "40713")
    expect(shown.locator("#picture")).to_have_js_property("naturalWidth", 600)
    assert script.sizes[-1] == (600, 400)


def test_by_the_keyboard_alone_the_frame_is_made_smaller_and_moved(
    shown: Page, script: Script
) -> None:
    open_trimming(shown)
    crop = shown.get_by_role("application")
    before = crop.bounding_box()
    for key in ("Control+Shift+ArrowLeft", "Control+Shift+ArrowUp", "Control+ArrowRight"):
        shown.keyboard.press(key)
    shown.keyboard.press("ArrowLeft")
    after = crop.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == pytest.approx(before["width"] * 0.95, abs=2)
    assert after["x"] == pytest.approx(before["x"] + before["width"] * 0.04, abs=2)
    expect(shown.locator("#trim-left")).to_have_value("4")
    read_this(shown)
    expect_number(shown, "40713")
    assert script.sizes[-1] == (570, 380)
    open_trimming(shown)
    shown.keyboard.press("Escape")
    expect(shown.locator("#trimming")).to_be_hidden()
    assert len(script.sizes) == 2


def test_sliders_straighten_the_picture_and_move_each_edge(shown: Page, script: Script) -> None:
    open_trimming(shown)
    shown.get_by_label("Straighten").fill("10")
    expect(shown.locator("#trim-degrees")).to_have_text("10.00°")
    shown.get_by_text("Edges one by one").click()
    shown.get_by_label("Left edge").fill("50")
    shown.get_by_label("Upper edge").fill("25")
    read_this(shown)
    expect_number(shown, "40713")
    # 600 x 400 px turned by 10 degrees fill 660 x 498.
    assert script.sizes[-1] == pytest.approx((330, 374), abs=2)


def test_a_picture_is_cropped_before_it_is_read(page: Page, script: Script) -> None:
    script.rows = [Row("7")]
    page.route("**/read", lambda route: None)
    open_reader(page)
    page.locator("#image").set_input_files(given(packed("PNG", 600, 400)))
    open_trimming(page)
    page.unroute("**/read")
    page.get_by_role("button", name="Turn left").click()
    read_this(page)
    expect_number(page, "7")
    assert script.sizes[-1] == (400, 600)


def test_of_a_document_the_page_on_show_becomes_a_picture_of_its_own(
    page: Page, script: Script
) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    page.locator("#image").set_input_files(given(packed_pages(3), "scan.tif", "image/tiff"))
    page.get_by_role("button", name="Page 2", exact=True).click()
    open_trimming(page)
    page.get_by_role("button", name="Turn left").click()
    read_this(page)
    expect(page.locator("#roll-words")).to_have_text("2 pictures")
    expect(page.get_by_role("button", name=re.compile("2 of 2: scan.tif, page 2"))).to_be_visible()
    assert script.sizes[-1] == (40, 61)
