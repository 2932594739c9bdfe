"""Draws the pictures of the guide with the application as it is: `make pictures`.

A real browser does what the guide tells, at the real server; each step leaves one picture.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from scripts.browsing import launch, trace
from scripts.draw_pictures import FORM, write
from scripts.draw_samples import smooth
from scripts.serving import HOST, Desk, keep_reading, served

from inkread.web.pages.guiding import HEIGHT, STEPS, WIDTH

PICTURES = Path(__file__).parents[1] / "src" / "inkread" / "web" / "static" / "guide"
QUALITY = 80
# A stroke of which nobody could say which of both it is.
BETWEEN_1_AND_7 = ((0.3, 0.22), (0.55, 0.1), (0.5, 0.5), (0.42, 0.95))


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="inkread-guide-") as folder:
        temporary = Path(folder) / "tmp"
        temporary.mkdir()
        with served(Path(folder) / "home", temporary, {}) as desk, sync_playwright() as playwright:
            browser = launch(playwright)
            context = browser.new_context(
                base_url=f"http://{HOST}:{desk.port}",
                viewport={"width": WIDTH, "height": HEIGHT},
                reduced_motion="reduce",
                color_scheme="light",
            )
            draw_reading(context.new_page())
            draw_keeping(context, desk)
            browser.close()
    total = sum((PICTURES / step.file).stat().st_size for step in STEPS)
    print(f"{len(STEPS)} pictures, {total / 1000:.0f} kB")


def draw_reading(page: Page) -> None:
    """A visitor writes a number, then takes a picture."""
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-reader", "ready", timeout=60_000)
    write(page, "20")
    keep(page, "write.webp")
    page.locator("#clear-ink").click()
    write(page, "2026")
    expect(page.locator(".number").first).to_be_visible(timeout=60_000)
    page.wait_for_timeout(1500)
    keep(page, "answer.webp")
    page.get_by_role("link", name="A filled form").click()
    expect(page.locator("#panel-photo")).to_be_visible()
    expect(page.locator(".number").nth(2)).to_be_visible(timeout=60_000)
    page.wait_for_timeout(1000)
    page.evaluate("window.scrollTo(0, 0)")
    keep(page, "picture.webp")
    page.get_by_role("tab", name="Draw").click()
    page.locator("#clear-ink").click()
    write_stroke(page, BETWEEN_1_AND_7)
    expect(page.locator("#bars")).to_be_visible(timeout=60_000)
    page.wait_for_timeout(1500)
    page.locator("#candidates").evaluate("each => each.scrollIntoView({ block: 'end' })")
    keep(page, "candidates.webp")
    page.close()


def write_stroke(page: Page, stroke: Sequence[tuple[float, float]]) -> None:
    """One stroke in the middle of the pad, given in parts of its height."""
    frame = page.locator("#pad").bounding_box()
    assert frame is not None
    height = frame["height"] * 0.7
    left, top = frame["x"] + (frame["width"] - height) / 2, frame["y"] + frame["height"] * 0.15
    points = [(left + x * height, top + y * height) for x, y in stroke]
    trace(page, [points[0], *smooth(points)[0][::4]])


def draw_keeping(context: BrowserContext, desk: Desk) -> None:
    """Somebody who is logged in opens what is kept, and corrects it."""
    address = f"http://{HOST}:{desk.port}"
    pairs = [pair.split("=", 1) for pair in desk.headers["Cookie"].split("; ")]
    for name, value in pairs:
        context.add_cookies([{"name": name, "value": value, "url": address}])
    place = keep_reading(desk, FORM.read_bytes(), "A filled form.jpg")
    page = context.new_page()
    page.goto(place)
    page.wait_for_timeout(1000)
    page.locator(".value .digit").first.click()
    page.wait_for_timeout(300)
    keep(page, "correct.webp")
    page.goto("/readings")
    page.wait_for_timeout(500)
    keep(page, "history.webp")
    page.close()


def keep(page: Page, name: str) -> None:
    """What is to be seen now, as a small file."""
    shot = Image.open(io.BytesIO(page.screenshot()))
    shot.convert("RGB").save(PICTURES / name, "WEBP", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
