"""Fills the tables of README and docs from the kept results, so that no figure is ever typed.

A table stands between `<!-- results:NAME -->` and `<!-- /results:NAME -->`. `bars` is the table of
all figures that have a bar; every suite's name is the table of all its figures; `speed` says how
long a reading took; `peers` is inkread beside other readers, and `peers-settings` how each of them
was set. The cards of the models get the figures with a bar as their scores, and docs/report is the
page of everything. `python -m inkread.evaluation.tables` makes all of them in place.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inkread.evaluation.report import (
    NOT_INSTALLED,
    NOT_MEASURED,
    in_order,
    markdown,
    rows_of_bars,
    rows_of_speed,
    rows_of_standings,
    rows_of_suite,
)
from inkread.evaluation.report_page import render_page
from inkread.evaluation.results import Result, Standing, load_results
from inkread.evaluation.suites import RESULTS, SUITES

DOCUMENTS = (Path("README.md"), Path("docs") / "benchmarks.md")
REPORT = Path("docs") / "report" / "index.html"
PEERS = "peers"
WEIGHTS = Path("src") / "inkread" / "weights"
MARKED = re.compile(
    r"(?P<open><!-- results:(?P<name>[\w-]+) -->\n).*?(?P<close><!-- /results:(?P=name) -->)",
    re.DOTALL,
)


def table(name: str, results: Mapping[str, Result]) -> str:
    """The Markdown between the markers of that name; KeyError for a name that is none."""
    if name == "bars":
        found = in_order(results)
        return markdown(rows_of_bars(found)) + _origin(found) if found else f"{NOT_MEASURED}\n"
    if name == "speed":
        found = in_order(results)
        return markdown(rows_of_speed(found)) + _machine(found) if found else f"{NOT_MEASURED}\n"
    if name not in (*SUITES, PEERS, f"{PEERS}-settings"):
        raise KeyError(name)
    suite = name.removesuffix("-settings")
    if suite not in results:
        return f"{NOT_MEASURED}\n"
    if name == PEERS:
        return _standings(results[PEERS])
    if suite == PEERS:
        return _settings(results[PEERS])
    return markdown(rows_of_suite(results[name])) + _origin([results[name]])


def fill(text: str, results: Mapping[str, Result]) -> str:
    """The document with every marked table made anew; what stands outside is left alone."""

    def made(match: re.Match[str]) -> str:
        return f"{match['open']}{table(match['name'], results)}{match['close']}"

    return MARKED.sub(made, text)


def fill_documents(root: Path, documents: Sequence[Path] = DOCUMENTS) -> list[Path]:
    """Fill the tables of the documents under `root`; answers those that changed."""
    results = load_results(root / RESULTS)
    changed = []
    for document in documents:
        path = root / document
        before = path.read_text(encoding="utf-8")
        after = fill(before, results)
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(document)
    return changed


def scores_of(card: Mapping[str, Any], results: Mapping[str, Result]) -> list[dict[str, Any]]:
    """The figures with a bar that were measured on the very file that the card describes."""
    found = []
    for result in in_order(results):
        measured = result.origin["models"].get(card["name"], {}).get("sha256")
        if SUITES[result.suite].model == card["name"] and measured == card["sha256"]:
            found += [
                {
                    "set": f.subject,
                    "figure": f.what,
                    "value": round(f.value, 4),
                    "n": f.n,
                    "interval": [round(f.low, 4), round(f.high, 4)],
                }
                for f in result.figures
                if f.bar
            ]
    return found


def fill_cards(root: Path) -> list[Path]:
    """Fill the scores of the cards under `root`; answers those that changed."""
    results = load_results(root / RESULTS)
    changed = []
    for path in sorted((root / WEIGHTS).glob("*.json")):
        before = path.read_text(encoding="utf-8")
        card = json.loads(before)
        after = json.dumps({**card, "scores": scores_of(card, results)}, indent=2) + "\n"
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(path.relative_to(root))
    return changed


def fill_report(root: Path) -> list[Path]:
    """Write the page of all results under `root`, peers last; answers it if it changed."""
    path = root / REPORT
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    after = render_report(root)
    if after == before:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(after, encoding="utf-8")
    return [REPORT]


def render_report(root: Path) -> str:
    """The page as the kept results under `root` make it."""
    results = load_results(root / RESULTS)
    peers = [results[PEERS]] if PEERS in results else []
    return render_page([*in_order(results), *peers], root / RESULTS)


def main() -> None:
    """Make tables, cards and report of the checkout one stands in; name the files that changed."""
    root = Path.cwd()
    for document in [*fill_documents(root), *fill_cards(root), *fill_report(root)]:
        sys.stdout.write(f"{document} filled\n")


def _standings(result: Result) -> str:
    standings = map(Standing.from_dict, result.details["standings"])
    machine = f"\nMeasured on: {result.origin['machine']}, one of them used.\n"
    return markdown(rows_of_standings(standings)) + machine + _origin([result])


def _settings(result: Result) -> str:
    """A row for each reader and task: version, and how the reader was set."""
    rows = [["reader", "version", "pictures of", "how"]]
    for name, reader in result.details["readers"].items():
        for task, how in reader["settings"].items():
            rows.append([name, reader["version"] or NOT_INSTALLED, task, how])
    return markdown(rows)


def _origin(results: Sequence[Result]) -> str:
    """One line under a table: which models and which commit were measured."""
    commits = sorted({str(r.origin.get("commit") or "unknown")[:10] for r in results})
    models: dict[str, str] = {}
    for result in results:
        for name, model in result.origin["models"].items():
            models[name] = f"{name} {model['sha256'][:10]}"
    named = ", ".join(models[name] for name in sorted(models)) or "none"
    return f"\nModels (sha256): {named}. Commit: {', '.join(commits)}.\n"


def _machine(results: Sequence[Result]) -> str:
    machines = sorted({str(result.origin["machine"]) for result in results})
    return f"\nMeasured on: {'; '.join(machines)}. Decoding of the picture is included.\n"


if __name__ == "__main__":
    main()
