"""The real application on loopback for scripts: started, asked, and ended again."""

from __future__ import annotations

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from scripts.mutating import good_files

HOST = "127.0.0.1"
START_SECONDS = 60
BOUNDARY = "a-line-between-fields"


@dataclass(frozen=True)
class Desk:
    """A clerk who is logged in, and a reading of hers."""

    port: int
    headers: dict[str, str]
    reading: str

    @property
    def form_headers(self) -> dict[str, str]:
        """For a form with a picture, sent by a program."""
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return {**self.headers, "Content-Type": kind, "Accept": "application/json"}


@contextmanager
def served(home: Path, temporary: Path, settings: dict[str, str]) -> Iterator[Desk]:
    """The application with an administrator who is logged in and keeps one reading.

    settings  by their names without our prefix
    """
    password = secrets.token_urlsafe(20)
    clerk = {
        "ADMINISTRATOR": "clerk",
        "ADMINISTRATOR_EMAIL": "clerk@example.org",
        "ADMINISTRATOR_PASSWORD": password,
    }
    variables = variables_of(home, {**clerk, **settings}) | {"TMPDIR": str(temporary)}
    with started(variables) as port:
        make = [sys.executable, "-m", "django", "administrator"]
        subprocess.run(make, env=variables, check=True, stdout=subprocess.DEVNULL)
        yield log_in(port, password)


def variables_of(home: Path, settings: dict[str, str]) -> dict[str, str]:
    """The environment of an application with these settings, by their names without our prefix."""
    others = {name: v for name, v in os.environ.items() if not name.startswith("INKREAD_")}
    own = {f"INKREAD_{name}": value for name, value in settings.items()}
    return {
        **others,
        "DJANGO_SETTINGS_MODULE": "inkread.web.settings",
        "INKREAD_HOME": str(home),
        **own,
    }


@contextmanager
def started(variables: dict[str, str]) -> Iterator[int]:
    """The port of an application that runs in this environment until the end."""
    port = free_port()
    command = [sys.executable, "-m", "inkread", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=variables, stderr=subprocess.DEVNULL)
    try:
        wait_until_ready(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def log_in(port: int, password: str) -> Desk:
    """Logs in by the form, as a browser does, and keeps a reading."""
    page, cookies, _ = exchange(port, "GET", "/account/login/", {})
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token, page
    fields = {"login": "clerk", "password": password, "csrfmiddlewaretoken": token[1].decode()}
    kind = "application/x-www-form-urlencoded"
    headers = {"Cookie": cookies, "Content-Type": kind}
    _, cookies, _ = exchange(port, "POST", "/account/login/", headers, urlencode(fields).encode())
    token = re.search(rb"csrftoken=(\w+)", cookies.encode())
    assert token, "the clerk could not log in"
    clerk = Desk(port, {"Cookie": cookies, "X-CSRFToken": token[1].decode()}, "")
    return replace(clerk, reading=keep_reading(clerk, good_files()["PNG"], "form.png"))


def keep_reading(desk: Desk, content: bytes, name: str) -> str:
    """The address of a new reading of the clerk's."""
    body = form(content, name)
    _, _, place = exchange(desk.port, "POST", "/readings", desk.form_headers, body)
    assert place, "the clerk could not keep a reading"
    return place


def exchange(
    port: int, method: str, path: str, headers: dict[str, str], body: bytes | None = None
) -> tuple[bytes, str, str]:
    """The answer, its cookies as they are sent back, and the place that it names."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=60)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        set_cookies = answer.headers.get_all("Set-Cookie") or []
        cookies = "; ".join(each.split(";")[0] for each in set_cookies)
        return answer.read(), cookies, answer.headers.get("Location", "")


def form(content: bytes, name: str) -> bytes:
    """A form with that file in the field `image`."""
    quoted = name.replace('"', "%22")
    disposition = f'Content-Disposition: form-data; name="image"; filename="{quoted}"'
    head = f"--{BOUNDARY}\r\n{disposition}\r\nContent-Type: image/png\r\n\r\n"
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def ask(
    port: int,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> int:
    """One request on a connection of its own; its status."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_until_ready(port: int) -> None:
    for _ in range(START_SECONDS * 4):
        try:
            if ask(port, "GET", "/readyz") == 200:
                return
        except OSError:
            pass
        time.sleep(0.25)
    raise SystemExit("the server did not start")
