"""inkread beside other readers: the same pictures, the same scoring, one table."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from benchmarks.peers.__main__ import main
from benchmarks.peers.comparing import compare
from benchmarks.peers.contests import CONTESTS, Contest, draw
from benchmarks.peers.peer import Task, version_of
from tests.evaluation.scripted import ScriptedReader, encode_picture, write_number

from inkread import Number
from inkread.evaluation.report import rows_of_standings
from inkread.evaluation.results import Result, Standing, load_results, save_result
from inkread.evaluation.suites import RESULTS
from inkread.evaluation.tables import fill

STRINGS = {f"two/{number}.png": encode_picture(number) for number in range(10, 20)}
TWO = replace(next(c for c in CONTESTS if c.subject == "strings: two"), tuning=4)
SUDOKU = next(c for c in CONTESTS if c.subject == "sudoku")


class FakePeer:
    """Reads what a function says about a picture, and remembers the pictures."""

    def __init__(
        self,
        name: str,
        answer: Callable[[Any], str],
        version: str | None = "1.0",
        tasks: Sequence[Task] = ("line",),
    ) -> None:
        self.name = name
        self.settings: dict[Task, str] = {task: f"set for a {task}" for task in tasks}
        self.seen: list[bytes] = []
        self._answer = answer
        self._version = version

    def version(self) -> str | None:
        return self._version

    def reader(self, task: Task) -> ScriptedReader:
        def read(picture: Any) -> list[Number]:
            self.seen.append(picture)
            return [write_number(self._answer(picture))]

        return ScriptedReader(read)


def knows_all(picture: bytes) -> str:
    return next(name[4:6] for name, content in STRINGS.items() if content == picture)


def says_ten(picture: bytes) -> str:
    return "10"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Ten pictures of two digits, 10 to 19."""
    (tmp_path / "strings").mkdir()
    with zipfile.ZipFile(tmp_path / "strings" / "strings-dev.zip", "w") as archive:
        for name, content in STRINGS.items():
            archive.writestr(name, content)
    (tmp_path / "strings" / "corrections.csv").write_text("file,label\n", encoding="utf-8")
    return tmp_path


def standings_of(result: Result) -> list[Standing]:
    return [Standing.from_dict(values) for values in result.details["standings"]]


def test_every_reader_gets_the_same_pictures_in_the_same_order(data: Path) -> None:
    first, second = FakePeer("first", knows_all), FakePeer("second", says_ten)
    compare([first, second], [TWO], data)
    assert first.seen == second.seen
    assert len(set(first.seen)) == 6


def test_every_reader_is_scored_as_the_suite_scores(data: Path) -> None:
    peers = [FakePeer("right", knows_all), FakePeer("ten", says_ten)]
    result = compare(peers, [TWO], data)
    right, ten = standings_of(result)
    assert (right.subject, right.what, right.reader) == ("strings: two", "exact match", "right")
    assert right.figure is not None
    assert (right.figure.value, right.figure.n) == (1.0, 6)
    assert ten.figure is not None
    tens = set(peers[1].seen) & {STRINGS["two/10.png"]}
    assert ten.figure.value == pytest.approx(len(tens) / 6)
    assert set(right.speed) == {"mean_ms", "p50_ms", "p95_ms"}


def test_a_peer_that_is_not_installed_is_no_error_and_is_not_asked_to_read(data: Path) -> None:
    absent = FakePeer("absent", says_ten, version=None)
    result = compare([FakePeer("inkread", knows_all), absent], [TWO], data)
    assert [(s.reader, s.figure is None) for s in standings_of(result)] == [
        ("inkread", False),
        ("absent", True),
    ]
    assert absent.seen == []
    assert rows_of_standings(standings_of(result))[2][2:4] == ["absent", "not installed"]
    assert version_of("no-such-package-of-anybody") is None


def test_a_peer_is_left_out_where_it_does_not_do_the_task(data: Path) -> None:
    only_digits = FakePeer("digits", says_ten, tasks=("digit",))
    result = compare([FakePeer("inkread", knows_all), only_digits], [TWO], data)
    assert [standing.reader for standing in standings_of(result)] == ["inkread"]
    assert set(result.details["readers"]) == {"inkread", "digits"}


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda contest: contest.subject)
def test_pictures_that_settings_are_chosen_on_are_never_reported(contest: Contest) -> None:
    reported, tuned = draw(2_000, contest, "report"), draw(2_000, contest, "tune")
    assert reported == draw(2_000, contest, "report")
    assert reported == sorted(set(reported))
    assert len(tuned) == contest.tuning > 0
    if contest.tunes_inside:
        assert not set(reported) & set(tuned)
    if contest.sample is None:
        assert len(reported) == 2_000 - contest.tuning * contest.tunes_inside
    else:
        assert len(reported) == contest.sample


def test_forty_photographs_of_sudokus_are_reported() -> None:
    assert len(draw(160, SUDOKU, "report")) == 40


def test_a_limit_takes_a_part_of_what_would_be_reported(data: Path) -> None:
    whole, part = FakePeer("inkread", knows_all), FakePeer("inkread", knows_all)
    compare([whole], [TWO], data)
    result = compare([part], [TWO], data, limit=3)
    assert result.limit == 3
    assert len(set(part.seen)) == 3
    assert set(part.seen) < set(whole.seen)


def test_a_quick_look_never_replaces_the_kept_result(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_result(compare([FakePeer("inkread", knows_all)], [TWO], data, limit=3), {}, tmp_path)
    assert load_results(tmp_path) == {}
    assert main(["--limit", "3", "--out", str(RESULTS)]) == 1
    assert "another folder" in capsys.readouterr().err


def test_the_table_is_made_from_the_kept_result(data: Path, tmp_path: Path) -> None:
    peers = [FakePeer("inkread", knows_all), FakePeer("absent", says_ten, version=None)]
    save_result(compare(peers, [TWO], data), {}, tmp_path)
    text = "<!-- results:peers -->\n<!-- /results:peers -->\n"
    lines = fill(text, load_results(tmp_path)).splitlines()
    assert lines[3].startswith("| strings: two | exact match | inkread | 100.00 % | 60.97 % to")
    assert lines[4] == "| strings: two | exact match | absent | not installed |  |  |  |  |"
    assert lines[-2].startswith("Models (sha256): ")


def test_the_settings_of_every_reader_are_told_with_its_version(data: Path, tmp_path: Path) -> None:
    peers = [FakePeer("inkread", knows_all), FakePeer("absent", says_ten, version=None)]
    save_result(compare(peers, [TWO], data), {}, tmp_path)
    text = "<!-- results:peers-settings -->\n<!-- /results:peers-settings -->\n"
    lines = fill(text, load_results(tmp_path)).splitlines()
    assert lines[3] == "| inkread | 1.0 | line | set for a line |"
    assert lines[4] == "| absent | not installed | line | set for a line |"


def test_without_a_kept_result_the_tables_say_so() -> None:
    for name in ("peers", "peers-settings"):
        text = f"<!-- results:{name} -->\n<!-- /results:{name} -->\n"
        assert "not measured" in fill(text, {})


def test_missing_data_ends_the_command_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--limit", "1"]) == 1
    assert "missing" in capsys.readouterr().err
