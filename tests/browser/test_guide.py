"""The guide: pictures that go on by themselves or by hand, and a plain list without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_everyone import overflow
from tests.web.scripted import Script

from inkread.web.pages.guiding import HEIGHT, STEPS, WIDTH

COUNT = len(STEPS)


def shown(page: Page) -> list[int]:
    """Which steps are to be seen, from 1."""
    steps = page.locator("#steps > li")
    return [n + 1 for n in range(steps.count()) if steps.nth(n).is_visible()]


def test_one_goes_from_step_to_step(page: Page) -> None:
    page.goto("/guide")
    position = page.locator("#step-position")
    before, after = (page.get_by_role("button", name=name) for name in ("Previous", "Next"))
    expect(position).to_have_text(f"Step 1 of {COUNT}")
    expect(before).to_have_attribute("aria-disabled", "true")
    after.click()
    expect(position).to_have_text(f"Step 2 of {COUNT}")
    assert shown(page) == [2]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(position).to_have_text(f"Step 3 of {COUNT}")
    for _ in range(COUNT - 3):
        after.click()
    assert shown(page) == [COUNT]
    expect(after).to_have_attribute("aria-disabled", "true")


def test_with_reduced_motion_it_stands_still(page: Page) -> None:
    page.clock.install()
    page.goto("/guide")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.clock.run_for(60_000)
    assert shown(page) == [1]


@pytest.mark.parametrize(
    "context_options",
    [{"viewport": {"width": 1440, "height": 970}, "reduced_motion": "no-preference"}],
)
def test_it_plays_to_the_end_and_may_be_paused(page: Page) -> None:
    page.clock.install()
    page.goto("/guide")
    pause = page.get_by_role("button", name="Pause")
    expect(pause).to_be_visible()
    page.clock.run_for(8_000)
    assert shown(page) == [2]
    pause.click()
    page.clock.run_for(60_000)
    assert shown(page) == [2]
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(60_000)
    assert shown(page) == [COUNT]
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#step-position")).to_have_text(f"Step 1 of {COUNT}")


@pytest.mark.parametrize(
    "context_options", [{"java_script_enabled": False, "viewport": {"width": 320, "height": 630}}]
)
def test_without_scripts_it_is_a_numbered_list_with_pictures(page: Page) -> None:
    page.goto("/guide")
    assert shown(page) == list(range(1, COUNT + 1))
    expect(page.get_by_role("button", name="Play")).to_be_hidden()
    for step in STEPS:
        expect(page.get_by_role("heading", name=str(step.title))).to_be_visible()
        expect(page.get_by_role("img", name=str(step.alternative))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 630), (1440, 970), (2560, 1801)])
def test_it_fits_every_screen(
    browser: Browser, served_address: str, script: Script, width: int, height: int, scheme: Any
) -> None:
    context = browser.new_context(
        base_url=served_address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/guide")
    assert Axe().run(page).violations_count == 0
    for n in range(COUNT):
        assert overflow(page) <= 0
        picture = page.locator("#steps img").nth(n).bounding_box()
        assert picture is not None
        assert picture["width"] / picture["height"] == pytest.approx(WIDTH / HEIGHT, rel=0.03)
        if n < COUNT - 1:
            page.get_by_role("button", name="Next").click()
    context.close()


def test_the_pictures_are_there_and_small() -> None:
    import inkread.web

    folder = Path(inkread.web.__file__).parent / "static" / "guide"
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert set(sizes) == {step.file for step in STEPS}
    assert sum(sizes.values()) < 400_000
