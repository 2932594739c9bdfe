"""Int8: convolutions of an exported graph in whole numbers of 8 bits.

Weights have a scale for each output channel, activations one for each tensor, learnt from what the
graph is shown ("static" quantisation: Jacob et al., 2018). Activations are unsigned, weights
signed; on processors with VNNI (and ARM's dot product) such products run several times as fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from PIL import Image

MOST_HIGH, MOST_WIDE = 768, 1024  # px of a page that is shown

Feeds = Mapping[str, NDArray[np.uint8]]


class _Shown(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, feeds: Iterable[Feeds]) -> None:
        self._feeds: Iterator[Feeds] = iter(feeds)

    def get_next(self) -> Feeds | None:
        return next(self._feeds, None)


def quantise(graph: Path, target: Path, shown: Iterable[Feeds], part: str = "") -> None:
    """Write `graph` with its convolutions in int8 to `target`; `shown` are inputs like those that
    it will meet. Only of those whose weights' names begin with `part`.

    Convolutions of a single channel stay as they are, since they cost next to nothing, and so do
    those of single points: among them are the heads, whose many outputs mean different things and
    cannot share one scale. Rectifiers are rounded with the convolution before them, so that no step
    of its scale is spent on what they cut off.
    """
    model = onnx.load(graph)
    weights = {each.name: tuple(each.dims) for each in model.graph.initializer}
    chosen = [
        node
        for node in model.graph.node
        if node.op_type == "Conv"
        and node.input[1].startswith(part)
        and _is_large(weights.get(node.input[1], ()))
    ]
    made = {node.output[0] for node in chosen}
    chosen += [
        node for node in model.graph.node if node.op_type == "Relu" and node.input[0] in made
    ]
    quantize_static(
        graph,
        target,
        _Shown(shown),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        nodes_to_quantize=[node.name for node in chosen],
        # Seven bits for the weights: where there is no VNNI, sums of two products of eight bits
        # overflow, and the answer would depend on the processor.
        reduce_range=True,
    )


def _is_large(shape: tuple[int, ...]) -> bool:
    """Whether weights (outputs, inputs, height, width) are those of a convolution worth it."""
    return len(shape) == 4 and shape[1] > 1 and shape[2] * shape[3] > 1


def magnified(pages: Iterable[NDArray[np.uint8]]) -> Iterator[NDArray[np.uint8]]:
    """Every other one of pages (h, w, 3) as it is, the others 3, 9 and 27 times as large, cut to
    what is read at once: a graph that looks at several sizes of a page is to see digits in each."""
    for i, page in enumerate(pages):
        factor = (1, 3, 1, 9, 1, 27)[i % 6]
        height, width = (max(8, side // factor) for side in (MOST_HIGH, MOST_WIDE))
        cut = Image.fromarray(page[:height, :width])
        size = (cut.width * factor, cut.height * factor)
        yield np.asarray(cut.resize(size, Image.Resampling.BICUBIC))
