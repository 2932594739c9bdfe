"""What satisfies a constraint, held against other ways to say the same."""

from __future__ import annotations

import pickle
from datetime import MAXYEAR, date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.constraints.making import DIGITS

from inkread import All, Constraint, Date, Iban, Length, Luhn, OneOf, OptionsInvalid, Pattern
from inkread.constraints import asked_for
from inkread.constraints.ibans import LENGTHS

texts = st.text(DIGITS, max_size=9)
# Made once, since making them takes longer than asking them.
YEAR_FIRST, DAY_FIRST, BELGIAN = Date("YYYYMMDD"), Date("DDMMYYYY"), Iban("BE")


def count(constraint: Constraint, length: int) -> int:
    """How many strings of so many digits satisfy it."""
    each_once = np.ones((length, 11))
    each_once[:, 10] = 0.0
    return round(constraint.automaton.share(each_once))


@given(texts, st.integers(1, 9), st.integers(0, 9))
def test_a_length_is_a_number_of_digits_or_a_range(text: str, least: int, more: int) -> None:
    assert Length(least).satisfied_by(text) == (len(text) == least)
    assert Length(least, least + more).satisfied_by(text) == (least <= len(text) <= least + more)


def test_a_length_can_be_written() -> None:
    assert Length.parse("5") == Length(5)
    assert Length.parse("4-6") == Length(4, 6)


@pytest.mark.parametrize("text", ["", "0", "x", "6-4", "4-", "-4", "4-6-8", "101", "٥", "9999"])
def test_a_length_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(OptionsInvalid, match=r"length must be a number of digits from 1 to 100"):
        Length.parse(text)


@pytest.mark.parametrize("value", [0, 101, 1.5, True, "5", None])
def test_a_length_is_a_whole_number(value: Any) -> None:
    with pytest.raises(OptionsInvalid, match="length must be"):
        Length(value)


def luhn_sum(text: str) -> int:
    """By the book, from the right."""
    doubled = (str(int(d) * (1 + place % 2)) for place, d in enumerate(reversed(text)))
    return sum(int(character) for digits in doubled for character in digits)


@given(st.text(DIGITS, min_size=2, max_size=20))
def test_luhn_is_the_sum_of_the_book(text: str) -> None:
    assert Luhn().satisfied_by(text) == (luhn_sum(text) % 10 == 0)


def test_luhn_knows_the_example_of_its_patent_and_needs_two_digits() -> None:
    assert Luhn().satisfied_by("79927398713")
    assert not Luhn().satisfied_by("0")
    assert Luhn().satisfied_by("00")


def test_every_number_has_one_check_digit_by_luhn() -> None:
    assert [count(Luhn(), length) for length in (1, 2, 5)] == [0, 10, 10_000]


# From the registry and from the banks' own pages.
IBANS = """
    AT611904300234573201 BA391290079401028494 BE68539007547034 DE89370400440532013000
    DK5000400440116243 EE382200221020145685 ES9121000418450200051332 FI2112345600000785
    FO6264600001631634 GL8964710001000206 NO9386011117947 PL61109010140000071219812874
    CZ6508000000192000145399 CR05015202001026284066
"""


@pytest.mark.parametrize("iban", IBANS.split())
def test_a_known_iban_satisfies_and_no_other_check_digits_do(iban: str) -> None:
    constraint = Iban(iban[:2])
    satisfying = [c for c in range(100) if constraint.satisfied_by(f"{c:02}{iban[4:]}")]
    assert satisfying == [int(iban[2:4])]


@given(st.text(DIGITS, min_size=14, max_size=14))
def test_an_iban_leaves_1_when_it_is_divided_by_97(text: str) -> None:
    remainder = int(f"{text[2:]}1114{text[:2]}") % 97
    is_iban = remainder == 1 and 2 <= int(text[:2]) <= 98
    assert BELGIAN.satisfied_by(text) == is_iban


@pytest.mark.parametrize("country", sorted(LENGTHS))
def test_every_account_has_one_iban_of_the_right_length(country: str) -> None:
    length = LENGTHS[country] - 2
    assert count(Iban(country), length) == pytest.approx(10 ** (length - 2), rel=1e-12)
    assert count(Iban(country), length - 1) == count(Iban(country), length + 1) == 0


@pytest.mark.parametrize("country", ["", "de", "GB", "FR", "XX", "DE89", None, ["DE"]])
def test_an_iban_with_letters_or_of_no_country_is_refused(country: Any) -> None:
    with pytest.raises(
        OptionsInvalid, match=r"iban must be a country whose IBAN is all digits: AE"
    ):
        Iban(country)


@pytest.mark.parametrize("format", ["DDMMYYYY", "YYYYMMDD", "MMDDYYYY", "YYYYDDMM", "DDYYYYMM"])
def test_dates_of_four_digits_a_year_are_those_of_the_calendar(format: str) -> None:
    assert count(Date(format), 8) == date(MAXYEAR, 12, 31).toordinal()


@given(st.integers(1, 9999), st.integers(0, 15), st.integers(0, 35))
def test_a_date_is_one_when_the_calendar_knows_it(year: int, month: int, day: int) -> None:
    try:
        is_date = bool(date(year, month, day))
    except ValueError:
        is_date = False
    assert YEAR_FIRST.satisfied_by(f"{year:04}{month:02}{day:02}") == is_date
    assert DAY_FIRST.satisfied_by(f"{day:02}{month:02}{year:04}") == is_date


def test_the_29th_of_february_needs_a_leap_year_where_the_year_is_known() -> None:
    assert Date("DDMM").satisfied_by("2902")
    assert not Date("DDMM").satisfied_by("3002")
    assert [yy for yy in range(16) if Date("DDMMYY").satisfied_by(f"2902{yy:02}")] == [0, 4, 8, 12]
    assert not Date("DDMMYYYY").satisfied_by("29021900")
    assert not Date("YYYYMMDD").satisfied_by("00000101")


def test_a_date_may_lack_its_day() -> None:
    assert count(Date("MMYY"), 4) == 1200


@pytest.mark.parametrize(
    "format",
    ["", "DD", "MM", "DDYYYY", "ddmmyyyy", "DD.MM.YYYY", "DDMMDD", "YYYYMMYY", "DDMMYYY", 8],
)
def test_a_format_that_is_none_is_refused(format: Any) -> None:
    with pytest.raises(OptionsInvalid, match="date must be made of MM, DD and YYYY or YY"):
        Date(format)


@given(st.sets(st.text(DIGITS, min_size=1, max_size=4), min_size=1, max_size=20), texts)
def test_one_of_a_list_is_one_of_the_list(numbers: set[str], text: str) -> None:
    constraint = OneOf(numbers)
    assert constraint.satisfied_by(text) == (text in numbers)
    assert all(constraint.satisfied_by(each) for each in numbers)


def test_a_list_is_the_same_in_any_order() -> None:
    assert OneOf(["12", "7", "12"]) == OneOf(["7", "12"])
    assert OneOf(iter(["7", "12"])).numbers == ("12", "7")


@pytest.mark.parametrize("numbers", [[], ["12", ""], ["1a"], ["١٢"], [12], ["1" * 101], "12 13"])
def test_a_list_of_anything_but_numbers_is_refused(numbers: Any) -> None:
    with pytest.raises(OptionsInvalid, match="one_of must be a list of"):
        OneOf(numbers)


def test_a_list_is_read_from_a_file_a_number_a_line(tmp_path: Path) -> None:
    path = tmp_path / "numbers.txt"
    path.write_bytes("\ufeff12\r\n\n  007 \n".encode())
    assert OneOf.from_file(path) == OneOf(["12", "007"])


def test_a_list_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OptionsInvalid, match=r"one_of must be a file that can be read \(No such"):
        OneOf.from_file(tmp_path / "none")
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(OptionsInvalid, match=r"can be read \(it is not UTF-8 text\)"):
        OneOf.from_file(tmp_path / "picture")


parts = st.sampled_from(
    [Length(3, 4), Length(4), Luhn(), Pattern("1.*"), Pattern(".*[02468]"), Date("DDMM")]
)


@given(parts, parts, st.text(DIGITS, min_size=2, max_size=5))
def test_all_is_each_of_them(one: Constraint, other: Constraint, text: str) -> None:
    assert All(one, other).satisfied_by(text) == (
        one.satisfied_by(text) and other.satisfied_by(text)
    )


def test_all_counts_together_what_each_allows() -> None:
    assert count(All(Luhn(), Length(16), Pattern("4.*")), 16) == 10**14
    assert count(All(Luhn()), 3) == 100


@pytest.mark.parametrize("given_parts", [(), (5,), (Length(4), Date("DDMMYYYY"))])
def test_what_no_number_can_be_is_refused(given_parts: Any) -> None:
    with pytest.raises(OptionsInvalid, match="constraint must be what a number can satisfy"):
        All(*given_parts)


@given(texts.map(lambda text: text + "x") | st.sampled_from(["", "١", "1 2", "-1", "1.0"]))
def test_what_is_not_all_digits_satisfies_nothing(text: str) -> None:
    assert not Pattern(".*").satisfied_by(text)


EACH_KIND = [
    *(Pattern("[0-4]+"), Length(4, 6), Luhn(), Iban("DE"), OneOf(["12"]), Date("DDMMYY")),
    All(Length(5), Luhn()),
]


@pytest.mark.parametrize("constraint", EACH_KIND, ids=repr)
def test_a_constraint_is_a_value(constraint: Constraint) -> None:
    again = pickle.loads(pickle.dumps(constraint))
    assert again == constraint
    assert hash(again) == hash(constraint)
    assert "automaton" not in repr(constraint)
    assert not again.satisfied_by("9")
    with pytest.raises(AttributeError):
        constraint.automaton = Length(1).automaton  # type: ignore[misc]


@pytest.mark.parametrize("constraint", [*EACH_KIND, Pattern("1*"), Pattern("(1?2?)*")], ids=repr)
def test_nothing_is_no_number_and_no_digit_leads_back_to_it(constraint: Constraint) -> None:
    assert not constraint.satisfied_by("")
    assert not (constraint.automaton.steps[:, :10] == 1).any()


def test_a_constraint_of_no_kind_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="of one of the kinds"):
        Constraint()


def test_what_is_asked_for_in_words_holds_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("12\n")
    words = {"pattern": ".*", "length": "5", "luhn": True, "iban": None, "date": None, "dpi": 200}
    assert asked_for(words) == All(Pattern(".*"), Length(5), Luhn())
    assert asked_for({"one_of": tmp_path / "list"}) == All(OneOf(["12"]))
    assert asked_for({"iban": "DE", "luhn": False}) == All(Iban("DE"))
    assert asked_for({"date": "MMYY"}) == All(Date("MMYY"))
    assert asked_for({"luhn": False, "pattern": None}) is None
    with pytest.raises(OptionsInvalid, match="pattern must be"):
        asked_for({"pattern": ""})
