"""A headless Chromium, the application of the tests, and a watch on what the page does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from django.apps import apps
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright
from tests.browser.serving import served
from tests.web.scripted import Script, scripted_reader
from tests.web.setting_up import set_up_django

from inkread.web.readings.apps import ReadingsConfig

set_up_django()
# Playwright keeps an event loop in this thread; the tests use the database between its steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# The names under which systems install it.
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database in a file, so that the server's threads and the tests see the same."""
    tests = connection.settings_dict["TEST"]
    tests["NAME"] = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's own Chromium."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def served_address() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Script]:
    """What the application's reader answers; nothing at first."""
    config = cast(ReadingsConfig, apps.get_app_config("readings"))
    script = Script()
    config.reader = scripted_reader(script, tmp_path)
    yield script
    del config.reader


@pytest.fixture
def context_options() -> dict[str, Any]:
    """How the browser's window is; tests override it with a parameter."""
    return {"viewport": {"width": 1440, "height": 970}, "reduced_motion": "reduce"}


@pytest.fixture
def context(
    browser: Browser, context_options: dict[str, Any], served_address: str
) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=served_address, **context_options)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def has_workers() -> bool:
    """Whether the browser can work beside the page. One that cannot leaves all reading to the
    server, where the script is; tests of reading in the browser say True."""
    return False


@pytest.fixture
def page(
    context: BrowserContext, served_address: str, script: Script, has_workers: bool
) -> Iterator[Page]:
    """A page that is watched: no error in its console, no request that leaves the server."""
    page = context.new_page()
    if not has_workers:
        page.add_init_script("delete window.Worker")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def listen(message: ConsoleMessage) -> None:
        # Chromium itself notes each answer of 4xx and a lost network; the tests look at those.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def watch(url: str) -> None:
        if not url.startswith((served_address, "blob:", "data:")):
            complaints.append(f"a request to {url}")

    page.on("console", listen)
    page.on("request", lambda request: watch(request.url))
    yield page
    assert complaints == []
