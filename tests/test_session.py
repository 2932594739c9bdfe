"""onnxruntime behind its door: loaded late and once, and its failures named."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper
from tests.modelling import answer, graph, write_card, write_models

from inkread import ModelDamaged, ModelFailed, OptionsInvalid
from inkread.models import find_model
from inkread.session import OnnxSession, Step, trace

PICTURE = {"image": np.zeros((4, 5, 3), dtype=np.uint8)}


def test_a_run_answers_all_outputs_by_name(tmp_path: Path) -> None:
    session = OnnxSession(find_model(write_models(tmp_path, [("7", 10, 20)])))
    outputs = session.run(PICTURE)
    assert set(outputs) == {"boxes", "probabilities", "digitness", "printed"}
    assert outputs["boxes"].tolist() == [[4, 10, 16, 30]]


def test_a_model_is_loaded_when_it_is_first_run_and_not_again(tmp_path: Path) -> None:
    session = OnnxSession(find_model(write_models(tmp_path)))
    session.run(PICTURE)
    (tmp_path / "reader.onnx").unlink()
    session.run(PICTURE)
    unread = OnnxSession(find_model(tmp_path / "digit"))
    (tmp_path / "digit.onnx").unlink()
    with pytest.raises(ModelFailed, match="cannot be opened"):
        unread.run(PICTURE)


def test_a_damaged_model_is_never_loaded(tmp_path: Path) -> None:
    model = find_model(write_models(tmp_path))
    model.path.write_bytes(graph("image", answer(("1", 1, 1))).SerializeToString())
    with pytest.raises(ModelDamaged):
        OnnxSession(model).run(PICTURE)


def test_what_is_no_graph_fails_with_its_name(tmp_path: Path) -> None:
    write_card(tmp_path, "reader", b"no graph at all")
    with pytest.raises(ModelFailed, match="The model 'reader' failed: ") as caught:
        OnnxSession(find_model(tmp_path)).run(PICTURE)
    assert "\n" not in str(caught.value)


def test_a_picture_of_the_wrong_shape_fails(tmp_path: Path) -> None:
    session = OnnxSession(find_model(write_models(tmp_path)))
    for feeds in ({"image": np.zeros((4, 5), np.uint8)}, {"other": np.zeros((4, 5, 3), np.uint8)}):
        with pytest.raises(ModelFailed):
            session.run(feeds)


def test_a_trace_tells_every_operation_with_its_shapes(tmp_path: Path) -> None:
    weights = numpy_helper.from_array(np.ones((2, 3, 3, 3), np.float32), "weights")
    nodes = [
        helper.make_node("Conv", ["image", "weights"], ["sums"], strides=[2, 2]),
        helper.make_node("Relu", ["sums"], ["out"]),
    ]
    image, out = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, "h", "w"])
        for name, channels in (("image", 3), ("out", 2))
    )
    made = helper.make_model(
        helper.make_graph(nodes, "small", [image], [out], [weights]),
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=10,
    )
    write_card(tmp_path, "reader", made.SerializeToString())
    steps = trace(find_model(tmp_path), {"image": np.zeros((1, 3, 9, 11), np.float32)})
    assert steps == (
        Step("Conv", ((1, 3, 9, 11), (2, 3, 3, 3)), ((1, 2, 4, 5),)),
        Step("Relu", ((1, 2, 4, 5),), ((1, 2, 4, 5),)),
    )


def test_a_trace_of_what_is_no_graph_fails_with_its_name(tmp_path: Path) -> None:
    write_card(tmp_path, "reader", b"no graph at all")
    with pytest.raises(ModelFailed, match="The model 'reader' failed: "):
        trace(find_model(tmp_path), PICTURE)


def test_many_threads_share_a_session(tmp_path: Path) -> None:
    session = OnnxSession(find_model(write_models(tmp_path, [("7", 10, 20)])), threads=1)
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(len(session.run(PICTURE)["boxes"])))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [1] * 8


def _run_in_child(session: OnnxSession, answers: multiprocessing.Queue[int]) -> None:
    answers.put(len(session.run(PICTURE)["boxes"]))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_process_that_forks_after_reading_reads_on(tmp_path: Path) -> None:
    session = OnnxSession(find_model(write_models(tmp_path, [("7", 10, 20)])), threads=2)
    session.run(PICTURE)
    context = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[int] = context.Queue()
    # A daemon is ended with the tests: a child that hangs fails the test, and nothing more.
    child = context.Process(target=_run_in_child, args=(session, answers), daemon=True)
    child.start()
    assert answers.get(timeout=60) == 1
    child.join(timeout=20)
    assert child.exitcode == 0


@pytest.mark.parametrize("threads", [0, -1])
def test_a_number_of_threads_below_1_is_refused(tmp_path: Path, threads: int) -> None:
    with pytest.raises(OptionsInvalid, match="threads must be a whole number from 1 on"):
        OnnxSession(find_model(write_models(tmp_path)), threads)


@pytest.mark.parametrize("value", ["0", "many", "-1", "1.5"])
def test_a_wrong_number_of_threads_in_the_environment_is_refused(
    tmp_path: Path, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INKREAD_THREADS", value)
    with pytest.raises(OptionsInvalid):
        OnnxSession(find_model(write_models(tmp_path)))
    monkeypatch.setenv("INKREAD_THREADS", "2")
    OnnxSession(find_model(tmp_path)).run(PICTURE)


def test_the_runtime_reports_to_nobody(tmp_path: Path) -> None:
    """Its reporter writes a file into the folder for temporary ones as soon as it is awake."""
    program = (
        "import numpy as np, os, time\n"
        "from inkread import Reader\n"
        "Reader(threads=1).read(np.full((64, 64, 3), 255, dtype=np.uint8))\n"
        "time.sleep(1)\n"
        "print(os.listdir(os.environ['TMPDIR']))\n"
    )
    variables = {name: v for name, v in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    variables["TMPDIR"] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
