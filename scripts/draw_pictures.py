"""Draws the pictures of README and docs with the models as they are: `make pictures`.

The first screen in a real browser after a click on the filled form, and on a telephone with a
number written on it; and that form with what was read marked on it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from scripts.browsing import launch, trace
from scripts.draw_samples import STROKES, smooth
from scripts.serving import HOST, started, variables_of

from inkread import Reader
from inkread.exports import annotate
from inkread.images import open_pages

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
FORM = ROOT / "src" / "inkread" / "web" / "static" / "samples" / "form.jpg"


def draw_form() -> None:
    (photo,) = open_pages(FORM)
    marked = annotate(photo.pixels, Reader().read_photo(photo))
    marked.thumbnail((1200, 1200), Image.Resampling.LANCZOS)
    marked.save(PICTURES / "form-annotated.jpg", quality=85)


def draw_first_screen() -> None:
    with (
        tempfile.TemporaryDirectory() as home,
        started(variables_of(Path(home), {"WORKERS": "1"})) as port,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        draw_desktop(browser, f"http://{HOST}:{port}")
        draw_phone(browser, f"http://{HOST}:{port}")
        browser.close()


def draw_desktop(browser: Browser, address: str) -> None:
    """A sample that was clicked, on a wide screen."""
    page = browser.new_page(viewport={"width": 1440, "height": 970}, reduced_motion="reduce")
    page.goto(address)
    page.get_by_role("link", name="A filled form").click()
    expect(page.locator(".number").first).to_be_visible(timeout=60_000)
    page.mouse.wheel(0, -2000)
    page.wait_for_timeout(1000)
    page.screenshot(path=PICTURES / "reader-desktop.png")
    page.close()


def draw_phone(browser: Browser, address: str) -> None:
    """A number that was written, on a small dark screen."""
    page = browser.new_page(
        viewport={"width": 390, "height": 844},
        color_scheme="dark",
        reduced_motion="reduce",
    )
    page.goto(address)
    write(page, "2026")
    expect(page.locator(".number").first).to_be_visible(timeout=60_000)
    page.wait_for_timeout(1000)
    page.screenshot(path=PICTURES / "reader-phone.png")
    page.close()


def write(page: Page, text: str) -> None:
    """Writes digits on the pad, in the hand of the sample pictures."""
    frame = page.locator("#pad").bounding_box()
    assert frame is not None
    height = min(frame["height"] * 0.55, frame["width"] / len(text) * 1.2)
    step = frame["width"] * 0.86 / len(text)
    top = frame["y"] + (frame["height"] - height) / 2
    for index, character in enumerate(text):
        left = frame["x"] + frame["width"] * 0.08 + index * step
        for stroke in STROKES[character]:
            points = [(left + x * height, top + y * height) for x, y in stroke]
            trace(page, [points[0], *smooth(points)[0][::4]])


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    draw_form()
    draw_first_screen()
