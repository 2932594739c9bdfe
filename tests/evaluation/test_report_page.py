"""The report: one page of HTML, whole in itself."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.evaluation.scripted import ScriptedReader, make_model

from inkread.evaluation import EvaluationOptions, keep_report, run
from inkread.evaluation.answers import Answers
from inkread.evaluation.markup import EMPTY
from inkread.evaluation.metrics import Rate
from inkread.evaluation.report_page import PAGE_NAME, render_page
from inkread.evaluation.results import Bar, Figure, Result, Standing, load_results, save_result
from inkread.evaluation.suites import RESULTS
from inkread.evaluation.tables import REPORT, fill_report, render_report

ROOT = Path(__file__).parents[2]
HOSTILE = "</td><script>alert('&')</script>"
CONFUSION = [[5 if row == column else 0 for column in range(11)] for row in range(10)]


class Outline(HTMLParser):
    """What a page is made of; refuses elements that are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, tag: str, attribute: str) -> list[str]:
        return [
            each[attribute] or "" for name, each in self.seen if name == tag and attribute in each
        ]


def make_result(suite: str = "strings", **details: Any) -> Result:
    figures = (Figure.of_rate("pen", "exact match", Rate(95, 100), Bar("at least", 0.93)),)
    answers = Answers.of("pen", 100, [(0.9, True, True)] * 95 + [(0.2, False, False)] * 4)
    model = {"version": "1", "sha256": "f" * 64, "accept": 0.9, "trained_at": "0123abc"}
    return Result(
        suite=suite,
        title=f"Title of {suite}",
        figures=figures,
        details=details,
        speed={"mean_ms": 12.0, "p50_ms": 11.0, "p95_ms": 20.0, "pictures": 100},
        origin={
            "commit": "0123456789abcdef",
            "changed": False,
            "models": {"reader": model},
            "versions": {"numpy": "2.0"},
            "machine": "a machine",
            "when": "2026-11-21 09:40 UTC",
        },
        seconds=90.0,
        answers=(answers,),
    )


def test_the_page_names_figures_intervals_bars_models_and_machine(tmp_path: Path) -> None:
    page = render_page([make_result()], tmp_path)
    for text in (
        *("1 of 1 bars are met", "95.00 %", "88.82 % to 97.85 %", "at least 93 %", "f" * 64),
        *("0123abc", "0123456789", "a machine", "numpy 2.0", "2026-11-21 09:40 UTC", "11.0 ms"),
    ):
        assert text in page


def test_every_entry_of_the_contents_leads_to_a_section_and_no_name_is_given_twice(
    tmp_path: Path,
) -> None:
    outline = Outline(render_page([make_result(), make_result("dida")], tmp_path))
    sections = outline.values("section", "id")
    assert [link.removeprefix("#") for link in outline.values("a", "href")] == sections
    names = [each["id"] for _, each in outline.seen if "id" in each]
    assert len(set(names)) == len(names)
    assert {"bars", "measured", "terms", "strings", "dida", "speed"} == set(sections)


def test_the_page_is_whole_in_itself_and_runs_nothing(tmp_path: Path) -> None:
    outline = Outline(render_page([make_result(confusion=CONFUSION)], tmp_path))
    tags = {tag for tag, _ in outline.seen}
    assert not tags & {"script", "link", "iframe", "object"}
    for _, attributes in outline.seen:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert all("://" not in (value or "") for value in attributes.values())
    assert "@import" not in render_page([], tmp_path)
    assert "url(" not in render_page([], tmp_path)


def test_what_a_result_says_is_never_taken_for_markup(tmp_path: Path) -> None:
    mistakes = [{"file": HOSTILE, "truth": HOSTILE, "answer": HOSTILE, "confidence": 0.9}]
    details = {HOSTILE: {"mistakes": mistakes, "confusion": CONFUSION}}
    hostile = replace(make_result(), title=HOSTILE, details=details)
    page = render_page([hostile], tmp_path)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    Outline(page)


def test_the_sheets_of_mistakes_are_on_the_page_with_their_list(tmp_path: Path) -> None:
    mistakes = [{"file": "12.png", "truth": "12", "answer": "", "confidence": 0.0}]
    result = make_result(pen={"mistakes": mistakes})
    pictures = {
        "mistakes-pen.webp": Image.new("RGB", (8, 8)),
        "examples.webp": Image.new("L", (8, 8)),
    }
    save_result(result, pictures, tmp_path)
    page = render_page([result], tmp_path)
    (source,) = Outline(page).values("img", "src")
    assert source.startswith("data:image/webp;base64,")
    assert all(Outline(page).values("img", "alt"))
    assert "12.png" in page
    assert ">nothing<" in page


def test_a_confusion_matrix_is_a_table_in_which_mistakes_are_shaded(tmp_path: Path) -> None:
    counts = [list(row) for row in CONFUSION]
    counts[7][1], counts[4][9] = 10, 1
    page = render_page([make_result(confusion=counts)], tmp_path)
    assert '<td class="heat-5">10</td>' in page
    assert '<td class="heat-1">1</td>' in page
    assert page.count('<td class="right">5</td>') == 10
    assert "Recall and precision of each digit" in page


def test_without_any_result_the_page_says_so(tmp_path: Path) -> None:
    page = render_page([], tmp_path)
    assert "Nothing is measured yet" in page
    Outline(page)


def test_a_quick_look_is_called_so(tmp_path: Path) -> None:
    assert "quick look" not in render_page([make_result()], tmp_path)
    options = EvaluationOptions(model=make_model(tmp_path / "model"), limit=1)
    results, _ = run("nothing", options, reader=ScriptedReader(lambda _: []))
    assert "A quick look at a part" in render_page(results, tmp_path)


def test_where_nothing_was_invented_there_is_no_chart_of_it(tmp_path: Path) -> None:
    def render(*confidences: float) -> str:
        answers = Answers.of_inventions("pages", 3, [(sure, False) for sure in confidences])
        return render_page([replace(make_result("words"), answers=(answers,))], tmp_path)

    assert "Invented numbers against the threshold" in render(0.4)
    assert "<h3>Confidence</h3>" not in render()


def test_readers_beside_each_other_have_their_table(tmp_path: Path) -> None:
    figure = Figure.of_rate("pen", "exact match", Rate(9, 10))
    speed = {"mean_ms": 1.0, "p50_ms": 1.0, "p95_ms": 2.0}
    standings = [
        Standing("pen", "exact match", "inkread", figure, speed).to_dict(),
        Standing("pen", "exact match", "Tesseract", None).to_dict(),
    ]
    peers = Result("peers", "Peers", (), {"standings": standings}, {}, {"models": {}}, 1.0)
    page = render_page([make_result(), peers], tmp_path)
    assert "Tesseract" in page
    assert "not installed" in page
    assert "peers" in Outline(page).values("section", "id")


def test_the_page_is_written_beside_the_results_of_all_suites_only(tmp_path: Path) -> None:
    kept = EvaluationOptions(folder=tmp_path)
    assert keep_report("all", [make_result()], kept) == tmp_path / PAGE_NAME
    assert (tmp_path / PAGE_NAME).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert keep_report("strings", [make_result()], kept) is None
    assert keep_report("all", [], kept) is None
    assert keep_report("all", [make_result()], EvaluationOptions(limit=1)) is None


def test_the_same_results_make_the_same_page_again_from_what_was_kept(tmp_path: Path) -> None:
    # What is kept has six decimals.
    result = Result.from_dict(make_result(confusion=CONFUSION).to_dict())
    save_result(result, {}, tmp_path / RESULTS)
    page = render_page([result], tmp_path / RESULTS)
    assert render_page(list(load_results(tmp_path / RESULTS).values()), tmp_path / RESULTS) == page
    assert fill_report(tmp_path) == [REPORT]
    assert (tmp_path / REPORT).read_text(encoding="utf-8") == page
    assert fill_report(tmp_path) == []


def test_the_committed_report_is_what_the_results_say() -> None:
    written = (ROOT / REPORT).read_text(encoding="utf-8")
    assert written == render_report(ROOT), "run: make bench"
    assert len(written) < 3_000_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_that_is_used_is_given_for_both_schemes(scheme: str, tmp_path: Path) -> None:
    page = render_page([], tmp_path)
    light, dark = re.findall(r":root \{(.*?)\}", page, re.DOTALL)
    given = set(re.findall(r"(--[\w-]+):", light if scheme == "light" else dark))
    assert set(re.findall(r"var\((--[\w-]+)\)", page)) <= given
