"""A bar that shows how far a long reading is."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import Final

SHORT_SECONDS: Final = 2.0


def progress_of(sources: Sequence[str], title: str) -> Iterator[str]:
    """The sources, with a bar on the standard error once it takes long.

    Only where a person sees it, and not where the answers themselves scroll by.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from sources
        return
    began, done = time.monotonic(), 0
    for source in sources:
        if time.monotonic() - began > SHORT_SECONDS:
            break
        yield source
        done += 1
    if done < len(sources):
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True)) as progress:
            task = progress.add_task(title, total=len(sources), completed=done)
            for source in sources[done:]:
                yield source
                progress.advance(task)
