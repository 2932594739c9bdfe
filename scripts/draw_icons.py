"""Draws the icons of the installable application from the mark: `src/inkread/web/static/icons`.

A maskable icon is cut to any shape by the system that shows it: its ground fills the square, and
the mark stays in the middle.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from scripts.browsing import launch

STATIC = Path(__file__).parents[1] / "src" / "inkread" / "web" / "static"
MARK, ICONS = STATIC / "icon.svg", STATIC / "icons"
GROUND = "#2d45c4"
# Systems cut off at most what lies outside a circle of four fifths of the width.
SAFE = 0.8


def draw(browser: Browser, name: str, side: int, *, is_maskable: bool) -> None:
    inner, ground = (SAFE * side, GROUND) if is_maskable else (side, "transparent")
    page = browser.new_page(viewport={"width": side, "height": side})
    page.set_content(
        f"<style>html {{ background: {ground} }} body {{ margin: {(side - inner) / 2}px }}"
        f" svg {{ display: block; width: {inner}px }}</style>{MARK.read_text('utf-8')}"
    )
    page.screenshot(path=ICONS / f"{name}.png", omit_background=True)
    page.close()


def main() -> None:
    ICONS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for side in (192, 512):
            draw(browser, f"icon-{side}", side, is_maskable=False)
        draw(browser, "maskable-512", 512, is_maskable=True)
        browser.close()


if __name__ == "__main__":
    main()
