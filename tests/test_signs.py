"""Signs find their places: between digits, at the ends of numbers, or nowhere."""

from __future__ import annotations

import numpy as np
import pytest

from inkread import Box, Digit, Number, Sign
from inkread.grouping import group_digits
from inkread.signs import part_ink, regain, rivals_of, sign_numbers, value_numbers

HEIGHT, WIDTH, PITCH = 40.0, 20.0, 30.0
# Of each sign: width, height, and how high its middle stands, in heights of the digits.
SHAPES = {
    ".": (0.12, 0.12, 0.05),
    ",": (0.15, 0.25, 0.0),
    "'": (0.12, 0.25, 0.95),
    "-": (0.4, 0.1, 0.5),
    "/": (0.45, 1.1, 0.5),
    "*": (0.4, 0.4, 0.6),
    "=": (0.4, 0.3, 0.5),
}


def box(x: float, y: float, width: float, height: float) -> Box:
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def digit(text: str, x: float, y: float = 100.0, confidence: float = 0.99) -> Digit:
    return Digit(text, box(x, y, WIDTH, HEIGHT), confidence, "hand", ((text, confidence),))


def sign(text: str, x: float, y: float = 100.0, confidence: float = 0.9) -> Sign:
    """A sign in its usual place beside digits whose middle is at `y`; ' is told as a comma."""
    width, height, level = (size * HEIGHT for size in SHAPES.get(text, (0.5, 1.0, 0.5)))
    read = "," if text == "'" else text
    return Sign(read, box(x, y + HEIGHT / 2 - level, width, height), confidence)


def write(
    text: str, *, slope: float = 0.0, pitch: float = PITCH, blank: float = PITCH
) -> tuple[list[Digit], list[Sign]]:
    """A line as it is written, `pitch` px from one mark to the next, a blank so much more."""
    digits, signs = [], []
    along = 0.0
    for character in text:
        x, y = 100 + along, 100 + slope * along
        along += blank if character == " " else pitch
        if character.isdigit():
            digits.append(digit(character, x, y))
        elif character != " ":
            signs.append(sign(character, x, y))
    return digits, signs


def numbers(digits: list[Digit], signs: list[Sign]) -> list[str]:
    found = group_digits(digits, signs=signs, page_height=900)
    return [number.written for number in sign_numbers(found, signs)]


@pytest.mark.parametrize("slope", [-0.2, 0.0, 0.2])
@pytest.mark.parametrize(
    "text",
    [
        *(
            "12.50",
            "1,234.56",
            "1'234.50",
            "$1,234.56",
            "12,50€",
            "-12",
            "12/03/2025",
            "12-03-2025",
        ),
        *("**1,234.56**", "#1234#", "=1234=", "--1234--", "1234/-", "1234.-", "₹12,34,567", "407"),
    ],
)
def test_a_number_is_written_as_it_stands(text: str, slope: float) -> None:
    digits, signs = write(text, slope=slope, pitch=26)
    (number,) = sign_numbers(group_digits(digits, signs=signs, page_height=900), signs)
    assert number.written == text
    assert number.text == "".join(filter(str.isdigit, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 . 50", ["12.50"]),
        ("12 , 50", ["12,50"]),
        ("12 / 03 / 2025", ["12/03/2025"]),
        ("12 - 03 - 2025", ["12-03-2025"]),
        ("1 ' 234", ["1'234"]),
    ],
)
def test_a_sign_in_a_gap_holds_a_number_together(text: str, expected: list[str]) -> None:
    digits, signs = write(text, pitch=24, blank=10)
    assert numbers(digits, signs) == expected
    apart = [each.text for each in group_digits(digits, page_height=900)]
    assert apart == "".join(c if c.isdigit() else " " for c in text).split()


@pytest.mark.parametrize("text", ["10 - 12", "1 / 2", "555 - 1234", "31 / 02 / 2024"])
def test_a_sign_between_what_makes_no_value_leaves_two_numbers(text: str) -> None:
    digits, signs = write(text, pitch=24, blank=10)
    assert numbers(digits, signs) == [part for part in text.split() if part.isdigit()]


def test_numbers_of_a_list_are_not_joined_by_its_commas() -> None:
    for x in (156, 162, 190):
        read = numbers([digit("3", 100), digit("8", x)], [sign(",", 114)])
        assert [each.rstrip(",") for each in read] == ["3", "8"]


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        (".", 0.05, "1.2"),
        (".", 0.5, "1.2"),
        (".", 0.95, "12"),
        (",", 0.0, "1,2"),
        (",", 0.9, "1'2"),
        (",", -0.9, "12"),
        ("-", 0.5, "1-2"),
        ("-", 0.0, "12"),
        ("/", 0.5, "1/2"),
        ("/", 1.5, "12"),
    ],
)
def test_a_sign_is_one_at_its_height_only(text: str, level: float, expected: str) -> None:
    usual = sign(text, 115)
    y = 120 - level * HEIGHT
    moved = Sign(text, box(115, y, usual.box.width, usual.box.height), 0.9)
    assert numbers([digit("1", 100), digit("2", 130)], [moved]) == [expected]


@pytest.mark.parametrize(
    ("text", "width", "height"), [("-", 60, 3), ("/", 5, 12), ("$", 20, 95), ("=", 90, 10)]
)
def test_what_is_far_too_large_or_small_is_no_sign(text: str, width: float, height: float) -> None:
    stray = Sign(text, box(85 - width / 2, 100, width, height), 0.9)
    assert numbers([digit("1", 100), digit("2", 130)], [stray]) == ["12"]


def test_the_surer_of_two_signs_in_one_place_stands() -> None:
    pair = [sign(".", 114, confidence=0.6), sign(",", 117, confidence=0.8)]
    assert numbers([digit("1", 100), digit("2", 130)], pair) == ["1,2"]


def test_a_dash_is_a_minus_only_close_to_the_first_digit() -> None:
    for x, expected in ((78, "-12"), (60, "12"), (20, "12")):
        assert numbers([digit("1", 100), digit("2", 130)], [sign("-", x)]) == [expected]


def test_a_sign_goes_to_the_nearer_number_and_what_joins_between_two_to_neither() -> None:
    two = [digit("1", 100), digit("2", 190)]
    assert numbers(two, [sign("$", 166)]) == ["1", "$2"]
    near = [digit("1", 100), digit("2", 165)]
    for text in ".,-/":
        assert numbers(near, [sign(text, 146)]) == ["1", "2"]


def test_a_sign_above_another_line_is_not_of_this_one() -> None:
    digits = [digit("1", 100), digit("2", 130)]
    assert numbers(digits, [sign(".", 115, 160), sign("$", 80, 150)]) == ["12"]


def ink(digits: list[Digit], chance: float, *signs: Sign) -> tuple[list[bool], list[str]]:
    boxes = np.array([each.box.to_list() for each in digits])
    kept, left = part_ink(boxes, np.full(len(digits), chance), signs)
    return kept.tolist(), [each.text for each in left]


def test_of_a_digit_and_a_sign_in_the_same_ink_the_likelier_stays() -> None:
    slash = Sign("/", box(101, 100, WIDTH, HEIGHT), 0.8)
    assert ink([digit("1", 100)], 0.9, slash) == ([True], [])
    assert ink([digit("1", 100)], 0.7, slash) == ([False], ["/"])


def test_a_stroke_that_no_number_has_any_more_is_the_sign_again() -> None:
    slash, dash = sign("/", 145), sign("-", 400)
    digits = [digit("1", 100), digit("1", 145), digit("2", 190)]
    boxes = np.array([each.box.to_list() for each in digits])
    assert rivals_of(boxes, [slash, dash]) == (slash,)
    whole = group_digits(digits, page_height=HEIGHT * 5)
    rest = group_digits([digits[0], digits[2]], page_height=HEIGHT * 5)
    assert regain([dash], [slash], whole) == (dash,)
    assert regain([dash], [slash], rest) == (slash, dash)
    assert regain([slash], [slash], rest) == (slash,)
    assert regain([], [slash], []) == (slash,)


def test_the_bar_of_a_seven_is_no_dash_however_likely() -> None:
    assert ink([digit("7", 100)], 0.6, sign("-", 101, confidence=0.99)) == ([True], [])
    assert ink([digit("7", 100)], 0.4, sign("-", 101, confidence=0.99)) == ([True], ["-"])


def test_a_point_under_the_end_of_a_seven_stays() -> None:
    assert ink([digit("7", 100)], 0.99, sign(".", 109)) == ([True], ["."])


def test_the_likelier_of_two_signs_in_the_same_ink_stays() -> None:
    pair = (sign("$", 100, confidence=0.6), sign("£", 101, confidence=0.7))
    assert ink([digit("7", 200)], 0.9, *pair) == ([True], ["£"])


def valued(text: str, **options: str) -> list[Number]:
    digits, signs = write(text, pitch=26)
    found = sign_numbers(group_digits(digits, signs=signs, page_height=900, accept=0.5), signs)
    choices = {"decimal": None, "date_order": None} | options
    return list(value_numbers(found, accept=0.8, **choices))  # type: ignore[arg-type]


def test_a_number_with_signs_has_a_value_and_one_without_has_none() -> None:
    signed, plain = valued("1,234.50     007")
    assert signed.value is not None
    assert (signed.value.text, plain.value) == ("1234.50", None)
    (nonsense,) = valued("1.2.3")
    assert (nonsense.written, nonsense.value) == ("1.2.3", None)


def test_the_other_numbers_of_a_page_tell_which_reading_is_likelier() -> None:
    first, second = valued("1.234     12,50")
    assert first.value is not None
    assert (first.value.text, first.value.alternatives) == ("1234", ("1.234",))
    assert second.value is not None
    assert second.value.is_certain
    (told,) = valued("1.234", decimal=",")
    assert told.value is not None
    assert (told.value.text, told.value.is_certain) == ("1234", True)


def test_an_unsure_sign_between_digits_keeps_a_number_from_being_accepted() -> None:
    digits = [digit("1", 100), digit("2", 130)]
    for place, confidence, accepted in ((115, 0.9, True), (115, 0.7, False), (145, 0.7, True)):
        signs = [sign(".", place, confidence=confidence)]
        found = sign_numbers(group_digits(digits, signs=signs, accept=0.5), signs)
        (number,) = value_numbers(found, accept=0.8, decimal=None, date_order=None)
        assert len(number.signs) == 1
        assert number.accepted == accepted


def test_an_unsure_sign_that_changes_what_a_number_says_keeps_it_from_being_accepted() -> None:
    digits = [digit("1", 100), digit("2", 130)]
    for text, place, confidence, accepted in (
        ("-", 80, 0.9, True),
        ("-", 80, 0.7, False),
        ("$", 75, 0.7, False),
        ("#", 75, 0.7, True),
    ):
        signs = [sign(text, place, confidence=confidence)]
        found = sign_numbers(group_digits(digits, signs=signs, accept=0.5), signs)
        (number,) = value_numbers(found, accept=0.8, decimal=None, date_order=None)
        assert number.written == f"{text}12"
        assert number.accepted == accepted


def test_no_sign_leaves_everything_as_it_was() -> None:
    found = group_digits([digit("1", 100), digit("2", 130)])
    assert sign_numbers(found, []) == found
    assert sign_numbers((), [sign(".", 100)]) == ()
    assert value_numbers(found, accept=0.8, decimal=None, date_order=None) == found
