"""Reading in the browser itself: the same digits as Python, nothing sent, and without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from django.apps import apps
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect
from tests.browser.screens import ONE, SEVEN, expect_number, open_reader, write
from tests.golden.making import WEIGHTS
from tests.modelling import answer, graph, spelled, write_card, write_models, written
from tests.strokes import drawn
from tests.web.pictures import packed, packed_pages
from tests.web.scripted import Row, Script

from inkread import Reader, ReadOptions
from inkread.web.readings.apps import ReadingsConfig

STATIC = Path(__file__).parents[2] / "src" / "inkread" / "web" / "static"
SAMPLES = sorted((STATIC / "samples").glob("*.jpg"))
ORIENTATION = 0x0112
ON_DEVICE, ON_SERVER = "Read on this device.", "Read on the server. Nothing is kept there."


@pytest.fixture
def has_workers() -> bool:
    return True


@pytest.fixture
def sent(page: Page) -> list[str]:
    """The addresses that the page sends something to."""
    found: list[str] = []
    page.on(
        "request",
        lambda each: found.append(each.url) if each.method not in ("GET", "HEAD") else None,
    )
    return found


def share(reader: Reader) -> None:
    cast(ReadingsConfig, apps.get_app_config("readings")).reader = reader


@pytest.fixture
def always_42(script: Script, tmp_path: Path) -> Reader:
    """The application's models are real graphs, tiny ones, that answer 42 to any picture."""
    folder = tmp_path / "always"
    folder.mkdir()
    reader = Reader(write_models(folder, written("42")), digit_model=folder)
    share(reader)
    return reader


@pytest.fixture
def shipped(script: Script) -> Reader:
    """The application's models are those of this checkout."""
    reader = Reader(threads=1)
    share(reader)
    return reader


def open_ready(page: Page) -> None:
    """The first screen, once its own reader is ready."""
    open_reader(page)
    expect(page.locator("html")).to_have_attribute("data-reader", "ready", timeout=60_000)


def picture(content: bytes, name: str = "form.png") -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.mark.usefixtures("always_42")
def test_a_drawing_and_a_picture_are_read_without_the_server(page: Page, sent: list[str]) -> None:
    open_ready(page)
    expect(page.locator("#origin-sentence")).to_have_text(
        "Pictures are read on this device."
        " PDF, TIFF and what the browser cannot open go to the server and are not kept."
    )
    # What lets the reader use more than one thread.
    assert page.evaluate("crossOriginIsolated")
    write(page, SEVEN)
    expect_number(page, "42")
    expect(page.locator("#origin-sentence")).to_have_text(ON_DEVICE)
    page.locator("#image").set_input_files(picture(packed("JPEG", 300, 200)))
    expect(page.locator("#photo-frame rect.digit")).to_have_count(2)
    expect(page.locator("#origin-sentence")).to_have_text(ON_DEVICE)
    assert sent == []


def test_both_readers_answer_together_here_too(
    page: Page, script: Script, tmp_path: Path, sent: list[str]
) -> None:
    torn = answer(*written("42"), sure=0.5) | spelled("47")
    outputs = {name: np.asarray(each, np.float32) for name, each in torn.items()}
    write_models(tmp_path)
    content = graph("image", outputs).SerializeToString()
    write_card(tmp_path, "reader", content, joint=WEIGHTS["even"])
    reader = Reader(tmp_path, digit_model=tmp_path)
    share(reader)
    ((number,),) = (each.numbers for each in reader.read(np.full((80, 80, 3), 255, np.uint8)))
    assert number.first is not None
    assert (number.first.text, number.text) == ("42", "47")
    open_ready(page)
    page.locator("#image").set_input_files(picture(packed("PNG", 300, 200)))
    expect_number(page, "47")
    expect(page.locator("#origin-sentence")).to_have_text(ON_DEVICE)
    assert sent == []


@pytest.mark.usefixtures("always_42")
def test_what_was_drawn_before_the_reader_was_there_is_read_by_it(
    page: Page, sent: list[str]
) -> None:
    open_reader(page)
    write(page, SEVEN)
    expect_number(page, "42")
    expect(page.locator("#origin-sentence")).to_have_text(ON_DEVICE)
    assert sent == []


@pytest.mark.usefixtures("always_42")
def test_what_the_browser_cannot_decode_goes_to_the_server(page: Page, sent: list[str]) -> None:
    open_ready(page)
    page.locator("#image").set_input_files(picture(packed_pages(2), "scan.tif"))
    expect(page.locator("#page-position")).to_have_text("Page 1 of 2")
    expect(page.locator("#origin-sentence")).to_have_text(ON_SERVER)
    page.locator("#image").set_input_files(picture(b"Dear customer, 42"))
    expect(page.locator("#sentence")).to_contain_text("This is not a picture")
    expect(page.locator("#origin-sentence")).to_have_text(
        "Sent to the server. Nothing is kept there."
    )
    assert [address.rpartition("/")[2] for address in sent] == ["read", "read"]


def test_where_the_model_does_not_run_the_server_reads(
    page: Page, script: Script, tmp_path: Path, sent: list[str]
) -> None:
    for name in ("reader", "digit"):
        write_card(tmp_path, name, b"no model")
    share(Reader(tmp_path, digit_model=tmp_path, open_session=lambda model, threads: script))
    script.rows = [Row("7")]
    open_reader(page)
    expect(page.locator("html")).to_have_attribute("data-reader", "off")
    expect(page.locator("#origin-sentence")).to_have_text(
        "Pictures are read on the server and not kept there."
    )
    write(page, SEVEN)
    expect_number(page, "7")
    expect(page.locator("#origin-sentence")).to_have_text(ON_SERVER)
    assert len(sent) == 1


def test_whoever_does_not_want_to_wait_has_the_server_read(
    page: Page, script: Script, tmp_path: Path
) -> None:
    for name in ("reader", "digit"):
        write_card(tmp_path, name, b"no model")
    share(Reader(tmp_path, digit_model=tmp_path, open_session=lambda model, threads: script))
    script.rows = [Row("7")]
    # A model that never arrives.
    page.context.route("**/*.onnx", lambda route: None)
    open_reader(page)
    write(page, SEVEN)
    expect(page.locator("#origin-sentence")).to_contain_text("Fetching the reader")
    page.get_by_role("button", name="Read on the server").click()
    expect_number(page, "7")
    expect(page.locator("#origin-sentence")).to_have_text(ON_SERVER)


@pytest.mark.usefixtures("always_42")
def test_after_the_first_visit_it_works_without_a_network(
    context: BrowserContext, page: Page
) -> None:
    open_ready(page)
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")
    context.set_offline(True)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-reader", "ready")
    write(page, SEVEN)
    expect_number(page, "42")
    page.locator("#image").set_input_files(picture(packed("PNG", 300, 200)))
    expect_number(page, "42")
    page.get_by_role("link", name="A filled form").click()
    expect(page.locator("#picture")).to_have_js_property("naturalWidth", 880)
    expect(page.locator("#origin-sentence")).to_have_text(ON_DEVICE)
    page.goto("/limits")
    expect(page.get_by_role("heading", level=1)).to_have_text("No network")
    page.get_by_role("link", name="To the reader").click()
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")


@pytest.mark.usefixtures("always_42")
def test_nothing_is_kept_but_the_application_itself(page: Page) -> None:
    open_ready(page)
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")
    page.locator("#image").set_input_files(picture(packed_pages(2), "scan.tif"))
    expect(page.locator("#origin-sentence")).to_have_text(ON_SERVER)
    page.evaluate("fetch('/healthz')")
    kept = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const all = names.map(async (name) => (await (await caches.open(name)).keys()));
          return (await Promise.all(all)).flat().map((request) => new URL(request.url).pathname);
        }"""
    )
    assert "/" in kept
    others = [each for each in kept if not each.startswith(("/static/", "/models/"))]
    assert sorted(others) == ["/", "/manifest/en", "/offline"]
    assert len([each for each in kept if each.endswith((".onnx", ".wasm"))]) == 2


@pytest.mark.usefixtures("always_42")
def test_the_page_is_light_before_the_reader_comes(page: Page) -> None:
    """Under 250 kB over the wire until it can be used."""
    open_ready(page)
    sizes: list[tuple[str, int]] = page.evaluate(
        """() => {
          const [visit] = performance.getEntriesByType("navigation");
          const before = performance.getEntriesByType("resource")
            .filter((each) => each.startTime < visit.loadEventStart);
          return [visit, ...before].map((each) => [each.name, each.encodedBodySize]);
        }"""
    )
    assert not [name for name, _ in sizes if name.endswith((".wasm", ".onnx"))]
    assert len(sizes) > 4
    assert sum(size for _, size in sizes) < 250_000


@pytest.mark.parametrize(
    "context_options", [{"viewport": {"width": 320, "height": 630}, "reduced_motion": "reduce"}]
)
@pytest.mark.usefixtures("always_42")
def test_nothing_moves_while_the_reader_comes(page: Page) -> None:
    page.add_init_script(SHIFTS)
    open_ready(page)
    page.locator(".limits").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") == []


# What the browser itself counts as moved without anybody's doing.
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) {
    if (!hadRecentInput) window.shifts.push(value);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def texts(page: Page) -> Sequence[str]:
    return [each.replace("\n", "") for each in page.locator(".value").all_inner_texts()]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_shipped_model_reads_the_same_here_as_in_python(
    page: Page, shipped: Reader, sent: list[str], sample: Path
) -> None:
    (expected,) = shipped.read(sample)
    assert len(expected.numbers) > 2
    open_ready(page)
    page.locator("#image").set_input_files(sample)
    expect(page.locator("#origin-sentence")).to_have_text(ON_DEVICE, timeout=60_000)
    assert texts(page) == [number.written for number in expected.numbers]
    assert sent == []


def test_a_photograph_is_turned_upright_as_its_camera_says(
    page: Page, shipped: Reader, tmp_path: Path
) -> None:
    file, mark = tmp_path / "turned.jpg", Image.Exif()
    mark[ORIENTATION] = 6  # to be turned by 90 degrees clockwise
    with Image.open(SAMPLES[0]) as sample:
        sample.transpose(Image.Transpose.ROTATE_90).save(file, exif=mark, quality=95)
    (expected,) = shipped.read(file)
    assert (expected.width, expected.height) == (880, 620)
    open_ready(page)
    page.locator("#image").set_input_files(file)
    expect(page.locator("#origin-sentence")).to_have_text(ON_DEVICE, timeout=60_000)
    assert texts(page) == [number.written for number in expected.numbers]


def test_strokes_are_read_one_after_the_other(page: Page, shipped: Reader) -> None:
    open_ready(page)
    write(page, SEVEN)
    expect(page.locator(".value")).to_have_text("7", timeout=60_000)
    write(page, ONE)
    expect(page.locator(".value")).to_have_text("71", timeout=60_000)
    expect(page.locator("#origin-sentence")).to_have_text(ON_DEVICE)


FACTS = ["Size", "Width", "Spacing", "Slant", "Stroke", "Ink", "Paper", "Contrast"]


def opened_style(page: Page) -> Locator:
    """What is told of the number that is looked at, once that is opened."""
    page.get_by_text("How it is written").click()
    return page.locator("#style-facts")


def test_a_drawing_tells_how_it_is_written(page: Page, shipped: Reader, sent: list[str]) -> None:
    open_ready(page)
    write(page, SEVEN)
    expect(page.locator(".value")).to_have_text("7", timeout=60_000)
    facts = opened_style(page)
    # One digit has no neighbour, and a 7 slants by its shape.
    expect(facts.locator("dt")).to_have_text([*FACTS[:2], *FACTS[4:]])
    write(page, ONE)
    expect(page.locator(".value")).to_have_text("71", timeout=60_000)
    expect(facts.locator("dt")).to_have_text(FACTS)
    expect(facts).to_have_text(re.compile(r"Slant(upright|\d+° to the (left|right))Stroke\d"))
    expect(page.locator("#style-note")).to_have_text("")
    assert sent == []


def test_without_a_network_a_picture_tells_the_same_style_as_in_python(
    context: BrowserContext, page: Page, always_42: Reader, sent: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "leaning.png"
    strokes = [[(17.0, 27.0), (23.0, 13.0)], [(33.0, 28.0), (36.0, 12.0)]]
    pixels, _ = drawn(strokes, 2.5, (80, 60), ink=(150, 20, 60), paper=(240, 238, 220))
    Image.fromarray(pixels).save(file)
    (expected,) = always_42.read(file, ReadOptions(style=True))
    style = expected.numbers[0].style
    assert style is not None
    assert style.slant_degrees is not None
    open_ready(page)
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")
    context.set_offline(True)
    page.locator("#image").set_input_files(file)
    expect_number(page, "42")
    page.locator("#download summary").click()
    with page.expect_download() as waiting:
        page.locator("#download").get_by_text("JSON Lines, with everything").click()
    written_here = json.loads(Path(waiting.value.path()).read_text())
    assert written_here["numbers"][0]["style"] == style.to_dict()
    facts = opened_style(page)
    expect(facts).to_contain_text(f"{style.slant_degrees:.0f}° to the right")
    expect(facts).to_contain_text(f"{style.stroke_px:.1f} px")
    assert sent == []
