"""From shipped files back to networks: what is restored answers as before and can learn on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from torch import Tensor, nn

from inkread.training.export import export_digit
from inkread.training.loop import begin, load_average
from inkread.training.networks.classifier import Classifier
from inkread.training.networks.reader import DigitReader
from inkread.training.quantise import quantise
from inkread.training.restore import restore

# The exporter of torch 2.13 warns of its own deprecated calls.
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def learnt() -> Classifier:
    """A network whose normalisations have met other things than nothing."""
    torch.manual_seed(4)
    network = Classifier()
    with torch.no_grad():
        for batch in _batches(8, seed=1):
            network.train()(batch)
        for layer in network.modules():
            if isinstance(layer, nn.BatchNorm2d):
                layer.weight.uniform_(0.5, 1.5)
                layer.bias.normal_(0, 0.2)
    return network.eval()


@pytest.fixture(scope="module")
def exported(learnt: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("float32") / "digit.onnx"
    export_digit(DigitReader(learnt).eval(), path)
    return path


def _batches(count: int, seed: int) -> list[Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return [torch.randn(64, 1, 32, 32, generator=generator) for _ in range(count)]


def _answers(network: nn.Module) -> Tensor:
    with torch.no_grad():
        answers: Tensor = network(_batches(1, seed=9)[0])
    return answers


def test_a_restored_network_answers_as_the_one_that_was_exported(
    learnt: Classifier, exported: Path
) -> None:
    network = restore(Classifier(), exported, "classifier", _batches(4, seed=2))
    assert not network.training
    assert torch.allclose(_answers(network), _answers(learnt), atol=1e-4)


def test_a_restored_network_goes_on_where_training_stood(exported: Path) -> None:
    network = restore(Classifier(), exported, "classifier", _batches(4, seed=2))
    network.drop = nn.Identity()
    before = _answers(network)
    learning = _answers(network.train())  # by the means of the batch itself
    assert (learning - before).abs().mean() < 0.1 * before.std()


def test_int8_costs_a_restored_network_no_more_than_rounding(
    learnt: Classifier, exported: Path, tmp_path: Path
) -> None:
    rounded = tmp_path / "digit.onnx"
    rng = np.random.default_rng(3)
    feeds = [{"images": rng.integers(0, 256, (1, 40, 40, 3)).astype(np.uint8)} for _ in range(8)]
    quantise(exported, rounded, feeds)
    network = restore(Classifier(), rounded, "classifier", _batches(4, seed=2))
    told, before = _answers(network), _answers(learnt)
    assert 0 < (told - before).abs().mean() < 0.05 * before.std()


def test_a_graph_without_the_network_is_refused(exported: Path) -> None:
    with pytest.raises(KeyError):
        restore(Classifier(), exported, "spotter", [])


def test_a_run_begins_from_given_weights_but_never_over_a_checkpoint(
    learnt: Classifier, tmp_path: Path
) -> None:
    assert begin(tmp_path / "run", learnt)
    assert not begin(tmp_path / "run", Classifier())
    assert torch.equal(_answers(load_average(Classifier(), tmp_path / "run")), _answers(learnt))
