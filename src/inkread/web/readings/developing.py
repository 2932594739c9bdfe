"""The program of a darkroom: for each picture it makes a process of itself that may do little.

It runs on its own (`python -m`), has imported everything before the first picture comes, has one
thread, and knows no secret. Each picture is opened in a fork of it, under limits of the operating
system: time of the processor, memory, no file written, few opened. Whatever a picture does to its
decoder ends with that fork.
"""

from __future__ import annotations

import gc
import importlib.util
import math
import os
import resource
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pypdfium2  # noqa: F401 (imported before the forks, so that none of them has to)
from PIL import Image

from inkread import InkreadError, Limits
from inkread.images import open_pages
from inkread.web.readings.messages import HungUp, receive_bytes, receive_facts, send

# Opening a page may take several copies of its pixels, some of them as 32 bit figures.
BYTES_A_PIXEL: Final = 48
ROOM_BYTES: Final = 512_000_000
MOST_FILES: Final = 32


def main(control: socket.socket) -> None:
    """Forks for each socket that comes through `control`, until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server; then control closes.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks
    Image.init()
    if importlib.util.find_spec("pi_heif"):
        importlib.import_module("pi_heif")
    gc.freeze()
    while True:
        _, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not handles:
            return
        if os.fork() == 0:
            control.close()
            _work(socket.socket(fileno=handles[0]))
        os.close(handles[0])


def _work(line: socket.socket) -> None:
    """One picture, then the end of this process; nothing of it goes up to whoever forked it."""
    try:
        task, length = receive_facts(line)
        content = bytes(receive_bytes(line, length))
        _develop(line, task, content)
        line.close()
    except HungUp:
        pass
    finally:
        os._exit(0)


def _develop(line: socket.socket, task: Mapping[str, Any], content: bytes) -> None:
    limits = Limits(**task["limits"])
    _confine(limits, len(content))
    try:
        for photo in open_pages(content, limits, dpi=task["dpi"], name=""):
            facts = {"width": photo.width, "height": photo.height, "seconds": photo.seconds}
            send(line, facts, photo.pixels.data.cast("B"))
            _allow_time(limits)
    except InkreadError as error:
        send(line, {"error": type(error).__name__, "facts": error.args})
    except MemoryError:
        send(line, {"error": "memory"})
    else:
        send(line, {"end": True})


def _confine(limits: Limits, size: int) -> None:
    """From here on this process can take no more than one picture may need."""
    address_space = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    memory = address_space + 2 * size + limits.pixels * BYTES_A_PIXEL + ROOM_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_FILES, MOST_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _allow_time(limits)


def _allow_time(limits: Limits) -> None:
    """Time of the processor for one more page, in whole seconds as the system counts them."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime + limits.seconds) + 1
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, most))


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
