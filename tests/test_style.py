"""The style of numbers that are drawn with a known pen: width, slant and colour come back."""

from __future__ import annotations

import dataclasses
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strokes import DARK, WHITE, Colour, drawn, leaning, noisy, number, printed, ring

from inkread import Box, Style
from inkread.style import contrast_of, distances, lab_of, measure_style, otsu_threshold


def rgb(colour: str | None) -> Colour:
    assert colour is not None
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@pytest.mark.parametrize("slant", [0, 12, 35])
@pytest.mark.parametrize(
    ("height", "width"), [(20, 2.5), (28, 3), (60, 4), (60, 7.5), (200, 9), (700, 40)]
)
def test_the_width_of_a_stroke_is_measured_to_a_tenth(
    height: float, width: float, slant: float
) -> None:
    pixels, box = leaning(height, slant, width)
    style = measure_style(pixels, number(box))
    assert style.stroke_px == pytest.approx(width, rel=0.1)
    assert style.stroke_share == pytest.approx(width / box.height, rel=0.1)


@pytest.mark.parametrize(("radius", "width"), [(10, 3), (30, 4), (30, 12)])
def test_the_width_of_a_curved_stroke_is_measured_to_a_tenth(radius: float, width: float) -> None:
    pixels, box = ring(radius, width)
    assert measure_style(pixels, number(box)).stroke_px == pytest.approx(width, rel=0.1)


@pytest.mark.parametrize("spread", [4, 10, 20])
def test_noise_hardly_moves_stroke_and_slant(spread: float) -> None:
    pixels, box = leaning(60, 12, 5)
    style = measure_style(noisy(pixels, spread), number(box))
    assert style.stroke_px == pytest.approx(5, rel=0.1)
    assert style.slant_degrees == pytest.approx(12, abs=2)


@pytest.mark.parametrize("height", [16, 40, 160])
@pytest.mark.parametrize("slant", [-40, -13, 0, 7, 25, 40])
def test_the_slant_of_a_stroke_is_measured_to_two_degrees(height: float, slant: float) -> None:
    pixels, box = leaning(height, slant, height / 12)
    assert measure_style(pixels, number(box)).slant_degrees == pytest.approx(slant, abs=2)


@pytest.mark.parametrize("height", [24, 70])
@pytest.mark.parametrize("slant", [-25, -10, 0, 8, 20, 33])
def test_the_slant_of_a_number_is_that_of_all_its_digits(height: int, slant: float) -> None:
    pixels, boxes = printed("4726918305", height, slant)
    style = measure_style(pixels, number(*boxes, text="4726918305"))
    assert style.slant_degrees == pytest.approx(slant, abs=2)


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        (DARK, WHITE),
        (WHITE, DARK),
        ((170, 30, 40), (232, 230, 210)),
        ((250, 220, 90), (30, 80, 50)),
    ],
)
def test_ink_and_paper_have_their_colours_whichever_is_darker(ink: Colour, paper: Colour) -> None:
    pixels, box = leaning(40, 10, 4, ink=ink, paper=paper)
    style = measure_style(pixels, number(box))
    assert rgb(style.ink) == pytest.approx(ink, abs=2)
    assert rgb(style.paper) == pytest.approx(paper, abs=1)
    assert style.stroke_px == pytest.approx(4, rel=0.1)
    assert style.contrast == pytest.approx(
        contrast_of(np.array(ink, float), np.array(paper, float)), rel=0.03
    )
    noise = measure_style(noisy(pixels, 8), number(box))
    assert rgb(noise.ink) == pytest.approx(ink, abs=8)


@pytest.mark.parametrize("width", [2.5, 3, 8])
def test_the_soft_edge_of_a_stroke_is_not_its_colour(width: float) -> None:
    pixels, box = leaning(40, 22, width)
    assert rgb(measure_style(pixels, number(box)).ink) == pytest.approx(DARK, abs=4)


def test_colours_are_lightness_and_hue_as_published() -> None:
    assert lab_of(np.array((255.0, 255, 255))) == pytest.approx((100, 0, 0), abs=0.01)
    assert lab_of(np.zeros(3)) == pytest.approx((0, 0, 0), abs=0.01)
    assert lab_of(np.array((255.0, 0, 0))) == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    assert lab_of(np.array((0.0, 0, 255))) == pytest.approx((32.30, 79.19, -107.86), abs=0.05)


def test_zero_has_no_sign() -> None:
    for shade in range(0, 200, 9):
        pixels, box = leaning(20, 0, 4, ink=(shade, shade, shade), paper=(255, 255, 255))
        overlapping = Box(box.x1 - 0.001, box.y0, box.x1 + 9, box.y1)
        style = measure_style(pixels, number(box, overlapping))
        assert not re.search(r"-0\.0\b", str(style))


def test_contrast_is_the_published_ratio() -> None:
    white, black, grey = np.full(3, 255.0), np.zeros(3), np.full(3, 0x76 * 1.0)
    assert contrast_of(black, white) == pytest.approx(21)
    assert contrast_of(white, grey) == contrast_of(grey, white) == pytest.approx(4.54, abs=0.01)
    assert contrast_of(grey, grey) == 1


def test_size_aspect_and_spacing_are_those_of_the_boxes() -> None:
    boxes = [Box(0, 0, 10, 20), Box(14, 0, 24, 22), Box(30, 0, 40, 20)]
    style = measure_style(np.zeros((30, 50, 3), np.uint8), number(*boxes))
    assert (style.size_px, style.aspect, style.spacing) == (20, 0.5, 0.25)
    assert measure_style(np.zeros((30, 50, 3), np.uint8), number(boxes[0])).spacing is None
    touching = measure_style(np.zeros((30, 50, 3), np.uint8), number(boxes[0], Box(9, 0, 19, 20)))
    assert touching.spacing == -0.05


@pytest.mark.parametrize("is_level", [True, False])
def test_a_printed_line_through_the_box_is_not_ink(is_level: bool) -> None:
    pixels, box = ring(30, 3)
    lined = pixels.copy()
    if is_level:
        lined[round(box.y1) - 3 : round(box.y1) + 5, :] = DARK
    else:
        lined[:, round(box.x0) - 4 : round(box.x0) + 4] = DARK
    assert measure_style(lined, number(box)).stroke_px == pytest.approx(3, rel=0.1)


def test_a_faint_shade_or_a_speck_is_not_ink() -> None:
    paper = np.full((60, 60, 3), 200, np.uint8)
    shade, speck = paper.copy(), paper.copy()
    shade[20:40, 25:30] = 192
    speck[30:32, 25:27] = 0
    for pixels in (shade, speck):
        assert measure_style(pixels, number(Box(20, 15, 35, 45))).ink is None


def test_what_stands_beside_the_box_is_not_ink_of_the_digit() -> None:
    pixels, box = leaning(60, 0, 4, ink=(150, 150, 160))
    alone = measure_style(pixels, number(box))
    crowded = pixels.copy()
    crowded[50:90, round(box.x1) + 5 :] = (200, 0, 0)
    style = measure_style(crowded, number(box))
    assert (style.ink, style.slant_degrees) == (alone.ink, alone.slant_degrees)
    assert style.stroke_px == pytest.approx(alone.stroke_px, rel=0.05)


def test_a_digit_that_fills_its_picture_is_measured_all_the_same() -> None:
    pixels, box = leaning(60, 20, 5)
    x0, y0, x1, y1 = math.floor(box.x0), math.floor(box.y0), math.ceil(box.x1), math.ceil(box.y1)
    style = measure_style(pixels[y0:y1, x0:x1], number(Box(0, 0, x1 - x0, y1 - y0)))
    assert style.slant_degrees == pytest.approx(20, abs=2)
    assert style.stroke_px == pytest.approx(5, rel=0.1)


@pytest.mark.parametrize("spread", [0, 3, 12])
def test_a_blank_box_has_a_size_and_no_ink(spread: float) -> None:
    paper = noisy(np.full((80, 80, 3), 180, np.uint8), spread)
    style = measure_style(paper, number(Box(20, 20, 40, 60)))
    assert style == Style(size_px=40, aspect=0.5)


@pytest.mark.parametrize(
    "box",
    [
        *(Box(20, 20, 21, 23), Box(0, 0, 0.01, 0.01), Box(200, 300, 220, 330)),
        *(Box(60, -50, 70, -20), Box(60, -11, 66, -1), Box(101, 5, 106, 25)),
    ],
)
def test_a_box_of_a_few_pixels_or_outside_the_picture_has_no_ink(box: Box) -> None:
    pixels, _ = leaning(40, 0, 4)
    assert measure_style(pixels, number(box)).ink is None


def test_blank_boxes_do_not_change_the_ink_of_the_others() -> None:
    pixels, box = leaning(40, 15, 4)
    alone = measure_style(pixels, number(box))
    blank = Box(2, 2, 12, 2 + box.height)
    style = measure_style(pixels, number(blank, box))
    assert (style.ink, style.stroke_px) == (alone.ink, alone.stroke_px)
    assert style.slant_degrees == alone.slant_degrees


def test_the_slant_is_not_told_where_every_slant_looks_the_same() -> None:
    pixels, box = ring(20, 4)
    round_zero = measure_style(pixels, number(box, text="0"))
    assert round_zero.slant_degrees is None
    assert round_zero.ink is not None
    level, around = drawn([[(20, 30), (60, 30)]], 4, (80, 60))
    assert measure_style(level, number(around)).slant_degrees is None


@pytest.mark.parametrize("slant", [-60, 50, 70])
def test_a_slant_beyond_those_that_are_tried_is_not_told(slant: float) -> None:
    pixels, box = leaning(40, slant, 4)
    assert measure_style(pixels, number(box)).slant_degrees is None


def test_digits_that_slant_by_their_shape_tell_no_slant() -> None:
    pixels, boxes = printed("27", 50, 12)
    assert measure_style(pixels, number(*boxes, text="27")).slant_degrees is None


def test_the_slant_of_a_digit_of_a_few_pixels_is_not_told() -> None:
    pixels, box = leaning(5, 20, 1.5)
    assert measure_style(pixels, number(box)).slant_degrees is None


@given(st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=1, max_size=9))
def test_distances_are_those_to_the_nearest_paper(rows: list[list[bool]]) -> None:
    is_ink = np.array(rows)
    paper = np.argwhere(~np.pad(is_ink, 1)) - 1
    found = distances(is_ink)
    for y, x in np.ndindex(is_ink.shape):
        nearest = np.sqrt(((paper - (y, x)) ** 2).sum(axis=1)).min()
        assert found[y, x] == pytest.approx(nearest)


def test_otsus_threshold_lies_between_two_heaps() -> None:
    heaps = np.concatenate([np.linspace(0, 20, 300), np.linspace(90, 120, 40)])
    assert 20 < otsu_threshold(heaps) <= 90
    assert otsu_threshold(np.full(9, 3.0)) == 3


places = st.floats(-60, 160)
lengths = st.floats(0.01, 200)
boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), places, places, lengths, lengths)


@settings(max_examples=60)
@given(
    st.integers(1, 90),
    st.integers(1, 90),
    st.sampled_from([0.0, 2.0, 40.0, 255.0]),
    st.lists(boxes, min_size=1, max_size=3),
)
def test_any_picture_and_any_boxes_give_finite_values(
    h: int, w: int, spread: float, found: list[Box]
) -> None:
    pixels = noisy(np.full((h, w, 3), 128, np.uint8), spread)
    style = measure_style(pixels, number(*found, text="104"))
    for value in dataclasses.astuple(style):
        for part in value if isinstance(value, tuple) else (value,):
            assert part is None or isinstance(part, str) or math.isfinite(part)
    assert Style.from_dict(style.to_dict()) == style
