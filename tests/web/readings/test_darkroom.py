"""Pictures are opened in processes that may do little, and die alone."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.web.pictures import packed, packed_pages
from tests.web.readings.making import swelling_pdf

from inkread import (
    ImageTooLarge,
    Limits,
    NotAnImage,
    SourceError,
    SourceUnreadable,
    TookTooLong,
    TooManyPages,
    TruncatedImage,
)
from inkread.images import Photo, open_pages
from inkread.web.readings.darkroom import Darkroom

LIMITS = Limits(bytes=2_000_000, pixels=4_000_000, pages=3, seconds=10)


@pytest.fixture(scope="module")
def darkroom() -> Iterator[Darkroom]:
    darkroom = Darkroom()
    yield darkroom
    darkroom.close()


def develop(darkroom: Darkroom, content: bytes, **limits: Any) -> list[Photo]:
    allowed = Limits(
        **{"bytes": 2_000_000, "pixels": 4_000_000, "pages": 3, "seconds": 10} | limits
    )
    return list(darkroom.develop(content, allowed, dpi=200, name="form"))


@pytest.mark.parametrize("content", [packed("PNG"), packed("JPEG"), packed("PDF"), packed_pages(3)])
def test_it_gives_the_pixels_that_opening_here_gives(darkroom: Darkroom, content: bytes) -> None:
    there, here = develop(darkroom, content), list(open_pages(content, LIMITS, name="form"))
    assert [(p.source, p.page, p.width) for p in there] == [
        (p.source, p.page, p.width) for p in here
    ]
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(there, here, strict=True))


def large() -> bytes:
    file = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotAnImage),
        (b"Dear customer, 42", NotAnImage),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", NotAnImage),
        (packed("PNG")[:900], TruncatedImage),
        (large(), ImageTooLarge),
        (packed_pages(4), TooManyPages),
    ],
    ids=["nothing", "text", "svg", "truncated", "large", "pages"],
)
def test_it_says_what_is_wrong_as_opening_here_does(
    darkroom: Darkroom, content: bytes, error: type[SourceError]
) -> None:
    with pytest.raises(error) as there:
        develop(darkroom, content)
    with pytest.raises(error) as here:
        list(open_pages(content, LIMITS))
    assert str(there.value) == str(here.value)


def test_a_document_that_swells_is_cut_off_and_the_next_picture_is_opened(
    darkroom: Darkroom,
) -> None:
    content = swelling_pdf(400)
    assert len(content) < 1_000_000
    started = time.monotonic()
    with pytest.raises((TookTooLong, SourceUnreadable)):
        develop(darkroom, content, seconds=1)
    assert time.monotonic() - started < 30
    assert len(develop(darkroom, packed("PNG"))) == 1


def test_a_program_that_was_killed_is_started_again(darkroom: Darkroom) -> None:
    develop(darkroom, packed("PNG"))
    assert darkroom._program is not None
    before = darkroom._program.pid
    os.kill(before, signal.SIGKILL)
    darkroom._program.wait(5)
    assert len(develop(darkroom, packed("PNG"))) == 1
    assert darkroom._program.pid != before


def test_the_program_knows_nothing_of_the_environment(
    darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INKREAD_SECRET_KEY", "hunter2")
    darkroom.close()
    develop(darkroom, packed("PNG"))
    assert darkroom._program is not None
    environment = Path(f"/proc/{darkroom._program.pid}/environ").read_bytes()
    assert b"hunter2" not in environment
    assert b"PYTHONPATH" in environment


def test_pages_that_nobody_waits_for_are_not_opened(darkroom: Darkroom) -> None:
    pages = darkroom.develop(packed_pages(3), LIMITS, dpi=200, name="scan")
    assert next(pages).page == 1
    pages.close()  # type: ignore[attr-defined]
    assert len(develop(darkroom, packed("PNG"))) == 1
