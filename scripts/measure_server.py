"""How long the server takes at a steady rate: `python -m scripts.measure_server`.

Starts `inkread serve` on loopback with a home of its own, asks for the home page and then sends one
small picture, each 20 times a second for 15 seconds, and ends. Times are those of the client, a
connection for each request.
"""

from __future__ import annotations

import io
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scripts.serving import BOUNDARY, ask, form, started, variables_of

RATE, SECONDS = 20, 15
TRIES = 1_000_000


def main() -> None:
    # Tries without an account are counted as ever, but there are enough of them.
    settings = {"VISITOR_TRIES": str(TRIES)}
    with (
        tempfile.TemporaryDirectory(prefix="inkread-measured-") as home,
        started(variables_of(Path(home), settings)) as port,
    ):
        body = small_picture()
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        headers = {"Content-Type": kind, "Accept": "application/json"}
        tell("GET /", lambda: ask(port, "GET", "/"))
        tell("POST /read", lambda: ask(port, "POST", "/read", body, headers))


def tell(name: str, request: Callable[[], int]) -> None:
    """Print the median and the 95th percentile of the milliseconds, and the answers."""
    times: list[float] = []
    states: list[int] = []

    def once() -> None:
        started = time.perf_counter()
        states.append(request())
        times.append(1000 * (time.perf_counter() - started))

    for _ in range(5):
        request()
    begun = time.perf_counter()
    threads = []
    for i in range(RATE * SECONDS):
        time.sleep(max(0.0, begun + i / RATE - time.perf_counter()))
        threads.append(threading.Thread(target=once))
        threads[-1].start()
    for thread in threads:
        thread.join()
    median, p95 = np.percentile(times, [50, 95])
    told = ", ".join(f"{states.count(state)} x {state}" for state in sorted(set(states)))
    print(f"{name:12} {RATE} a second: median {median:.1f} ms, p95 {p95:.1f} ms ({told})")


def small_picture() -> bytes:
    """A form with a picture of "2026", 160 x 60 px."""
    picture = Image.new("L", (160, 60), 245)
    ImageDraw.Draw(picture).text((20, 8), "2026", font=ImageFont.load_default(40), fill=30)
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return form(packed.getvalue(), "number.png")


if __name__ == "__main__":
    main()
