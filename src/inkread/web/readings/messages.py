"""What a darkroom and its processes say to each other over a socket: facts as JSON, then bytes."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, Final

_LENGTHS: Final = struct.Struct(">IQ")
_MOST_FACTS: Final = 100_000


class HungUp(Exception):
    """The other side is gone."""


def send(line: socket.socket, facts: Mapping[str, Any], content: bytes | memoryview = b"") -> None:
    """Raises HungUp, TimeoutError."""
    packed = json.dumps(facts).encode()
    try:
        line.sendall(_LENGTHS.pack(len(packed), len(content)) + packed)
        line.sendall(content)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise HungUp from error


def receive_facts(line: socket.socket) -> tuple[dict[str, Any], int]:
    """The facts, and how many bytes follow. Raises HungUp, TimeoutError."""
    facts_length, content_length = _LENGTHS.unpack(receive_bytes(line, _LENGTHS.size))
    if facts_length > _MOST_FACTS:
        raise HungUp
    try:
        facts = json.loads(receive_bytes(line, facts_length))
    except ValueError as error:
        raise HungUp from error
    if not isinstance(facts, dict):
        raise HungUp
    return facts, content_length


def receive_bytes(line: socket.socket, count: int) -> bytearray:
    """Exactly so many bytes. Raises HungUp, TimeoutError."""
    content = bytearray(count)
    fill(line, memoryview(content))
    return content


def fill(line: socket.socket, room: memoryview) -> None:
    """Fills `room`, a view of bytes, with what comes next. Raises HungUp, TimeoutError."""
    filled = 0
    while filled < len(room):
        try:
            count = line.recv_into(room[filled:])
        except ConnectionResetError as error:
            raise HungUp from error
        if count == 0:
            raise HungUp
        filled += count
