"""Draws the pictures of README and docs with the models as they are: `make pictures`.

The first screen in a real browser after a click on the filled form, and that form with what was
read marked on it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from inkread import Reader
from inkread.exports import annotate
from inkread.images import open_pages

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
FORM = ROOT / "src" / "inkread" / "web" / "static" / "samples" / "form.jpg"
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def draw_form() -> None:
    (photo,) = open_pages(FORM)
    marked = annotate(photo.pixels, Reader().read_photo(photo))
    marked.thumbnail((1200, 1200), Image.Resampling.LANCZOS)
    marked.save(PICTURES / "form-annotated.jpg", quality=85)


@contextmanager
def served() -> Iterator[None]:
    """The application on a port of its own, with a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "inkread", "serve", "--port", str(PORT)]
        environment = {**os.environ, "INKREAD_HOME": home, "INKREAD_WORKERS": "1"}
        server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr is not None
            if "inkread is at" not in (line := server.stderr.readline()):
                raise SystemExit(f"the application did not start: {line}")
            yield
        finally:
            server.terminate()
            server.wait(timeout=20)


def draw_first_screen() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with served(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        page = browser.new_page(viewport={"width": 1440, "height": 970}, reduced_motion="reduce")
        page.goto(ADDRESS)
        with page.expect_response("**/read"):
            page.get_by_role("link", name="A filled form").click()
        page.mouse.wheel(0, -2000)
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURES / "reader-desktop.png")
        browser.close()


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    draw_form()
    draw_first_screen()
