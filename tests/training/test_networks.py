"""Networks and crops: shapes, invariances, and the files that are exported from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from inkread.models import find_model
from inkread.session import OnnxSession
from inkread.training.cards import Provenance, write_card
from inkread.training.export import export_digit, export_reader, reading_size
from inkread.training.networks.classifier import Classifier, standardise
from inkread.training.networks.crops import cut, find_ink, look, stack, stack_halves, stack_thirds
from inkread.training.networks.layers import blank_beyond, equalise, extend
from inkread.training.networks.reader import DigitReader, PageReader, pyramid, suppress
from inkread.training.networks.spotter import Spotter, count_macs, spotter_loss
from inkread.training.networks.strings import StringReader
from inkread.training.parity import compare_digits, compare_readers, compare_rounding
from inkread.training.quantise import magnified, quantise
from inkread.training.synthesis.targets import WEIGHT

# The exporter of torch 2.13 warns of its own deprecated calls.
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")


def _page(height: int, width: int) -> np.ndarray:
    """A light page with a few dark strokes and grain, the same every time."""
    rng = np.random.default_rng(height * 1000 + width)
    page = rng.integers(190, 250, (height, width, 3)).astype(np.uint8)
    for _ in range(4):
        y, x = (int(rng.integers(0, max(1, side - 6))) for side in (height, width))
        page[y : y + 6, x : x + 2] = 20
    return page


def test_equalising_takes_even_light_away() -> None:
    page = torch.rand(1, 1, 32, 32).repeat_interleave(2, 2).repeat_interleave(2, 3)
    assert torch.allclose(equalise(page), equalise(page * 0.5 + 0.3), atol=0.1)


def test_blank_paper_stays_blank_after_equalising() -> None:
    assert equalise(torch.full((1, 1, 64, 64), 0.8)).abs().max() < 1e-3


def test_standardising_forgets_polarity() -> None:
    crop = torch.zeros(1, 1, 32, 32)
    crop[:, :, 8:24, 14:18] = 0.9
    assert torch.allclose(standardise(crop), standardise(1 - crop), atol=1e-4)


def test_the_ink_of_a_lone_digit_is_boxed() -> None:
    picture = torch.full((1, 1, 100, 200), 0.9)
    picture[:, :, 30:70, 120:140] = 0.1
    box = find_ink(picture)[0]
    assert torch.allclose(box, torch.tensor([120.0, 30.0, 140.0, 70.0]), atol=5)


def test_a_picture_without_ink_answers_its_whole_extent() -> None:
    box = find_ink(torch.full((1, 1, 40, 60), 0.5))[0]
    assert box.tolist() == [0, 0, 60, 40]


def test_a_window_is_cut_where_it_was_asked_for() -> None:
    page = torch.zeros(1, 1, 50, 80)
    page[:, :, 20:30, 60:70] = 1
    crop = cut(stack([page], (1.0,)), torch.tensor([[65.0, 25.0]]), torch.tensor([10.0]), 8)
    assert crop.shape == (1, 1, 8, 8)
    assert crop.min() > 0.4


def test_a_coarser_level_is_looked_at_where_points_lie_far_apart() -> None:
    levels = [torch.full((1, 1, 96, 64), 0.2), torch.full((1, 1, 32, 32), 0.9)]
    x, y = torch.tensor([[-9.0, 30.0, 63.0]]), torch.tensor([[5.0, 95.9, 400.0]])
    for apart, shade in ((1.4, 0.2), (1.6, 0.9)):
        greys = look(stack(levels, (1.0, 3.0)), (x, y), torch.tensor([[apart]]))
        assert torch.allclose(greys, torch.full((1, 3), shade))


def test_looking_at_a_page_of_one_level_is_sampling_it() -> None:
    page = torch.rand(1, 1, 32, 64)
    x, y = torch.rand(5, 7) * 80 - 8, torch.rand(5, 7) * 48 - 8
    grid = torch.stack([x / 32 - 1, y / 16 - 1], -1)[None]
    sampled = torch.nn.functional.grid_sample(
        page, grid, "bilinear", "border", align_corners=False
    )[0, 0]
    assert torch.allclose(look(stack([page], (1.0,)), (x, y), torch.ones(5, 1)), sampled, atol=1e-5)


def test_one_colour_stays_on_every_level_of_pages_and_pictures() -> None:
    for levels in (
        stack_thirds(pyramid(torch.full((1, 1, 150, 97), 0.4))),
        stack_halves(torch.full((1, 1, 61, 33), 0.4)),
    ):
        assert torch.allclose(levels.stacked, torch.tensor(0.4))
        assert levels.stacked.shape[2] == sum(tall for tall, _ in levels.sizes)
        assert len(levels.sizes) == len(levels.factors)
        assert list(levels.factors) == sorted(levels.factors)


def test_pages_are_extended_to_multiples_by_repeating_the_edge() -> None:
    page = torch.arange(6.0).view(1, 1, 2, 3)
    wide = extend(page, 4)
    assert wide.shape == (1, 1, 4, 4)
    assert (wide[0, 0, 2:, 3] == 5).all()


def test_beyond_the_edge_of_a_picture_there_is_nothing() -> None:
    blanked = blank_beyond(torch.ones(1, 2, 32, 64), (20, 33))
    assert blanked[:, :, :20, :33].all()
    assert blanked.sum() == 2 * 20 * 33


def test_every_level_of_the_pyramid_suits_the_spotter() -> None:
    for height, width in ((1, 1), (28, 28), (97, 301)):
        assert all(
            s % 32 == 0
            for level in pyramid(torch.rand(1, 1, height, width))
            for s in level.shape[2:]
        )


def test_the_weaker_of_two_overlapping_boxes_yields() -> None:
    boxes = torch.tensor([[0, 0, 10, 10], [1, 0, 11, 10], [20, 0, 30, 10], [22, 2, 26, 6.0]])
    assert suppress(boxes).tolist() == [1, 0, 1, 0]


def test_a_box_that_yields_suppresses_nothing_itself() -> None:
    chain = torch.tensor([[0, 0, 10, 10], [4, 0, 14, 10], [8, 0, 18, 10.0]])
    assert suppress(chain).tolist()[0] == 1
    assert suppress(chain).tolist()[2] == 1


def test_the_loss_falls_when_the_answer_nears_the_truth() -> None:
    for heat in (3, 21):
        target = torch.zeros(1, 33, 8, 8)
        target[0, heat, 4, 4] = 1
        target[0, WEIGHT, 4, 4] = 1
        far, near = torch.zeros(1, 31, 8, 8), torch.zeros(1, 31, 8, 8)
        near[:, :10] = near[:, 18:] = -6
        near[0, heat, 4, 4] = 6
        assert spotter_loss(near, target)[0] < spotter_loss(far, target)[0]


def test_the_spotter_stays_within_its_budget_of_multiply_adds() -> None:
    assert count_macs(160, 160, Spotter()) < 0.25e9


def test_small_pictures_are_enlarged_and_large_ones_reduced_for_reading() -> None:
    assert reading_size(150, 200) == (300, 400)
    assert reading_size(20, 100) == (60, 300)
    assert reading_size(32, 100) == (80, 250)
    assert reading_size(60, 30) == (120, 60)
    tall, wide = reading_size(3000, 4000)
    assert tall * wide <= 801_000
    assert wide / tall == pytest.approx(4 / 3, rel=0.01)


def _opened(path: Path) -> OnnxSession:
    """The file as it is opened when it ships: by its card."""
    write_card(path, Provenance("none", (0,), 0.5, 0.5, 0.9))
    return OnnxSession(find_model(path))


@pytest.fixture(scope="module")
def networks() -> tuple[PageReader, DigitReader]:
    torch.manual_seed(0)
    spotter, classifier = Spotter(), Classifier()
    # An untrained spotter finds nothing: let it see something at every corner.
    assert spotter.head.bias is not None
    with torch.no_grad():
        spotter.head.bias.add_(torch.tensor([3.0] * 10 + [0.0] * 8 + [3.0] * 12 + [0.0]))
    pages = PageReader(spotter, classifier, StringReader()).eval()
    return pages, DigitReader(classifier).eval()


def test_the_exported_reader_answers_what_torch_answers(
    networks: tuple[PageReader, DigitReader], tmp_path: Path
) -> None:
    path = tmp_path / "reader.onnx"
    export_reader(networks[0], path)
    pages = [_page(height, width) for height, width in ((1, 1), (28, 28), (26, 97), (70, 41))]
    parity = compare_readers(networks[0], _opened(path), pages)
    assert parity.digits > 20
    assert parity.unmatched <= 0.05 * parity.digits
    assert parity.restrung <= 0.05 * parity.digits
    assert parity.max_abs_difference < 1e-3
    assert parity.max_abs_difference_px < 0.05


def test_rounding_to_int8_shrinks_a_graph_and_changes_its_answers_little(
    networks: tuple[PageReader, DigitReader], tmp_path: Path
) -> None:
    exact, rounded = tmp_path / "digit.onnx", tmp_path / "int8" / "digit.onnx"
    rounded.parent.mkdir()
    export_digit(networks[1], exact)
    feeds = [{"images": _page(size, size)[None]} for size in range(20, 60)]
    quantise(exact, rounded, feeds[::2])
    assert rounded.stat().st_size < 0.5 * exact.stat().st_size
    before, after = (_opened(path).run(feeds[1])["probabilities"] for path in (exact, rounded))
    assert abs(before - after).max() < 0.02
    counted = compare_rounding(_opened(exact), _opened(rounded), feeds[1::2])
    assert counted.inputs == 20


def test_pages_are_shown_at_every_size_that_the_graph_looks_at() -> None:
    shown = [page.shape for page in magnified([_page(192, 224)] * 6)]
    assert shown[:2] == [(192, 224, 3), (576, 672, 3)]
    assert shown[3] == (765, 1017, 3)
    assert shown[5] == (756, 999, 3)


def test_the_exported_digit_reader_answers_what_torch_answers(
    networks: tuple[PageReader, DigitReader], tmp_path: Path
) -> None:
    path = tmp_path / "digit.onnx"
    export_digit(networks[1], path)
    shapes = ((1, 28, 28), (3, 50, 20), (2, 7, 90))
    batches = [np.stack([_page(height, width)] * count) for count, height, width in shapes]
    parity = compare_digits(networks[1], _opened(path), batches)
    assert parity.inputs == 6
    assert parity.max_abs_difference < 1e-4
