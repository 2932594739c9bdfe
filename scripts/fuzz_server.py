"""Sends damaged files to the real server: `python -m scripts.fuzz_server [FILES]`.

Starts `inkread serve` on loopback with a home of its own and sends 5,000 files that are damaged at
random, the same at each run: pictures of seven kinds and ink as JSON, to `/read` as a visitor and
to `/readings` as a clerk; damaged forms around them; and damaged corrections of a reading. Prints
how often each status was answered. Ends with 1 when one answer was a fault (5xx, none at all, or
one that shows the inside), or when anything is stored that should not be.
"""

from __future__ import annotations

import http.client
import re
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from scripts.mutating import INK, PICTURES, damaged, damaged_correction, good_files
from scripts.serving import BOUNDARY, Desk, form, served

COUNT = 5_000
AT_ONCE = 4
SEED = "inkread 1"
INSIDE = re.compile(rb"Traceback|site-packages|/inkread/web/|Exception Type|django\.")
NAMES = (
    *("form.png", "x" * 3_000 + ".png", "../../etc/passwd", '"><script>.svg', "a\0b.png", ""),
    "ünï\u202egnp.exe",
)
OURS = re.compile(r"inkread\.sqlite3(-wal|-shm)?|secret-key|tidying\.lock|files")


@dataclass
class Report:
    """What was answered: (door and kind of file, status) -> how often; and what is wrong."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def statuses(self) -> Counter[int]:
        found: Counter[int] = Counter()
        for (_, status), count in self.answers.items():
            found[status] += count
        return found


@dataclass(frozen=True)
class Request:
    """What is sent, where to, and what it is called in the report."""

    name: str
    path: str
    body: bytes
    headers: dict[str, str]


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    report = fuzz(count)
    doors = sorted({name for name, _ in report.answers})
    statuses = sorted(report.statuses)
    print(f"{'answers':26}" + "".join(f"{status:>7}" for status in statuses))
    for door in doors:
        print(f"{door:26}" + "".join(f"{report.answers[door, s]:>7}" for s in statuses))
    total = f"all {count:,}"
    print(f"{total:26}" + "".join(f"{report.statuses[s]:>7}" for s in statuses))
    for fault in report.faults:
        print(f"FAULT: {fault}")
    print(f"{len(report.faults)} faults")
    return int(bool(report.faults))


def fuzz(count: int) -> Report:
    """Sends that many to a server of its own."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="inkread-fuzzed-") as folder:
        home, temporary = Path(folder) / "home", Path(folder) / "tmp"
        temporary.mkdir()
        with served(home, temporary, {"VISITOR_TRIES": "unlimited"}) as desk:
            files = good_files()
            requests = (request_for(number, files, desk) for number in range(count))
            with ThreadPoolExecutor(AT_ONCE) as senders:
                for request, status, body in senders.map(lambda r: send(desk.port, r), requests):
                    report.answers[request.name, status] += 1
                    if not 200 <= status < 500 or INSIDE.search(body):
                        report.faults.append(f"{request.name}: {status} {body[:200]!r}")
            kept = 1 + sum(n for (name, s), n in report.answers.items() if s == 201)
            report.faults += strange_things(home, temporary, kept)
    return report


def request_for(number: int, files: dict[str, bytes], desk: Desk) -> Request:
    """The request of that number, always the same."""
    chance = Random(f"{SEED} {number}")
    kinds = (*PICTURES, INK)
    kind = kinds[number % len(kinds)]
    door = number // len(kinds) % 5
    if door == 4 and number % 2:
        headers = {**desk.headers, "Content-Type": "application/json"}
        path = f"{desk.reading}/changes"
        return Request("changes", path, damaged_correction(chance), headers)
    content = damaged(files, kind, chance)
    path, headers = ("/readings", desk.headers) if door == 3 else ("/read", {})
    body = form(content, chance.choice(NAMES) if chance.random() < 0.2 else "form.png")
    name = f"{path} {kind}"
    if door == 4:
        broken = bytearray(body)
        for _ in range(chance.randrange(1, 8)):
            broken[chance.randrange(min(len(broken), 400))] = chance.randrange(256)
        name, body = "/read, a damaged form", bytes(broken)
    kind_of_form = f"multipart/form-data; boundary={BOUNDARY}"
    return Request(name, path, body, {**headers, "Content-Type": kind_of_form})


def send(port: int, request: Request) -> tuple[Request, int, bytes]:
    """The request, its status and its answer; 0 when there was none."""
    headers = {"Accept": "application/json", **request.headers}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        try:
            connection.request("POST", request.path, request.body, headers)
            answer = connection.getresponse()
            return request, answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            return request, 0, repr(error).encode()


def strange_things(home: Path, temporary: Path, kept: int) -> Iterator[str]:
    """What is stored besides the readings that were answered 201."""
    with closing(sqlite3.connect(home / "inkread.sqlite3")) as database:
        (readings,) = database.execute("SELECT COUNT(*) FROM readings_reading").fetchone()
        named = database.execute("SELECT file, thumbnail FROM readings_keptpicture").fetchall()
    if readings != kept:
        yield f"{readings} readings are kept, {kept} were answered 201"
    expected = {name for pair in named for name in pair}
    folder = home / "files"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(there ^ expected):
        yield f"the file {name} is only in the folder or only in the database"
    for path in [each for each in home.iterdir() if not OURS.fullmatch(each.name)]:
        yield f"{path.name} is in the home"
    for path in temporary.rglob("*"):
        if path.is_file():
            yield f"the temporary file {path.name} is left"


if __name__ == "__main__":
    sys.exit(main())
