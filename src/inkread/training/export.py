"""From trained networks to the shipped files: graphs, their front, parity and cards."""

from __future__ import annotations

import copy
import math
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from onnx import TensorProto, compose, helper
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from inkread.training.networks.layers import LUMINANCE, find_normalised, to_grey
from inkread.training.networks.reader import DigitReader, PageReader
from inkread.training.synthesis.sample import LARGEST

OPSET = 20
BUDGET = 800_000  # px of a page at reading scale
ENLARGE = 2.0  # at most: pictures are read enlarged, but
# low ones until they are so many px high, at most so many times: no digit on them becomes too large
# for the finest level.
TALLEST, MOST = LARGEST, 3.0

READER_OUTPUTS = (
    *("boxes", "probabilities", "digitness", "printed", "next", "link"),
    *("strings", "spans", "signs", "sign_chances"),
)
DIGIT_OUTPUTS = ("boxes", "probabilities", "digitness", "printed")


def reading_size(height: int, width: int) -> tuple[int, int]:
    """Height and width at which a page of this size is read."""
    enlarge = max(ENLARGE, min(MOST, TALLEST / height))
    scale = min(enlarge, math.sqrt(BUDGET / (height * width)))
    return max(1, round(height * scale)), max(1, round(width * scale))


def to_reading_scale(image: Tensor) -> tuple[Tensor, Tensor]:
    """The front of `reader.onnx` in torch: (h, w, 3) uint8 -> what `PageReader` takes."""
    height, width = image.shape[0], image.shape[1]
    tall, wide = reading_size(height, width)
    grey = to_grey(image[None])
    grey = F.interpolate(grey, size=(tall, wide), mode="bilinear", antialias=True)
    return grey.clamp(0, 1), torch.tensor([width / wide, height / tall])


_CONSTANTS = {
    "weights": np.array(LUMINANCE, np.float32).reshape(3, 1) / np.float32(255),
    "budget": np.array(BUDGET, np.float32),
    "enlarge": np.array(ENLARGE, np.float32),
    "tallest": np.array(TALLEST, np.float32),
    "most": np.array(MOST, np.float32),
    "first": np.array(0, np.int64),
    "one": np.array(1.0, np.float32),
    "zero": np.array(0.0, np.float32),
    "planes": np.array([0, 1], np.int64),
    "last": np.array([2], np.int64),
    "flip": np.array([1, 0], np.int64),
    "single": np.array([1, 1], np.int64),
}


def make_front() -> onnx.ModelProto:
    """`to_reading_scale` as a graph: sizes that depend on sizes do not export from torch."""
    node = helper.make_node
    nodes = [
        node("Cast", ["image"], ["as_float"], to=TensorProto.FLOAT),
        node("MatMul", ["as_float", "weights"], ["grey_last"]),
        node("Squeeze", ["grey_last", "last"], ["grey_flat"]),
        node("Unsqueeze", ["grey_flat", "planes"], ["grey_full"]),
        node("Shape", ["image"], ["size_long"], start=0, end=2),
        node("Cast", ["size_long"], ["size"], to=TensorProto.FLOAT),
        node("ReduceProd", ["size"], ["pixels"], keepdims=0),
        node("Div", ["budget", "pixels"], ["ratio"]),
        node("Sqrt", ["ratio"], ["wanted"]),
        node("Gather", ["size", "first"], ["height"], axis=0),
        node("Div", ["tallest", "height"], ["filling"]),
        node("Min", ["filling", "most"], ["more"]),
        node("Max", ["more", "enlarge"], ["largest"]),
        node("Min", ["wanted", "largest"], ["factor"]),
        node("Mul", ["size", "factor"], ["exact"]),
        node("Round", ["exact"], ["rounded"]),
        node("Max", ["rounded", "one"], ["target"]),
        node("Cast", ["target"], ["target_long"], to=TensorProto.INT64),
        node("Concat", ["single", "target_long"], ["sizes"], axis=0),
        node(
            "Resize",
            ["grey_full", "", "", "sizes"],
            ["resized"],
            mode="linear",
            antialias=1,
            coordinate_transformation_mode="half_pixel",
        ),
        node("Clip", ["resized", "zero", "one"], ["front_grey"]),
        node("Div", ["size", "target"], ["scale_yx"]),
        node("Gather", ["scale_yx", "flip"], ["front_scale"]),
    ]
    image = helper.make_tensor_value_info("image", TensorProto.UINT8, ["height", "width", 3])
    outputs = [
        helper.make_tensor_value_info("front_grey", TensorProto.FLOAT, [1, 1, "tall", "wide"]),
        helper.make_tensor_value_info("front_scale", TensorProto.FLOAT, [2]),
    ]
    tensors = [onnx.numpy_helper.from_array(value, name) for name, value in _CONSTANTS.items()]
    graph = helper.make_graph(nodes, "front", [image], outputs, tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)


def export_reader(reader: PageReader, path: Path) -> None:
    """Write `reader.onnx`: the front joined to the body."""
    example = (torch.rand(1, 1, 200, 264), torch.ones(2))
    dims = {
        2: torch.export.Dim("tall", min=1, max=8192),
        3: torch.export.Dim("wide", min=1, max=8192),
    }
    body = _export(reader, example, ("grey", "scale"), READER_OUTPUTS, (dims, {}))
    front = make_front()
    body.ir_version = front.ir_version
    joined = compose.merge_models(
        front,
        body,
        [("front_grey", "grey"), ("front_scale", "scale")],
        outputs=list(READER_OUTPUTS),
    )
    # Joining names the one set of operators twice, at which other tools take offence.
    del joined.opset_import[1:]
    _save(joined, path)


def export_digit(reader: DigitReader, path: Path) -> None:
    """Write `digit.onnx`."""
    example = (torch.randint(0, 255, (2, 40, 36, 3), dtype=torch.uint8),)
    dims = {
        0: torch.export.Dim("n", min=1, max=65536),
        1: torch.export.Dim("h", min=1, max=16384),
        2: torch.export.Dim("w", min=1, max=16384),
    }
    _save(_export(reader, example, ("images",), DIGIT_OUTPUTS, (dims,)), path)


def _export(
    model: nn.Module,
    example: tuple[Tensor, ...],
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    dims: tuple[object, ...],
) -> onnx.ModelProto:
    program = torch.onnx.export(
        fold(model.eval()),
        example,
        dynamo=True,
        opset_version=OPSET,
        external_data=False,
        input_names=inputs,
        output_names=outputs,
        dynamic_shapes=dims,
    )
    assert program is not None
    program.optimize()
    return program.model_proto


def fold(model: nn.Module) -> nn.Module:
    """A copy of `model` (which must be in evaluation mode) whose normalisations of batches are part
    of the convolutions before them."""
    copied = copy.deepcopy(model)
    for convolution, normalisation in list(find_normalised(copied)):
        before, after = map(copied.get_submodule, (convolution, normalisation))
        assert isinstance(before, nn.Conv2d)
        assert isinstance(after, nn.BatchNorm2d)
        copied.set_submodule(convolution, fuse_conv_bn_eval(before, after))
        copied.set_submodule(normalisation, nn.Identity())
    return copied


def _save(model: onnx.ModelProto, path: Path) -> None:
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString())


def reference(reader: PageReader, image: NDArray[np.uint8]) -> tuple[NDArray[np.float32], ...]:
    """What torch answers for a page (h, w, 3): the other side of the parity check."""
    with torch.no_grad():
        grey, scale = to_reading_scale(torch.from_numpy(image))
        return tuple(output.numpy() for output in reader(grey, scale))
