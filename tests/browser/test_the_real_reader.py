"""From the pad to the shipped model and back: `inkread serve` in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from scripts.draw_samples import STROKES, smooth
from tests.browser.screens import open_reader, write

PROGRAM = "import sys; from inkread.web.serve import serve; serve('127.0.0.1', int(sys.argv[1]))"


@pytest.fixture(scope="module")
def real_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application with the models of this checkout."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    variables = {"PATH": os.environ["PATH"], "INKREAD_HOME": str(home), "INKREAD_WORKERS": "1"}
    command = [sys.executable, "-c", PROGRAM, str(port)]
    with subprocess.Popen(command, env=variables, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert "inkread is at" in server.stderr.readline()
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture
def page(browser: Browser, real_address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=real_address, viewport={"width": 1440, "height": 970})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("text", ["7", "2026"])
def test_a_number_written_on_the_pad_is_read(page: Page, text: str) -> None:
    open_reader(page)
    for index, character in enumerate(text):
        left, height = 0.08 + index * 0.17, 0.36
        for stroke in STROKES[character]:
            curve, _ = smooth([(1000 * x, 1000 * y) for x, y in stroke])
            points = [(left + x / 1000 * height * 0.7, 0.3 + y / 1000 * height) for x, y in curve]
            write(page, points[::60], steps=1)
    expect(page.locator(".value")).to_have_text(text)


def test_a_photograph_of_nothing_answers_no_number(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "paper.jpg"
    Image.radial_gradient("L").resize((800, 600)).save(file)
    open_reader(page)
    page.locator("#image").set_input_files(file)
    expect(page.locator("#sentence")).to_have_text("No number found.")


def test_the_filled_form_is_read(page: Page) -> None:
    open_reader(page)
    page.get_by_role("link", name="A filled form").click()
    expect(page.locator(".value")).to_have_text(["40713", "286590", "008142"])
