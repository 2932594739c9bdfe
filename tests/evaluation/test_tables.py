"""The tables of README and docs are made from the kept results, and from nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from inkread.evaluation.metrics import Rate
from inkread.evaluation.report import (
    plain,
    rows_of_bars,
    rows_of_speed,
    show_bar,
    show_interval,
    show_value,
    summarise,
)
from inkread.evaluation.results import Bar, Figure, Result, load_results, save_result
from inkread.evaluation.suites import RESULTS
from inkread.evaluation.tables import (
    DOCUMENTS,
    WEIGHTS,
    fill,
    fill_cards,
    fill_documents,
    scores_of,
)

ROOT = Path(__file__).parents[2]


def make_result(suite: str = "strings", right: int = 95) -> Result:
    figures = (
        Figure.of_rate("pen", "exact match", Rate(right, 100), Bar("at least", 0.93)),
        Figure.of_rate("pen", "accepted", Rate(80, 100)),
    )
    speed = {"mean_ms": 12.0, "p50_ms": 11.0, "p95_ms": 20.0, "pictures": 100}
    origin = {"commit": "0123456789abcdef", "models": {"reader": {"sha256": "f" * 64}}}
    return Result(suite, suite.title(), figures, {}, speed, {**origin, "machine": "a machine"}, 2.0)


def test_the_table_of_bars_says_figure_bar_and_whether_it_is_met() -> None:
    rows = rows_of_bars([make_result(), make_result("dida", 92)])
    assert rows[1] == [
        *("strings", "pen", "exact match", "95.00 %", "88.82 % to 97.85 %", "100"),
        *("at least 93 %", "met"),
    ]
    assert rows[2][-1] == "not met"
    assert len(rows) == 3


def test_a_share_never_rounds_up_to_a_bar_that_it_misses() -> None:
    figure = Figure.of_rate("t10k", "accuracy", Rate(99_499, 100_000), Bar("at least", 0.995))
    assert (show_value(figure), show_bar(figure)) == ("99.49 %", "at least 99.5 %")
    assert show_value(Figure.of_rate("t10k", "accuracy", Rate(29, 100))) == "29.00 %"


def test_a_share_that_may_not_be_more_is_never_rounded_down_to_its_bar() -> None:
    figure = Figure.of_rate("t10k", "error", Rate(4_001, 100_000), Bar("at most", 0.04))
    assert (show_value(figure), figure.is_met) == ("4.01 %", False)


def test_times_are_shown_with_their_unit_and_the_interval_of_their_median() -> None:
    figure = Figure.of_times("digit", "time", [0.4, 0.2, 0.3], "ms", Bar("at most", 0.35))
    assert (show_value(figure), show_interval(figure)) == ("0.300 ms", "0.200 ms to 0.400 ms")
    assert (show_bar(figure), figure.is_met) == ("at most 0.35 ms", True)
    assert show_value(Figure.of_times("digit", "time", [])) == "not measured"
    assert show_value(Figure("core", "peak", 103.77, 1, 103.77, 103.77, "GFLOP/s")) == (
        "103.8 GFLOP/s"
    )


def test_a_value_without_an_interval_shows_none() -> None:
    assert show_interval(Figure("core", "peak", 1.0, 1, 1.0, 1.0, "GFLOP/s")) == ""


def test_a_suite_that_reads_no_pictures_one_by_one_has_no_row_of_speed() -> None:
    quiet = replace(make_result("cost"), speed={"pictures": 0})
    assert [row[0] for row in rows_of_speed([quiet, make_result()])] == ["suite", "strings"]


def test_a_terminal_gets_columns() -> None:
    assert plain([["a", "b"], ["long", ""]]) == "a     b\nlong\n"


def test_a_terminal_is_shown_all_figures_of_one_suite_but_only_the_bars_of_several() -> None:
    one = summarise([make_result()])
    several = summarise([make_result(), make_result("dida", 92)])
    assert "accepted" in one
    assert one.endswith("1 of 1 bars met.\n")
    assert "accepted" not in several
    assert several.endswith("1 of 2 bars met.\n")
    assert summarise([]) == ""


def test_speed_is_told_by_mean_median_and_95th_percentile() -> None:
    assert rows_of_speed([make_result()])[1] == ["strings", "100", "12.0 ms", "11.0 ms", "20.0 ms"]


def test_only_what_stands_between_the_markers_is_made_anew() -> None:
    text = "before\n<!-- results:strings -->\nold\n<!-- /results:strings -->\nafter\n"
    filled = fill(text, {"strings": make_result()})
    assert filled.startswith("before\n<!-- results:strings -->\n| set | what |")
    assert filled.endswith("Commit: 0123456789.\n<!-- /results:strings -->\nafter\n")
    assert "old" not in filled
    assert fill(filled, {"strings": make_result()}) == filled


def test_what_was_not_measured_says_so() -> None:
    text = "<!-- results:bars -->\n<!-- /results:bars -->\n"
    assert "not measured" in fill(text, {})


def test_a_marker_of_no_table_is_refused() -> None:
    with pytest.raises(KeyError, match="beauty"):
        fill("<!-- results:beauty -->\n<!-- /results:beauty -->\n", {})


def test_documents_are_filled_in_place(tmp_path: Path) -> None:
    save_result(make_result(), {}, tmp_path / RESULTS)
    (tmp_path / "README.md").write_text("<!-- results:bars -->\n<!-- /results:bars -->\n")
    (tmp_path / "NOTES.md").write_text("nothing to fill\n")
    changed = fill_documents(tmp_path, [Path("README.md"), Path("NOTES.md")])
    assert changed == [Path("README.md")]
    assert "95.00 %" in (tmp_path / "README.md").read_text()


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_the_committed_tables_are_what_the_results_say(document: Path) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert "<!-- results:" in text
    assert fill(text, load_results(ROOT / RESULTS)) == text, "run: make bench"


def test_a_card_gets_the_figures_that_were_measured_on_its_own_file(tmp_path: Path) -> None:
    save_result(make_result(), {}, tmp_path / RESULTS)
    (tmp_path / WEIGHTS).mkdir(parents=True)
    path = tmp_path / WEIGHTS / "reader.json"
    path.write_text(json.dumps({"name": "reader", "sha256": "f" * 64, "scores": []}))
    assert fill_cards(tmp_path) == [WEIGHTS / "reader.json"]
    (score,) = json.loads(path.read_text())["scores"]
    assert score.pop("interval") == pytest.approx([0.8882, 0.9785], abs=1e-4)
    assert score == {"set": "pen", "figure": "exact match", "value": 0.95, "n": 100}
    assert fill_cards(tmp_path) == []


def test_a_card_gets_no_figure_of_another_file_or_another_model() -> None:
    results = {"strings": make_result()}
    assert scores_of({"name": "reader", "sha256": "e" * 64}, results) == []
    assert scores_of({"name": "digit", "sha256": "f" * 64}, results) == []


@pytest.mark.parametrize("card", sorted((ROOT / WEIGHTS).glob("*.json")), ids=lambda p: p.stem)
def test_the_committed_cards_say_what_the_results_say(card: Path) -> None:
    written = json.loads(card.read_text(encoding="utf-8"))
    assert written["scores"] == scores_of(written, load_results(ROOT / RESULTS))
