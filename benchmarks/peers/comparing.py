"""From peers and contests to one result: every reader on the same pictures, in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.peers.contests import Contest, DrawnBench
from benchmarks.peers.peer import Peer

from inkread.evaluation.metrics import summarise_times
from inkread.evaluation.origin import describe_origin
from inkread.evaluation.results import Figure, Result, Standing

SUITE = "peers"

Announce = Callable[[str], None]


def compare(
    peers: Sequence[Peer],
    contests: Sequence[Contest],
    data: Path | None,
    *,
    limit: int | None = None,
    announce: Announce = lambda line: None,
) -> Result:
    """Measure every peer on every contest of a task that it does; the first must be installed.

    announce  told what is measured as it begins

    Raises DataMissing and DataInvalid as the suites do.
    """
    start = time.perf_counter()
    standings = [
        standing
        for contest in contests
        for standing in _standings(peers, contest, data, limit, announce)
    ]
    readers = {
        peer.name: {"version": peer.version(), "settings": dict(peer.settings)} for peer in peers
    }
    details = {"readers": readers, "standings": [standing.to_dict() for standing in standings]}
    seconds = time.perf_counter() - start
    title = "inkread beside other readers"
    return Result(SUITE, title, (), details, {}, describe_origin(), seconds, limit)


def _standings(
    peers: Sequence[Peer],
    contest: Contest,
    data: Path | None,
    limit: int | None,
    announce: Announce,
) -> Iterator[Standing]:
    """What each peer reaches on one contest, told apart by what is counted."""
    counted: list[str] = []
    found: list[tuple[str, Standing]] = []
    for peer in peers:
        if contest.task not in peer.settings:
            continue
        announce(f"{contest.subject}: {peer.name}")
        if peer.version() is None:
            found += [(what, Standing(contest.subject, what, peer.name, None)) for what in counted]
            continue
        bench = DrawnBench(peer.reader(contest.task), data, contest, limit=limit)
        rates = contest.rate(bench, "report")
        counted = list(rates)
        speed = summarise_times(bench.milliseconds)
        for what, rate in rates.items():
            figure = Figure.of_rate(contest.subject, what, rate)
            found.append((what, Standing(contest.subject, what, peer.name, figure, speed)))
    for each in counted:
        yield from (standing for what, standing in found if what == each)
