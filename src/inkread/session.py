"""The one door to the outside world of inference: arrays in, arrays out.

This is the only file that imports onnxruntime, and it does so when a model is first run, so that
`import inkread` stays quick and a process that forks before reading is safe.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from numpy.typing import NDArray

from inkread.errors import ModelFailed, OptionsInvalid
from inkread.models import Model

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Arrays: TypeAlias = dict[str, NDArray[Any]]


class Session(Protocol):
    """A model that can be run, from several threads at once."""

    def run(self, feeds: Mapping[str, NDArray[Any]]) -> Arrays:
        """All outputs by name; ModelFailed when the model cannot be loaded or run."""
        ...


SessionOpener: TypeAlias = Callable[[Model, int | None], Session]


class OnnxSession:
    """A Session on onnxruntime's CPU provider, loaded at the first run and only once.

    threads  that one run may use; None leaves it to INKREAD_THREADS, and without that to
             onnxruntime (all cores)
    """

    def __init__(self, model: Model, threads: int | None = None) -> None:
        self._model = model
        self._threads = _threads_of_environment() if threads is None else _checked(threads)
        self._lock = threading.Lock()
        self._inferences: dict[int, InferenceSession] = {}

    def run(self, feeds: Mapping[str, NDArray[Any]]) -> Arrays:
        inference = self._loaded()
        names = [output.name for output in inference.get_outputs()]
        try:
            answers = inference.run(names, dict(feeds))
        # onnxruntime's errors share no root but Exception; this is the edge that translates them.
        except Exception as error:
            raise ModelFailed(self._model.card.name, _first_line(error)) from error
        return dict(zip(names, answers, strict=True))

    def _loaded(self) -> InferenceSession:
        with self._lock:
            # The threads of a session do not survive a fork: a child loads its own, and keeps the
            # parent's, since to end it would be to wait for those threads for ever.
            process = os.getpid()
            if process not in self._inferences:
                self._inferences[process] = _load(self._model, self._threads)
            return self._inferences[process]


@dataclass(frozen=True, slots=True)
class Step:
    """One operation that a run carried out: its name in ONNX, and the shapes of the tensors that
    went in and came out."""

    operation: str
    inputs: tuple[tuple[int, ...], ...]
    outputs: tuple[tuple[int, ...], ...]


def trace(model: Model, feeds: Mapping[str, NDArray[Any]]) -> tuple[Step, ...]:
    """Every operation of one run, those inside branches and loops too, as the graph is written:
    nothing is fused or laid out anew. ModelFailed when it cannot be loaded or run."""
    onnxruntime = _runtime()
    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    settings.enable_profiling = True
    settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    # Weights that are packed for the processor would not be told.
    settings.add_session_config_entry("session.disable_prepacking", "1")
    with tempfile.TemporaryDirectory() as folder:
        settings.profile_file_prefix = str(Path(folder) / "trace")
        try:
            inference = onnxruntime.InferenceSession(
                model.read(), settings, providers=["CPUExecutionProvider"]
            )
            inference.run(None, dict(feeds))
            events = json.loads(Path(inference.end_profiling()).read_bytes())
        # As above: onnxruntime's errors share no root but Exception.
        except Exception as error:
            raise ModelFailed(model.card.name, _first_line(error)) from error
    told = (event["args"] for event in events if "output_type_shape" in event.get("args", ()))
    return tuple(
        Step(
            each["op_name"],
            _shapes_of(each["input_type_shape"]),
            _shapes_of(each["output_type_shape"]),
        )
        for each in told
    )


def _shapes_of(tensors: Sequence[Mapping[str, Sequence[int]]]) -> tuple[tuple[int, ...], ...]:
    """Of [{"float": [1, 3, 8, 8]}, ...] the shapes."""
    return tuple(tuple(shape) for tensor in tensors for shape in tensor.values())


def _runtime() -> Any:
    """onnxruntime, told to keep to itself.

    Its packages for Linux report how they are used to a server of their makers, beginning when they
    are imported, unless this variable says otherwise; nothing of ours asks another server.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    # For a program that has imported it before us.
    onnxruntime.disable_telemetry_events()
    return onnxruntime


def _load(model: Model, threads: int | None) -> InferenceSession:
    onnxruntime = _runtime()
    content = model.read()
    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    # Pictures come in every size: planning memory for each size would only grow the process.
    settings.enable_mem_pattern = False
    settings.intra_op_num_threads = threads or 0
    settings.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(content, settings, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelFailed(model.card.name, _first_line(error)) from error


def _threads_of_environment() -> int | None:
    value = os.environ.get("INKREAD_THREADS", "")
    if not value:
        return None
    if not value.isdecimal():
        raise OptionsInvalid("INKREAD_THREADS", value, "a whole number from 1 on")
    return _checked(int(value))


def _checked(threads: int) -> int:
    if threads < 1:
        raise OptionsInvalid("threads", threads, "a whole number from 1 on")
    return threads


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
