"""Good files of all kinds, and what becomes of them when they are damaged at random."""

from __future__ import annotations

import io
import json
from random import Random
from typing import Any, Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

PICTURES: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PDF")
INK: Final = "INK"
MAGIC: Final = (
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x00\x00\x00\x00WEBPVP8 ", b"GIF89a"),
    *(b"BM", b"II*\x00", b"MM\x00*", b"%PDF-1.7\n", b"<svg xmlns=", b"PK\x03\x04", b"{"),
)
# What tends to matter where a length or a size stands.
EXTREMES: Final = tuple(
    number.to_bytes(4, "big") for number in (0, 0x7FFFFFFF, 0xFFFFFF7F, 1 << 31, 0xFFFFFFFF)
)


def good_files() -> dict[str, bytes]:
    """Kind -> a file that can be read: a number, small; two pages where the kind has pages."""
    picture = Image.new("RGB", (96, 48), (246, 244, 239))
    ImageDraw.Draw(picture).text((8, 4), "427", font=ImageFont.load_default(34), fill=(30, 30, 40))
    noise = np.random.default_rng(5).integers(0, 12, (48, 96, 3), dtype=np.uint8)
    picture = Image.fromarray(np.asarray(picture) - noise)
    files = {kind: _packed(picture, kind) for kind in PICTURES}
    return files | {INK: json.dumps(_ink()).encode()}


def damaged(files: dict[str, bytes], kind: str, chance: Random) -> bytes:
    """The file of that kind after one to three accidents."""
    content = bytearray(files[kind])
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        chance.choice(_ACCIDENTS)(content, chance)
    if chance.random() < 0.05:
        other = files[chance.choice(sorted(files))]
        content[chance.randrange(len(content) + 1) :] = other[chance.randrange(len(other)) :]
    return bytes(content)


_KINDS: Final = (
    *("fix", "confirm", "add", "merge", "judge", "undo"),
    *("add-sign", "fix-sign", "remove-sign", "no such"),
)


def damaged_correction(chance: Random) -> bytes:
    """JSON that may look like a correction of a reading."""
    correction: dict[str, Any] = {
        "kind": chance.choice(_KINDS),
        "after": chance.choice([0, 0, 0, 1, -1, 10**30, 1.5, True, None, "0", [0]]),
        "page": _odd(chance),
        "number": _odd(chance),
        "digit": _odd(chance),
        "other": _odd(chance),
        "place": _odd(chance),
        "sign": _odd(chance),
        "mark": chance.choice([".", "-", "", "x", "..", None, 7, ["."]]),
        "text": chance.choice(["7", "", "x", "7" * 500, "٣", "\x00", None, 7, ["7"], {}]),
        "box": chance.choice(
            [[1, 1, 9, 9], [9, 9, 1, 1], [0, 0, 1e308, 1e308], ["a"] * 4, [], None, {"x0": 1}]
        ),
        "opinion": chance.choice(["up", "down", "", "sideways", None, 1]),
    }
    for name in list(correction):
        if chance.random() < 0.1:
            del correction[name]
    text = json.dumps(correction)
    if chance.random() < 0.1:
        text = text.replace("1.5", chance.choice(["NaN", "Infinity", "1e999", "-0"]))
    content = bytearray(text.encode())
    if chance.random() < 0.3:
        chance.choice(_ACCIDENTS)(content, chance)
    return bytes(content) if chance.random() < 0.98 else b"[" * 50_000


def _odd(chance: Random) -> Any:
    return chance.choice([0, 0, 0, 0, 1, -1, 2**63, 10**40, 0.5, True, None, "0", [], {}])


def _packed(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    more: dict[str, Any] = {}
    if kind in ("TIFF", "PDF", "GIF"):
        more = {"save_all": True, "append_images": [picture.rotate(3, fillcolor="white")]}
    picture.save(file, kind, **more)
    return file.getvalue()


def _ink() -> dict[str, Any]:
    points = [{"x": 10 + n, "y": 20 + n * n % 17, "time": 8 * n} for n in range(40)]
    stroke = {"pointer": "pen", "points": points}
    return {"size": {"width": 300, "height": 200}, "strokes": [stroke]}


def _change_bytes(content: bytearray, chance: Random) -> None:
    for _ in range(chance.randrange(1, 12)):
        if content:
            content[chance.randrange(len(content))] = chance.randrange(256)


def _change_head(content: bytearray, chance: Random) -> None:
    for _ in range(chance.randrange(1, 6)):
        if content:
            content[chance.randrange(min(len(content), 120))] = chance.randrange(256)


def _flip_bits(content: bytearray, chance: Random) -> None:
    for _ in range(chance.randrange(1, 6)):
        if content:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _exaggerate(content: bytearray, chance: Random) -> None:
    """Some length or size becomes an extreme one."""
    at = chance.randrange(max(1, min(len(content), 400)))
    content[at : at + 4] = chance.choice(EXTREMES)


def _leave_out(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content) + 1)
    del content[at : at + chance.randrange(1, 200)]


def _double(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content) + 1)
    content[at:at] = content[at : at + chance.randrange(1, 200)] * chance.randrange(1, 50)


def _cut(content: bytearray, chance: Random) -> None:
    del content[chance.randrange(len(content) + 1) :]


def _blank(content: bytearray, chance: Random) -> None:
    at, length = chance.randrange(len(content) + 1), chance.randrange(1, 100)
    content[at : at + length] = bytes(length)


def _another_head(content: bytearray, chance: Random) -> None:
    magic = chance.choice(MAGIC)
    content[: len(magic)] = magic


_ACCIDENTS: Final = (
    *(_change_bytes, _change_head, _flip_bits, _exaggerate, _leave_out, _double, _cut, _blank),
    _another_head,
)
