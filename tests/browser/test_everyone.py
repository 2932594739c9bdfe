"""For everyone: any screen, keyboard only, light and dark, without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.screens import SEVEN, expect_number, open_reader, write
from tests.web.pictures import packed
from tests.web.scripted import Row, Script

SIZES = [(320, 630), (768, 630), (1440, 970), (2560, 1801)]
LONG = Row("12345678901234567890", (0.05, 0.4, 0.95, 0.6))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_overflows(page: Page, script: Script, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_reader(page)
    assert overflow(page) <= 0
    for rows in (
        [Row("7")],
        [LONG],
        [Row(str(n), (0.1, n / 12, 0.2, (n + 0.8) / 12)) for n in range(10)],
    ):
        script.rows = rows
        write(page, SEVEN)
        expect(page.locator(".number")).to_have_count(len(rows))
        assert overflow(page) <= 0
    pad = page.locator("#pad").bounding_box()
    assert pad is not None
    assert pad["y"] + pad["height"] <= height  # the whole pad is in sight


@pytest.mark.parametrize(
    "context_options", [{"java_script_enabled": False, "viewport": {"width": 800, "height": 700}}]
)
def test_without_scripts_a_form_reads_the_picture(page: Page, script: Script) -> None:
    script.rows = [Row("67021")]
    page.goto("/")
    expect(page.locator("#pad")).to_be_hidden()
    page.locator("#image").set_input_files(
        {"name": "cheque.png", "mimeType": "image/png", "buffer": packed("PNG", 300, 200)}
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".value")).to_have_text("67021")
    expect(page.locator(".marked img")).to_be_visible()
    picture, boxes = (page.locator(f".marked {name}").bounding_box() for name in ("img", "svg"))
    assert picture == boxes
    page.get_by_role("link", name="Read another").click()
    expect(page.locator("#image")).to_be_visible()


def test_the_keyboard_alone_reaches_everything(page: Page, script: Script) -> None:
    script.rows = [Row("42", (0.1, 0.1, 0.5, 0.4)), Row("7", (0.1, 0.6, 0.3, 0.9))]
    open_reader(page)
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.className")
        )
    assert reached == ["skip", "mark", "door", "door strong", "tab-draw"]
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Photo")).to_be_focused()
    expect(page.locator("#panel-photo")).to_be_visible()
    page.get_by_role("link", name="A table of marks").focus()
    page.keyboard.press("Enter")
    expect_number(page, "42")
    selected = page.locator(".value .digit[aria-pressed=true]")
    selected.focus()
    page.keyboard.press("Home")
    expect(selected).to_have_text("4")
    page.keyboard.press("ArrowRight")
    expect(selected).to_have_text("2")
    page.keyboard.press("ArrowDown")
    expect(selected).to_have_text("7")
    expect(selected).to_be_focused()
    expect(page.locator("#candidates-heading")).to_have_text("This digit, handwritten, could be")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(
    browser: Browser, served_address: str, script: Script, scheme: Any
) -> None:
    """4.5 to 1 for all text, by the formula of WCAG 2."""
    script.rows = [Row("27", (0.1, 0.1, 0.5, 0.6), 0.8)]
    context = browser.new_context(base_url=served_address, color_scheme=scheme)
    page = context.new_page()
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "27")
    for name in (".tagline", ".verdict", ".limits li", ".bars .figure", ".legend li", "#tab-photo"):
        assert page.locator(name).first.evaluate(CONTRAST) >= 4.5, name
    context.close()


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


CONTRAST = """(element) => {
  const numbers = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const parts = numbers(colour).slice(0, 3).map((value) => value / 255);
    const [r, g, b] = parts.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const text = light(getComputedStyle(element).color);
  const ground = light(getComputedStyle(document.body).backgroundColor);
  return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
}"""
