"""The standing cast of the measuring tests: a scripted reader, and data sets of a few pictures."""

from __future__ import annotations

import gzip
import io
import json
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread import Digit, Number, Page, ReadOptions

Answer = Callable[[Any], Sequence[Number]]


class ScriptedReader:
    """Answers what a function says about a picture, and remembers the options it was given."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.options: list[ReadOptions] = []

    def read(self, source: Any, options: ReadOptions = ReadOptions()) -> tuple[Page, ...]:
        self.options.append(options)
        return (Page("<scripted>", 1, 100, 100, tuple(self._answer(source))),)


def write_number(
    text: str, x: float = 10.0, y: float = 10.0, confidence: float = 0.99, kind: str = "hand"
) -> Number:
    """A number whose digits are 10 px wide and 12 px high, the first one's centre at (x, y)."""
    digits = [
        Digit.from_dict(
            {
                "text": text[i],
                "box": [x + 10 * i - 5, y - 6, x + 10 * i + 5, y + 6],
                "confidence": confidence,
                "kind": kind,
                "alternatives": [[text[i], confidence]],
            }
        )
        for i in range(len(text))
    ]
    return Number.of(digits, line=1, accept=0.9)


def encode_picture(shade: int, format: str = "PNG", size: tuple[int, int] = (24, 16)) -> bytes:
    """A small even picture; another shade makes other bytes."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (shade, shade, shade)).save(buffer, format)
    return buffer.getvalue()


def write_idx(path: Path, values: NDArray[np.uint8]) -> None:
    """An array as a gzipped IDX file of bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = struct.pack(f">HBB{values.ndim}I", 0, 8, values.ndim, *values.shape)
    path.write_bytes(gzip.compress(head + values.tobytes()))


def write_writers(folder: Path, writers: int = 10) -> Path:
    """MNIST's training part by so many writers, each digit once by each, as upright bars of ink
    that are wider for larger digits; answers the folder of the data sets."""
    images = np.zeros((writers * 10, 28, 28), dtype=np.uint8)
    for i in range(len(images)):
        images[i, 4:24, 10 : 14 + i % 10] = 255
    labels = np.tile(np.arange(10, dtype=np.uint8), writers)
    write_idx(folder / "mnist" / "train-images-idx3-ubyte.gz", images)
    write_idx(folder / "mnist" / "train-labels-idx1-ubyte.gz", labels)
    rows = "".join(f"{i % 10} 0 {i // 10} 0 0 0 0 0\n" for i in range(len(images)))
    (folder / "qmnist").mkdir()
    table = folder / "qmnist" / "qmnist-train-labels.tsv.gz"
    table.write_bytes(gzip.compress(rows.encode()))
    return folder


def make_model(folder: Path) -> Path:
    """A reader's card with a file beside it, which nobody loads here; answers the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reader.onnx").write_bytes(b"")
    card = {
        "name": "reader",
        "version": "1",
        "file": "reader.onnx",
        "sha256": "ab" * 32,
        "alphabet": "0123456789",
        "thresholds": {"find": 0.4, "accept": 0.9},
    }
    (folder / "reader.json").write_text(json.dumps(card), encoding="utf-8")
    return folder
