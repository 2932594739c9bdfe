"""Other languages on the screen: words, direction and size, and what stays as it is."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.screens import SEVEN, expect_number, open_reader, write
from tests.browser.test_everyone import overflow
from tests.web.scripted import Row, Script

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 320, "height": 630}


def speaks(language: str, **more: Any) -> dict[str, Any]:
    return {"viewport": PHONE, "locale": language, "reduced_motion": "reduce", **more}


@pytest.mark.parametrize(
    "context_options", [speaks(language) for language in ("ar", "de", "hi", "ta")]
)
@pytest.mark.parametrize("size", ["usual", "large"])
def test_on_a_phone_nothing_is_lost(
    page: Page, context: BrowserContext, served_address: str, script: Script, size: str
) -> None:
    context.add_cookies([{"name": "inkread_type", "value": size, "url": served_address}])
    script.rows = [Row("2026", (0.1, 0.1, 0.9, 0.6), 0.8)]
    open_reader(page)
    assert overflow(page) <= 0
    write(page, SEVEN)
    expect_number(page, "2026")
    assert overflow(page) <= 0
    for address in ("/limits", "/about", "/guide", "/account/signup/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert overflow(page) <= 0, address


@pytest.mark.parametrize("context_options", [speaks("ar"), speaks("de", color_scheme="dark")])
def test_nothing_stands_in_anybodys_way(page: Page, script: Script) -> None:
    script.rows = [Row("2026", (0.1, 0.1, 0.9, 0.6), 0.8)]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "2026")
    assert complaints(page) == []
    for address in ("/limits", "/guide", "/account/login/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert complaints(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_in_a_page_to_read_stands_in_anybodys_way(
    browser: Browser, served_address: str, scheme: Any
) -> None:
    """With the models that ship, whose cards have figures and sets."""
    context = browser.new_context(
        base_url=served_address, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for address in ("/", "/guide", "/limits", "/about", "/privacy", "/api", "/no-such-page"):
        page.goto(address)
        assert complaints(page) == [], address
    page.goto("/limits")
    expect(page.locator("tbody tr")).not_to_have_count(0)
    context.close()


@pytest.mark.parametrize("context_options", [speaks("ar")])
def test_numbers_are_written_from_the_left_in_arabic_too(page: Page, script: Script) -> None:
    script.rows = [Row("27", (0.1, 0.1, 0.9, 0.6), 0.8)]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "27")
    two, seven = (page.locator(".value .digit").nth(index).bounding_box() for index in (0, 1))
    assert two is not None
    assert seven is not None
    assert two["x"] < seven["x"]
    for name in (".value", "#pad-frame", ".bars .figure"):
        style = page.locator(name).first.evaluate("each => getComputedStyle(each).direction")
        assert style == "ltr", name
    # The first tab is on the right, and the arrows go where they point.
    page.locator("#tab-draw").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#tab-photo")).to_be_focused()


@pytest.mark.parametrize("context_options", [speaks("de")])
def test_what_scripts_say_is_translated(page: Page, script: Script) -> None:
    script.rows = [Row("27", (0.1, 0.1, 0.9, 0.6), 0.8)]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "27")
    expect(page.locator(".verdict .word")).to_have_text("unsicher")
    expect(page.locator("#origin-sentence")).not_to_contain_text("server.")


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}])
def test_the_switches_work_without_scripts(page: Page) -> None:
    page.goto("/privacy")
    page.get_by_label("Language").select_option("de")
    page.get_by_role("button", name="Change").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert page.url.endswith("/privacy")
    usual = page.locator("html").evaluate("each => getComputedStyle(each).fontSize")
    page.locator("button[name=type]").click()
    expect(page.locator("html")).to_have_attribute("data-type", "large")
    large = page.locator("html").evaluate("each => getComputedStyle(each).fontSize")
    assert float(large.removesuffix("px")) == pytest.approx(1.25 * float(usual.removesuffix("px")))


@pytest.mark.parametrize("context_options", [{"viewport": PHONE}])
def test_without_a_network_the_page_speaks_as_chosen(page: Page, context: BrowserContext) -> None:
    open_reader(page)
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")
    page.locator("select[name=language]").select_option("ar")
    page.locator("form:has(select[name=language]) button").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    for _ in range(100):
        if page.evaluate(KEPT_IN) == ["ar"]:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(KEPT_IN) == ["ar"]
    context.set_offline(True)
    page.reload()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")


# The languages of all pages that are kept.
KEPT_IN = """async () => {
  const shells = (await caches.keys()).filter((name) => name.startsWith("inkread-shell"));
  return Promise.all(shells.map(async (name) => {
    const page = await (await caches.open(name)).match("/", { ignoreVary: true });
    return /<html lang="(\\w+)"/.exec((await page?.text()) ?? "")?.[1] ?? "none";
  }));
}"""


def complaints(page: Page) -> list[str]:
    """What axe-core finds."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]
