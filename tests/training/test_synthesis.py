"""Synthesis: pure functions of a generator, with truth that fits what is drawn."""

from __future__ import annotations

import gzip
import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkread.models import SIGNS
from inkread.training.data.digits import DigitSet, split_writers
from inkread.training.data.ink import load_paths
from inkread.training.synthesis.canvas import Canvas
from inkread.training.synthesis.glyphs import Glyph, Hand, Library
from inkread.training.synthesis.objects import draw_solid
from inkread.training.synthesis.rows import write_string
from inkread.training.synthesis.sample import Sample, make_sample
from inkread.training.synthesis.signs import SHAPES as SIGN_SHAPES
from inkread.training.synthesis.signs import draw_sign, make_number
from inkread.training.synthesis.stream import relight, replay
from inkread.training.synthesis.strokes import SHAPES, draw_digit
from inkread.training.synthesis.targets import SILENT, WEIGHT, WORD, make_target
from inkread.training.synthesis.writing import Line, blank, lengthen_bar, make_word, write_number


def _digits() -> DigitSet:
    """Twenty bars and rings by two writers, enough to write with."""
    images = np.zeros((20, 28, 28), np.uint8)
    images[:, 4:24, 12:16] = 255
    images[10:, 4:24, 8:20] = 200
    labels = np.tile(np.arange(10), 2)
    return DigitSet("toy", images, labels, np.repeat([3, 7], 10))


@pytest.fixture(scope="module")
def library() -> Library:
    """The toy digits, and the system's fonts as both print and script."""
    fonts = [str(path) for path in sorted(Path("/usr/share/fonts").rglob("*.ttf"))[:2]]
    if not fonts:
        pytest.skip("no TrueType font on this machine")
    return Library((_digits(),), tuple(fonts), tuple(fonts))


def _rows(columns: int) -> np.ndarray:
    return np.zeros((0, columns), np.float32)


def test_every_digit_has_a_shape_drawn_in_strokes() -> None:
    assert sorted(SHAPES) == list(range(10))
    for label in range(10):
        for form in range(len(SHAPES[label])):
            ink = np.asarray(draw_digit(np.random.default_rng(form), label, 24, form))
            assert ink.max() == 255
            assert 0.01 < (ink > 128).mean() < 0.7


def test_the_same_seed_draws_the_same_stroke_digit() -> None:
    first = draw_digit(np.random.default_rng(5), 8, 30, None)
    second = draw_digit(np.random.default_rng(5), 8, 30, None)
    assert first.tobytes() == second.tobytes()


def _pendigits(folder: Path) -> Path:
    """A ring for 0, an upright stroke for 3, a stroke for 4, and a 6 wider than high."""
    lines = [
        "50,100,0,75,0,25,25,0,75,0,100,25,100,75,60,100,1000000000",
        "50,100,50,86,50,72,50,58,50,44,50,30,50,16,50,0,0001000000",
        "50,100,50,86,50,72,50,58,50,44,50,30,50,16,50,0,0000100000",
        "0,20,14,20,28,20,42,20,56,20,72,20,86,0,100,0,0000001000",
    ]
    (folder / "pendigits").mkdir()
    packed = gzip.compress("\n".join(lines).encode())
    (folder / "pendigits" / "pendigits.tra.gz").write_bytes(packed)
    return folder


def test_paths_of_real_pens_are_upright_and_of_one_stroke(tmp_path: Path) -> None:
    paths = load_paths(_pendigits(tmp_path))
    assert sorted(paths) == [0, 2, 3, 6, 8, 9]
    assert [len(paths[label]) for label in (0, 3, 6)] == [1, 1, 0]
    assert paths[3][0, 0].tolist() == [0, 0]
    assert paths[3][0, -1].tolist() == [0, 1]


def test_half_of_the_drawn_hands_follow_real_pens(tmp_path: Path, library: Library) -> None:
    fonts = tuple(str(path) for path in sorted(Path("/usr/share/fonts").rglob("*.ttf"))[:1])
    paths = load_paths(_pendigits(tmp_path))
    with_paths = Library((_digits(),), fonts, fonts, paths)
    hand = replace(library.draw_hand(np.random.default_rng(2), "strokes"), slant=0.0)
    drawn = {
        odd: [
            chosen.digit(np.random.default_rng(4), replace(hand, writer=14 + odd), 3, 60).ink.size
            for chosen in (library, with_paths)
        ]
        for odd in (0, 1)
    }
    assert drawn[0][0] == drawn[0][1]
    assert drawn[1][1][0] < drawn[1][0][0] / 2


def test_a_hand_keeps_to_its_writer(library: Library) -> None:
    rng = np.random.default_rng(0)
    hand = library.draw_hand(rng, "real")
    seen = {library.real_digit(rng, hand, label).max() for label in range(10)}
    assert len(seen) == 1


def test_a_drawn_digit_is_about_as_high_as_asked(library: Library) -> None:
    rng = np.random.default_rng(1)
    for height in (12, 24, 60):
        for kind in ("real", "strokes"):
            glyph: Glyph = library.digit(rng, library.draw_hand(rng, kind), 4, height)
            assert 0.6 * height <= glyph.ink.height <= 1.5 * height


def test_writers_held_out_write_nothing_that_is_trained_on() -> None:
    training, held = split_writers(_digits(), 0.5, seed=0)
    assert len(training) + len(held) == 20
    assert not set(training.writers) & set(held.writers)


def test_the_target_peaks_at_each_digit_and_nowhere_else() -> None:
    row = np.array([7, 1, 40, 40, 60, 72, 70, 56, 1], np.float32)
    sample = Sample(np.zeros((128, 128), np.uint8), row[None], _rows(4), _rows(7))
    target = make_target(sample)
    assert target.shape == (33, 32, 32)
    assert np.argwhere(target[:10] == 1).tolist() == [[7, 14, 12]]
    assert target[12, 14, 12] == pytest.approx(np.log(20 / 16))
    assert target[17, 14, 12] == 1
    assert target[WEIGHT, 14, 12] == 1


def test_a_sign_has_a_peak_of_its_own_and_no_next_digit() -> None:
    comma = np.array([1, 62, 68, 66, 76, 0, -1], np.float32)
    sample = Sample(np.zeros((128, 128), np.uint8), _rows(9), _rows(4), comma[None])
    target = make_target(sample)
    assert np.argwhere(target[18:30] == 1).tolist() == [[1, 18, 16]]
    assert target[13, 18, 16] == pytest.approx(np.log(8 / 16))
    assert target[WEIGHT, 18, 16] == -1
    assert not target[:10].any()


def test_words_are_told_apart_from_the_digits_that_stand_on_them() -> None:
    words = np.zeros((128, 128), np.uint8)
    words[32:64, :96] = 1
    row = np.array([7, 0, 40, 40, 60, 72, 0, 0, 0], np.float32)
    target = make_target(Sample(words * 0, row[None], _rows(4), _rows(7), words))[WORD]
    assert target[8:16, :10].all()
    assert not target[10:18, 10:15].any()
    assert not target[16:].any()
    assert not target[:, 24:].any()


def test_words_on_a_page_turned_by_a_quarter_turn_with_it(library: Library) -> None:
    canvas = Canvas(Image.new("L", (100, 100), 255))
    hand = library.draw_hand(np.random.default_rng(0), "print")
    canvas.put(library.word("word", hand, 20), 10, 30, 0)
    for _ in range(4):
        canvas.turn(1)
        x0, y0, x1, y1 = Image.eval(canvas.paper, lambda v: 255 - v).getbbox() or (0, 0, 0, 0)
        assert canvas.words[0].min(0) == pytest.approx([x0, y0], abs=2)
        assert canvas.words[0].max(0) == pytest.approx([x1, y1], abs=2)


def test_a_canvas_with_digits_on_it_is_not_turned(library: Library) -> None:
    canvas = Canvas(Image.new("L", (100, 100), 255))
    rng = np.random.default_rng(0)
    canvas.put(library.digit(rng, library.draw_hand(rng, "print"), 7, 20), 10, 30, 0)
    with pytest.raises(ValueError, match="not turned"):
        canvas.turn(1)


def test_a_sample_is_drawn_again_from_its_seed(library: Library) -> None:
    first, second = (make_sample(np.random.default_rng(9), library, 128) for _ in range(2))
    assert (first.pixels == second.pixels).all()
    assert (first.digits == second.digits).all()


def test_digits_of_a_sample_lie_on_it_and_links_point_at_digits(library: Library) -> None:
    found = 0
    for seed in range(40):
        sample = make_sample(np.random.default_rng(seed), library, 128)
        assert sample.pixels.shape == (128, 128)
        boxes = sample.digits[:, 2:6]
        assert ((boxes >= 0) & (boxes <= 128)).all()
        assert (boxes[:, 2:] > boxes[:, :2]).all()
        assert np.isin(sample.digits[:, 0], np.arange(10)).all()
        centres = (boxes[:, :2] + boxes[:, 2:]) / 2
        for row in sample.digits[sample.digits[:, 8] == 1]:
            assert np.abs(centres - row[6:8]).max(1).min() < 40
        found += len(boxes)
    assert found > 40


def test_an_ignored_area_silences_the_loss_there_only() -> None:
    ignored = np.array([[16, 16, 32, 32]], np.float32)
    sample = Sample(np.zeros((128, 128), np.uint8), _rows(9), ignored, _rows(7))
    silent = make_target(sample)[SILENT]
    assert silent[4:8, 4:8].all()
    assert silent.sum() == 16


def test_a_solid_is_filled_round_and_drawn_again_from_its_seed() -> None:
    for seed in range(20):
        picture, mask = draw_solid(np.random.default_rng(seed), 20.0)
        assert picture.size == mask.size
        covered = np.asarray(mask) > 127
        assert covered[covered.shape[0] // 2, covered.shape[1] // 2]
        assert not covered[0].any()
        assert not covered[:, -1].any()
        again, _ = draw_solid(np.random.default_rng(seed), 20.0)
        assert np.array_equal(np.asarray(picture), np.asarray(again))


def test_relighting_keeps_shape_and_type() -> None:
    pixels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    out = relight(pixels, np.random.default_rng(0))
    assert out.shape == pixels.shape
    assert out.dtype == np.uint8


def test_replay_shows_each_draw_a_few_times() -> None:
    count = iter(range(10**6))
    stream = replay(lambda: next(count), np.random.default_rng(0), size=50, reuse=3.0)
    shown = [next(stream) for _ in range(3000)]
    assert 800 < len(set(shown)) < 1400


def test_words_hold_no_digit() -> None:
    rng = np.random.default_rng(0)
    assert not any(letter.isdigit() for _ in range(200) for letter in make_word(rng))


def test_every_sign_is_drawn_by_pen_and_stands_where_it_belongs(library: Library) -> None:
    rng = np.random.default_rng(0)
    assert list(SIGN_SHAPES) == list(SIGNS)
    hand = library.draw_hand(rng, "strokes")
    for sign in SIGNS:
        drawn = draw_sign(rng, sign, hand, 40)
        assert np.asarray(drawn.ink).max() > 100
        middle = drawn.top + drawn.ink.height / 2
        if sign in ".,":
            assert middle > 30
        if sign in "-=":
            assert 10 < middle < 30
        if sign in "/$€£¥₹#":
            assert drawn.ink.height > 24


def test_a_font_without_a_sign_is_helped_out_with_a_pen(library: Library) -> None:
    rng = np.random.default_rng(0)
    hand = library.draw_hand(rng, "print")
    assert draw_sign(rng, "₹", hand, 30).ink.height > 15


def test_numbers_as_people_write_them_hold_digits_signs_and_spaces_only() -> None:
    rng = np.random.default_rng(0)
    texts = [make_number(rng) for _ in range(500)]
    assert set("".join(texts)) <= set("0123456789 " + SIGNS)
    assert all(any(c.isdecimal() for c in text) for text in texts)
    assert set(SIGNS) <= set("".join(texts))


def test_a_one_is_never_written_on_the_stroke_before_it(library: Library) -> None:
    narrow = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        canvas = blank(rng, 400, 255)
        hand = library.draw_hand(rng, "strokes")
        write_number(canvas, rng, library, hand, Line(5, 60, 40, 0.0, 0), 8)
        for before, mark in itertools.pairwise(canvas.marks):
            if np.ptp(mark.hull[:, 0]) <= 10:
                narrow += 1
                assert mark.hull[:, 0].min() >= before.hull[:, 0].max() - 1
    assert narrow > 10


def test_a_digit_that_is_no_one_is_never_squeezed_to_a_stroke() -> None:
    slim = np.zeros((10, 28, 28), np.uint8)
    slim[:, 4:24, 12:15] = 255
    library = Library((DigitSet("slim", slim, np.arange(10), np.full(10, 3)),), (), ())
    rng = np.random.default_rng(0)
    wide = {
        label: [
            library.digit(
                rng, Hand("real", 3, "", weight=0.5, slant=0.0, aspect=0.8), label, 40
            ).ink.width
            for _ in range(20)
        ]
        for label in (1, 8)
    }
    assert max(wide[1]) < min(wide[8])
    assert min(wide[8]) >= 0.25 * 40


def test_the_bar_of_a_seven_may_reach_into_the_next_digit(library: Library) -> None:
    rng = np.random.default_rng(0)
    hand = library.draw_hand(rng, "strokes")
    glyph = library.digit(rng, hand, 7, 30)
    reached = 0
    for _ in range(200):
        canvas = blank(rng, 120, 250)
        before = canvas.paper.tobytes()
        lengthen_bar(canvas, rng, glyph, (40, 40), Line(40, 55, 30, 0.0, 10))
        reached += canvas.paper.tobytes() != before
    assert 40 < reached < 110
    other = library.digit(rng, hand, 1, 30)
    lengthen_bar(canvas, rng, other, (40, 40), Line(40, 55, 30, 0.0, 10))


def test_signs_know_the_digits_on_both_sides(library: Library) -> None:
    rng = np.random.default_rng(0)
    canvas = blank(rng, 300, 250)
    hand = library.draw_hand(rng, "strokes")
    write_string(canvas, rng, library, hand, Line(20, 60, 24, 0.0, 10), "-12.3€")
    assert [(SIGNS[s.label], s.before, s.after) for s in canvas.signs] == [
        ("-", -1, 0),
        (".", 1, 2),
        ("€", 2, -1),
    ]
    assert [mark.follower for mark in canvas.marks] == [1, 2, -1]
