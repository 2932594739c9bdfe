"""`inkread serve`: everything that is needed, on one machine, by one command."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django
import numpy as np
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections
from gunicorn.app.base import BaseApplication

from inkread import InkreadError
from inkread.web.environment import Environment, read_environment
from inkread.web.home import default_home, make_home, make_secret
from inkread.web.readings.apps import shared_darkroom, shared_reader
from inkread.web.tidying import tidy_every_hour
from inkread.web.variables import PREFIX

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class CannotServe(InkreadError):
    """The application cannot be served as asked; `str()` is the sentence."""


def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serves the application until it is stopped. Raises an InkreadError when it cannot start."""
    _make_home(os.environ)
    environment = read_environment(os.environ)
    _check_reach(host, environment)
    listener = listen(host, port)
    _prepare()
    options = {
        # The port is taken before anything else is done; gunicorn is handed the open socket.
        "bind": f"fd://{listener.detach()}",
        "worker_class": "gthread",
        "workers": environment.workers,
        "threads": environment.request_threads,
        "keepalive": 30,
        "timeout": 120,
        "graceful_timeout": 10,
        "loglevel": "warning",
        "control_socket_disable": True,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,
        "when_ready": lambda server: _say(f"inkread is at {address(host, port)}  (Ctrl+C ends it)"),
        "post_worker_init": lambda worker: begin_work(),
    }
    _Server(options).run()


def address(host: str, port: int) -> str:
    """Where a browser finds the application, as a link."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def listen(host: str, port: int) -> socket.socket:
    """An open socket at that place; CannotServe when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except (OSError, OverflowError) as error:
        listener.close()
        raise CannotServe(_why_not(host, port, error)) from error
    return listener


def begin_work() -> None:
    """What each process does before its first visitor comes."""
    warm_up()
    shared_darkroom().start()
    tidy_every_hour()


def warm_up() -> None:
    """Loads the model in this process, so that the first visitor does not wait for it."""
    shared_reader().read(np.full((64, 64, 3), 255, dtype=np.uint8))


def _make_home(variables: Mapping[str, str]) -> None:
    """The folder and the secret, unless the environment says where the secret is."""
    home = default_home()
    if chosen := variables.get(f"{PREFIX}HOME", "").strip():
        home = Path(chosen).expanduser()
    has_secret = any(variables.get(f"{PREFIX}{name}") for name in ("SECRET_KEY", "SECRET_KEY_FILE"))
    try:
        make_home(home)
        if not has_secret:
            make_secret(home)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotServe(f"The folder {home} cannot be used: {reason}.") from error


def _check_reach(host: str, environment: Environment) -> None:
    if host not in LOOPBACK and environment.is_local_only:
        raise CannotServe(
            f"Serving at {host} lets other machines in: set INKREAD_ALLOWED_HOSTS to the names by"
            " which they reach this one, for example INKREAD_ALLOWED_HOSTS=numbers.example.org."
        )


def _prepare() -> None:
    """Django, the database and the reader's files; raises when one of them is not in order."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inkread.web.settings")
    django.setup()
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        raise CannotServe(f"The database cannot be used: {error}.") from error
    # A connection must not be shared with the processes that are about to be made.
    connections.close_all()
    shared_reader()


def _why_not(host: str, port: int, error: Exception) -> str:
    if isinstance(error, OverflowError):
        return f"There is no port {port}: it must be from 0 to 65535."
    reasons = {
        "EADDRINUSE": f"Port {port} is taken by another program; choose another with --port.",
        "EACCES": f"Port {port} may not be used by this user; choose one above 1023 with --port.",
    }
    name = _name_of(error)
    return reasons.get(name, f"There is no address {host} on this machine.")


def _name_of(error: Exception) -> str:
    return errno.errorcode.get(getattr(error, "errno", 0) or 0, "")


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our options and our application; its workers are forked, then load it."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()
