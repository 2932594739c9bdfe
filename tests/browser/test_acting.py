"""What can be done with an answer: copy, share, speak, print, save as a file."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.screens import SEVEN, expect_number, open_reader, write
from tests.browser.test_everyone import overflow
from tests.web.pictures import packed
from tests.web.scripted import Row, Script

TWO = [Row("71", (0.3, 0.1, 0.7, 0.4)), Row("008", (0.3, 0.6, 0.7, 0.9), 0.6)]

# Voices of the device and one of a server; what is to be said is noted, and said at once.
VOICE = """
  window.said = [];
  const voices = [["fr-FR", false], ["en-GB", true], ["de_DE", true]];
  class Said extends EventTarget { constructor(text) { super(); this.text = text; } }
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Said });
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices.map(([lang, localService]) => ({ lang, localService })),
    addEventListener: () => {},
    cancel: () => window.said.push("cancel"),
    speak: (each) => {
      window.said.push([each.text, each.lang, each.rate, each.voice.lang]);
      if (!window.slow) setTimeout(() => each.dispatchEvent(new Event("end")), 10);
    },
  } });
"""


def answered(page: Page, script: Script) -> None:
    """The first screen with a drawing that is read as two numbers."""
    script.rows = TWO
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "71")
    expect_number(page, "008", 1)


def saved(page: Page, name: str) -> tuple[str, bytes]:
    """The name and the content of what an entry of the menu downloads."""
    page.locator("#download summary").click()
    with page.expect_download() as waiting:
        page.locator("#download").get_by_text(name, exact=True).click()
    expect(page.locator("#download")).not_to_have_attribute("open", "")
    download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def test_nothing_is_offered_before_there_is_an_answer(page: Page, script: Script) -> None:
    open_reader(page)
    expect(page.locator("#answer-actions")).to_be_hidden()
    write(page, SEVEN)
    expect(page.locator("#sentence")).to_have_text("No number found.")
    expect(page.locator("#answer-actions")).to_be_hidden()


def test_the_numbers_are_copied(page: Page, context: BrowserContext, script: Script) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered(page, script)
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#actions-note")).to_have_text("The numbers were copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "71\n008"


def test_a_browser_that_does_not_let_copy_is_said(page: Page, script: Script) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    answered(page, script)
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#actions-note")).to_have_text("The browser does not let this page copy.")


SHARING = """navigator.share = async (what) => {
  document.documentElement.dataset.shared = [
    what.text, ...(what.files ?? []).map((file) => `${file.name} ${file.type} ${file.size > 500}`),
  ].join("|");
}
navigator.canShare = (what) => %s;"""


@pytest.mark.parametrize(
    ("takes_files", "shared"),
    [("true", "71\n008|numbers.png image/png true"), ("!what.files", "71\n008")],
)
def test_the_numbers_are_shared_with_their_picture_where_the_system_takes_it(
    page: Page, script: Script, takes_files: str, shared: str
) -> None:
    page.add_init_script(SHARING % takes_files)
    answered(page, script)
    page.get_by_role("button", name="Share").click()
    expect(page.locator("html")).to_have_attribute("data-shared", shared)


def test_what_the_browser_cannot_do_is_not_offered(page: Page, script: Script) -> None:
    page.add_init_script("delete Navigator.prototype.share; delete window.speechSynthesis")
    answered(page, script)
    for name in ("#share", "#speak", "#speech"):
        expect(page.locator(name)).to_be_hidden()
    expect(page.locator("#copy")).to_be_visible()


def test_numbers_are_spoken_in_a_language_and_a_speed_that_are_remembered(
    page: Page, script: Script
) -> None:
    page.add_init_script(VOICE)
    answered(page, script)
    speak = page.locator("#speak")
    speak.click()
    expect(speak).to_have_attribute("aria-pressed", "false")
    # What begins with 0 keeps it, and doubt is said.
    assert spoken(page) == [
        ["71", "en-GB", 1, "en-GB"],
        ["0, 0, 8, unsure", "en-GB", 1, "en-GB"],
    ]
    page.locator("#speech summary").click()
    # The voice of the server would be told what was read.
    offered = page.locator("#speech-language").locator("option")
    assert [each.get_attribute("value") for each in offered.all()] == ["en-GB", "de-DE"]
    page.locator("#speech-language").select_option("de-DE")
    page.get_by_label("Speed").fill("0.75")
    page.get_by_label("Each digit on its own").check()
    page.keyboard.press("Escape")
    expect(page.locator("#speech summary")).to_be_focused()
    page.reload()
    answered(page, script)
    speak.click()
    assert spoken(page) == [
        ["7, 1", "de-DE", 0.75, "de_DE"],
        ["0, 0, 8, unsicher", "de-DE", 0.75, "de_DE"],
    ]


def test_speaking_is_stopped(page: Page, script: Script) -> None:
    page.add_init_script(VOICE + "window.slow = true;")
    answered(page, script)
    page.get_by_role("button", name="Speak").click()
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_have_attribute("aria-pressed", "true")
    stop.click()
    expect(page.get_by_role("button", name="Speak")).to_be_visible()
    assert page.evaluate("window.said.at(-1)") == "cancel"


def spoken(page: Page) -> Any:
    return page.evaluate("window.said.filter((each) => each !== 'cancel')")


def test_each_format_that_the_browser_writes(page: Page, script: Script) -> None:
    answered(page, script)
    assert saved(page, "Text") == ("drawing.read.txt", b"71\n008\n")
    name, content = saved(page, "Table (CSV)")
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert name == "drawing.read.csv"
    assert [(row["number"], row["accepted"]) for row in rows] == [("71", "yes"), ("008", "no")]
    name, content = saved(page, "JSON Lines, with everything")
    assert name == "drawing.read.jsonl"
    assert [number["text"] for number in json.loads(content)["numbers"]] == ["71", "008"]
    name, content = saved(page, "Picture with the numbers marked (PNG)")
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    assert name == "drawing.read.png"
    colours = {pixel for _, pixel in picture.getcolors(1 << 20) or []}
    assert {(0, 72, 178), (200, 76, 0), (255, 255, 255), (0, 0, 0)} <= colours


def test_markup_tells_who_read(page: Page, script: Script) -> None:
    answered(page, script)
    address = page.locator("#stage").get_attribute("data-card")
    card = page.request.get(str(address)).json()
    for name, suffix in (("hOCR", ".hocr"), ("ALTO", ".alto.xml")):
        title, content = saved(page, name)
        assert title == f"drawing.read{suffix}"
        told = ET.fromstring(content)
        assert card["sha256"].encode() in content
        assert [each.get("CONTENT") or "".join(each.itertext()) for each in words(told)] == [
            "71",
            "008",
        ]


def test_without_a_card_there_is_a_sentence_and_no_file(page: Page, script: Script) -> None:
    answered(page, script)
    page.context.route("**/models/**", lambda route: route.abort())
    page.locator("#download summary").click()
    page.get_by_role("button", name="hOCR").click()
    expect(page.locator("#actions-note")).to_have_text(
        "The model's card cannot be reached just now."
    )


def words(told: ET.Element) -> list[ET.Element]:
    """The elements of hOCR and of ALTO that are a number each."""
    is_word = {"String": True, "span": "ocrx_word"}
    return [
        each
        for each in told.iter()
        if is_word.get(each.tag.split("}")[-1]) in (True, each.get("class", ""))
    ]


def test_what_only_the_server_writes_is_said(page: Page, script: Script) -> None:
    answered(page, script)
    page.locator("#download summary").click()
    expect(page.locator("#download-note")).to_be_visible()
    expect(page.get_by_role("link", name="Excel workbook")).to_be_hidden()


def test_a_menu_closes_when_something_else_is_clicked(page: Page, script: Script) -> None:
    answered(page, script)
    menu = page.locator("#download")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.locator(".verdict").first.click()
    expect(menu).not_to_have_attribute("open", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_are_the_marked_picture_and_the_numbers(
    page: Page, script: Script, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    answered(page, script)
    sheet = pypdfium2.PdfDocument(page.pdf())
    assert len(sheet) == 1
    text = sheet[0].get_textpage().get_text_range()
    assert "008" in text.replace(" ", "").replace("\r\n", "")
    assert "unsure" in text
    for absent in ("Copy", "Undo", "Choose a picture", "Try one of these"):
        assert absent not in text
    drawn = sheet[0].render(scale=2).to_pil().convert("RGB")
    colours = [pixel for _, pixel in drawn.getcolors(1 << 24) or []]
    # Frames in their colours, ink in black, on white, whatever the screen looks like.
    for wanted in ((0, 72, 178), (200, 76, 0), (0, 0, 0), (255, 255, 255)):
        assert any(is_near(pixel, wanted) for pixel in colours), wanted


def is_near(one: Any, other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def test_how_a_number_is_written_is_told(page: Page, script: Script) -> None:
    answered(page, script)
    expect(page.locator("#style-facts")).to_be_hidden()
    page.locator("#style summary").click()
    facts = page.locator("#style-facts")
    expect(facts).to_contain_text("px high")
    expect(facts).to_contain_text("Contrast")
    page.get_by_role("tab", name="Photo").click()
    page.locator("#image").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": packed("PNG", 300, 200)}
    )
    expect(page.locator("#photo-frame rect.digit")).to_have_count(5)
    expect(page.locator("#style")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 630), (1440, 970)])
def test_menus_fit_and_axe_finds_nothing(
    page: Page, script: Script, scheme: Any, width: int, height: int
) -> None:
    page.add_init_script(VOICE)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    answered(page, script)
    page.locator("#style summary").click()
    for menu in ("#save-ink", "#download", "#speech"):
        page.locator(f"{menu} summary").click()
        # What only kept readings have goes once the menu says that it opened.
        expect(page.locator(f"{menu} [data-kept]:visible")).to_have_count(0)
        assert overflow(page) <= 0, menu
        for entry in page.locator(f"{menu} li:visible").all():
            box = entry.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], menu
