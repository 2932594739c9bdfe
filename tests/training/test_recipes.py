"""Recipes: what the truth says of found boxes, and weights that make logits honest."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image

from inkread.training.networks.classifier import DIGIT, OUTPUTS
from inkread.training.recipes.calibration import Told, fit_temperature
from inkread.training.recipes.classifier import (
    classification_loss,
    coarsen,
    defocus,
    spoil,
    taught_loss,
    thicken,
)
from inkread.training.recipes.crops import NO_DIGIT, judge
from inkread.training.recipes.damage import DAMAGES, damage, draw_bitmap
from inkread.training.recipes.fusion import Evidence, fit_fusion
from inkread.training.synthesis.sample import Sample

SEVEN = [7, 1, 20, 20, 30, 40, 0, 0, 0]


def _boxes(*rows: tuple[float, float, float, float]) -> np.ndarray:
    return np.array(rows, np.float32)


class _Sure(torch.nn.Module):
    """Says the same of every crop: this digit."""

    def __init__(self, digit: int) -> None:
        super().__init__()
        self.digit = digit

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        answer = torch.zeros(len(crops), OUTPUTS)
        answer[:, self.digit] = 9.0
        return answer


def test_who_is_taught_follows_the_teachers_as_far_as_the_truth_lets_it() -> None:
    crops = torch.randint(0, 255, (8, 48, 48), dtype=torch.uint8)
    batch = crops, torch.full((8,), 3), torch.zeros(8, dtype=torch.int64)

    def loss(of: int, *teachers: int) -> float:
        taught = taught_loss([_Sure(each) for each in teachers])
        return float((taught if teachers else classification_loss)(_Sure(of), batch)[0])

    assert loss(3, 3) == pytest.approx(loss(3), abs=0.02)
    assert loss(3) < loss(3, 3, 5) < loss(3, 5) < loss(5, 3)
    assert loss(5, 5) < loss(5, 3)


def test_a_found_box_is_what_the_truth_says_of_its_place() -> None:
    sample = Sample(
        np.zeros((64, 64), np.uint8),
        np.array([SEVEN], np.float32),
        np.array([[50, 50, 60, 60]], np.float32),
        np.zeros((0, 7), np.float32),
    )
    on, beside, half, ignored = (21, 20, 30, 41), (2, 2, 9, 9), (20, 20, 30, 28), (50, 50, 59, 60)
    labels, printed, unsure = judge(_boxes(on, beside, half, ignored), sample)
    assert labels.tolist() == [7, NO_DIGIT, NO_DIGIT, NO_DIGIT]
    assert printed.tolist() == [1, 2, 2, 2]
    assert unsure.tolist() == [False, False, True, True]


def test_a_canvas_where_nothing_was_found_is_judged_too() -> None:
    sample = Sample(
        np.zeros((64, 64), np.uint8),
        np.array([SEVEN], np.float32),
        np.zeros((0, 4), np.float32),
        np.zeros((0, 7), np.float32),
    )
    assert [len(part) for part in judge(np.zeros((0, 4), np.float32), sample)] == [0, 0, 0]


def test_spoilt_crops_stay_grey_and_most_stay_as_they_are() -> None:
    torch.manual_seed(0)
    crops = torch.rand(600, 1, 32, 32) * 0.6 + 0.2
    spoilt = spoil(crops)
    assert spoilt.shape == crops.shape
    assert 0 <= spoilt.min() <= spoilt.max() <= 1
    same = (spoilt == crops).all(3).all(2).all(1).float().mean()
    assert 0.58 < same < 0.75


def test_a_quarter_of_the_crops_come_from_coarse_pictures() -> None:
    torch.manual_seed(0)
    crops = (torch.rand(400, 1, 32, 32) > 0.5).float()
    coarse = coarsen(crops)
    changed = (coarse != crops).any(3).any(2)[:, 0]
    assert int(changed.sum()) == 100
    # What is finer than the coarse picture's pixels is gone.
    assert float(coarse[changed].std()) < 0.6 * float(crops[changed].std())


def test_a_sixth_of_the_crops_are_out_of_focus() -> None:
    torch.manual_seed(0)
    crops = (torch.rand(600, 1, 32, 32) > 0.5).float()
    soft = defocus(crops)
    changed = (soft != crops).any(3).any(2)[:, 0]
    assert int(changed.sum()) == 100
    assert float(soft[changed].std()) < 0.4 * float(crops[changed].std())
    assert float(soft[changed].mean()) == pytest.approx(float(crops[changed].mean()), abs=0.01)


def test_thick_pens_only_add_ink() -> None:
    torch.manual_seed(0)
    crops = torch.randn(400, 1, 32, 32)
    thick = thicken(crops)
    assert bool((thick >= crops).all())
    assert 0.1 < float((thick > crops).any(3).any(2).float().mean()) < 0.25


def test_a_bitmap_fills_a_box_of_few_dots_in_either_polarity() -> None:
    ring, stroke = np.zeros((2, 28, 28), np.uint8)
    ring[4:24, 9:19], ring[8:20, 12:16] = 255, 0
    stroke[4:24, 13:16] = 255
    rng = np.random.default_rng(3)
    rings = [draw_bitmap(rng, ring) for _ in range(40)]
    strokes = [draw_bitmap(rng, stroke) for _ in range(40)]
    assert all(11 <= one.shape[0] <= 24 for one in rings + strokes)
    assert {int(one[0, 0]) for one in rings} >= {0, 255}
    assert max(one.shape[1] / one.shape[0] for one in rings) > 0.8
    assert max(one.shape[1] / one.shape[0] for one in strokes) < 0.6


def test_every_damage_changes_a_digit_and_leaves_its_size() -> None:
    ring = np.zeros((28, 28), np.uint8)
    ring[4:24, 9:19], ring[8:20, 12:16] = 255, 0
    rng = np.random.default_rng(4)
    for spoil_it in DAMAGES:
        pictures = [np.asarray(spoil_it(rng, Image.fromarray(ring))) for _ in range(20)]
        assert all(one.shape == ring.shape and one.dtype == np.uint8 for one in pictures)
        assert sum(bool((one != ring).any()) for one in pictures) > 15, spoil_it.__name__
        # Somebody could still read most of them: ink and paper differ where they did.
        seen = np.array([one[ring > 0].mean() - one[ring == 0].mean() for one in pictures])
        assert np.median(np.abs(seen)) > 20, spoil_it.__name__


def test_a_damaged_digit_is_the_same_for_the_same_seed() -> None:
    ring = np.zeros((28, 28), np.uint8)
    ring[4:24, 9:19] = 255
    first, again = (damage(np.random.default_rng(5), ring) for _ in range(2))
    assert (first == again).all()


def test_fitted_weights_undo_logits_that_boast() -> None:
    torch.manual_seed(0)
    honest = torch.randn(20_000) * 2
    labels = torch.where(torch.rand(20_000) < honest.sigmoid(), 3, NO_DIGIT)
    crop = torch.zeros(20_000, OUTPUTS)
    crop[:, DIGIT] = 4 * honest + 2
    # The spotter knows nothing of whether there is a digit; which one, it says right every other
    # time, always with a logit of 6: a chance of a half among ten is a logit of ln 9.
    heat = torch.zeros(20_000, 10)
    heat[::2, 3] = 6
    heat[1::2, 5] = 6
    # What a word adds to the classifier's logit has to be taken off again.
    word = torch.randn(20_000)
    crop[:, DIGIT] += 2 * word
    fusion = fit_fusion(Evidence(heat, crop, word, labels))
    assert abs(fusion.present - 0.25) < 0.02
    assert abs(fusion.word + 0.5) < 0.05
    assert abs(6 * fusion.spotted + fusion.bias + 0.5) < 0.05
    assert abs(6 * fusion.heat - np.log(9)) < 0.1


def test_a_fitted_temperature_undoes_chances_that_are_too_modest() -> None:
    rng = np.random.default_rng(6)
    honest = rng.normal(0, 3, (4000, 10))
    chances = np.exp(honest) / np.exp(honest).sum(1, keepdims=True)
    labels = np.array([rng.choice(10, p=row) for row in chances])
    modest = np.exp(honest * 0.7)
    modest /= modest.sum(1, keepdims=True)
    assert fit_temperature(Told(modest.astype(np.float32), labels)) == pytest.approx(0.7, abs=0.04)
    assert fit_temperature(Told(chances.astype(np.float32), labels)) == pytest.approx(1, abs=0.05)
