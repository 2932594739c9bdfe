"""What a page, a digit and a start cost, with scripted clocks, and the real ones once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from numpy.typing import NDArray
from tests.evaluation.scripted import ScriptedReader, encode_picture, write_writers
from tests.modelling import ScriptedSession, answer, write_models

from inkread import ModelFailed
from inkread.evaluation.bench import Bench
from inkread.evaluation.cost import (
    BATCH,
    RUNS,
    STARTS,
    WARM_UPS,
    Tools,
    count_multiply_adds,
    measure_cost,
    measure_peak,
    start_and_read,
)
from inkread.models import Model
from inkread.session import Step


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    # 260 writers, 26 of them held out: 260 digits, enough for a batch.
    data = write_writers(tmp_path, 260)
    (tmp_path / "model").mkdir()
    model = write_models(tmp_path / "model", [("7", 10, 10)])
    return Bench(ScriptedReader(lambda _: []), data, model=model)


class Workshop:
    """Sessions that answer at once, and scripted tools around them."""

    def __init__(self) -> None:
        self.sessions: dict[str, ScriptedSession] = {}
        self.threads: list[int | None] = []
        self.peaks = [2e9, 1e9]
        self.starts = [0.5, 0.9, 0.6, 0.7, 0.4]

    def open_session(self, model: Model, threads: int | None) -> ScriptedSession:
        self.threads.append(threads)
        return self.sessions.setdefault(model.card.name, ScriptedSession(answer()))

    def trace(self, model: Model, feeds: Mapping[str, NDArray[Any]]) -> list[Step]:
        return [Step("MatMul", ((1000, 100), (100, 10)), ((1000, 10),))]

    def tools(self) -> Tools:
        return Tools(
            self.open_session,
            self.trace,
            lambda: self.peaks.pop(),
            lambda model, picture: self.starts.pop(),
        )


def test_multiply_adds_are_those_of_convolutions_and_matrix_products() -> None:
    steps = [
        Step("Conv", ((1, 3, 8, 8), (16, 3, 3, 3), (16,)), ((1, 16, 4, 4),)),
        Step("Conv", ((1, 16, 4, 4), (16, 1, 3, 3)), ((1, 16, 4, 4),)),  # in 16 groups
        Step("ConvTranspose", ((1, 16, 4, 4), (16, 8, 2, 2)), ((1, 8, 8, 8),)),
        Step("Gemm", ((5, 128), (12,)), ((5, 12),)),
        Step("Relu", ((1, 16, 4, 4),), ((1, 16, 4, 4),)),
    ]
    counts = [256 * 27, 256 * 9, 256 * 32, 60 * 128, 0]
    assert [count_multiply_adds([step]) for step in steps] == counts
    assert count_multiply_adds(steps) == sum(counts)


def test_times_are_held_against_their_bars_and_the_roofline(bench: Bench) -> None:
    workshop = Workshop()
    measured = measure_cost(bench, workshop.tools())
    figures = {(f.subject.split(",")[0], f.what): f for f in measured.figures}
    assert workshop.threads == [1, 1]
    assert workshop.sessions["reader"].fed == [("image", (768, 1024, 3))] * (WARM_UPS + RUNS)
    assert workshop.sessions["digit"].fed[0] == ("images", (BATCH, 28, 28, 3))
    cold = figures["inkread read", "seconds"]
    assert (cold.value, cold.n, cold.is_met) == (0.6, STARTS, True)
    assert figures["inkread read", "fastest"].value == 0.4
    # A million multiply-adds at the better of the two peaks, 2e9 a second.
    page = "page of 1024x768"
    assert figures[page, "its multiply-adds at the measured peak"].value == pytest.approx(0.5)
    assert figures[page, "measured peak"].value == pytest.approx(4.0)
    time = figures[page, "milliseconds in the graph"]
    assert figures[page, "share of the roofline"].value == pytest.approx(0.5 / time.value)
    assert [f.what for f in measured.figures if f.bar] == [
        *("milliseconds in the graph", "share of the roofline"),
        *("milliseconds a digit", "seconds"),
    ]
    assert measured.details["multiply_adds"] == 1_000_000
    assert bench.milliseconds == []


def test_a_quick_look_times_less_often(bench: Bench, tmp_path: Path) -> None:
    quick = Bench(ScriptedReader(lambda _: []), tmp_path, limit=1, model=bench.model)
    measured = measure_cost(quick, Workshop().tools())
    assert measured.figures[0].n == 3


def test_the_peak_of_this_machine_can_be_measured() -> None:
    assert measure_peak() > 1e8


def test_a_start_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(ModelFailed, match="no model 'nobody'"):
        start_and_read("nobody", tmp_path / "picture.png")


def test_a_start_takes_its_time(bench: Bench, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(encode_picture(200))
    assert 0.01 < start_and_read(bench.model, picture) < 60
