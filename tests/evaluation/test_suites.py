"""From the name of a suite to its results, and what is kept of them."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from PIL import Image
from tests.evaluation.scripted import ScriptedReader, make_model

from inkread import DataMissing, OptionsInvalid
from inkread.evaluation import EvaluationOptions, exit_code, names_of, run
from inkread.evaluation.bars import BARS
from inkread.evaluation.bench import Bench
from inkread.evaluation.metrics import Rate
from inkread.evaluation.results import Bar, Figure, Result, load_results, save_result
from inkread.evaluation.suites import RESULTS, SUITES


def quiet_reader() -> ScriptedReader:
    return ScriptedReader(lambda _: [])


def make_result(limit: int | None = None) -> Result:
    figures = (Figure.of_rate("two", "exact match", Rate(95, 100), Bar("at least", 0.93)),)
    return Result("strings", "Strings", figures, {}, {"pictures": 0}, {"models": {}}, 1.5, limit)


def test_all_stands_for_every_suite() -> None:
    assert names_of("all") == tuple(SUITES)
    assert names_of("words") == ("words",)
    with pytest.raises(OptionsInvalid, match="strings, composed, sudoku"):
        names_of("everything")


def test_every_bar_belongs_to_a_suite() -> None:
    assert {name.split("/")[0] for name in BARS} == set(SUITES)


def test_a_bar_is_met_from_its_own_value_on() -> None:
    assert Bar("at least", 0.93).is_met_by(0.93)
    assert not Bar("at least", 0.93).is_met_by(0.9299)
    assert Bar("at most", 0.3).is_met_by(0.3)
    assert not Bar("at most", 0.3).is_met_by(0.31)
    assert not Bar("at least", 0.0).is_met_by(math.nan)


def test_a_suite_writes_its_figures_and_pictures(tmp_path: Path) -> None:
    options = EvaluationOptions(model=make_model(tmp_path / "model"), folder=tmp_path / "out")
    results, failures = run("nothing", options, reader=quiet_reader())
    assert (len(results), failures, exit_code(failures)) == (1, [], 0)
    kept = json.loads((tmp_path / "out" / "nothing.json").read_text(encoding="utf-8"))
    assert kept["figures"][0]["met"] is True
    assert kept["origin"]["models"]["reader"]["sha256"] == "ab" * 32
    assert kept["speed"]["pictures"] == sum(
        figure["n"] for figure in kept["figures"][1:] if figure["what"] == "numbers answered"
    )
    assert (tmp_path / "out" / "nothing" / "mistakes.webp").is_file()
    assert Result.from_dict(kept).to_dict() == kept


def test_a_quick_look_is_never_written_as_a_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = EvaluationOptions(model=make_model(tmp_path / "model"), limit=1)
    results, _ = run("nothing", options, reader=quiet_reader())
    assert results[0].limit == 1
    assert not RESULTS.exists()
    with pytest.raises(OptionsInvalid, match="another folder"):
        EvaluationOptions(limit=1, folder=RESULTS)
    with pytest.raises(OptionsInvalid, match="whole number"):
        EvaluationOptions(limit=0)


def test_another_model_than_the_shipped_one_leaves_no_result(tmp_path: Path) -> None:
    assert EvaluationOptions().results_folder == RESULTS
    assert EvaluationOptions(model=tmp_path).results_folder is None
    assert EvaluationOptions(model=tmp_path, folder=tmp_path).results_folder == tmp_path


def test_a_quick_look_that_was_written_elsewhere_fills_no_table(tmp_path: Path) -> None:
    save_result(make_result(limit=3), {}, tmp_path)
    assert load_results(tmp_path) == {}
    save_result(make_result(), {}, tmp_path)
    assert list(load_results(tmp_path)) == ["strings"]


def test_a_suite_without_its_data_fails_alone(tmp_path: Path) -> None:
    options = EvaluationOptions(
        model=make_model(tmp_path / "model"), data=tmp_path, limit=1, folder=tmp_path / "out"
    )
    results, failures = run("all", options, reader=quiet_reader())
    missing = {f.suite for f in failures if isinstance(f.error, DataMissing)}
    assert missing == {
        *("strings", "composed", "sudoku", "mnist", "corrupted"),
        *("usps", "semeion", "dida", "cost"),
    }
    assert "nothing" in {result.suite for result in results}
    assert exit_code(failures) == 1


def test_progress_is_told_reading_by_reading(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    bench = Bench(quiet_reader(), limit=3, progress=lambda done, of: told.append((done, of)))
    for picture in bench.choose([b"a", b"b", b"c", b"d", b"e"]):
        bench.read(picture)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_first_reading_is_warmed_up_before_the_clock_runs() -> None:
    reader = quiet_reader()
    bench = Bench(reader)
    bench.read(b"a")
    bench.read(b"b")
    assert len(reader.options) == 3
    assert len(bench.milliseconds) == 2


def test_pictures_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    picture = Image.new("RGB", (8, 8))
    save_result(make_result(), {"old.png": picture, "both.webp": picture}, tmp_path)
    save_result(make_result(), {"both.webp": picture}, tmp_path)
    assert [path.name for path in (tmp_path / "strings").iterdir()] == ["both.webp"]


def test_a_figure_of_nothing_is_kept_as_nothing() -> None:
    kept = Figure.of_rate("pen", "wrong among accepted", Rate(0, 0)).to_dict()
    assert kept["value"] is None
    assert math.isnan(Figure.from_dict(kept).value)
    assert Figure.per_picture("pages", "numbers", 0, 0).to_dict()["interval"] == [0.0, None]
