"""A reader whose model is a script: it answers what a test wrote down, whatever the picture."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inkread import Reader


@dataclass(frozen=True)
class Row:
    """A number to answer: its digits side by side in a box, given in parts of the picture.

    sureness  one figure for each digit, or one for all
    """

    text: str
    box: tuple[float, float, float, float] = (0.1, 0.3, 0.9, 0.7)
    sureness: Sequence[float] | float = 0.999
    printed: bool = False

    def sure(self, index: int) -> float:
        return self.sureness if isinstance(self.sureness, float) else self.sureness[index]


@dataclass
class Script:
    """What the next pictures are answered with; `error` is raised instead when there is one."""

    rows: list[Row] = field(default_factory=list)
    error: Exception | None = None
    sizes: list[tuple[int, int]] = field(default_factory=list)

    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        pixels = feeds["image"] if "image" in feeds else feeds["images"][0]
        height, width = pixels.shape[:2]
        self.sizes.append((width, height))
        if self.error is not None:
            raise self.error
        rows = self.rows if "image" in feeds else [Row(row.text[:1]) for row in self.rows[:1]]
        return _answer(rows, width, height)


def _answer(rows: Sequence[Row], width: int, height: int) -> dict[str, NDArray[Any]]:
    boxes, chances, printed, following, link = [], [], [], [], []
    for row in rows:
        x0, y0, x1, y1 = (
            part * side for part, side in zip(row.box, (width, height) * 2, strict=True)
        )
        step = (x1 - x0) / len(row.text)
        for index, character in enumerate(row.text):
            left = x0 + index * step
            boxes.append((left + step * 0.08, y0, left + step * 0.92, y1))
            sure = row.sure(index)
            others = np.full(10, (1 - sure) * 0.1)
            others[(int(character) + 6) % 10] = (1 - sure) * 0.2
            others[int(character)] = sure
            chances.append(others)
            printed.append(float(row.printed))
            following.append((step, 0.0))
            link.append(float(index + 1 < len(row.text)))
    n = len(boxes)
    return {
        "boxes": np.asarray(boxes, dtype=np.float32).reshape(n, 4),
        "probabilities": np.asarray(chances, dtype=np.float32).reshape(n, 10),
        "digitness": np.ones(n, dtype=np.float32),
        "printed": np.asarray(printed, dtype=np.float32),
        "next": np.asarray(following, dtype=np.float32).reshape(n, 2),
        "link": np.asarray(link, dtype=np.float32),
    }


def scripted_reader(script: Script, folder: Path) -> Reader:
    """A reader that runs the script; `folder` gets the models' files that it looks for."""
    for name in ("reader", "digit"):
        content = b"no model"
        (folder / f"{name}.onnx").write_bytes(content)
        card = {
            "name": name,
            "version": "1",
            "file": f"{name}.onnx",
            "sha256": hashlib.sha256(content).hexdigest(),
            "alphabet": "0123456789",
            "thresholds": {"find": 0.4, "accept": 0.9},
        }
        (folder / f"{name}.json").write_text(json.dumps(card))
    return Reader(folder, digit_model=folder, open_session=lambda model, threads: script)
