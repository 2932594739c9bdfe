"""The Draw tab: ink in, an answer beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.screens import ONE, SEVEN, expect_number, ink_on_pad, open_reader, write
from tests.web.scripted import Row, Script


def test_a_digit_that_is_drawn_is_read_without_a_click(page: Page, script: Script) -> None:
    script.rows = [Row("7", (0.38, 0.15, 0.62, 0.85), 0.98)]
    open_reader(page)
    expect(page.locator("#pad-hint")).to_be_visible()
    write(page, SEVEN)
    expect_number(page, "7")
    expect(page.locator("#pad-hint")).to_be_hidden()
    expect(page.locator(".verdict")).to_have_text("sure 98 % handwritten")
    expect(page.locator("#live")).to_have_text("Read 7, sure, 98 percent, handwritten.")
    expect(page.locator("#pad-frame rect.digit.hand")).to_have_count(1)
    expect(page.locator("#bars .bar").first).to_have_text("798 %")


def test_the_box_lies_around_the_ink(page: Page, script: Script) -> None:
    script.rows = [Row("7", (0.38, 0.15, 0.62, 0.85))]
    open_reader(page)
    write(page, SEVEN)
    pad = page.locator("#pad").bounding_box()
    box = page.locator("#pad-frame rect.digit").bounding_box()
    assert pad is not None
    assert box is not None
    assert box["x"] == pytest.approx(pad["x"] + 0.4 * pad["width"], abs=12)
    assert box["y"] == pytest.approx(pad["y"] + 0.15 * pad["height"], abs=12)


def test_a_second_stroke_is_read_with_the_first(page: Page, script: Script) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    script.rows = [Row("71")]
    write(page, ONE)
    expect_number(page, "71")


def test_undo_takes_the_last_stroke_back_and_clear_all(page: Page, script: Script) -> None:
    script.rows = [Row("71")]
    open_reader(page)
    write(page, SEVEN)
    one_stroke = ink_on_pad(page)
    write(page, ONE)
    expect_number(page, "71")
    assert ink_on_pad(page) > one_stroke
    script.rows = [Row("7")]
    page.keyboard.press("Control+z")
    expect_number(page, "7")
    assert ink_on_pad(page) == one_stroke
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".number")).to_have_count(0)
    expect(page.locator("#pad-hint")).to_be_visible()
    assert ink_on_pad(page) == 0


def test_ink_survives_another_size_of_the_window(page: Page, script: Script) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    page.set_viewport_size({"width": 400, "height": 800})
    pad = page.locator("#pad")
    expect(pad).to_have_js_property("width", pad.evaluate("canvas => canvas.clientWidth"))
    assert ink_on_pad(page) > 300
    expect(page.locator("#pad-frame rect.digit")).to_have_count(1)


def test_scribbles_answer_no_number(page: Page, script: Script) -> None:
    open_reader(page)
    write(page, SEVEN)
    expect(page.locator("#sentence")).to_have_text("No number found.")
    expect(page.locator("#live")).to_have_text("No number found.")


def test_a_finger_draws_and_does_not_scroll(
    context: BrowserContext, page: Page, script: Script
) -> None:
    script.rows = [Row("1")]
    page.set_viewport_size({"width": 320, "height": 630})
    open_reader(page)
    frame = page.locator("#pad").bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] * 0.8
    touch = context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": x, "y": y})
    for step in range(1, 8):
        send("touchMove", {"x": x, "y": y - step * 15})
    send("touchEnd")
    expect_number(page, "1")
    assert page.evaluate("window.scrollY") == 0


def test_a_reader_that_is_gone_is_said_in_a_sentence(page: Page) -> None:
    open_reader(page)
    page.context.route("**/read", lambda route: route.abort())
    write(page, SEVEN)
    expect(page.locator("#sentence")).to_have_text(
        "The reader cannot be reached. Is it still running?"
    )


def test_a_network_that_is_gone_is_said_in_a_sentence(page: Page) -> None:
    open_reader(page)
    page.context.set_offline(True)
    write(page, SEVEN)
    expect(page.locator("#sentence")).to_have_text(
        "There is no network, and this picture can only be read on the server."
    )
