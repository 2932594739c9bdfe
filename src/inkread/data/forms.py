"""What a home gives, in the form in which it is kept: the same content, written another way."""

from __future__ import annotations

from typing import Final

_CLEAR: Final = 256
_FIRST_BITS: Final = 9


def plain_semeion(content: bytes) -> bytes:
    """`0.0000 1.0000 ... 1` with CR LF as `0 1 ... 1` with LF."""
    content = content.replace(b"\r\n", b"\n")
    return content.replace(b"0.0000", b"0").replace(b"1.0000", b"1")


def plain_pendigits(content: bytes) -> bytes:
    """` 47,100, ..., 8` as `47,100,...,0000000010`: no blanks, and the label one of ten marks."""
    lines = content.replace(b" ", b"").splitlines()
    points_and_labels = (line.rpartition(b",") for line in lines)
    return b"".join(
        points + b"," + b"".join(b"1" if int(label) == k else b"0" for k in range(10)) + b"\n"
        for points, _, label in points_and_labels
    )


def uncompressed(content: bytes) -> bytes:
    """What the Unix program `compress` packed (.Z, LZW). Raises ValueError for anything else."""
    if content[:2] != b"\x1f\x9d" or len(content) < 3:
        raise ValueError("it was not packed by `compress`")
    most_bits, has_clear = content[2] & 31, bool(content[2] & 128)
    fresh = [bytes([value]) for value in range(256)] + [b""] * has_clear
    known, previous, bits = fresh.copy(), b"", _FIRST_BITS
    section = place = 24
    unpacked = []
    while place + bits <= len(content) * 8:
        window = int.from_bytes(content[place // 8 : place // 8 + 4], "little")
        code = window >> place % 8 & (1 << bits) - 1
        place += bits
        if has_clear and code == _CLEAR:
            place = section = _end_of_group(place, section, bits)
            known, previous, bits = fresh.copy(), b"", _FIRST_BITS
            continue
        if code > len(known) or (code == len(known) and not previous):
            raise ValueError("what `compress` packed is damaged")
        entry = known[code] if code < len(known) else previous + previous[:1]
        unpacked.append(entry)
        if previous and len(known) < 1 << most_bits:
            known.append(previous + entry[:1])
        previous = entry
        if len(known) == 1 << bits and bits < most_bits:
            place = section = _end_of_group(place, section, bits)
            bits += 1
    return b"".join(unpacked)


def _end_of_group(place: int, section: int, bits: int) -> int:
    """Codes are written in groups of eight; a change of their length leaves the rest unused."""
    group = bits * 8
    return section + -(-(place - section) // group) * group
