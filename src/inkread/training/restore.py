"""From shipped files back to networks that can learn on, for whoever has the weights of a release
but not the run that they came from.

An exported graph holds convolutions with their normalisation folded in, some of them in int8. What
is restored answers as the graph does, but for what rounding took; its normalisations get the mean
and the spread of what comes to them, so that training finds them as it would have left them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from inkread.training.networks.layers import find_normalised


def restore(network: nn.Module, graph: Path, part: str, inputs: Iterable[Tensor]) -> nn.Module:
    """`network` with the weights that `graph` has below the name `part` ("spotter", "classifier",
    "strings"), in evaluation mode; `inputs` are some batches as the network takes them.

    Raises KeyError when the graph lacks a weight of the network.
    """
    held = _read_weights(graph, part)
    state = network.state_dict()
    folded = dict(find_normalised(network))
    for normalisation in folded.values():
        # The identity, until it is known what comes to it.
        state[f"{normalisation}.weight"].fill_(1.0)
        state[f"{normalisation}.running_mean"].zero_()
        eps = network.get_submodule(normalisation).eps
        state[f"{normalisation}.running_var"].fill_(1.0 - float(eps))  # type: ignore[arg-type]
    names = {f"{after}.bias": f"{before}.bias" for before, after in folded.items()}
    for name, _ in network.named_parameters():
        if name.rpartition(".")[0] not in folded.values() or name in names:
            state[name].copy_(torch.from_numpy(held[names.get(name, name)]))
    network.load_state_dict(state)
    _settle(network.eval(), folded, inputs)
    return network


def _read_weights(graph: Path, part: str) -> dict[str, NDArray[np.float32]]:
    """The weights of `part` by their names in the network, out of int8 where they are rounded."""
    start = f"{part}."
    held = {
        each.name.removeprefix(start): numpy_helper.to_array(each)
        for each in onnx.load(graph).graph.initializer
        if each.name.startswith(start)
    }
    whole = {}
    for name, values in held.items():
        if name.endswith("_quantized"):
            plain = name.removesuffix("_quantized")
            # The scale of weights is named after the weights, that of a bias after what is rounded.
            scale = held[f"{plain}_scale" if f"{plain}_scale" in held else f"{name}_scale"]
            values = values * scale.reshape(-1, *(1,) * (values.ndim - 1))
            name = plain
        whole[name] = values.astype(np.float32)
    return whole


def _settle(network: nn.Module, folded: dict[str, str], inputs: Iterable[Tensor]) -> None:
    """Give each normalisation the mean and the spread of what comes to it, with a factor and a bias
    that leave the answers as they are."""
    seen: dict[str, list[Tensor]] = {}

    def note(before: nn.Module, _: object, maps: Tensor) -> None:
        flat = maps.double().transpose(0, 1).flatten(1)
        count = torch.full_like(flat[:, 0], flat.shape[1])
        seen.setdefault(names[before], []).append(
            torch.stack([flat.sum(1), flat.square().sum(1), count])
        )

    names = {network.get_submodule(before): after for before, after in folded.items()}
    hooks = [before.register_forward_hook(note) for before in names]
    with torch.no_grad():
        for batch in inputs:
            network(batch)
        for name, sums in seen.items():
            total, square, count = torch.stack(sums).sum(0)
            mean = total / count
            spread = (square / count - mean.square()).clamp_min(0).float()
            state = network.get_submodule(name).state_dict()
            eps = network.get_submodule(name).eps
            state["bias"].add_(mean)
            state["weight"].copy_((spread + eps).sqrt())
            state["running_mean"].copy_(mean)
            state["running_var"].copy_(spread)
    for hook in hooks:
        hook.remove()
