"""Numbers as people write them: text in, value out; and what may mean two things says so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.notation import DateOrder, DecimalMark, Habits, Value, habits_of, value_of

SIGNS = ".,-/$€£¥₹#*='"


def readings(written: str, **options: Any) -> tuple[str, ...]:
    """All that it may say, the likeliest first."""
    value = value_of(written, **options)
    return () if value is None else (value.text, *value.alternatives)


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [
        ("1234", "integer", "1234"),
        ("007", "integer", "7"),
        ("000", "integer", "0"),
        ("12.50", "decimal", "12.50"),
        ("12,5", "decimal", "12.5"),
        ("0.123", "decimal", "0.123"),
        ("0,123", "decimal", "0.123"),
        (".5", "decimal", "0.5"),
        ("1234.567", "decimal", "1234.567"),
        ("1,234.56", "decimal", "1234.56"),
        ("1.234,56", "decimal", "1234.56"),
        ("1'234", "integer", "1234"),
        ("1'234.567", "decimal", "1234.567"),
        ("1 234 567", "integer", "1234567"),
        ("1 234,567", "decimal", "1234.567"),
        ("1,234,567", "integer", "1234567"),
        ("1.234.567", "integer", "1234567"),
        ("12,34,567", "integer", "1234567"),
        ("1,23,456.78", "decimal", "123456.78"),
        ("-12", "integer", "-12"),
        ("-0", "integer", "0"),
        ("-1,234.50", "decimal", "-1234.50"),
        ("12.", "integer", "12"),
        ("12,", "integer", "12"),
    ],
)
def test_a_number_that_means_one_thing_has_that_value(written: str, kind: str, text: str) -> None:
    value = value_of(written)
    assert value is not None
    assert (value.kind, value.text, value.is_certain) == (kind, text, True)
    assert (value.currency, value.symbol) == (None, None)


@pytest.mark.parametrize(
    ("written", "text", "currency", "symbol"),
    [
        ("$1,234.56", "1234.56", None, "$"),
        ("$12", "12", None, "$"),
        ("12 €", "12", "EUR", "€"),
        ("€12,50", "12.50", "EUR", "€"),
        ("12€50", "12.50", "EUR", "€"),
        ("1.234€50", "1234.50", "EUR", "€"),
        ("£5.00", "5.00", "GBP", "£"),
        ("¥12000", "12000", None, "¥"),
        ("₹12,34,567", "1234567", "INR", "₹"),
        ("-$12.50", "-12.50", None, "$"),
        ("$-12.50", "-12.50", None, "$"),
        ("$.50", "0.50", None, "$"),
        ("1234/-", "1234", None, None),
        ("₹1234/-", "1234", "INR", "₹"),
        ("1234/=", "1234", None, None),
        ("12.50/-", "12.50", None, None),
        ("1234.-", "1234", None, None),
        ("1.234.-", "1234", None, None),
        ("1'234.--", "1234", None, None),
        ("1234,-", "1234", None, None),
        ("-1234.-", "-1234", None, None),
        ("$**1,234.56**", "1234.56", None, "$"),
        ("**$1,234.56**", "1234.56", None, "$"),
        ("$--1234--", "1234", None, "$"),
        ("€1234.-", "1234", "EUR", "€"),
        ("1234.-€", "1234", "EUR", "€"),
        ("#1234/-#", "1234", None, None),
    ],
)
def test_an_amount_of_money_has_its_currency_where_the_sign_tells(
    written: str, text: str, currency: str | None, symbol: str | None
) -> None:
    assert value_of(written) == Value("amount", text, currency, symbol)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("**1,234.56**", "1234.56"),
        ("***12.50", "12.50"),
        ("#1234#", "1234"),
        ("=1234=", "1234"),
        ("=1234", "1234"),
        ("--1234--", "1234"),
        ("--1234", "1234"),
        ("1234--", "1234"),
        ("-1234-", "1234"),
        ("-1234--", "1234"),
        ("#-1234-#", "1234"),
        ("#-1234#", "-1234"),
    ],
)
def test_guards_are_neither_digits_nor_a_minus(written: str, text: str) -> None:
    assert readings(written) == (text,)


@pytest.mark.parametrize(
    "written",
    [
        *("1.2.3", ",,5", "12-", "1/2/3/4", "31/02/2024", "", "-", "$", "12..5"),
        *("1,2,3", "1.23.456", "0,123,456", "1,234.56.78", "12,3456,789", "1'23", "12.34,567.8"),
        *(
            "$12$",
            "$12€",
            "12$345",
            "1-2",
            "555-1234",
            "1/2",
            "12/2025",
            "-12/03/2025",
            "$1/2/2025",
        ),
        *(
            "12/03-2025",
            "12.34.56",
            "1/2/3",
            "00/00/0000",
            "12/03/025",
            "12#34",
            "1*2",
            "1=2",
            "-$-5",
        ),
        *("12.50.-", "12/", "/12", "--", "1--2", "-,-", "32/13/2024", "2023-02-29", "1/2/", "a1"),
    ],
)
def test_nonsense_has_no_value(written: str) -> None:
    assert value_of(written) is None


@pytest.mark.parametrize(
    ("written", "by_point", "by_comma"),
    [
        ("1.234", "1.234", "1234"),
        ("1,234", "1234", "1.234"),
        ("-12.345", "-12.345", "-12345"),
        ("$1.234", "1.234", "1234"),
    ],
)
def test_three_digits_after_one_mark_may_be_decimals_or_thousands(
    written: str, by_point: str, by_comma: str
) -> None:
    assert readings(written) == (by_point, by_comma)
    assert readings(written, habits=Habits(decimal=",")) == (by_comma, by_point)
    assert readings(written, decimal=".") == (by_point,)
    assert readings(written, decimal=",") == (by_comma,)


@pytest.mark.parametrize(
    ("written", "decimal"),
    [("12.50", ","), ("12,50", "."), ("1.234,56", "."), ("1,23", "."), (".5", ",")],
)
def test_what_contradicts_the_stated_mark_has_no_value(written: str, decimal: DecimalMark) -> None:
    assert value_of(written, decimal) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("25/03/2025", ("2025-03-25",)),
        ("03/25/2025", ("2025-03-25",)),
        ("03/04/2025", ("2025-04-03", "2025-03-04")),
        ("3-4-2025", ("2025-04-03", "2025-03-04")),
        ("04/04/2025", ("2025-04-04",)),
        ("2025-03-04", ("2025-03-04",)),
        ("2025/3/4", ("2025-03-04",)),
        ("2025.03.04", ("2025-03-04",)),
        ("03.04.2025", ("2025-04-03",)),
        ("29/02/2024", ("2024-02-29",)),
        ("03.04.25", ("2025-04-03", "1925-04-03")),
        ("25/12/99", ("1999-12-25", "2099-12-25")),
        ("12/31/68", ("2068-12-31", "1968-12-31")),
        ("25-12-31", ("2031-12-25", "2025-12-31", "1931-12-25", "1925-12-31")),
        ("#25/03/2025#", ("2025-03-25",)),
        ("25/03/2025.", ("2025-03-25",)),
    ],
)
def test_a_date_is_as_iso_8601_has_it_with_all_that_it_may_be(
    written: str, expected: tuple[str, ...]
) -> None:
    value = value_of(written)
    assert value is not None
    assert value.kind == "date"
    assert (value.text, *value.alternatives) == expected


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("03/04/2025", "dmy", ("2025-04-03",)),
        ("03/04/2025", "mdy", ("2025-03-04",)),
        ("03.04.2025", "mdy", ("2025-03-04",)),
        ("03/25/2025", "dmy", ()),
        ("25/03/2025", "mdy", ()),
        ("2025-03-04", "mdy", ("2025-03-04",)),
        ("25/03/04", "ymd", ("2025-03-04", "1925-03-04")),
        ("03/04/2025", "ymd", ("2025-04-03", "2025-03-04")),
        ("1/2/03", "ymd", ()),
    ],
)
def test_a_stated_order_holds_where_the_year_does_not_tell_another(
    written: str, order: DateOrder, expected: tuple[str, ...]
) -> None:
    assert readings(written, date_order=order) == expected


def test_habits_come_from_numbers_that_leave_no_choice() -> None:
    assert habits_of([]) == Habits(".", "dmy")
    assert habits_of(["1.234", "1'000", "03/04/2025", "1.2.3"]) == Habits(".", "dmy")
    assert habits_of(["1.234,56", "1.234"]).decimal == ","
    assert habits_of(["12,5", "1.234.-"]).decimal == ","
    assert habits_of(["12,5", "12.5"]).decimal == "."
    assert habits_of(["03/25/2025", "03/04/2025"]).date_order == "mdy"
    assert habits_of(["03/25/2025", "25/03/2025"]).date_order == "dmy"
    assert readings("03/04/2025", habits=Habits(date_order="mdy")) == ("2025-03-04", "2025-04-03")


@given(st.text("0123456789" + SIGNS + " ", max_size=12))
def test_whatever_is_written_the_value_is_in_its_normal_form(written: str) -> None:
    value = value_of(written)
    if value is None:
        return
    for text in (value.text, *value.alternatives):
        if value.kind == "date":
            assert len(text) == 10
        else:
            assert str(float(text)) != "nan"
            assert text.removeprefix("-").replace(".", "", 1).isdigit()
    assert value.text not in value.alternatives
    assert Value.from_dict(value.to_dict()) == value


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from([",.", ".,", "'.", "',", " ,"]))
def test_what_is_grouped_and_has_two_decimals_is_read_back(
    whole: int, cents: int, marks: str
) -> None:
    written = f"{whole:,}".replace(",", marks[0]) + f"{marks[1]}{cents:02}"
    assert readings(written) == (f"{whole}.{cents:02}",)


def test_an_unknown_kind_of_value_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of value"):
        Value.from_dict({"kind": "word", "text": "12", "alternatives": []})
