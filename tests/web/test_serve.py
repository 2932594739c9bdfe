"""`inkread serve`: a process of its own, from nothing to an answer."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from inkread.web.home import default_home
from inkread.web.serve import CannotServe, address, listen

PROGRAM = "import sys; from inkread.web.serve import serve; serve('127.0.0.1', int(sys.argv[1]))"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_variables() -> dict[str, str]:
    """What a process of its own needs to find the same programs and the same code."""
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}


def start(port: int, home: Path, **more: str) -> subprocess.Popen[str]:
    """The server, with `more` settings by their names without our prefix."""
    variables = own_variables() | {"INKREAD_HOME": str(home), "INKREAD_WORKERS": "1"}
    variables |= {f"INKREAD_{name}": value for name, value in more.items()}
    command = [sys.executable, "-c", PROGRAM, str(port)]
    return subprocess.Popen(command, env=variables, stderr=subprocess.PIPE, text=True)


def fetch(url: str, seconds: float = 40.0) -> bytes:
    """The answer, as soon as there is one."""
    ends = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bytes(answer.read())
        except (urllib.error.URLError, TimeoutError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.05)


def test_serve_makes_its_home_and_answers_and_stops(tmp_path: Path) -> None:
    port, home = free_port(), tmp_path / "new" / "home"
    server = start(port, home)
    try:
        assert fetch(f"http://127.0.0.1:{port}/readyz") == b'{"database": "ok", "reader": "ok"}'
        assert (home / "secret-key").stat().st_mode & 0o777 == 0o600
        assert (home / "inkread.sqlite3").is_file()
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=20)
    assert said == f"inkread is at http://127.0.0.1:{port}  (Ctrl+C ends it)\n"
    assert server.returncode == 0


def test_a_taken_port_is_said_in_one_sentence() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"Port {port} is taken by another program"):
            listen("127.0.0.1", port)


def test_an_impossible_place_is_said_in_one_sentence() -> None:
    with pytest.raises(CannotServe, match="no port 80000"):
        listen("127.0.0.1", 80_000)
    with pytest.raises(CannotServe, match=r"no address 192\.0\.2\.1"):
        listen("192.0.2.1", 0)


def test_the_address_is_one_that_a_browser_opens() -> None:
    assert address("0.0.0.0", 80) == "http://127.0.0.1:80"
    assert address("::", 8000) == "http://[::1]:8000"
    assert address("127.0.0.1", 8000) == "http://127.0.0.1:8000"


def test_the_home_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_home() == tmp_path / "inkread"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert default_home() == Path("~/.local/share/inkread").expanduser()
