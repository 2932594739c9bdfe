"""Pictures of one number, cut out of drawn pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inkread.training.data.digits import DigitSet
from inkread.training.recipes.cutouts import cut_out, strings_of
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.sample import Sample, make_sample


@pytest.fixture(scope="module")
def library() -> Library:
    fonts = tuple(str(path) for path in sorted(Path("/usr/share/fonts").rglob("*.ttf"))[:2])
    if not fonts:
        pytest.skip("no TrueType font on this machine")
    images = np.zeros((10, 28, 28), np.uint8)
    images[:, 4:24, 10:18] = 255
    return Library((DigitSet("toy", images, np.arange(10), np.full(10, 3)),), fonts, fonts)


def test_a_cut_out_shows_one_number_whole_or_none(library: Library) -> None:
    lengths = []
    for seed in range(60):
        cut = cut_out(np.random.default_rng(seed), library)
        tall, wide = cut.pixels.shape
        lengths.append(len(cut.digits))
        assert len(strings_of(cut)) == bool(len(cut.digits))
        assert not len(cut.signs)
        assert not len(cut.ignored)
        assert (cut.digits[:, 2:6] >= -0.01).all()
        assert (cut.digits[:, 2:6] <= [wide + 0.01, tall + 0.01] * 2).all()
        if len(cut.digits):
            height = np.median(cut.digits[:, 5] - cut.digits[:, 3])
            assert height < tall < 5 * height
    assert min(lengths) == 0 < 4 < max(lengths)


@pytest.mark.parametrize("photos", [0, 1, 2])
def test_a_cut_out_is_drawn_again_from_its_seed(library: Library, photos: int) -> None:
    first, again = (cut_out(np.random.default_rng(5), library, photos=photos) for _ in range(2))
    assert (first.pixels == again.pixels).all()
    assert (first.digits == again.digits).all()


def test_a_scan_has_less_grain_than_a_photograph(library: Library) -> None:
    def grain(photographed: bool) -> float:
        pages = [
            make_sample(np.random.default_rng(k), library, 96, photographed=photographed).pixels
            for k in range(30)
        ]
        steps = [np.abs(np.diff(page.astype(float), axis=1)) for page in pages]
        return float(np.mean([np.median(step) for step in steps]))

    assert grain(False) < 0.5 * grain(True)


def test_strings_are_read_from_left_to_right_and_keep_apart() -> None:
    rows = [
        [1, 0, x, 10, x + 9, 30, after, 20, after > 0] for x, after in ((40, 0), (5, 21), (16, 0))
    ]
    ignored, signs = (np.zeros((0, columns), np.float32) for columns in (4, 7))
    sample = Sample(np.zeros((60, 60), np.uint8), np.array(rows, np.float32), ignored, signs)
    assert strings_of(sample) == [[0], [1, 2]]
