"""The report: one HTML page of everything that the suites found.

The page is whole: style, charts and pictures are in it, it needs no script, and it opens from a
folder as well as from a server. The same results make the same page, to the byte.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from inkread.evaluation.charts import draw_chart
from inkread.evaluation.markup import Markup, element, join, scrolling, table
from inkread.evaluation.plots import (
    charts_of,
    rows_of_confidence,
    rows_of_digits,
    rows_of_lengths,
)
from inkread.evaluation.report import (
    rows_of_bars,
    rows_of_speed,
    rows_of_standings,
    rows_of_suite,
)
from inkread.evaluation.results import Result, Standing
from inkread.evaluation.suites import EvaluationOptions

STYLE = Path(__file__).with_name("report_page.css")

PAGE_NAME = "report.html"

HEATS = 5
"""How many shades of a confusion the style sheet knows."""

TERMS = (
    (
        "95 % interval",
        "Between these ends the true figure lies in 95 of 100 such measurements: Wilson’s for a "
        "share, Byar’s approximation to Poisson for a count, Newcombe’s method 5 for the area "
        "under a ROC curve, 1.96 standard errors of a bootstrap for the calibration error.",
    ),
    (
        "Confidence",
        "Of a string, that of its least sure number, which is the product over its digits. Of a "
        "cell, that of its surest digit. Nothing was read: no answer, and so no confidence.",
    ),
    (
        "ROC",
        "The answers are kept from a threshold of confidence on. As it falls, the curve shows the "
        "share of the right answers that are kept against that of the wrong ones. The area under "
        "it is the chance that a right answer is surer than a wrong one; 0.5 is guessing.",
    ),
    (
        "Precision and recall",
        "Precision is the share of right ones among the answers that are kept, recall the share "
        "of everything there was to read that is kept and right. Average precision is the mean "
        "precision over the recall.",
    ),
    (
        "Reliability, calibration error",
        "Answers of like confidence are put together in up to 15 bins of equally many. On the "
        "diagonal they are as often right as they are sure. The expected calibration error is the "
        "mean distance from it, weighted by the answers in each bin.",
    ),
    (
        "Mistakes against rejects",
        "What is less sure than a threshold is rejected, for a person to look at. The curve shows "
        "how many of the others are wrong. The point is where the reader stands with the "
        "threshold on its card, the dashed line the 0.2 % that may be wrong unseen. The threshold "
        "in the table was chosen on the very answers it is measured on, so it flatters a little.",
    ),
)


def keep_report(name: str, results: Sequence[Result], options: EvaluationOptions) -> Path | None:
    """Write the page beside the results of `all` suites; None where there are none, where they are
    not kept, or where not all were asked for."""
    folder = options.results_folder
    if name != "all" or folder is None or not results:
        return None
    path = folder / PAGE_NAME
    path.write_text(render_page(results, folder), encoding="utf-8")
    return path


def render_page(results: Sequence[Result], folder: Path) -> str:
    """The page of these results, in their order; their pictures are looked for in `folder`.

    Of several readers beside each other (`peers`) there is a table alone.
    """
    suites = [result for result in results if result.figures]
    sections = list(_sections(suites, results, folder))
    links = [element("li", element("a", title, href=f"#{name}")) for name, title, _ in sections]
    body = join(
        element("header", element("h1", "How well inkread reads"), *_describe_state(suites)),
        element("nav", element("h2", "On this page"), element("ul", *links), aria_label="Contents"),
        element(
            "main",
            *(
                element("section", element("h2", title), content, id=name)
                for name, title, content in sections
            ),
        ),
    )
    head = join(
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", "How well inkread reads"),
        element("style", Markup(STYLE.read_text(encoding="utf-8"))),
    )
    page = element("html", element("head", head), element("body", body), lang="en")
    # Elements that stand for themselves begin a line, so that a change can be followed.
    lines = re.sub(r"(?=<(?:section|h2|h3|tr|figure|li|line|text|polyline|img)\b)", "\n", page)
    return f"<!doctype html>\n{lines}\n"


def _sections(
    suites: Sequence[Result], results: Sequence[Result], folder: Path
) -> Iterator[tuple[str, str, Markup]]:
    """(identifier, title, content) of each section."""
    if suites:
        bars = table("Every figure that has a bar", rows_of_bars(suites))
        yield "bars", "The bars", bars
        yield "measured", "What was measured, when and on what", _describe_origins(suites)
    terms = (element("div", element("dt", term), element("dd", text)) for term, text in TERMS)
    yield "terms", "How to read the figures", element("dl", *terms)
    for result in suites:
        yield result.suite, result.title, _describe_suite(result, folder / result.suite)
    if suites:
        speed = table("Time of one reading, first one left out", rows_of_speed(suites))
        yield "speed", "Speed", speed
    for result in results:
        if "standings" in result.details:
            standings = map(Standing.from_dict, result.details["standings"])
            yield result.suite, result.title, table(result.title, rows_of_standings(standings))


def _describe_state(results: Sequence[Result]) -> Iterator[Markup]:
    """In how far the bars are met, in one sentence; whether this is a result at all."""
    if not results:
        yield element("p", "Nothing is measured yet: run ", element("code", "make bench"), ".")
        return
    barred = [figure for result in results for figure in result.figures if figure.bar is not None]
    met = sum(figure.is_met is True for figure in barred)
    yield element("p", f"{met} of {len(barred)} bars are met.", class_="lead")
    if any(result.limit is not None for result in results):
        look = "A quick look at a part of each set, not a result."
        yield element("p", element("strong", look))
    yield element(
        "p",
        "Every figure was measured through the public Reader on the models named below; none was "
        "typed. How each set is measured stands in docs/benchmarks.md.",
    )


def _describe_origins(results: Sequence[Result]) -> Markup:
    """Models, code and machine once each with the suites that they hold for; then the runs."""
    models = [
        (
            *(result.suite, name, str(model["version"]), str(model["sha256"])),
            *(str(model.get("trained_at") or ""), str(model.get("accept") or "")),
        )
        for result in results
        for name, model in result.origin["models"].items()
    ]
    places = [(result.suite, *_describe_place(result.origin)) for result in results]
    runs = [["suite", "pictures", "when", "minutes"]]
    for result in results:
        when = str(result.origin.get("when", "unknown"))
        pictures, minutes = f"{result.speed['pictures']:,}", f"{result.seconds / 60:.1f}"
        runs.append([result.suite, pictures, when, minutes])
    head = ["model", "version", "sha256", "trained at commit", "accepts from", "suites"]
    every = len(results)
    return join(
        table("Models, by their cards", [head, *_group(models, every)]),
        table(
            "Code and machine",
            [["commit", "machine", "versions", "suites"], *_group(places, every)],
        ),
        table("Runs", runs),
    )


def _describe_place(origin: Mapping[str, Any]) -> tuple[str, str, str]:
    commit = str(origin.get("commit") or "unknown")[:10]
    versions = (f"{name} {version}" for name, version in origin.get("versions", {}).items())
    changed = f"{commit} and changes" if origin.get("changed") else commit
    return changed, str(origin["machine"]), ", ".join(versions)


def _group(rows: Sequence[tuple[str, ...]], every: int) -> list[list[str]]:
    """Each distinct row once, its first cell, a suite, put last together with the others."""
    suites: dict[tuple[str, ...], list[str]] = {}
    for suite, *row in rows:
        suites.setdefault(tuple(row), []).append(suite)
    return [
        [*row, "all" if len(names) == every else ", ".join(names)] for row, names in suites.items()
    ]


def _describe_suite(result: Result, pictures: Path) -> Markup:
    charts = [
        draw_chart(chart, f"{result.suite}-{i}")
        for i, chart in enumerate(charts_of(result.answers))
    ]
    confidence = rows_of_confidence(result.answers)
    lengths = rows_of_lengths(dict(_find(result.details, "by_length", result.title)))
    return join(
        table(f"All figures of {result.title}", rows_of_suite(result)),
        table("Exact match by length", lengths) if len(lengths) > 1 else None,
        _titled("Confidence", element("div", *charts, class_="charts") if charts else None),
        table("What the curves come to", confidence) if len(confidence) > 1 else None,
        _titled("Confusion", *_describe_confusions(result.details, result.title)),
        _titled("Mistakes", *_describe_mistakes(result, pictures)),
    )


def _titled(title: str, *content: Markup | None) -> Markup | None:
    """Content under a heading; nothing where there is none."""
    there = [each for each in content if each]
    return join(element("h3", title), *there) if there else None


def _find(details: Mapping[str, Any], key: str, title: str) -> Iterator[tuple[str, Any]]:
    """What stands under a key, in the details themselves or in those of a part: (whose, value)."""
    if key in details:
        yield title, details[key]
    for name, part in details.items():
        if isinstance(part, Mapping) and key in part:
            yield name, part[key]


def _describe_confusions(details: Mapping[str, Any], title: str) -> Iterator[Markup]:
    found = list(_find(details, "confusion", title))
    if found:
        yield element("div", *(_draw_confusion(*each) for each in found), class_="confusions")
    for name, counts in found:
        rows = table(f"Each digit of {name}", rows_of_digits(counts))
        yield _folded(f"Recall and precision of each digit: {name}", rows)


def _draw_confusion(name: str, counts: Sequence[Sequence[int]]) -> Markup:
    """Rows are true digits, columns what was read; the shade of a mistake tells how often."""
    most = max(
        (n for row in range(10) for column, n in enumerate(counts[row]) if column != row), default=0
    )
    head = [
        element("th", "true", scope="col"),
        *(element("th", str(column), scope="col") for column in range(10)),
        element("th", "none", scope="col"),
    ]
    lines = []
    for row in range(10):
        cells = [element("th", str(row), scope="row")]
        for column, n in enumerate(counts[row]):
            heat = -(-HEATS * n // most) if n and column != row else 0
            shade = "right" if column == row else f"heat-{heat}"
            cells.append(element("td", f"{n}" if n else "", class_=shade))
        lines.append(element("tr", *cells))
    whole = element(
        "table",
        element("caption", f"{name}: what was read for each true digit"),
        element("thead", element("tr", *head)),
        element("tbody", *lines),
        class_="confusion",
    )
    return scrolling(f"Confusion matrix of {name}", whole)


def _describe_mistakes(result: Result, pictures: Path) -> Iterator[Markup]:
    for path in sorted(pictures.glob("mistakes*.webp")):
        name = " ".join((result.suite, *path.stem.split("-")[1:]))
        label = f"{name}: the surest mistakes"
        source = f"data:image/webp;base64,{b64encode(path.read_bytes()).decode('ascii')}"
        what = f"A sheet of the surest mistakes of {name}: each with what it is and what was read."
        yield scrolling(label, element("img", src=source, alt=what, loading="lazy"))
    for name, mistakes in _find(result.details, "mistakes", result.title):
        rows = [["file", "is", "was read as", "confidence"]]
        for each in mistakes:
            sure = f"{each['confidence']:.4f}"
            rows.append([each["file"], each["truth"], each["answer"] or "nothing", sure])
        if mistakes:
            label = f"The surest mistakes of {name} as a list"
            yield _folded(label, table(label, rows))


def _folded(summary: str, content: Markup) -> Markup:
    return element("details", element("summary", summary), content)
