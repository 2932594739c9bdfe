"""The command: `python -m benchmarks.peers` in the root of the checkout.

INKREAD_DATA names the folder of the data sets, as for `inkread evaluate`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.classical import Classical
from benchmarks.peers.comparing import compare
from benchmarks.peers.contests import CONTESTS
from benchmarks.peers.own import Inkread
from benchmarks.peers.peer import Peer
from benchmarks.peers.rapid import RapidOcr
from benchmarks.peers.tesseract import Tesseract
from benchmarks.peers.tuning import HEAD, try_settings

from inkread.errors import InkreadError
from inkread.evaluation import EvaluationOptions
from inkread.evaluation.report import plain, rows_of_standings
from inkread.evaluation.results import Standing, save_result

# A support vector machine takes minutes to fit on all 60,000 pictures: no matter for a quick look.
QUICK_EXAMPLES = 5_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or try settings; answers the exit code."""
    given = _parse(arguments)
    try:
        options = EvaluationOptions(data=given.data, limit=given.limit, folder=given.out)
        if given.tune:
            _tune(options)
        else:
            _measure(options)
    except InkreadError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def list_peers(options: EvaluationOptions) -> list[Peer]:
    """The readers, inkread first; whether they are installed is theirs to say."""
    examples = QUICK_EXAMPLES if options.limit else None
    return [
        Inkread(),
        Tesseract(),
        RapidOcr(),
        Classical("k-NN", options.data_folder, examples),
        Classical("SVM", options.data_folder, examples),
    ]


def pin_to_one_core() -> None:
    """Everything that runs from here on shares one core, where the system can be told so.

    The readers are told to use one thread besides; OpenMP, which Tesseract uses, by environment.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _measure(options: EvaluationOptions) -> None:
    peers = list_peers(options)
    result = compare(peers, CONTESTS, options.data_folder, limit=options.limit, announce=_announce)
    sys.stdout.write(plain(rows_of_standings(map(Standing.from_dict, result.details["standings"]))))
    if options.results_folder is None:
        sys.stdout.write("A quick look, not a result.\n")
    else:
        sys.stdout.write(f"{save_result(result, {}, options.results_folder)} written\n")


def _tune(options: EvaluationOptions) -> None:
    sys.stdout.write("\t".join(HEAD) + "\n")
    for row in try_settings(CONTESTS, options.data_folder, options.limit):
        sys.stdout.write("\t".join(row) + "\n")
        sys.stdout.flush()


def _announce(line: str) -> None:
    sys.stderr.write(f"{line} ...\n")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of the data sets")
    parser.add_argument("--limit", type=int, help="so many pictures of each set, never a result")
    parser.add_argument("--out", type=Path, help="where the result goes; benchmarks/results")
    parser.add_argument("--tune", action="store_true", help="try settings, report nothing")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    pin_to_one_core()
    sys.exit(main())
