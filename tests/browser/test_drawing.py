"""The Draw tab: ink in, an answer beside it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from tests.browser.screens import ONE, SEVEN, expect_number, ink_on_pad, open_reader, write
from tests.web.scripted import Row, Script


def settled_ink(page: Page) -> int:
    """How many pixels of the pad carry ink, once it is drawn: a change shows at the next frame."""
    page.wait_for_function("new Promise((done) => requestAnimationFrame(() => done(true)))")
    return ink_on_pad(page)


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


def test_redo_makes_again_what_was_taken_back(page: Page, script: Script) -> None:
    script.rows = [Row("71")]
    open_reader(page)
    redo = page.get_by_role("button", name="Redo")
    expect(redo).to_have_attribute("aria-disabled", "true")
    write(page, SEVEN)
    write(page, ONE)
    expect_number(page, "71")
    both = ink_on_pad(page)
    page.get_by_role("button", name="Undo").click()
    page.keyboard.press("Control+z")
    expect(page.locator("#pad-hint")).to_be_visible()
    assert ink_on_pad(page) == 0
    page.keyboard.press("Control+y")
    redo.click()
    expect_number(page, "71")
    assert ink_on_pad(page) == both
    expect(redo).to_have_attribute("aria-disabled", "true")


def test_clearing_can_be_undone(page: Page, script: Script) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    ink = ink_on_pad(page)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#pad-hint")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect_number(page, "7")
    assert ink_on_pad(page) == ink


def test_the_eraser_takes_whole_strokes_and_can_be_undone(page: Page, script: Script) -> None:
    script.rows = [Row("71")]
    open_reader(page)
    write(page, SEVEN)
    seven = ink_on_pad(page)
    write(page, ONE)
    expect_number(page, "71")
    eraser = page.get_by_role("button", name="Eraser")
    expect(eraser).to_have_attribute("aria-pressed", "false")
    eraser.click()
    expect(eraser).to_have_attribute("aria-pressed", "true")
    script.rows = [Row("7")]
    # Across the one.
    write(page, ((0.7, 0.6), (0.9, 0.6)))
    expect_number(page, "7")
    assert ink_on_pad(page) == seven
    script.rows = [Row("71")]
    page.keyboard.press("Control+z")
    expect_number(page, "71")
    assert ink_on_pad(page) > seven
    # Where no ink is, nothing happens that could be undone.
    write(page, ((0.05, 0.9), (0.1, 0.9)))
    page.keyboard.press("Control+y")
    expect(page.get_by_role("button", name="Redo")).to_have_attribute("aria-disabled", "true")
    assert ink_on_pad(page) == seven


def test_a_thick_pen_leaves_more_ink_and_puts_the_eraser_away(page: Page, script: Script) -> None:
    open_reader(page)
    write(page, SEVEN)
    thin = ink_on_pad(page)
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Eraser").click()
    page.get_by_label("Pen", exact=True).select_option("Thick")
    expect(page.get_by_role("button", name="Eraser")).to_have_attribute("aria-pressed", "false")
    write(page, SEVEN)
    assert ink_on_pad(page) > 1.4 * thin


def test_ruled_lines_are_remembered_and_are_no_ink(page: Page, script: Script) -> None:
    open_reader(page)
    lines = page.get_by_role("button", name="Lines")
    lines.click()
    expect(lines).to_have_attribute("aria-pressed", "true")
    assert ink_on_pad(page) == 0
    page.reload()
    expect(lines).to_have_attribute("aria-pressed", "true")


def test_ink_is_still_there_when_the_page_is_loaded_again(page: Page, script: Script) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    ink = settled_ink(page)
    page.reload()
    expect_number(page, "7")
    assert settled_ink(page) == pytest.approx(ink, rel=0.02)
    page.get_by_role("button", name="Larger type").click()
    expect_number(page, "7")
    page.get_by_role("button", name="Clear").click()
    page.reload()
    expect(page.locator("#pad-hint")).to_be_visible()
    assert settled_ink(page) == 0


def test_a_number_is_longer_than_the_pad(page: Page, script: Script) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    on = page.get_by_role("button", name="More room")
    back = page.get_by_role("button", name="Back")
    expect(on).to_have_attribute("aria-disabled", "true")
    write(page, SEVEN)
    expect_number(page, "7")
    first = script.sizes[-1]
    seven = ink_on_pad(page)
    script.rows = [Row("71", (0.05, 0.1, 0.9, 0.9))]
    on.click()
    expect_number(page, "71")
    write(page, ONE)
    expect(back).to_have_attribute("aria-disabled", "false")
    expect(page.locator("#pad-room rect.digit")).to_have_count(2)
    # The picture is half as wide again, its digits as high as before.
    assert script.sizes[-1][0] == pytest.approx(1.5 * first[0], abs=2)
    assert script.sizes[-1][1] == pytest.approx(first[1], abs=1)
    back.click()
    expect(back).to_have_attribute("aria-disabled", "true")
    # Here are the seven and no part of the one.
    expect(page.locator("#pad-room")).to_have_css("left", "0px")
    assert settled_ink(page) == seven
    assert page.evaluate("window.scrollX + window.scrollY") == 0


def test_ink_is_saved_with_its_time_and_as_a_sharp_picture(page: Page, script: Script) -> None:
    open_reader(page)
    menu = page.locator("#save-ink")
    expect(menu).to_be_hidden()
    write(page, SEVEN)
    write(page, ONE)
    files = {}
    for name in ("InkML", "SVG"):
        menu.locator("summary").click()
        with page.expect_download() as waiting:
            menu.get_by_role("button", name=name).click()
        download = waiting.value
        files[download.suggested_filename] = Path(download.path()).read_text("utf-8")
    ink = ET.fromstring(files["drawing.inkml"])
    traces = ink.findall("{http://www.w3.org/2003/InkML}trace")
    points = [[float(value) for value in point.split()] for point in str(traces[0].text).split(",")]
    assert len(traces) == 2
    assert len(points) >= 4
    assert [point[3] for point in points] == sorted(point[3] for point in points)
    assert len(ET.fromstring(files["drawing.svg"]).findall(".//{*}path")) == 2


def test_saved_ink_is_opened_again_and_read(page: Page, script: Script) -> None:
    open_reader(page)
    script.rows = [Row("71")]
    write(page, SEVEN)
    write(page, ONE)
    expect_number(page, "71")
    before = settled_ink(page)
    page.locator("#save-ink summary").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="InkML").click()
    saved = Path(waiting.value.path()).read_bytes()
    page.locator("#clear-ink").click()
    assert settled_ink(page) == 0
    script.rows = [Row("17")]
    ink: FilePayload = {
        "name": "drawing.inkml",
        "mimeType": "application/inkml+xml",
        "buffer": saved,
    }
    page.locator("#image").set_input_files(ink)
    expect_number(page, "17")
    expect(page.locator("#panel-draw")).to_be_visible()
    assert settled_ink(page) == pytest.approx(before, rel=0.05)
    page.locator("#undo").click()
    assert settled_ink(page) == 0


@pytest.mark.parametrize("content", [b"2, 3", b"<ink/>", b"<ink><trace>up down</trace></ink>"])
def test_what_is_no_ink_is_refused_in_a_sentence(
    page: Page, script: Script, content: bytes
) -> None:
    open_reader(page)
    ink: FilePayload = {
        "name": "drawing.inkml",
        "mimeType": "application/inkml+xml",
        "buffer": content,
    }
    page.locator("#image").set_input_files(ink)
    expect(page.locator("#sentence")).to_contain_text("This is no ink that can be opened here")


def test_the_force_of_a_pen_is_kept(context: BrowserContext, page: Page, script: Script) -> None:
    open_reader(page)
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    pen = context.new_cdp_session(page)
    kinds = ("mousePressed", "mouseMoved", "mouseMoved", "mouseReleased")
    for step, kind in enumerate(kinds):
        facts = {"button": "left", "buttons": 1, "pointerType": "pen", "force": 0.2 + 0.2 * step}
        place = {"x": pad["x"] + 80 + 20 * step, "y": pad["y"] + 80}
        pen.send("Input.dispatchMouseEvent", {"type": kind, **place, **facts})
    page.locator("#save-ink summary").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="InkML").click()
    text = Path(waiting.value.path()).read_text("utf-8")
    trace = str(ET.fromstring(text).findall("{*}trace")[0].text)
    forces = [float(point.split()[2]) for point in trace.split(",")]
    assert 'description="pen"' in text
    assert forces[:3] == pytest.approx([0.2, 0.4, 0.6], abs=0.01)


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
        "There is no connection to the server, which has to read this. Please try again later."
    )


def test_a_network_that_is_gone_is_said_in_a_sentence(page: Page) -> None:
    open_reader(page)
    page.context.set_offline(True)
    write(page, SEVEN)
    expect(page.locator("#sentence")).to_have_text(
        "There is no network, and this picture can only be read on the server."
    )
