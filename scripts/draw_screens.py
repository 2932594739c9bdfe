"""Draws pages at six sizes, light, dark and in Arabic: a sheet each, in docs/pictures.

    python -m scripts.draw_screens [SCENE ...]

The real application in Chromium; without names all scenes of `scripts/scenes.py`.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from scripts.browsing import launch
from scripts.draw_pictures import PICTURES
from scripts.scenes import SCENES, Scene, Stage, set_stage
from scripts.serving import HOST, served

SIZES = ((320, 630), (390, 844), (768, 630), (1024, 840), (1440, 970), (2560, 1801))
ROWS = (4, 2)  # how many screens are beside each other
TALL, GAP = 560, 16  # px: of a screen on the sheet, and between two
GROUND = (128, 128, 128)
SETTLED = 700  # ms: what appears has come to rest


@dataclass(frozen=True)
class Look:
    """How the browser is set: its colours, and the language that it asks for."""

    name: str
    scheme: Literal["light", "dark"]
    language: str


LOOKS = (Look("light", "light", "en"), Look("dark", "dark", "en"), Look("arabic", "light", "ar"))


def main(names: Sequence[str]) -> None:
    """Writes docs/pictures/screens-answer-light.webp and so on."""
    scenes = [scene for scene in SCENES if not names or scene.name in names]
    with tempfile.TemporaryDirectory() as folder:
        home, temporary = Path(folder) / "home", Path(folder) / "tmp"
        temporary.mkdir()
        with served(home, temporary, {"WORKERS": "1"}) as desk, sync_playwright() as playwright:
            browser, stage = launch(playwright), set_stage(desk)
            for scene in scenes:
                for look in LOOKS:
                    sheet = lay(list(take(browser, scene, stage, look)))
                    place = PICTURES / f"screens-{scene.name}-{look.name}.webp"
                    sheet.save(place, quality=80, method=6)
                    print(f"{place.name}: {place.stat().st_size / 1000:.0f} kB", flush=True)
            browser.close()


def take(browser: Browser, scene: Scene, stage: Stage, look: Look) -> Iterator[Image.Image]:
    """The scene in this look at each of `SIZES`."""
    context = opened(browser, scene, stage, look)
    page = context.new_page()
    for index, (width, height) in enumerate(SIZES):
        page.set_viewport_size({"width": width, "height": height})
        if index == 0 or scene.is_made_anew:
            scene.show(page, stage)
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(SETTLED)
        yield screen_of(page)
    context.close()


def opened(browser: Browser, scene: Scene, stage: Stage, look: Look) -> BrowserContext:
    """A browser of the clerk's, or of a visitor's, that is set for this look."""
    address = f"http://{HOST}:{stage.desk.port}"
    context = browser.new_context(
        base_url=address,
        color_scheme=look.scheme,
        locale=look.language,
        reduced_motion="reduce",
    )
    if scene.is_clerks:
        for pair in stage.desk.headers["Cookie"].split("; "):
            name, value = pair.split("=", 1)
            context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


def screen_of(page: Page) -> Image.Image:
    """What is to be seen now."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def lay(screens: list[Image.Image]) -> Image.Image:
    """The screens side by side in rows, all of one height, on grey."""
    for screen in screens:
        screen.thumbnail((4 * TALL, TALL), Image.Resampling.LANCZOS)
    rest = iter(screens)
    rows = [list(islice(rest, count)) for count in ROWS]
    wide = max(sum(screen.width + GAP for screen in row) for row in rows) + GAP
    sheet = Image.new("RGB", (wide, len(rows) * (TALL + GAP) + GAP), GROUND)
    for i, row in enumerate(rows):
        x = GAP
        for screen in row:
            sheet.paste(screen, (x, GAP + i * (TALL + GAP)))
            x += screen.width + GAP
    return sheet


if __name__ == "__main__":
    main(sys.argv[1:])
