"""Damaged files at the real server: a small run of what `scripts/fuzz_server.py` does at length."""

from __future__ import annotations

from random import Random

from scripts.fuzz_server import fuzz
from scripts.mutating import INK, PICTURES, damaged, damaged_correction, good_files

FILES = 150


def test_nothing_that_is_sent_is_a_fault_and_nothing_is_stored_that_was_refused() -> None:
    report = fuzz(FILES)
    assert report.faults == []
    assert report.statuses.total() == FILES
    # All doors were tried, and some of what was sent could still be read.
    assert {200, 201, 400, 413, 415, 422} <= set(report.statuses)
    doors = {name for name, _ in report.answers}
    assert {f"/read {kind}" for kind in (*PICTURES, INK)} <= doors
    assert {"changes", "/read, a damaged form", "/readings PDF"} <= doors


def test_the_same_number_is_the_same_damage() -> None:
    files = good_files()
    for kind in (*PICTURES, INK):
        once, again = (damaged(files, kind, Random(f"{kind} 3")) for _ in range(2))
        assert once == again
    assert damaged_correction(Random(1)) == damaged_correction(Random(1))


def test_most_of_what_is_sent_is_really_damaged() -> None:
    files = good_files()
    found = [damaged(files, "PNG", Random(n)) for n in range(100)]
    assert sum(content != files["PNG"] for content in found) > 90
    assert len(set(found)) > 90
