"""The values: frozen, in pixels, and the same after a trip through JSON."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread import Box, Digit, First, Fit, Number, Page, Second, Sign, Style, Value


def digit(text: str = "7", confidence: float = 0.9, x: float = 0.0) -> Digit:
    others = tuple((other, 0.001) for other in "0123456789" if other != text)
    return Digit(text, Box(x, 0, x + 10, 20), confidence, "hand", ((text, confidence), *others))


def page(*numbers: Number) -> Page:
    return Page("form.jpg", 1, 640, 480, numbers)


def test_a_box_knows_its_size_and_its_middle() -> None:
    box = Box(10, 20, 40, 60)
    assert (box.width, box.height, box.area, box.centre) == (30, 40, 1200, (25, 40))


def test_boxes_are_joined_by_the_smallest_box_around_them() -> None:
    assert Box(0, 10, 5, 20).union(Box(3, 0, 9, 12)) == Box(0, 0, 9, 20)
    assert Box.around([Box(0, 10, 5, 20), Box(3, 0, 9, 12), Box(1, 1, 2, 30)]) == Box(0, 0, 9, 30)


def test_there_is_no_box_around_nothing() -> None:
    with pytest.raises(ValueError, match="around nothing"):
        Box.around([])


@pytest.mark.parametrize("edges", [(5, 0, 4, 1), (0, 5, 1, 4), (float("nan"), 0, 1, 1)])
def test_a_box_is_never_turned_inside_out(edges: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="a box needs"):
        Box(*edges)


def test_overlap_is_what_is_shared_of_what_is_covered() -> None:
    assert Box(0, 0, 10, 10).overlap(Box(5, 0, 15, 10)) == pytest.approx(1 / 3)
    assert Box(0, 0, 10, 10).overlap(Box(20, 0, 30, 10)) == 0
    assert Box(0, 0, 0, 0).overlap(Box(0, 0, 0, 0)) == 0


def test_a_box_contains_its_edges() -> None:
    assert Box(0, 0, 10, 10).contains(10, 0)
    assert not Box(0, 0, 10, 10).contains(10.1, 5)


def test_a_number_is_its_digits_from_left_to_right() -> None:
    number = Number.of([digit("0"), digit("4", x=12)], line=3, accept=0.8)
    assert (number.text, number.box, number.line) == ("04", Box(0, 0, 22, 20), 3)
    assert (number.confidence, number.accepted) == (0.81, True)


def test_the_margin_of_a_number_is_that_of_the_less_sure_of_two_readers_who_agree() -> None:
    number = Number.of([digit("4")], line=1, accept=0.5)
    said = [None, Second("4", 0.99), Second("4", 0.3), Second("9", 0.2), Second("4", 0.99, False)]
    margins = [dataclasses.replace(number, second=second).margin for second in said]
    assert margins == [0, 0.9, 0.3, 0, 0]
    long = Number.of([digit("4", 1.0, x) for x in range(3)], line=1, accept=0.5)
    assert dataclasses.replace(long, second=Second("444", 0.512)).margin == pytest.approx(0.8)


def test_of_a_number_alone_both_readers_are_witnesses_of_their_own() -> None:
    number = Number.of([digit("4", 0.9)], line=1, accept=0.5)
    said = [Second("4", each, alone=True) for each in (0.9, 0.5, 0.1, 0.0, 1.0)]
    margins = [dataclasses.replace(number, second=second).margin for second in said]
    assert margins == pytest.approx([0.81 / 0.82, 0.9, 0.5, 0, 1])
    other = Second("9", 0.9, alone=True)
    assert dataclasses.replace(number, second=other).margin == 0


def test_a_number_is_accepted_from_the_threshold_on() -> None:
    assert Number.of([digit(confidence=0.9)], line=1, accept=0.9).accepted
    assert not Number.of([digit(confidence=0.899)], line=1, accept=0.9).accepted


@pytest.mark.parametrize("value", [Box(0, 0, 1, 1), digit(), page()])
def test_values_cannot_be_changed(value: Any) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, dataclasses.fields(value)[0].name, None)


def test_the_text_of_a_page_has_its_lines() -> None:
    numbers = [
        Number.of([digit(text)], line=line, accept=0.5) for text, line in (("1", 1), ("2", 1))
    ]
    below = Number.of([digit("3")], line=2, accept=0.5)
    assert page(*numbers, below).text == "1 2\n3"
    assert page().text == ""


chances = st.floats(0, 1)
edges = st.tuples(*[st.floats(0, 1e4)] * 4)
digits = st.builds(
    lambda text, box, chance, kind: Digit(text, box, chance, kind, ((text, chance),)),
    st.sampled_from("0123456789"),
    edges.map(lambda e: Box(min(e[0], e[2]), min(e[1], e[3]), max(e[0], e[2]), max(e[1], e[3]))),
    chances,
    st.sampled_from(["hand", "print"]),
)
fits = st.builds(Fit, st.booleans(), st.text("0123456789"), st.integers(0, 9), st.floats(0, 99))
values = st.none() | st.floats(-200, 200)
styles = st.builds(
    Style,
    size_px=chances,
    aspect=chances,
    spacing=values,
    slant_degrees=values,
    stroke_px=values,
    stroke_share=values,
    ink=st.none() | st.just("#1a2b3c"),
    ink_lab=st.none() | st.tuples(chances, chances, chances),
    paper=st.none() | st.just("#fdfcf7"),
    contrast=values,
)
texts = st.text("0123456789", max_size=5)
firsts = st.builds(First, st.text("0123456789", min_size=1, max_size=5), chances)
seconds = st.builds(
    Second, texts, chances, st.booleans(), st.none() | st.text("0123456789.,-/", max_size=5)
)
signs = st.builds(Sign, st.sampled_from(".,'-/$€£¥₹#*="), digits.map(lambda one: one.box), chances)
symbols = st.none() | st.just("$")
valued = st.builds(
    Value,
    st.sampled_from(["integer", "decimal", "amount", "date"]),
    texts,
    st.none() | st.just("EUR"),
    symbols,
    st.lists(texts, max_size=3).map(tuple),
)
numbers = st.builds(
    lambda members, line, fit, style, said, more: dataclasses.replace(
        Number.of(members, line=line, accept=0.9),
        constraint=fit,
        style=style,
        **dict(zip(("first", "second", "alternatives"), said, strict=True)),
        signs=tuple(more[0]),
        value=more[1],
    ),
    st.lists(digits, min_size=1, max_size=4),
    st.integers(1, 9),
    st.none() | fits,
    st.none() | styles,
    st.tuples(
        st.none() | firsts,
        st.none() | seconds,
        st.lists(st.tuples(st.text("0123456789", min_size=1), chances), max_size=5).map(tuple),
    ),
    st.tuples(st.lists(signs, max_size=3), st.none() | valued),
)


@given(st.lists(numbers, max_size=4), st.text(max_size=10))
def test_json_gives_back_the_same_page(found: list[Number], source: str) -> None:
    given_page = Page(source, 2, 30, 40, tuple(found))
    assert Page.from_dict(json.loads(json.dumps(given_page.to_dict()))) == given_page


def test_json_has_the_promised_shape() -> None:
    number = Number.of([digit("6")], line=1, accept=0.5)
    assert page(number).to_dict() == {
        "source": "form.jpg",
        "page": 1,
        "width": 640,
        "height": 480,
        "numbers": [
            {
                "text": "6",
                "box": [0, 0, 10, 20],
                "confidence": 0.9,
                "accepted": True,
                "line": 1,
                "digits": [
                    {
                        "text": "6",
                        "box": [0, 0, 10, 20],
                        "confidence": 0.9,
                        "kind": "hand",
                        "alternatives": [
                            ["6", 0.9],
                            *([other, 0.001] for other in "0123456789" if other != "6"),
                        ],
                    }
                ],
            }
        ],
    }


def test_a_number_says_how_it_fits_only_where_something_was_asked_of_it() -> None:
    number = Number.of([digit("6")], line=1, accept=0.5)
    fit = Fit(satisfied=True, free="8", changed=1, cost=2.3)
    assert "constraint" not in number.to_dict()
    assert dataclasses.replace(number, constraint=fit).to_dict()["constraint"] == {
        "satisfied": True,
        "free": "8",
        "changed": 1,
        "cost": 2.3,
    }


def test_an_unknown_kind_of_writing_is_refused() -> None:
    with pytest.raises(ValueError, match="kind must be"):
        Digit.from_dict(digit().to_dict() | {"kind": "typed"})


def test_a_number_has_a_style_in_json_only_where_it_was_measured() -> None:
    plain = Number.of([digit("6")], line=1, accept=0.5)
    assert "style" not in plain.to_dict()
    styled = dataclasses.replace(plain, style=Style(20.0, 0.5, slant_degrees=8.0))
    assert styled.to_dict()["style"] == {"size_px": 20.0, "aspect": 0.5, "slant_degrees": 8.0}
    assert Number.from_dict(styled.to_dict()) == styled


def signed(text: str) -> Number:
    """A number of these characters, 12 px from one to the next."""
    members = [digit(c, x=12 * i) for i, c in enumerate(text) if c.isdigit()]
    found = [Sign(c, Box(12 * i + 4, 18, 12 * i + 6, 20), 0.9) for i, c in enumerate(text)]
    number = Number.of(members, line=1, accept=0.5)
    return dataclasses.replace(number, signs=tuple(s for s in found if not s.text.isdigit()))


def test_what_is_written_has_the_signs_in_their_places() -> None:
    for text, within in (
        ("407", "407"),
        ("$1,234.56", "1,234.56"),
        ("-1'234.--", "1,234"),
        ("12€50", "1250"),
        ("**12/03/2025**", "12/03/2025"),
    ):
        number = signed(text)
        assert (number.written, number.within) == (text, within)
        assert number.text == "".join(filter(str.isdigit, text))
    assert [sign.text for sign in signed("-1'2.3/-").inner_signs] == ["'", "."]


def test_readers_who_differ_in_the_signs_have_no_margin() -> None:
    number = signed("1.2")
    for within, is_agreed in ((None, True), ("1.2", True), ("1,2", False), ("12", False)):
        second = Second("12", 0.9, within=within)
        assert (dataclasses.replace(number, second=second).margin > 0) == is_agreed


def test_a_number_has_signs_and_a_value_in_json_only_where_there_are_some() -> None:
    plain = signed("12").to_dict()
    assert not {"signs", "written", "value"} & set(plain)
    number = dataclasses.replace(signed("$1.5"), value=Value("amount", "1.5", symbol="$"))
    values = number.to_dict()
    assert values["written"] == "$1.5"
    assert values["signs"][1] == {"text": ".", "box": [28, 18, 30, 20], "confidence": 0.9}
    assert values["value"] == {"kind": "amount", "text": "1.5", "symbol": "$", "alternatives": []}
    assert Number.from_dict(values) == number


def test_what_the_first_reader_alone_reads_otherwise_has_no_margin() -> None:
    number = dataclasses.replace(
        Number.of([digit("6")], line=1, accept=0.5), second=Second("6", 0.99), confidence=0.97
    )
    assert number.margin == 0.97
    assert dataclasses.replace(number, first=First("6", 0.8)).margin == 0.8
    assert dataclasses.replace(number, first=First("5", 0.8)).margin == 0
    fit = Fit(satisfied=True, free="5", changed=1, cost=2.3)
    changed = dataclasses.replace(number, first=First("5", 0.8), constraint=fit)
    assert changed.margin == 0.97
