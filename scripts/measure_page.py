"""How the first screen loads and answers in Chromium: `python -m scripts.measure_page`.

Starts `inkread serve` on loopback with a home of its own and opens the first screen, each time with
an empty cache: what comes over the wire before it can be used, when it can be used with a processor
four times as slow, and how far things move. Then, at full speed and with the model loaded, a number
is written stroke by stroke; told is the time from the end of a stroke to the answer on show.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from scripts.browsing import launch, trace
from scripts.serving import started, variables_of

SLOWER = 4
LOADS, WRITINGS = 5, 6
# A 2, a 0, a 2 and a 6 in parts of the pad, from its top left corner.
STROKES: Sequence[Sequence[tuple[float, float]]] = (
    ((0.12, 0.35), (0.17, 0.28), (0.22, 0.36), (0.12, 0.7), (0.24, 0.7)),
    ((0.38, 0.28), (0.32, 0.48), (0.38, 0.7), (0.44, 0.48), (0.38, 0.28)),
    ((0.54, 0.35), (0.59, 0.28), (0.64, 0.36), (0.54, 0.7), (0.66, 0.7)),
    ((0.84, 0.28), (0.76, 0.55), (0.8, 0.7), (0.86, 0.6), (0.77, 0.56)),
)
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) {
    if (!hadRecentInput) window.moved += value;
  }
}).observe({ type: "layout-shift", buffered: true });
new MutationObserver(() => {
  if (document.documentElement?.dataset.ready) window.usable ??= performance.now();
}).observe(document, { attributes: true, childList: true, subtree: true });
"""
WIRE = """() => {
  const [visit] = performance.getEntriesByType("navigation");
  const files = performance.getEntriesByType("resource")
    .filter((each) => each.startTime < visit.loadEventStart);
  return [visit, ...files].reduce((sum, each) => sum + each.transferSize, 0);
}"""
ANSWERED = """() => performance.getEntriesByName("inkread: reading")
  .map((each) => [each.startTime, each.duration])"""


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="inkread-measured-") as home,
        started(variables_of(Path(home), {})) as port,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        address = f"http://127.0.0.1:{port}/"
        loads = [load(browser, address) for _ in range(LOADS)]
        wire, usable, moved = (statistics.median(column) for column in zip(*loads, strict=True))
        print(f"first load     {wire / 1000:.0f} kB over the wire")
        print(f"can be used    {usable:.0f} ms after the request, processor {SLOWER} times slower")
        print(f"layout shift   {moved:.4f}")
        times = write(browser, address)
        middle, longest = statistics.median(times), max(times)
        told = f"median {middle:.0f} ms, longest {longest:.0f} ms"
        print(f"live reading   {told} of {len(times)} strokes")
        browser.close()


def load(browser: Browser, address: str) -> tuple[float, float, float]:
    """Bytes over the wire, ms until it can be used, and layout shift, of one first load."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        wire, usable = page.evaluate(WIRE), page.evaluate("window.usable")
        page.wait_for_timeout(2000)
        return wire, usable, page.evaluate("window.moved")


def write(browser: Browser, address: str) -> list[float]:
    """Ms from the end of each stroke to its answer."""
    times: list[float] = []
    with browser.new_context(viewport={"width": 1440, "height": 970}) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("html[data-reader=ready]", timeout=60_000)
        for i in range(WRITINGS):
            for stroke in STROKES:
                # The first number warms up what comes after.
                answered = draw(page, stroke)
                if i:
                    times.append(answered)
            page.locator("#clear-ink").click()
    return times


def draw(page: Page, stroke: Sequence[tuple[float, float]]) -> float:
    """One stroke with the mouse, and the ms until it is answered."""
    frame = page.locator("#pad").bounding_box()
    assert frame is not None
    places = [
        (frame["x"] + x * frame["width"], frame["y"] + y * frame["height"]) for x, y in stroke
    ]
    before = page.evaluate("performance.now()")
    trace(page, places, steps=4)
    while not (answered := [ms for start, ms in page.evaluate(ANSWERED) if start > before]):
        page.wait_for_timeout(10)
    return float(answered[0])


if __name__ == "__main__":
    main()
