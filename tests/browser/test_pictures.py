"""The Photo tab: choosing, dropping, pasting, samples, and what cannot be read."""

from __future__ import annotations

import base64

from playwright.sync_api import FilePayload, Page, expect
from tests.browser.screens import SEVEN, expect_number, open_reader, write
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


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


# A paste or a drop, as the browser would tell the page about it.
ARRIVE = """({ kind, content }) => {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], "picture.png", { type: "image/png" }));
  const details = { bubbles: true, cancelable: true };
  document.body.dispatchEvent(
    kind === "paste"
      ? new ClipboardEvent(kind, { ...details, clipboardData: transfer })
      : new DragEvent(kind, { ...details, dataTransfer: transfer }),
  );
}"""
