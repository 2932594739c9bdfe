"""The Photo tab: one picture or several, documents, samples, and what cannot be read."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, Route, expect
from tests.browser.screens import SEVEN, expect_number, open_reader, write
from tests.browser.test_everyone import overflow
from tests.web.pictures import packed, packed_pages
from tests.web.scripted import Row, Script

FORM = [
    Row("40713", (0.3, 0.2, 0.8, 0.35), printed=True),
    Row("286590", (0.3, 0.45, 0.9, 0.6), (0.999, 0.998, 0.62, 0.997, 0.995, 0.999)),
]


def given(content: bytes, name: str = "form.png", kind: str = "image/png") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


def test_a_picture_of_many_digits_is_read_with_boxes_and_candidates(
    page: Page, script: Script
) -> None:
    script.rows = FORM
    open_reader(page)
    page.get_by_role("tab", name="Photo").click()
    page.locator("#image").set_input_files(given(packed("PNG", 600, 400)))
    expect_number(page, "40713")
    expect_number(page, "286590", 1)
    expect(page.locator("#picture")).to_be_visible()
    expect(page.locator("rect.digit.print")).to_have_count(5 + 1)  # one in the legend
    expect(page.locator("#photo-frame rect.digit.hand")).to_have_count(6)
    # The doubtful digit differs by its dashes, and is the one that is looked at first.
    expect(page.locator("#photo-frame rect.doubtful.selected")).to_have_count(1)
    expect(page.locator("#candidates-heading")).to_have_text("Digit 3 of 6, handwritten, could be")
    expect(page.locator("#bars .label").first).to_have_text("6")
    expect(page.locator(".number").nth(1).locator(".word")).to_have_text("unsure")


def test_pointing_at_a_box_selects_its_digit_and_back(page: Page, script: Script) -> None:
    script.rows = FORM
    open_reader(page)
    page.locator("#image").set_input_files(given(packed("PNG", 600, 400)))
    expect_number(page, "40713")
    page.locator("#photo-frame rect.digit").first.hover(force=True)
    first = page.get_by_role("button", name="4, digit 1 of 5")
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#photo-frame .tag")).to_have_text("4")
    page.get_by_role("button", name="0, digit 6 of 6").hover()
    expect(page.locator("#photo-frame .tag")).to_have_text("0")


def test_a_text_file_called_png_gets_a_sentence(page: Page, script: Script) -> None:
    open_reader(page)
    page.locator("#image").set_input_files(given(b"Dear customer, 42"))
    expect(page.locator("#sentence")).to_contain_text("This is not a picture that can be read")
    expect(page.locator("#live")).to_contain_text("This is not a picture")
    expect(page.locator("#photo-invitation")).to_be_visible()


def test_a_file_that_is_too_large_is_not_even_sent(page: Page, script: Script) -> None:
    open_reader(page)
    page.locator("#image").set_input_files(given(bytes(2_100_000)))
    expect(page.locator("#sentence")).to_have_text(
        "The file of 2.1 MB is larger than the 2.0 MB allowed."
    )
    assert script.sizes == []


def test_after_a_bad_file_a_good_one_is_read(page: Page, script: Script) -> None:
    script.rows = [Row("5")]
    open_reader(page)
    page.locator("#image").set_input_files(given(b"text"))
    expect(page.locator("#answer")).to_have_attribute("data-state", "failed")
    page.locator("#image").set_input_files(given(packed("PNG")))
    expect_number(page, "5")


def test_a_picture_is_pasted(page: Page, script: Script) -> None:
    script.rows = [Row("88")]
    open_reader(page)
    page.evaluate(ARRIVE, {"kind": "paste", "content": encoded(packed("PNG"))})
    expect_number(page, "88")
    expect(page.get_by_role("tab", name="Photo")).to_have_attribute("aria-selected", "true")


def test_a_picture_is_dropped_anywhere(page: Page, script: Script) -> None:
    script.rows = [Row("31")]
    open_reader(page)
    content = encoded(packed("PNG"))
    page.evaluate(ARRIVE, {"kind": "dragover", "content": content})
    expect(page.locator("#veil")).to_be_visible()
    page.evaluate(ARRIVE, {"kind": "drop", "content": content})
    expect(page.locator("#veil")).to_be_hidden()
    expect_number(page, "31")


def test_a_document_is_leafed_through(page: Page, script: Script) -> None:
    script.rows = [Row("5")]
    open_reader(page)
    page.locator("#image").set_input_files(given(packed_pages(3), "scan.tif", "image/tiff"))
    expect(page.locator("#page-position")).to_have_text("Page 1 of 3")
    expect(page.locator("#picture")).to_have_js_property("naturalWidth", 60)
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#page-position")).to_have_text("Page 2 of 3")
    expect(page.locator("#picture")).to_have_js_property("naturalWidth", 61)
    expect_number(page, "5")


def test_a_sample_is_read_by_a_click(page: Page, script: Script) -> None:
    script.rows = FORM
    open_reader(page)
    page.get_by_role("link", name="A filled form").click()
    expect_number(page, "40713")
    expect(page.locator("#picture")).to_have_js_property("naturalWidth", 880)
    assert script.sizes[-1] == (880, 620)


def test_each_tab_keeps_its_own_answer(page: Page, script: Script) -> None:
    script.rows = [Row("7")]
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "7")
    script.rows = [Row("42")]
    page.locator("#image").set_input_files(given(packed("PNG")))
    expect_number(page, "42")
    page.get_by_role("tab", name="Draw").click()
    expect_number(page, "7")
    page.get_by_role("tab", name="Photo").click()
    expect_number(page, "42")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".number")).to_have_count(0)
    expect(page.locator("#photo-invitation")).to_be_visible()


def several(*names: str) -> list[FilePayload]:
    """Pictures of 200 px height; the first is 300 px wide, each other 10 px wider."""
    return [given(packed("PNG", 300 + 10 * n, 200), name) for n, name in enumerate(names)]


def test_one_picture_alone_shows_no_list(page: Page, script: Script) -> None:
    script.rows = [Row("5")]
    open_reader(page)
    page.locator("#image").set_input_files(given(packed("PNG")))
    expect_number(page, "5")
    expect(page.locator("#roll")).to_be_hidden()
    expect(page.locator("#pages")).to_be_hidden()
    expect(page.locator("#leaves")).to_be_hidden()


def test_several_pictures_are_read_in_turn_and_each_keeps_its_answer(
    page: Page, script: Script
) -> None:
    script.rows = [Row("5")]
    open_reader(page)
    page.locator("#image").set_input_files(several("one.png", "two.png", "three.png"))
    expect(page.locator("#roll-words")).to_have_text("3 pictures")
    assert script.sizes == [(300, 200), (310, 200), (320, 200)]
    expect(page.locator("#strip .word")).to_have_text(["1 number"] * 3)
    expect(page.locator("#strip canvas")).to_have_count(3)
    expect(page.locator("#roll-progress")).to_be_hidden()
    # The first is on show; the arrows lead along the list.
    expect(page.locator("#picture")).to_have_js_property("naturalWidth", 300)
    page.get_by_role("button", name="1 of 3: one.png, 1 number").focus()
    page.keyboard.press("ArrowRight")
    second = page.get_by_role("button", name="2 of 3: two.png, 1 number")
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-current", "true")
    expect(page.locator("#picture")).to_have_js_property("naturalWidth", 310)
    page.keyboard.press("Delete")
    expect(page.locator("#strip .shot")).to_have_count(2)
    expect(page.get_by_role("button", name="2 of 2: three.png, 1 number")).to_be_focused()
    expect(page.locator("#picture")).to_have_js_property("naturalWidth", 320)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#strip .shot")).to_have_count(0)
    expect(page.locator("#photo-invitation")).to_be_visible()


def test_a_file_that_is_no_picture_says_so_and_the_others_are_read(
    page: Page, script: Script
) -> None:
    script.rows = [Row("5")]
    open_reader(page)
    files = [*several("one.png", "two.png"), given(b"Dear customer", "letter.png")]
    page.locator("#image").set_input_files([*files, given(bytes(2_100_000), "large.png")])
    expect(page.locator("#roll-words")).to_have_text("4 pictures, 2 could not be read")
    expect(page.locator("#strip .word")).to_have_text(
        ["1 number", "1 number", "not read", "not read"]
    )
    faults = page.locator("#faults li")
    expect(faults.nth(0)).to_contain_text("letter.png This is not a picture that can be read")
    expect(faults.nth(1)).to_contain_text("large.png The file of 2.1 MB is larger than")
    page.get_by_role("button", name="3 of 4: letter.png").click()
    expect(page.locator("#sentence")).to_contain_text("This is not a picture")
    expect(page.locator(".number")).to_have_count(0)
    page.get_by_role("button", name="2 of 4: two.png").click()
    expect_number(page, "5")


def test_reading_is_cancelled_for_one_and_for_all_and_taken_up_again(
    page: Page, script: Script
) -> None:
    script.rows = [Row("5")]
    held: list[Route] = []
    page.route("**/read", lambda route: held.append(route))
    open_reader(page)
    page.locator("#image").set_input_files(several("one.png", "two.png", "three.png"))
    words = page.locator("#strip .word")
    expect(words).to_have_text(["reading …", "waiting", "waiting"])
    expect(page.locator("#roll-progress")).to_be_visible()
    expect(page.locator("#roll-words")).to_have_text("0 of 3 done")
    # One picture under another: the answer of none is shown.
    expect(page.locator("#sentence")).to_have_text("It is being read …")
    page.get_by_role("button", name="Cancel one.png").click()
    expect(words).to_have_text(["cancelled", "reading …", "waiting"])
    page.get_by_role("button", name="Cancel all").click()
    expect(words).to_have_text(["cancelled"] * 3)
    expect(page.locator("#roll-progress")).to_be_hidden()
    page.unroute("**/read")
    page.get_by_role("button", name="Read again").click()
    expect(words).to_have_text(["1 number", "cancelled", "cancelled"])
    expect_number(page, "5")


def test_more_pictures_than_are_read_at_once_are_not_even_looked_at(
    page: Page, script: Script
) -> None:
    open_reader(page)
    page.locator("#image").set_input_files(
        [given(packed("PNG", 9, 9), f"{n}.png") for n in range(51)]
    )
    expect(page.locator("#sentence")).to_have_text(
        "51 files were given, and 50 at once are read here. Please choose fewer."
    )
    expect(page.locator("#photo-invitation")).to_be_visible()
    assert script.sizes == []


def test_several_pictures_are_dropped_and_more_are_added(page: Page, script: Script) -> None:
    script.rows = [Row("31")]
    open_reader(page)
    content = encoded(packed("PNG"))
    page.evaluate(ARRIVE, {"kind": "drop", "content": content, "count": 2})
    expect(page.locator("#roll-words")).to_have_text("2 pictures")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add").click()
    chooser.value.set_files(several("more.png"))
    expect(page.locator("#roll-words")).to_have_text("3 pictures")
    expect(page.get_by_role("button", name="3 of 3: more.png")).to_have_attribute(
        "aria-current", "true"
    )


def test_a_document_has_a_small_picture_of_each_page(page: Page, script: Script) -> None:
    script.rows = [Row("5")]
    open_reader(page)
    page.locator("#image").set_input_files(given(packed_pages(3), "scan.tif", "image/tiff"))
    expect(page.locator("#leaves canvas")).to_have_count(3)
    page.get_by_role("button", name="Page 2", exact=True).click()
    expect(page.locator("#page-position")).to_have_text("Page 2 of 3")
    expect(page.locator("#picture")).to_have_js_property("naturalWidth", 61)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Page 3", exact=True)).to_be_focused()
    expect(page.locator("#page-position")).to_have_text("Page 3 of 3")


@pytest.mark.parametrize(
    "context_options",
    [
        {"viewport": {"width": width, "height": 700}, "color_scheme": scheme}
        for width, scheme in ((320, "light"), (1200, "dark"))
    ],
    ids=["phone and light", "desk and dark"],
)
def test_axe_finds_nothing_with_several_pictures_pages_a_crop_and_the_camera(
    page: Page, script: Script, context_options: dict[str, Any]
) -> None:
    script.rows = FORM
    open_reader(page)
    files = [*several("one.png"), given(packed_pages(3), "scan.tif", "image/tiff"), given(b"x")]
    page.locator("#image").set_input_files(files)
    expect(page.locator("#roll-words")).to_have_text("3 pictures, 1 could not be read")
    page.locator("#strip .look").nth(1).click()
    expect(page.locator("#leaves canvas")).to_have_count(3)
    expect_nothing_to_mend(page)
    page.get_by_role("button", name="Turn, crop").click()
    page.get_by_text("Edges one by one").click()
    expect_nothing_to_mend(page)
    page.get_by_role("tab", name="Camera").click()
    expect_nothing_to_mend(page)


def expect_nothing_to_mend(page: Page) -> None:
    assert overflow(page) <= 0
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


# A paste or a drop, as the browser would tell the page about it.
ARRIVE = """({ kind, content, count = 1 }) => {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const transfer = new DataTransfer();
  for (let n = 0; n < count; n++) {
    transfer.items.add(new File([bytes], "picture.png", { type: "image/png" }));
  }
  const details = { bubbles: true, cancelable: true };
  document.body.dispatchEvent(
    kind === "paste"
      ? new ClipboardEvent(kind, { ...details, clipboardData: transfer })
      : new DragEvent(kind, { ...details, dataTransfer: transfer }),
  );
}"""
