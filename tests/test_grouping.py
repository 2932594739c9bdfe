"""Digits become numbers, and numbers lines, wherever they stand and however they lean."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.grouping import group_digits, is_alone
from inkread.layout import Link
from inkread.page import Box, Digit, Number

HEIGHT = 40.0


def digit(text: str, x: float, y: float, *, height: float = HEIGHT, width: float = 24.0) -> Digit:
    """A digit whose middle is at (x, y)."""
    box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    alternatives = ((text, 0.99), *((other, 0.0) for other in "0123456789" if other != text))
    return Digit(text, box, 0.99, "hand", alternatives)


def fade(of: Digit, chance: float) -> Digit:
    """The digit, there with `chance`."""
    alternatives = tuple((text, value * chance) for text, value in of.alternatives)
    return replace(of, confidence=alternatives[0][1], alternatives=alternatives)


def write(
    text: str, x: float, y: float, *, pitch: float = 30.0, degrees: float = 0.0, seed: int = 0
) -> list[Digit]:
    """A string with its first digit at (x, y), rising or falling, never quite regular.

    A blank leaves one pitch free; two are clearly a gap between numbers.
    """
    hand = random.Random(seed)
    found = []
    for place, character in enumerate(text):
        along = place * pitch + hand.uniform(-2, 2)
        across = hand.uniform(-2, 2)
        angle = math.radians(degrees)
        centre_x = x + along * math.cos(angle) - across * math.sin(angle)
        centre_y = y + along * math.sin(angle) + across * math.cos(angle)
        if character != " ":
            found.append(digit(character, centre_x, centre_y, width=hand.uniform(14, 26)))
    return found


def texts(digits: Sequence[Digit], page_height: float | None = None) -> list[str]:
    return [number.text for number in group_digits(digits, page_height=page_height)]


def lines(numbers: Sequence[Number]) -> list[list[str]]:
    last = max((number.line for number in numbers), default=0)
    return [[n.text for n in numbers if n.line == line] for line in range(1, last + 1)]


def moved(
    digits: Sequence[Digit], scale_x: float, scale_y: float, x: float, y: float
) -> list[Digit]:
    """The same layout, scaled (negative: mirrored) and then shifted."""
    found = []
    for one in digits:
        xs = sorted((one.box.x0 * scale_x + x, one.box.x1 * scale_x + x))
        ys = sorted((one.box.y0 * scale_y + y, one.box.y1 * scale_y + y))
        box = Box(xs[0], ys[0], xs[1], ys[1])
        found.append(Digit(one.text, box, one.confidence, one.kind, one.alternatives))
    return found


def test_no_digits_make_no_numbers() -> None:
    assert group_digits([]) == ()


def test_one_digit_is_a_number_of_one_digit() -> None:
    (number,) = group_digits([digit("7", 50, 50)])
    assert (number.text, number.line, number.box) == ("7", 1, Box(38, 30, 62, 70))


def test_neighbours_make_one_number() -> None:
    assert texts(write("67021", 100, 100)) == ["67021"]


def test_touching_and_overlapping_digits_make_one_number() -> None:
    assert texts(write("4711", 100, 100, pitch=15)) == ["4711"]


def test_a_narrow_one_does_not_break_a_number() -> None:
    parts = [digit(c, 100 + 30 * i, 100, width=6) for i, c in enumerate("1111")]
    assert texts(parts) == ["1111"]


def test_a_wide_gap_makes_two_numbers_on_one_line() -> None:
    numbers = group_digits(write("123", 100, 100) + write("45", 400, 102))
    assert lines(numbers) == [["123", "45"]]


def test_confidence_is_the_product_and_decides_what_is_accepted() -> None:
    sure, unsure = write("12", 100, 100), [digit("3", 400, 100)]
    first, second = group_digits(sure + unsure, accept=0.985)
    assert first.confidence == pytest.approx(0.9801)
    assert (first.accepted, second.accepted) == (False, True)


@pytest.mark.parametrize("degrees", [-20, -15, -8, 8, 15, 20])
def test_a_slanted_string_keeps_its_order(degrees: float) -> None:
    assert texts(write("90817263", 100, 300, degrees=degrees)) == ["90817263"]


@pytest.mark.parametrize("degrees", [-20, -10, 10, 20])
def test_slanted_lines_stay_apart_and_in_order(degrees: float) -> None:
    rows = ["10203  44", "55  66778", "90817  26"]
    near = [
        one
        for row, text in enumerate(rows)
        for one in write(text, 200, 300 + 62 * row, degrees=degrees, seed=row)
    ]
    assert lines(group_digits(near, page_height=900)) == [row.split() for row in rows]
    angle = math.radians(degrees)
    x, y = 200 + 330 * math.cos(angle), 300 + 330 * math.sin(angle)
    far = [
        one
        for row in range(3)
        for one in write("10203", 200, 300 + 62 * row, degrees=degrees, seed=row)
        + write("45", x, y + 62 * row, degrees=degrees, seed=row + 9)
    ]
    assert lines(group_digits(far)) == [["10203", "45"]] * 3


@pytest.mark.parametrize("spacing", [42, 50, 70])
def test_lines_on_top_of_each_other_never_merge(spacing: float) -> None:
    page = [one for row in range(5) for one in write("38472", 100, 100 + spacing * row, seed=row)]
    assert lines(group_digits(page)) == [["38472"]] * 5


def test_single_digits_on_top_of_each_other_stay_apart() -> None:
    column = [digit(str(row), 100 + (row % 2) * 6, 100 + 44 * row) for row in range(6)]
    assert texts(column) == list("012345")


def test_a_table_gives_its_rows_with_a_number_for_each_column() -> None:
    rows = [["12", "345", "6"], ["789", "01", "234"], ["5", "67", "8901"]]
    page = [
        one
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        for one in write(text, 100 + 220 * c, 100 + 80 * r, seed=10 * r + c)
    ]
    assert lines(group_digits(page)) == rows


@pytest.mark.parametrize("pitch", [62, 70, 90, 110])
@pytest.mark.parametrize("degrees", [-9, 0, 9])
def test_a_grid_of_single_digits_gives_one_number_for_each_cell(
    pitch: float, degrees: float
) -> None:
    hand, angle = random.Random(3), math.radians(degrees)
    grid = []
    for row in range(9):
        for column in range(9):
            x, y = pitch * column + hand.uniform(-5, 5), pitch * row + hand.uniform(-5, 5)
            grid.append(
                digit(
                    str((row * 3 + column) % 10),
                    400 + x * math.cos(angle) - y * math.sin(angle),
                    400 + x * math.sin(angle) + y * math.cos(angle),
                    width=hand.uniform(10, 26),
                    height=hand.uniform(36, 42),
                )
            )
    numbers = group_digits(grid, page_height=1000)
    assert [len(line) for line in lines(numbers)] == [9] * 9
    assert {len(number.text) for number in numbers} == {1}


def test_a_sparse_grid_gives_single_digits_too() -> None:
    hand = random.Random(5)
    cells = hand.sample([(r, c) for r in range(9) for c in range(9)], 30)
    grid = [digit(str(c), 100 + 72 * c, 100 + 72 * r) for r, c in cells]
    assert {len(text) for text in texts(grid)} == {1}


def test_a_cut_out_number_may_be_faint_where_a_part_of_a_page_may_not() -> None:
    written = [
        fade(one, chance)
        for one, chance in zip(write("1806", 60, 40), (0.4, 0.9, 0.5, 0.8), strict=True)
    ]
    for page_height, expected in ((80, ["1806"]), (400, []), (None, [])):
        numbers = group_digits(written, is_sure=[False] * 4, page_height=page_height)
        assert [number.text for number in numbers] == expected
    fainter = [fade(one, 0.6) for one in write("1806", 60, 40)]
    assert group_digits(fainter, is_sure=[False] * 4, page_height=80) == ()


@pytest.mark.parametrize("degrees", [-6, 0, 6])
def test_a_faint_digit_is_believed_in_a_cell_of_a_grid_and_nowhere_else(degrees: float) -> None:
    angle = math.radians(degrees)

    def at(column: float, row: float, text: str) -> Digit:
        x, y = 72 * column, 72 * row
        across = x * math.cos(angle) - y * math.sin(angle)
        return digit(text, 300 + across, 300 + x * math.sin(angle) + y * math.cos(angle))

    cells = [(c, r) for c in range(6) for r in range(6)]
    sure = [at(c, r, "4") for c, r in cells if (c, r) not in {(2, 3), (5, 5)}]
    faint = [
        fade(each, 0.5)
        for each in (at(2, 3, "7"), at(5, 5, "8"), at(2.5, 2.5, "1"), at(9, 9, "2"), at(0, 8, "3"))
    ]
    is_sure = [True] * len(sure) + [False] * len(faint)
    numbers = group_digits(sure + faint, is_sure=is_sure, page_height=1000)
    assert Counter(n.text for n in numbers) == {"4": 34, "7": 1, "8": 1}
    some = sure[:5] + faint
    numbers = group_digits(some, is_sure=[True] * 5 + [False] * 5, page_height=1000)
    assert {n.text for n in numbers} == {"4"}


@pytest.mark.parametrize("pitch", [44, 56, 68, 74, 82, 90])
@pytest.mark.parametrize("seed", range(4))
def test_a_comb_is_one_number(pitch: float, seed: int) -> None:
    # Digits 40 px high in boxes, never quite in their middle, in a form with other lines.
    hand = random.Random(seed)
    form = write("2024", 100, 500)
    for y in (100, 260):
        form += [
            digit(c, 100 + pitch * i + hand.uniform(-4, 4), y + hand.uniform(-5, 5))
            for i, c in enumerate("801234")
        ]
    assert lines(group_digits(form, page_height=700)) == [["801234"], ["801234"], ["2024"]]


def test_the_models_doubt_does_not_part_a_comb() -> None:
    form = [digit(c, 100 + 70 * i, 100) for i, c in enumerate("801234")] + write("55", 100, 400)
    apart = [Link(0, 0, 0.0)] * 6 + [Link(30, 0, 1.0), Link(0, 0, 0.0)]
    assert [n.text for n in group_digits(form, apart, page_height=700)] == ["801234", "55"]


def test_a_comb_beside_other_numbers_keeps_its_ends() -> None:
    row = write("12", 20, 100) + [digit(c, 200 + 68 * i, 100) for i, c in enumerate("80123")]
    row += write("47", 640, 100)
    page = row + write("55", 100, 400)
    assert lines(group_digits(page, page_height=700)) == [["12", "80123", "47"], ["55"]]


def test_digits_far_apart_are_single_numbers_however_even_their_spaces() -> None:
    wide = [digit(c, 100 + 105 * i, 100) for i, c in enumerate("801234")]
    assert texts(wide, page_height=700) == list("801234")


def test_a_loose_string_in_a_picture_of_its_own_is_one_number() -> None:
    loose = write("3", 100, 60) + write("9761792", 168, 60)
    assert texts(loose, page_height=120) == ["39761792"]


def test_the_same_loose_string_on_a_page_is_two_numbers() -> None:
    loose = write("3", 100, 60) + write("9761792", 168, 60)
    assert texts(loose, page_height=2000) == ["3", "9761792"]


def test_a_number_is_alone_where_it_fills_a_picture_without_others() -> None:
    one, two = group_digits(write("12", 100, 60)), group_digits(write("12   34", 100, 60))
    assert (len(one), len(two)) == (1, 2)
    assert [is_alone(one, page_height) for page_height in (60, 120, 200)] == [True, True, False]
    assert not is_alone(two, 120)
    assert not is_alone((), 120)


def test_a_faint_digit_is_believed_beside_a_sure_one_and_nowhere_else() -> None:
    faint_end, alone = write("123", 100, 100), write("4", 100, 400)
    sure = [True, True, False, False]
    numbers = group_digits(faint_end + alone, is_sure=sure, page_height=900)
    assert [n.text for n in numbers] == ["123"]
    assert group_digits(alone, is_sure=[False]) == ()
    assert [n.text for n in group_digits(alone, is_sure=[True])] == ["4"]


def test_a_word_that_is_faint_but_for_a_letter_is_no_number() -> None:
    word = write("6055", 100, 100)
    for chances, believed in (((0.96, 0.8, 0.7, 0.8), True), ((0.96, 0.4, 0.5, 0.5), False)):
        faded = [fade(each, chance) for each, chance in zip(word, chances, strict=True)]
        numbers = group_digits(faded, is_sure=[True, False, False, False], page_height=900)
        assert bool(numbers) == believed


def test_faint_clutter_does_not_change_how_the_rest_is_grouped() -> None:
    page = write("123", 100, 100) + write("456", 100, 300)
    clutter = [digit("1", 700 + 71 * i, 100 + 67 * k) for i in range(4) for k in range(4)]
    together = group_digits(page + clutter, is_sure=[True] * 6 + [False] * 16, page_height=900)
    assert together == group_digits(page, page_height=900)


def test_digits_of_very_different_size_are_different_numbers() -> None:
    small = [digit(c, 100 + 10 * i, 112, height=14, width=8) for i, c in enumerate("12")]
    assert texts(small + write("345", 135, 100)) == ["12", "345"]


def test_a_hint_joins_or_parts_what_is_doubtful() -> None:
    pair = [digit("1", 100, 100), digit("2", 160, 100), *write("77", 100, 400)]
    together = [Link(60, 0, 1.0)] * 3 + [Link(0, 0, 0.0)]
    apart = [Link(0, 0, 0.0)] * 2 + [Link(30, 0, 1.0), Link(0, 0, 0.0)]
    close = [digit("1", 100, 100), digit("2", 150, 100), *write("77", 100, 400)]
    assert [n.text for n in group_digits(pair, together, page_height=900)] == ["12", "77"]
    assert [n.text for n in group_digits(close, apart, page_height=900)] == ["1", "2", "77"]


def test_nonsense_hints_neither_part_a_tight_number_nor_join_distant_ones() -> None:
    page = write("123", 100, 100) + write("456", 400, 100)
    for seed in range(20):
        hand = random.Random(seed)
        hints = [
            Link(hand.uniform(-300, 300), hand.uniform(-300, 300), hand.random()) for _ in page
        ]
        assert [n.text for n in group_digits(page, hints)] == ["123", "456"]


def test_a_small_printed_label_stands_on_the_line_of_the_large_number_after_it() -> None:
    label = [digit(c, 60 + 9 * i, 106, height=15, width=8) for i, c in enumerate("12")]
    numbers = group_digits(label + write("345", 200, 100) + write("6", 100, 240))
    assert lines(numbers) == [["12", "345"], ["6"]]


layouts = st.lists(
    st.tuples(
        st.sampled_from("0123456789"),
        st.floats(0, 1000, allow_subnormal=False),
        st.floats(0, 1000, allow_subnormal=False),
        st.floats(4, 60),
        st.floats(8, 80),
    ),
    max_size=25,
)


@given(layouts)
def test_every_digit_ends_up_in_exactly_one_number(
    layout: list[tuple[str, float, float, float, float]],
) -> None:
    digits = [digit(t, x, y, width=w, height=h) for t, x, y, w, h in layout]
    numbers = group_digits(digits)
    members = [one for number in numbers for one in number.digits]
    assert Counter(members) == Counter(digits)
    for number in numbers:
        middles = [one.box.centre[0] for one in number.digits]
        assert middles == sorted(middles)
        assert number.text == "".join(one.text for one in number.digits)
    assert [number.line for number in numbers] == sorted(number.line for number in numbers)
    assert {number.line for number in numbers} == set(
        range(1, max((number.line for number in numbers), default=0) + 1)
    )


@given(layouts, st.randoms(use_true_random=False))
def test_the_order_of_the_digits_makes_no_difference(
    layout: list[tuple[str, float, float, float, float]], hand: random.Random
) -> None:
    digits = [digit(t, x, y, width=w, height=h) for t, x, y, w, h in layout]
    shuffled = digits.copy()
    hand.shuffle(shuffled)
    assert group_digits(shuffled) == group_digits(digits)


def written_page(seed: int) -> list[Digit]:
    """Numbers at random places of a jittered table, some rows slanted a little."""
    hand = random.Random(seed)
    degrees = hand.uniform(-10, 10)
    page = []
    for row in range(hand.randint(1, 5)):
        x = 300 + hand.uniform(-40, 40)
        for _ in range(hand.randint(1, 4)):
            text = "".join(hand.choices("0123456789", k=hand.randint(1, 6)))
            y = 400 + 110 * row + (x - 300) * math.tan(math.radians(degrees))
            page += write(text, x, y, degrees=degrees, seed=hand.randrange(10**6))
            x += 30 * len(text) + hand.uniform(70, 150)
    return page


def parts(digits: Sequence[Digit], back: Sequence[Digit]) -> set[frozenset[int]]:
    """Which of `digits`, by their place in the list, make a number."""
    places = {one.box: place for place, one in enumerate(digits)}
    assert len(places) == len(back)
    return {frozenset(places[one.box] for one in number.digits) for number in group_digits(digits)}


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize(
    "change", [(1, 1, 5000, 70), (0.125, 0.125, 0, 0), (16, 16, 0, 0), (-1, 1, 0, 0), (1, -1, 0, 0)]
)
def test_a_moved_scaled_or_mirrored_page_is_grouped_alike(
    seed: int, change: tuple[float, float, float, float]
) -> None:
    page = written_page(seed)
    changed = moved(page, *change)
    assert parts(changed, page) == parts(page, page)


@pytest.mark.parametrize("seed", range(25))
def test_a_moved_or_scaled_page_keeps_its_lines(seed: int) -> None:
    page = written_page(seed)
    expected = lines(group_digits(page))
    assert lines(group_digits(moved(page, 1, 1, 900, 40))) == expected
    assert lines(group_digits(moved(page, 8, 8, 0, 0))) == expected
