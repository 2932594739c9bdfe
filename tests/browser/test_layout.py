"""Where things stand: in one line, in one column, or the other way round in Arabic."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect
from tests.browser.test_kept_readings import log_in
from tests.web.readings.keepers import keeper
from tests.web.readings.making import photograph
from tests.web.scripted import Row, Script

pytestmark = pytest.mark.django_db(transaction=True)


def speaks(language: str, width: int, height: int) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": height}, "locale": language}


def box_of(found: Locator) -> FloatRect:
    box = found.bounding_box()
    assert box is not None
    return box


@pytest.mark.parametrize("context_options", [speaks("en", 320, 630), speaks("en", 390, 844)])
def test_on_a_phone_the_name_and_the_doors_stand_in_one_line(page: Page) -> None:
    page.goto("/guide")
    name, door = (box_of(page.locator(each)) for each in (".mark", ".door.strong"))
    assert door["y"] < name["y"] + name["height"] / 2 < door["y"] + door["height"]


@pytest.mark.parametrize("context_options", [speaks("en", 390, 844)])
def test_on_a_telephone_tabs_and_tools_stand_in_one_line(page: Page) -> None:
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    tabs, undo = (box_of(page.locator(each)) for each in (".tabs", "#undo"))
    assert tabs["y"] <= undo["y"]
    assert undo["y"] + undo["height"] <= tabs["y"] + tabs["height"]


@pytest.mark.parametrize("context_options", [speaks("en", 320, 630), speaks("ar", 1440, 970)])
def test_the_buttons_of_a_form_are_as_wide_as_its_fields(page: Page) -> None:
    for address in ("/account/login/", "/account/signup/"):
        page.goto(address)
        field = box_of(page.locator("form.fill input[type=password]").first)
        button = box_of(page.locator("form.fill button.act"))
        assert (button["x"], button["width"]) == pytest.approx((field["x"], field["width"]), abs=1)


@pytest.mark.parametrize("context_options", [speaks("en", 390, 844), speaks("en", 1440, 970)])
def test_each_name_of_a_fact_begins_a_row(page: Page) -> None:
    log_in(page.context, keeper("alice"))
    for address in ("/api", "/about", "/account/", "/account/email/"):
        page.goto(address)
        names = page.locator("dl.facts dt").all()
        assert names, address
        for before, after in pairwise(box_of(name) for name in names):
            assert before["x"] == after["x"], address
            assert before["y"] + before["height"] <= after["y"], address
    page.goto("about:blank")


@pytest.mark.parametrize("context_options", [speaks("ar", 1024, 840)])
def test_a_table_in_arabic_begins_at_its_right_edge(page: Page) -> None:
    root = keeper("root")
    root.user.is_staff = True
    root.user.save()
    log_in(page.context, root)
    page.goto("/administration/people")
    cell = page.locator("tbody th").first
    sides = cell.evaluate(
        "each => [getComputedStyle(each).paddingRight, getComputedStyle(each).paddingLeft]"
    )
    assert sides[0] == "0px" != sides[1]
    page.goto("about:blank")


@pytest.mark.parametrize("context_options", [speaks("ar", 1024, 840)])
def test_a_kept_reading_in_arabic_keeps_digits_and_keys_from_the_left(
    page: Page, script: Script
) -> None:
    script.rows = [Row("17", (0.1, 0.1, 0.5, 0.3)), Row("26", (0.6, 0.1, 0.9, 0.3))]
    alice = keeper("alice")
    address = alice.keep(photograph(400, 600), "marks.jpg")
    log_in(page.context, alice)
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    one, nine = (box_of(page.locator(f"#keypad [data-digit='{each}']")) for each in (1, 9))
    assert one["x"] < nine["x"]
    zero, last = (box_of(page.locator(".keys kbd").nth(index)) for index in (0, 1))
    assert zero["x"] < last["x"]
    # Back points to where a line began, which is on the right.
    turns = [
        page.locator(f"#{each} svg").evaluate("each => getComputedStyle(each).transform")
        for each in ("undo", "redo")
    ]
    assert turns == ["matrix(-1, 0, 0, 1, 0, 0)", "none"]
    page.goto("/readings")
    found = page.locator(".found")
    expect(found).to_have_text("17 26")
    ends = found.evaluate(
        """each => [0, 3].map((at) => {
             const range = document.createRange();
             range.setStart(each.firstChild, at);
             range.setEnd(each.firstChild, at + 2);
             return range.getBoundingClientRect().left;
           })"""
    )
    assert ends[0] < ends[1]
    page.goto("about:blank")
