"""Hands on the first screen: opening it, writing on the pad, reading the answer."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

Point = tuple[float, float]

# In parts of the pad, from its top left corner.
SEVEN: Sequence[Point] = ((0.4, 0.2), (0.6, 0.2), (0.52, 0.5), (0.46, 0.8))
ONE: Sequence[Point] = ((0.75, 0.25), (0.8, 0.2), (0.8, 0.8))


def open_reader(page: Page) -> None:
    """The first screen, once its scripts have run."""
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")


def write(page: Page, stroke: Sequence[Point], *, steps: int = 5) -> None:
    """One stroke with the mouse, in `steps` moves from point to point."""
    frame = page.locator("#pad").bounding_box()
    assert frame is not None
    places = [
        (frame["x"] + x * frame["width"], frame["y"] + y * frame["height"]) for x, y in stroke
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=steps)
    page.mouse.up()


def expect_number(page: Page, text: str, position: int = 0) -> None:
    expect(page.locator(".number").nth(position).locator(".value")).to_have_text(text)


def ink_on_pad(page: Page) -> int:
    """How many pixels of the pad carry ink."""
    return int(
        page.locator("#pad").evaluate(
            """canvas => canvas.getContext("2d")
                 .getImageData(0, 0, canvas.width, canvas.height)
                 .data.filter((value, index) => index % 4 === 3 && value > 0).length"""
        )
    )
