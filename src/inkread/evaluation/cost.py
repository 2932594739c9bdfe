"""The suite `cost`: what a page, a digit and a start cost on one core.

Times are those of a wall clock, so whatever else the machine does is in them: the median of several
runs stands beside its bar, with the interval of a median, and the fastest and the slowest below it,
and the time that the processor spent on this alone, which tells how much else was going on.
The time in the graph is held against the roofline: what the same multiply-adds would take at the
speed at which the same core multiplies large matrices.

Multiply-adds are counted in a run of the graph itself on the same page (convolutions and matrix
products, as the graph is written), so what depends on the page, its scales and how many digits are
found on it, is counted too.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread.errors import ModelFailed
from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench
from inkread.evaluation.composed import draw_composed
from inkread.evaluation.handwriting import draw_page, load_hands
from inkread.evaluation.origin import find_digit_model
from inkread.evaluation.results import Figure, Measured, Unit
from inkread.models import Model, find_model
from inkread.session import OnnxSession, Session, SessionOpener, Step, trace

SEED = 20_261_125
RUNS, WARM_UPS, STARTS = 21, 3, 5
BATCH = 256
PAGE = "page of 1024x768, one core"
DIGIT = f"digit.onnx, {BATCH} pictures of 28x28, one core"
PROCESSOR = "milliseconds of the processor"
COLD = "inkread read, a small picture, a fresh process"

# Run by a process of its own, since the library under numpy decides on its threads as it is loaded.
MULTIPLY = """
import time
import numpy as np
best = 0.0
for n in (512, 768, 1024):
    a, b = np.random.default_rng(0).random((2, n, n), np.float32)
    for _ in range(12):
        start = time.perf_counter()
        a @ b
        best = max(best, n**3 / (time.perf_counter() - start))
print(best)
"""
ONE_THREAD = {
    f"{library}_NUM_THREADS": "1"
    for library in ("OPENBLAS", "MKL", "OMP", "BLIS", "VECLIB_MAXIMUM")
}


def measure_peak() -> float:
    """Multiply-adds a second of one core, float32: the best of 36 products of large matrices."""
    return float(_run([sys.executable, "-c", MULTIPLY], os.environ | ONE_THREAD))


def start_and_read(model: str | os.PathLike[str], picture: Path) -> float:
    """Seconds from the start of `inkread read` to its end. ModelFailed when it fails."""
    start = time.perf_counter()
    command = ["read", str(picture), "--model", os.fspath(model)]
    _run([sys.executable, "-m", "inkread", *command], os.environ)
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Tools:
    """What the suite measures with; tests pass scripted ones."""

    open_session: SessionOpener = OnnxSession
    trace: Callable[[Model, Mapping[str, NDArray[Any]]], Sequence[Step]] = trace
    peak: Callable[[], float] = measure_peak
    start: Callable[[str | os.PathLike[str], Path], float] = start_and_read


def count_multiply_adds(steps: Sequence[Step]) -> int:
    """Of all convolutions and matrix products among the steps; everything else is not counted."""
    return sum(_COUNTED[step.operation](step) for step in steps if step.operation in _COUNTED)


def _of_convolution(step: Step) -> int:
    # Each value that comes out sums over the weights (channels in a group, height, width) of one.
    return math.prod(step.outputs[0]) * math.prod(step.inputs[1][1:])


def _of_transposed(step: Step) -> int:
    # Each value that goes in is spread over the weights (channels in a group, height, width) of it.
    return math.prod(step.inputs[0]) * math.prod(step.inputs[1][1:])


def _of_product(step: Step) -> int:
    return math.prod(step.outputs[0]) * step.inputs[0][-1]


_COUNTED: Mapping[str, Callable[[Step], int]] = {
    "Conv": _of_convolution,
    "ConvTranspose": _of_transposed,
    "MatMul": _of_product,
    "Gemm": _of_product,
}


def measure_cost(bench: Bench, tools: Tools = Tools()) -> Measured:
    """Milliseconds a page and a digit, the share of the roofline, and seconds for a cold start."""
    hands = load_hands(bench.file)
    page = draw_page(np.random.default_rng(SEED), hands)
    digits = np.concatenate([hand.images for hand in hands])[:BATCH]
    runs = RUNS if bench.limit is None else min(RUNS, max(3, bench.limit))
    reader, digit = find_model(bench.model), find_digit_model(bench.model)

    before = tools.peak()
    pages = _time(tools.open_session(reader, 1), {"image": page}, runs)
    feeds = {"images": np.repeat(digits[..., None], 3, axis=3)}
    each = _time(tools.open_session(digit, 1), feeds, runs, len(digits))
    peak = max(before, tools.peak())
    multiply_adds = count_multiply_adds(tools.trace(reader, {"image": page}))
    starts = _time_starts(bench, tools, draw_composed(hands, 4, 0)[1])

    figures = (
        *_figures_of_page(pages, multiply_adds, peak),
        Figure.of_times(DIGIT, "milliseconds a digit", each.wall, "ms", BARS["cost/digit"]),
        *_spread(DIGIT, each.wall, "ms"),
        Figure.of_times(DIGIT, PROCESSOR, each.processor, "ms"),
        Figure.of_times(COLD, "seconds", starts, "s", BARS["cost/cold"]),
        *_spread(COLD, starts, "s"),
    )
    details = {
        "multiply_adds": multiply_adds,
        "multiply_adds_a_second": round(peak),
        "page_ms": {"runs": _rounded(pages.wall), "processor": _rounded(pages.processor)},
        "digit_ms": {"runs": _rounded(each.wall), "processor": _rounded(each.processor)},
        "cold_s": {"runs": _rounded(starts)},
    }
    return Measured(figures, details, {"page.webp": Image.fromarray(page)})


def _figures_of_page(times: Times, multiply_adds: int, peak: float) -> list[Figure]:
    """Times, ms, and what they come to: speed, and share of the roofline."""
    roof = multiply_adds / peak * 1000
    # A multiply-add is two operations; ms are turned into thousand millions of them a second.
    speeds = [2 * multiply_adds / ms / 1e6 for ms in times.wall]
    shares = [roof / ms for ms in times.wall]
    alone = [roof / max(ms, 1e-9) for ms in times.processor]
    bar = BARS["cost/roofline"]
    return [
        Figure.of_times(PAGE, "milliseconds in the graph", times.wall, "ms", BARS["cost/page"]),
        *_spread(PAGE, times.wall, "ms"),
        Figure.of_times(PAGE, PROCESSOR, times.processor, "ms"),
        _known(PAGE, "its multiply-adds at the measured peak", roof, "ms"),
        Figure.of_times(PAGE, "speed in the graph", speeds, "GFLOP/s"),
        _known(PAGE, "measured peak", 2 * peak / 1e9, "GFLOP/s"),
        Figure.of_times(PAGE, "share of the roofline", shares, "share", bar),
        Figure.of_times(PAGE, "share of the roofline, by the processor's time", alone, "share"),
    ]


def _spread(subject: str, times: Sequence[float], unit: Unit) -> list[Figure]:
    """The shortest and the longest time."""
    return [
        _known(subject, "fastest", min(times), unit),
        _known(subject, "slowest", max(times), unit),
    ]


def _known(subject: str, what: str, value: float, unit: Unit) -> Figure:
    """A value without an interval."""
    return Figure(subject, what, value, 1, value, value, unit)


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each run, by the wall clock and of the processor."""

    wall: list[float]
    processor: list[float]


def _time(session: Session, feeds: Mapping[str, NDArray[Any]], runs: int, share: int = 1) -> Times:
    """So many runs, after some that are not counted, each divided by `share`."""
    wall, processor = [], []
    for _ in range(WARM_UPS + runs):
        start, worked = time.perf_counter(), time.process_time()
        session.run(feeds)
        processor.append((time.process_time() - worked) * 1000 / share)
        wall.append((time.perf_counter() - start) * 1000 / share)
    return Times(wall[WARM_UPS:], processor[WARM_UPS:])


def _time_starts(bench: Bench, tools: Tools, picture: bytes) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.jpg"
        path.write_bytes(picture)
        return [tools.start(bench.model, path) for _ in range(STARTS)]


def _run(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """What a process writes to its standard output. ModelFailed when it fails."""
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise ModelFailed(" ".join(command[1:3]), said[-1])
    return done.stdout


def _rounded(times: Sequence[float]) -> list[float]:
    return [round(each, 4) for each in times]
