"""Draws the first screen at six sizes, light, dark and in Arabic: a sheet each, in docs/pictures.

A number is written on the pad of the real application and read on the device, in Chromium.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright
from scripts.browsing import launch
from scripts.draw_pictures import PICTURES, write
from scripts.serving import HOST, started, variables_of

SIZES = ((320, 630), (390, 844), (768, 630), (1024, 840), (1440, 970), (2560, 1801))
Scheme = Literal["light", "dark"]
# What a sheet is called, its colours, and the language of its pages.
SHEETS: tuple[tuple[str, Scheme, str], ...] = (
    ("light", "light", "en"),
    ("dark", "dark", "en"),
    ("arabic", "light", "ar"),
)
TALL, ROWS, GAP = 560, 2, 16  # px: of a screen on the sheet, and between two
GROUND = (128, 128, 128)


def main() -> None:
    """Writes docs/pictures/screens-light.webp and so on."""
    with (
        tempfile.TemporaryDirectory() as home,
        started(variables_of(Path(home), {"WORKERS": "1"})) as port,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for name, scheme, language in SHEETS:
            screens = list(take(browser, f"http://{HOST}:{port}", scheme, language))
            lay(screens).save(PICTURES / f"screens-{name}.webp", quality=82, method=6)
        browser.close()


def take(browser: Browser, address: str, scheme: Scheme, language: str) -> Iterator[Image.Image]:
    """The first screen with a number that was written and read, at each of `SIZES`."""
    for width, height in SIZES:
        with browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale=language,
            reduced_motion="reduce",
        ) as context:
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector("html[data-reader=ready]", timeout=60_000)
            write(page, "40713")
            expect(page.locator(".number").first).to_be_visible(timeout=60_000)
            page.wait_for_timeout(700)
            yield Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def lay(screens: list[Image.Image]) -> Image.Image:
    """The screens side by side in rows, all of one height, on grey."""
    for screen in screens:
        screen.thumbnail((4 * TALL, TALL), Image.Resampling.LANCZOS)
    each = -(-len(screens) // ROWS)
    rows = [screens[start : start + each] for start in range(0, len(screens), each)]
    wide = max(sum(screen.width + GAP for screen in row) for row in rows) + GAP
    sheet = Image.new("RGB", (wide, ROWS * (TALL + GAP) + GAP), GROUND)
    for i, row in enumerate(rows):
        x = GAP
        for screen in row:
            sheet.paste(screen, (x, GAP + i * (TALL + GAP)))
            x += screen.width + GAP
    return sheet


if __name__ == "__main__":
    main()
