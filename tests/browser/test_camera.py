"""The Camera tab, with the pretended camera of Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from tests.browser.conftest import CHROMIUM, SWITCHES
from tests.browser.screens import expect_number, open_reader
from tests.web.scripted import Row, Script

CAMERA = "--use-fake-device-for-media-stream=device-count={}"
ALLOWED = "--use-fake-ui-for-media-stream"
REFUSED = "--use-fake-ui-for-media-stream=deny"


@pytest.fixture
def switches() -> list[str]:
    """How Chromium is started; tests override it with a parameter."""
    return [CAMERA.format(2), ALLOWED]


@pytest.fixture
def browser(playwright: Playwright, switches: list[str]) -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    browser = playwright.chromium.launch(executable_path=path, args=[*SWITCHES, *switches])
    yield browser
    browser.close()


def start(page: Page) -> None:
    open_reader(page)
    page.get_by_role("tab", name="Camera").click()
    page.get_by_role("button", name="Start the camera").click()
    expect(page.locator("#camera-video")).to_be_visible()


def is_live(page: Page) -> bool:
    return bool(
        page.locator("#camera-video").evaluate(
            "video => !!video.srcObject?.getTracks().some((track) => track.readyState === 'live')"
        )
    )


def test_a_still_of_the_camera_is_read_like_a_photograph(page: Page, script: Script) -> None:
    script.rows = [Row("286")]
    start(page)
    expect(page.get_by_role("button", name="Take the picture")).to_be_focused()
    expect(page.locator("#camera-video")).not_to_have_js_property("videoWidth", 0)
    page.get_by_role("button", name="Take the picture").click()
    expect_number(page, "286")
    expect(page.get_by_role("tab", name="Photo")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#picture")).to_be_visible()
    assert script.sizes[-1][0] >= 640
    # The camera is off, and the still can be cropped.
    assert not is_live(page)
    expect(page.get_by_role("button", name="Turn, crop")).to_be_visible()


def test_the_camera_stops_when_its_tab_is_left(page: Page, script: Script) -> None:
    start(page)
    assert is_live(page)
    page.evaluate("window.tracks = document.querySelector('video').srcObject.getTracks()")
    page.get_by_role("tab", name="Draw").click()
    assert page.evaluate("window.tracks.map((track) => track.readyState)") == ["ended"]
    expect(page.locator("#camera-controls")).to_be_hidden()


def test_another_camera_is_taken(page: Page, script: Script) -> None:
    start(page)
    which = "document.querySelector('video').srcObject?.getTracks()[0].getSettings().deviceId"
    first, name = page.evaluate(which), page.locator("#camera-video").get_attribute("title")
    assert name
    page.get_by_role("button", name="Other camera").click()
    expect(page.locator("#camera-video")).not_to_have_attribute("title", name)
    expect(page.locator("#camera-name")).not_to_have_text(name)
    assert page.evaluate(which) != first
    assert is_live(page)
    # The pretended cameras have no light.
    expect(page.locator("#camera-torch")).to_be_hidden()


@pytest.mark.parametrize("switches", [[CAMERA.format(1), ALLOWED]])
def test_one_camera_alone_has_no_other(page: Page, script: Script, switches: list[str]) -> None:
    start(page)
    expect(page.locator("#camera-shoot")).to_be_visible()
    expect(page.locator("#camera-other")).to_be_hidden()


@pytest.mark.parametrize(
    ("switches", "sentence"),
    [
        ([CAMERA.format(1), REFUSED], "The camera may not be used here."),
        ([CAMERA.format(0), ALLOWED], "No camera was found on this device."),
    ],
    ids=["refused", "none"],
)
def test_without_a_camera_a_sentence_says_why(
    page: Page, script: Script, switches: list[str], sentence: Any
) -> None:
    open_reader(page)
    page.get_by_role("tab", name="Camera").click()
    page.get_by_role("button", name="Start the camera").click()
    expect(page.locator("#sentence")).to_contain_text(sentence)
    expect(page.locator("#live")).to_contain_text(sentence)
    expect(page.locator("#camera-invitation")).to_be_visible()
    page.get_by_role("tab", name="Photo").click()
    expect(page.locator("#sentence")).to_have_text(
        "Choose a picture, and its numbers are read here."
    )
