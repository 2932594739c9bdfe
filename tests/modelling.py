"""Models for tests: a scripted Session, and small real graphs that always answer the same."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from inkread import Reader
from inkread.models import SIGNS, Model

Arrays = dict[str, NDArray[Any]]
Seen = tuple[str, float, float]


def answer(*seen: Seen, sure: float = 0.98, height: float = 20.0, **more: Any) -> Arrays:
    """What a graph says of digits (text, x, y of the middle), 12 px wide, each so sure."""
    n = len(seen)
    chances = np.full((n, 10), (1 - sure) / 9, dtype=np.float32)
    boxes = np.zeros((n, 4), dtype=np.float32)
    for row, (text, x, y) in enumerate(seen):
        chances[row, int(text)] = sure
        boxes[row] = (x - 6, y - height / 2, x + 6, y + height / 2)
    outputs: Arrays = {
        "boxes": boxes,
        "probabilities": chances,
        "digitness": np.ones(n, dtype=np.float32),
        "printed": np.zeros(n, dtype=np.float32),
    }
    return outputs | {name: np.asarray(value, dtype=np.float32) for name, value in more.items()}


def written(text: str, x: float = 20.0, y: float = 20.0) -> list[Seen]:
    """The digits of one number, side by side from (x, y) on."""
    return [(character, x + 15 * place, y) for place, character in enumerate(text)]


def spelled(*texts: str, sure: float = 0.98, signs: str = "") -> dict[str, Any]:
    """The outputs `strings` and `spans` of a second reader that reads these texts, one a string, on
    digits that stand in the same order: three frames a character, itself in the middle one. It
    reads `signs` too, which have frames and no digits."""
    known = "0123456789" + signs
    frames: list[list[float]] = []
    spans: list[tuple[int, ...]] = []
    for text in texts:
        begin = len(frames)
        for place, character in enumerate(text):
            here = begin + 3 * place
            if character.isdigit():
                spans.append((begin, begin + 3 * len(text), here, here + 3))
            winners = (len(known), known.index(character), len(known))
            frames += [_frame(winner, sure, len(known) + 1) for winner in winners]
    strings = np.log(np.array(frames, dtype=np.float32).reshape(-1, len(known) + 1))
    return {"strings": strings, "spans": np.array(spans, dtype=np.float32).reshape(-1, 4)}


def _frame(winner: int, sure: float, count: int) -> list[float]:
    return [sure if k == winner else (1 - sure) / (count - 1) for k in range(count)]


def signed(*seen: Seen, sure: float = 0.95, size: tuple[float, float] = (3, 3)) -> dict[str, Any]:
    """The outputs `signs` and `sign_chances` for signs (text, x, y of the middle), each so sure."""
    chances = np.full((len(seen), len(SIGNS)), 0.01, dtype=np.float32)
    boxes = np.zeros((len(seen), 4), dtype=np.float32)
    for row, (text, x, y) in enumerate(seen):
        chances[row, SIGNS.index(text)] = sure
        boxes[row] = (x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)
    return {"signs": boxes, "sign_chances": chances}


class ScriptedSession:
    """Answers what was written down, and remembers what it was fed."""

    def __init__(self, *answers: Arrays | Exception) -> None:
        self._answers = answers
        self._lock = threading.Lock()
        self.fed: list[tuple[str, tuple[int, ...]]] = []

    def run(self, feeds: Mapping[str, NDArray[Any]]) -> Arrays:
        with self._lock:
            ((name, array),) = feeds.items()
            given = self._answers[min(len(self.fed), len(self._answers) - 1)]
            self.fed.append((name, array.shape))
        if isinstance(given, Exception):
            raise given
        return given


def scripted_reader(
    folder: Path, *pages: Arrays | Exception, digit: Arrays | None = None, **card: Any
) -> tuple[Reader, dict[str, ScriptedSession]]:
    """A reader whose models are scripts, and the sessions by the name of their model."""
    sessions = {
        "reader": ScriptedSession(*pages or (answer(),)),
        "digit": ScriptedSession(digit or answer()),
    }
    for name in sessions:
        write_card(folder, name, b"not run", **card)

    def open_session(model: Model, threads: int | None) -> ScriptedSession:
        return sessions[model.card.name]

    return Reader(folder, digit_model=folder, open_session=open_session), sessions


def write_card(folder: Path, name: str, content: bytes, **changes: Any) -> Path:
    """A model's file and its card, with the card's fields as they are or changed."""
    (folder / f"{name}.onnx").write_bytes(content)
    fields: dict[str, Any] = {
        "name": name,
        "version": "1",
        "file": f"{name}.onnx",
        "sha256": hashlib.sha256(content).hexdigest(),
        "alphabet": "0123456789",
        "thresholds": {"find": 0.4, "accept": 0.9},
        "calibration": {"temperature": 1.0},
    }
    path = folder / f"{name}.json"
    path.write_text(json.dumps(fields | changes))
    return path


def write_models(
    folder: Path, page: Sequence[Seen] = (), digit: Sequence[Seen] = (), **more: Any
) -> Path:
    """Real graphs for pages and for digits that answer so whatever the picture; the folder. That
    for pages has `more` outputs."""
    seen = {"reader": ("image", answer(*page, **more)), "digit": ("images", answer(*digit))}
    for name, (feed, outputs) in seen.items():
        write_card(folder, name, graph(feed, outputs).SerializeToString())
    return folder


def graph(feed: str, outputs: Arrays) -> onnx.ModelProto:
    """A graph of constants; its one input, uint8 of any shape, is not looked at."""
    rank = 3 if feed == "image" else 4
    nodes = [
        helper.make_node("Constant", [], [name], value=numpy_helper.from_array(value))
        for name, value in outputs.items()
    ]
    made = helper.make_graph(
        nodes,
        "constant",
        [helper.make_tensor_value_info(feed, TensorProto.UINT8, [None] * rank)],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, list(value.shape))
            for name, value in outputs.items()
        ],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
