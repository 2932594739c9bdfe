"""Settings tried on pictures that are never reported.

The best are written down by hand, as CHOSEN in the module of the peer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.peers import rapid, tesseract
from benchmarks.peers.contests import Contest, DrawnBench
from benchmarks.peers.peer import Peer

from inkread.evaluation.metrics import summarise_times
from inkread.evaluation.report import show_value
from inkread.evaluation.results import Figure

HEAD = ["set", "what", "reader", "right", "n", "median", "how"]


def variants(contest: Contest) -> Iterator[Peer]:
    """Every peer with every setting that is tried for the contest's task."""
    for setting in tesseract.TRIED[contest.task]:
        yield tesseract.Tesseract({contest.task: setting})
    if contest.task == "page":
        yield from (rapid.RapidOcr(finding) for finding in rapid.TRIED)


def try_settings(
    contests: Sequence[Contest], data: Path | None, limit: int | None = None
) -> Iterator[list[str]]:
    """A row for each contest, setting and what is counted, after HEAD; as soon as it is known."""
    for contest in contests:
        for peer in variants(contest):
            if peer.version() is None:
                continue
            bench = DrawnBench(peer.reader(contest.task), data, contest, "tune", limit)
            rates = contest.rate(bench, "tune")
            median = f"{summarise_times(bench.milliseconds)['p50_ms']:.1f} ms"
            for what, rate in rates.items():
                figure = Figure.of_rate(contest.subject, what, rate)
                shown = [show_value(figure), str(rate.n), median, peer.settings[contest.task]]
                yield [contest.subject, what, peer.name, *shown]
