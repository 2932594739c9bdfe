"""Tidying up every hour, while the application is served.

Each web process has one quiet thread for it; a lock on a file lets one of them do the work at a
time. A process that is killed half-way leaves nothing wrong: the next round goes on.
"""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections

HOUR: Final = 3600.0
FIRST: Final = 60.0
LOCK: Final = "tidying.lock"

logger = logging.getLogger(__name__)


def tidy_every_hour(stop: threading.Event | None = None) -> threading.Thread:
    """Starts the thread; it ends with the process, or when `stop` is set."""
    ends = stop or threading.Event()
    thread = threading.Thread(target=_tidy_until, args=(ends,), name="tidying", daemon=True)
    thread.start()
    return thread


def tidy_alone() -> bool:
    """One round, unless somebody else is at it; whether it was done."""
    with _locked(settings.ENVIRONMENT.home / LOCK) as is_alone:
        if is_alone:
            call_command("tidy", verbosity=0)
    return is_alone


def _tidy_until(stop: threading.Event) -> None:
    wait = FIRST
    while not stop.wait(wait):
        wait = HOUR
        try:
            tidy_alone()
        except (DatabaseError, OSError):
            logger.exception("tidying failed; it is tried again in an hour")
        finally:
            close_old_connections()


@contextmanager
def _locked(path: Path) -> Iterator[bool]:
    """Whether the lock was free; it is held meanwhile, and goes with the process."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
