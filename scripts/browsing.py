"""The system's Chromium for scripts, and a hand for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable

from playwright.sync_api import Browser, Page, Playwright

SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium: the one that CHROMIUM names, or the system's own."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    return playwright.chromium.launch(executable_path=path, args=list(SWITCHES))


def trace(page: Page, points: Iterable[tuple[float, float]], *, steps: int = 1) -> None:
    """One stroke of the mouse along `points`, px of the window, in `steps` moves from each to the
    next."""
    first, *others = points
    page.mouse.move(*first)
    page.mouse.down()
    for point in others:
        page.mouse.move(*point, steps=steps)
    page.mouse.up()
