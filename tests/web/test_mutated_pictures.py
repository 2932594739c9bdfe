"""Files with random damage: always an answer or a sentence, never a fault."""

from __future__ import annotations

import random
import re
import warnings

import pytest
from django.test import Client
from tests.web.pictures import packed, packed_pages
from tests.web.scripted import Script
from tests.web.sending import send

FILES = {
    **{kind: packed(kind, 48, 32) for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "PDF")},
    "TIFF": packed_pages(2),
}
ROUNDS = 30


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, a piece left out or doubled, or the end cut off."""
    changed = bytearray(content)
    kind = chance.randrange(4)
    at = chance.randrange(len(changed))
    length = chance.randrange(1, 64)
    if kind == 0:
        for _ in range(chance.randrange(1, 12)):
            changed[chance.randrange(min(len(changed), 400))] = chance.randrange(256)
    elif kind == 1:
        del changed[at : at + length]
    elif kind == 2:
        changed[at:at] = changed[at : at + length]
    else:
        del changed[at:]
    return bytes(changed)


@pytest.mark.parametrize("kind", FILES)
def test_a_damaged_file_is_never_a_fault(client: Client, script: Script, kind: str) -> None:
    chance = random.Random(f"{kind} 1")
    for _ in range(ROUNDS):
        content = damaged(FILES[kind], chance)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the decoders' remarks; the answer is what counts
            response = send(client, content, name=f"file.{kind.lower()}", previews="1")
        assert response.status_code in (200, 400, 413, 415, 422), content
        assert not re.search(rb"Traceback|/site-packages/", response.content)
