"""Opening pictures of strangers where they can do no harm: in processes that may do little.

A decoder is a large program in C that is fed by whoever sends a file. So none runs in the process
that holds the database, the secret and other people's requests (docs/decisions/0016).
"""

from __future__ import annotations

import math
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict
from typing import Any, Final

import numpy as np

import inkread
from inkread import (
    InkreadError,
    Limits,
    MissingExtra,
    SourceError,
    SourceUnreadable,
    TookTooLong,
)
from inkread.images import Photo
from inkread.web.readings.messages import HungUp, fill, receive_facts, send

PROGRAM: Final = "inkread.web.readings.developing"


class Darkroom:
    """Develops pictures into pixels, each in a process of its own. Share one between threads.

    The program behind it is started with the first picture and ends with this process; when it was
    killed it is started again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._program: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def develop(self, content: bytes, limits: Limits, *, dpi: int, name: str) -> Iterator[Photo]:
        """The pages of a picture or a document, as `open_pages` gives them.

        Raises a SourceError or MissingExtra; SourceUnreadable also where the decoder gave up, and
        TookTooLong where it did not come to an end.
        """
        with closing(self._new_line()) as line:
            line.settimeout(limits.seconds + 5)
            started = time.monotonic()
            try:
                send(line, {"limits": asdict(limits), "dpi": dpi}, content)
                number = 0
                while (photo := _next_photo(line, limits, name, number + 1)) is not None:
                    number += 1
                    limits.check_pages(number)
                    yield photo
                    started = time.monotonic()
            except (HungUp, TimeoutError) as error:
                waited = time.monotonic() - started
                if waited >= limits.seconds:
                    raise TookTooLong(waited, limits.seconds) from error
                raise SourceUnreadable(name, "its decoder gave up on it") from error

    def start(self) -> None:
        """Starts the program without waiting for it, so that the first picture waits less."""
        with self._lock:
            self._started()

    def close(self) -> None:
        """Ends the program; the next picture starts it anew."""
        with self._lock:
            self._end()

    def _new_line(self) -> socket.socket:
        """A line to a process that waits for one picture."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            for attempt in (1, 2):
                try:
                    socket.send_fds(self._started(), [b"!"], [theirs.fileno()])
                except OSError:
                    # It was killed: once more, with a new one.
                    self._end()
                    if attempt == 2:
                        ours.close()
                        raise
                else:
                    break
        return ours

    def _started(self) -> socket.socket:
        """The line to the program; a process that was forked from this one starts its own."""
        if self._control is None or self._owner != os.getpid():
            ours, theirs = socket.socketpair()
            with theirs:
                self._program = subprocess.Popen(
                    [sys.executable, "-m", PROGRAM, str(theirs.fileno())],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    # Nothing of this process's own environment: it holds the secret.
                    env={
                        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                        "OPENBLAS_NUM_THREADS": "1",
                        "OMP_NUM_THREADS": "1",
                    },
                )
            self._control, self._owner = ours, os.getpid()
        return self._control

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._program is not None and self._owner == os.getpid():
            with suppress(subprocess.TimeoutExpired):
                self._program.wait(5)
        self._control = self._program = None


def _next_photo(line: socket.socket, limits: Limits, name: str, number: int) -> Photo | None:
    """The next page, None after the last. Raises what the decoder raised, HungUp, TimeoutError."""
    facts, length = receive_facts(line)
    if "error" in facts:
        raise _error_from(facts, name)
    if "end" in facts:
        return None
    width, height = int(facts["width"]), int(facts["height"])
    limits.check_size(width, height)
    if not (width > 0 and height > 0 and length == width * height * 3):
        raise HungUp
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    fill(line, pixels.data.cast("B"))
    seconds = float(facts["seconds"])
    return Photo(name, number, pixels, seconds if math.isfinite(seconds) else limits.seconds)


def _error_from(facts: dict[str, Any], name: str) -> InkreadError:
    """The error that a fork told of, made again from its name and its facts."""
    if facts["error"] == "memory":
        return SourceUnreadable(name, "it needs more memory than a picture may")
    made = getattr(inkread, str(facts["error"]), None)
    if isinstance(made, type) and issubclass(made, (SourceError, MissingExtra)):
        with suppress(TypeError):
            return made(*facts.get("facts", ()))
    return SourceUnreadable(name, "its decoder gave up on it")
