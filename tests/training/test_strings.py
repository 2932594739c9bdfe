"""Strings: which digits make one, how it is straightened, what its frames say, what it learns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from inkread.training.data.digits import DigitSet
from inkread.training.networks.crops import look, stack_thirds
from inkread.training.networks.strings import (
    BLANK,
    FRAME,
    HEIGHT,
    TALL,
    UNIT,
    StringReader,
    Strips,
    lay,
    link,
    points_of,
    spans_of,
    standardise_strips,
    starts_of,
    straighten,
)
from inkread.training.recipes import strings as recipe
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.rows import Rows, fill_rows
from inkread.training.synthesis.sample import Sample, make_sample


def _row(count: int, x: float = 20, y: float = 40, slope: float = 0.0) -> list[list[float]]:
    """Boxes 12 px wide and 20 px high, 16 px apart, on a line that rises."""
    xs = [x + 16 * i for i in range(count)]
    return [[at - 6, y + slope * at - 10, at + 6, y + slope * at + 10] for at in xs]


def _link(boxes: Tensor, chance: float = 0.5) -> list[int]:
    n = len(boxes)
    believed = torch.ones(n, dtype=torch.bool)
    following = torch.tensor([16.0, 0.0]).expand(n, 2)
    return link(boxes, following, torch.full((n,), chance), believed).tolist()


def test_digits_in_a_row_are_one_string_whatever_their_order() -> None:
    boxes = torch.tensor(_row(4))[[2, 0, 3, 1]]
    assert _link(boxes) == [1, 1, 1, 1]


def test_rows_above_each_other_are_two_strings() -> None:
    boxes = torch.tensor(_row(3) + _row(3, y=66))
    assert _link(boxes) == [0, 0, 0, 3, 3, 3]


def test_a_wide_gap_ends_a_string_unless_the_spotter_expects_the_digit_there() -> None:
    near, far = _row(1)[0], [20 + 33 - 6, 30, 20 + 33 + 6, 50]
    boxes = torch.tensor([near, far])
    believed, chance = torch.ones(2, dtype=torch.bool), torch.ones(2)
    expected, unexpected = torch.tensor([[33.0, 0.0]] * 2), torch.tensor([[16.0, 0.0]] * 2)
    assert link(boxes, expected, chance, believed).tolist() == [0, 0]
    assert link(boxes, unexpected, chance, believed).tolist() == [0, 1]


def test_what_is_not_believed_is_part_of_no_string() -> None:
    boxes = torch.tensor(_row(3))
    believed = torch.tensor([True, False, True])
    assert link(boxes, torch.zeros(3, 2), torch.zeros(3), believed).tolist() == [0, 1, 2]


def test_a_long_string_finds_its_first_digit() -> None:
    assert _link(torch.tensor(_row(60))) == [0] * 60


def _ribbon(page: Tensor, boxes: Tensor, first: list[int]) -> tuple[Tensor, Strips]:
    """The strips of the strings on a page (1, 1, h, w), standardised, and where they lie."""
    leads = sorted(set(first))
    strips = Strips(*(part[leads] for part in straighten(boxes, torch.tensor(first))))
    places = lay(strips)
    x, y, apart = points_of(places)
    pixels = look(stack_thirds([page]), (x, y), apart[None])
    return standardise_strips(pixels, places, strips), strips


def _page(boxes: list[list[float]]) -> Tensor:
    """Dark blocks on light paper."""
    page = torch.full((1, 1, 128, 160), 0.9)
    for x0, y0, x1, y1 in boxes:
        page[:, :, round(y0) : round(y1), round(x0) : round(x1)] = 0.2
    return page


def test_digits_lie_on_the_ribbon_where_their_spans_say() -> None:
    rows = [_row(3), _row(2, x=30, y=90)]
    boxes, first = torch.tensor(rows[0] + rows[1]), [0, 0, 0, 3, 3]
    ribbon, strips = _ribbon(_page(rows[0] + rows[1]), boxes, first)
    assert ribbon.shape == (1, 1, HEIGHT, int(strips.units.sum()) * UNIT)
    every = straighten(boxes, torch.tensor(first))
    start = starts_of(strips)[torch.tensor([0, 0, 0, 1, 1])]
    spans = spans_of(boxes, every, start)
    assert spans[0, 0] == 0
    assert spans[0, 1] == spans[3, 0] == strips.units[0] * UNIT / FRAME
    middle = ribbon[0, 0, HEIGHT // 2]
    for _, _, begin, end in (spans * FRAME).round().int().tolist():
        assert middle[begin + 1 : end - 1].min() > 0.5
        assert middle[begin - 2 : begin].max() < 0.5
        assert middle[end + 1 : end + 2].max() < 0.5


def test_digits_are_as_high_on_the_ribbon_whatever_their_size() -> None:
    for size in (10, 20, 50):
        box = [60.0, 40, 60 + size / 2, 40 + size]
        ribbon, _ = _ribbon(_page([box]), torch.tensor([box]), [0])
        column = ribbon[0, 0, :, ribbon.shape[3] // 2]
        assert abs(int((column > 0.5).sum()) - TALL) <= 1


def test_a_rising_string_is_straightened() -> None:
    boxes = _row(7, y=80, slope=-0.3)
    ribbon, strips = _ribbon(_page(boxes), torch.tensor(boxes), [0] * 7)
    assert abs(float(strips.along[0, 1] / strips.along[0, 0]) + 0.3) < 0.05
    ink = (ribbon[0, 0] > 0.5).float()
    rows = (ink * torch.arange(HEIGHT)[:, None]).sum(0) / ink.sum(0)
    rows = rows[ink.sum(0) > 10]
    assert (rows - (HEIGHT - 1) / 2).abs().mean() < 1.5


def test_strips_are_alike_in_any_light_and_polarity_and_nothing_lies_between_them() -> None:
    boxes = _row(3)
    page = _page(boxes)
    bright, strips = _ribbon(page, torch.tensor(boxes), [0, 0, 0])
    dark, _ = _ribbon(0.3 + 0.4 * (1 - page), torch.tensor(boxes), [0, 0, 0])
    assert torch.allclose(bright, dark, atol=0.1)
    assert bright.max() > 1
    assert (bright[..., :2] == 0).all()
    assert (bright[..., -2:] == 0).all()
    assert int(strips.units.sum()) * UNIT == bright.shape[3]


def test_a_string_of_any_length_has_room() -> None:
    boxes = torch.tensor(_row(100))
    strips = straighten(boxes, torch.zeros(100, dtype=torch.int64))
    assert strips.units.max() <= 96
    assert lay(Strips(*(part[:1] for part in strips))).shown.sum() > 700


def test_the_network_answers_one_frame_for_two_columns() -> None:
    frames = StringReader().eval()(torch.zeros(2, 1, HEIGHT, 64))
    assert frames.shape == (2, 32, 15)
    assert torch.allclose(frames.exp().sum(2), torch.ones(2, 32), atol=1e-5)


def test_what_stands_far_away_changes_nothing() -> None:
    torch.manual_seed(0)
    model, ribbon = StringReader().eval(), torch.zeros(1, 1, HEIGHT, 256)
    other = ribbon.clone()
    other[..., 100:120] = 3
    with torch.no_grad():
        apart = (model(ribbon) - model(other)).abs().amax(2)[0]
    assert apart[:36].max() == 0
    assert apart[76:].max() == 0
    assert apart[50:60].max() > 0


def _digits() -> DigitSet:
    images = np.zeros((20, 28, 28), np.uint8)
    images[:, 4:24, 12:16] = 255
    images[10:, 4:24, 8:20] = 200
    return DigitSet("toy", images, np.tile(np.arange(10), 2), np.repeat([3, 7], 10))


@pytest.fixture(scope="module")
def library() -> Library:
    fonts = [str(path) for path in sorted(Path("/usr/share/fonts").rglob("*.ttf"))[:2]]
    if not fonts:
        pytest.skip("no TrueType font on this machine")
    return Library((_digits(),), tuple(fonts), tuple(fonts))


def _sample(*rows: list[float]) -> Sample:
    """A page of 100 px with these digits: label, box, and the next one's middle or nothing."""
    digits = [[row[0], 0, *row[1:5], *(row[5:] or (0, 0)), len(row) > 5] for row in rows]
    return _with_signs(np.array(digits, np.float32))


def _with_signs(digits: np.ndarray, *signs: list[float]) -> Sample:
    """These rows of digits on a page of 100 px, and of signs: label, box, digits on both sides."""
    rows = np.array(signs, np.float32).reshape(-1, 7)
    return Sample(np.zeros((100, 100), np.uint8), digits, np.zeros((0, 4), np.float32), rows)


def test_strings_follow_the_links_of_the_truth() -> None:
    sample = _sample(
        [4, 30, 10, 40, 30],
        [7, 10, 10, 20, 30, 35, 20],
        [9, 70, 60, 80, 80],
    )
    assert recipe.strings_of(sample) == [[1, 0], [2]]


def test_rows_hold_strings_of_the_asked_length_and_kind(library: Library) -> None:
    rng = np.random.default_rng(0)

    def rows(canvas, rng, library, shade):  # type: ignore[no-untyped-def]
        fill_rows(canvas, rng, library, shade, Rows((("real", 1.0),), (3,), noted=0.0))

    lengths = [
        len(string)
        for _ in range(4)
        for string in recipe.strings_of(make_sample(rng, library, 192, ((rows, 1.0),)))
    ]
    assert max(lengths) == 3
    assert lengths.count(3) > len(lengths) / 2


def test_strips_of_a_page_are_cut_again_from_the_same_seed(library: Library) -> None:
    sample = make_sample(np.random.default_rng(3), library, 160, ((fill_rows, 1.0),))
    first, second = (
        recipe.cut_strips(np.random.default_rng(5), sample, sample.pixels) for _ in range(2)
    )
    assert first is not None
    assert second is not None
    assert torch.equal(first.pixels, second.pixels)
    assert first.labels == second.labels
    assert len(first.starts) == len(first.lengths) == len(first.labels)
    assert int((first.starts + first.lengths).max()) * FRAME == first.pixels.shape[3]


def test_what_a_strip_holds_no_digit_of_is_read_as_nothing(library: Library) -> None:
    sample = _sample([4, 40, 40, 60, 70])
    for seed in range(30):
        for box in recipe.stray_boxes(np.random.default_rng(seed), sample):
            assert box[2] <= 40 or box[0] >= 60 or box[3] <= 40 or box[1] >= 70


def test_the_best_path_is_read_without_blanks_and_repetitions() -> None:
    path = [BLANK, 3, 3, BLANK, 3, 7, 7, BLANK]
    frames = torch.full((8, 1, 15), -9.0)
    frames[torch.arange(8), 0, torch.tensor(path)] = 0
    assert recipe.decode(frames, torch.tensor([8])) == [(3, 3, 7)]
    assert recipe.decode(frames, torch.tensor([3])) == [(3,)]
    assert recipe.decode(frames, torch.tensor([1])) == [()]


def test_a_few_steps_teach_a_few_strips() -> None:
    torch.manual_seed(0)
    pixels = torch.zeros(1, 1, HEIGHT, 256)
    for column, shade in ((20, 2.0), (60, -2.0), (150, -2.0), (190, 2.0)):
        pixels[..., 8:24, column : column + 10] = shade
    batch = (
        pixels,
        torch.tensor([0, 64]),
        torch.tensor([64, 64]),
        torch.tensor([1, 2, 2, 1]),
        torch.tensor([2, 2]),
    )
    model = StringReader()
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    losses = []
    for _ in range(80):
        loss, parts = recipe.reading_loss(model, batch)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        losses.append(parts["ctc"])
    assert losses[-1] < 0.2 * losses[0]


def test_ribbons_joined_keep_each_strip_its_place() -> None:
    ribbons = [
        recipe.Ribbon(
            torch.full((1, 1, HEIGHT, 16), float(i)), torch.tensor([0]), torch.tensor([8]), ((i,),)
        )
        for i in range(3)
    ]
    joined = recipe.join(ribbons)
    assert joined.starts.tolist() == [0, 8, 16]
    assert [float(joined.pixels[0, 0, 0, s * FRAME]) for s in joined.starts.tolist()] == [0, 1, 2]
    pixels, starts, _, targets, counts = recipe.to_batch(joined)
    assert pixels.shape[3] == 256
    assert (targets.tolist(), counts.tolist(), len(starts)) == ([0, 1, 2], [1, 1, 1], 3)


def test_a_strip_is_labelled_with_the_signs_that_it_shows() -> None:
    digits = _sample([4, 10, 10, 20, 30, 35, 20], [7, 30, 10, 40, 30, 75, 20], [9, 70, 10, 80, 30])
    sample = _with_signs(
        digits.digits,
        [0, 22, 26, 25, 30, 0, 1],
        [3, 50, 8, 60, 32, 1, 2],
        [2, 82, 19, 85, 21, 2, -1],
        [1, 95, 26, 98, 33, 2, -1],
        [4, 0, 8, 8, 32, -1, 0],
    )
    assert recipe.label_of(sample, [0, 1, 2]) == (4, 10, 7, 13, 9, 12)
    # Where the rest of a string is not shown, a sign far from the last digit is not, either.
    assert recipe.label_of(sample, [0, 1]) == (4, 10, 7)
    assert recipe.label_of(sample, [1]) == (7,)
