"""The reader's answer, and what people said about it, make the answer that holds now."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.readings.pages import digit, number, page

from inkread import Box, Page, Second, Sign, Value
from inkread.web.readings.correcting import Current, check, current_answer, history_of, joinable
from inkread.web.readings.corrections import (
    AddNumber,
    AddSign,
    ConfirmNumber,
    Correction,
    CorrectionInvalid,
    FixDigit,
    FixSign,
    Judge,
    MergeNumbers,
    Redo,
    RemoveDigit,
    RemoveNumber,
    RemoveSign,
    SplitNumber,
    Undo,
    correction_from,
    to_details,
)

FORM = page(number("12"), number("34", 60), number("567", 10, 50, line=2, sureness=0.7))


def answer(*corrections: Correction, form: Page = FORM) -> Page:
    return current_answer([form], corrections).pages[0]


def texts(form: Page) -> list[str]:
    return [each.text for each in form.numbers]


def test_a_digit_that_is_fixed_is_certain_and_the_rest_stays_as_it_was() -> None:
    fixed = answer(FixDigit(0, 2, 1, "9"))
    assert texts(fixed) == ["12", "34", "597"]
    assert [each.confidence for each in fixed.numbers[2].digits] == [0.7, 1.0, 0.7]
    assert fixed.numbers[2].digits[1].alternatives[0] == ("6", 0.7)
    assert fixed.numbers[:2] == FORM.numbers[:2]


def test_a_number_is_accepted_once_the_digits_nobody_looked_at_are_sure_enough() -> None:
    once = answer(FixDigit(0, 2, 0, "5"), FixDigit(0, 2, 1, "6"))
    assert (once.numbers[2].accepted, once.numbers[2].confidence) == (False, 0.7)
    all_of_them = answer(*(FixDigit(0, 2, i, text) for i, text in enumerate("567")))
    assert (all_of_them.numbers[2].accepted, all_of_them.numbers[2].confidence) == (True, 1.0)


def test_a_number_that_is_confirmed_is_certain() -> None:
    confirmed = answer(ConfirmNumber(0, 2)).numbers[2]
    assert (confirmed.text, confirmed.accepted, confirmed.confidence) == ("567", True, 1.0)


def test_the_doubt_about_a_number_as_a_whole_stays_until_somebody_said_all_of_it() -> None:
    doubted = page(replace(number("15", sureness=0.999), confidence=0.8, accepted=False))
    once = answer(FixDigit(0, 0, 0, "7"), form=doubted).numbers[0]
    assert not once.accepted
    assert once.confidence == pytest.approx(0.8 / 0.999, abs=1e-6)
    both = answer(FixDigit(0, 0, 0, "7"), FixDigit(0, 0, 1, "5"), form=doubted).numbers[0]
    assert (both.accepted, both.confidence) == (True, 1.0)


def test_only_what_somebody_said_makes_a_number_surer() -> None:
    sure, unsure = number("1508", sureness=0.999), number("28", 80, sureness=0.999)
    form = page(
        replace(sure, confidence=0.9),
        replace(unsure, confidence=0.8, accepted=False),
        FORM.numbers[2],
    )
    removed = answer(RemoveDigit(0, 0, 0), form=form).numbers[0]
    assert (removed.confidence, removed.accepted) == (0.9, True)
    removed = answer(RemoveDigit(0, 1, 0), form=form).numbers[1]
    assert (removed.confidence, removed.accepted) == (0.8, False)
    joined = answer(MergeNumbers(0, 0, 1), form=form).numbers[0]
    assert (joined.confidence, joined.accepted) == (0.72, False)
    parts = answer(SplitNumber(0, 1, 1), form=form).numbers[1:3]
    assert [(each.confidence, each.accepted) for each in parts] == [(0.8, False)] * 2
    signed = answer(AddSign(0, 1, 1, "."), form=form).numbers[1]
    assert (signed.confidence, signed.accepted) == (0.8, False)


def test_a_digit_that_is_fixed_makes_no_number_sure_whose_sign_nobody_looked_at() -> None:
    whole = number("125", sureness=0.9)
    told = page(replace(whole, accepted=False, signs=(Sign(",", Box(32, 25, 34, 30), 0.5),)))
    said = [FixDigit(0, 0, i, text) for i, text in enumerate("126")]
    assert not answer(*said, form=told).numbers[0].accepted
    assert answer(*said[:2], FixSign(0, 0, 0, "."), said[2], form=told).numbers[0].accepted


def test_nor_does_a_fixed_digit_make_sure_of_a_minus_that_nobody_looked_at() -> None:
    for mark, accepted in (("-", False), ("#", True)):  # a guard changes nothing
        sign = Sign(mark, Box(2, 26, 7, 28), 0.5)
        doubted = page(replace(number("27"), accepted=False, signs=(sign,)))
        said = [FixDigit(0, 0, i, text) for i, text in enumerate("28")]
        assert answer(*said, form=doubted).numbers[0].accepted == accepted


def test_what_was_said_of_a_number_as_a_whole_goes_when_a_digit_changes() -> None:
    whole = replace(
        number("125"),
        signs=(Sign(",", Box(32, 25, 34, 30), 0.9),),
        value=Value("amount", "12.5", currency="EUR"),
        second=Second("125", 0.9),
        alternatives=(("125", 0.9), ("126", 0.1)),
    )
    fixed = answer(FixDigit(0, 0, 2, "6"), form=page(whole)).numbers[0]
    assert (fixed.value, fixed.second, fixed.alternatives) == (Value("decimal", "12.6"), None, ())
    assert fixed.written == "12,6"


def test_a_number_is_added_on_its_line_with_its_digits_side_by_side() -> None:
    added = answer(AddNumber(0, Box(100, 12, 130, 28), "890"))
    assert texts(added) == ["12", "34", "890", "567"]
    new = added.numbers[2]
    assert (new.line, new.confidence, new.accepted) == (1, 1.0, True)
    assert [each.box.to_list() for each in new.digits] == [
        [100, 12, 110, 28],
        [110, 12, 120, 28],
        [120, 12, 130, 28],
    ]


def test_a_number_between_two_lines_gets_a_line_of_its_own() -> None:
    added = answer(AddNumber(0, Box(10, 33, 20, 47), "8"))
    assert [(each.text, each.line) for each in added.numbers] == [
        ("12", 1),
        ("34", 1),
        ("8", 2),
        ("567", 3),
    ]


def test_a_box_that_reaches_over_the_edge_is_cut_and_one_beside_the_picture_refused() -> None:
    cut = answer(AddNumber(0, Box(390, 290, 500, 400), "1"))
    assert cut.numbers[-1].box == Box(390, 290, 400, 300)
    with pytest.raises(CorrectionInvalid, match="too small"):
        answer(AddNumber(0, Box(500, 10, 600, 40), "1"))


def test_a_digit_is_removed_and_the_last_one_takes_its_number_along() -> None:
    assert texts(answer(RemoveDigit(0, 2, 0))) == ["12", "34", "67"]
    gone = answer(RemoveDigit(0, 0, 0), RemoveDigit(0, 0, 0))
    assert texts(gone) == ["34", "567"]


def test_a_line_that_loses_its_last_number_is_not_counted() -> None:
    left = answer(RemoveNumber(0, 0), RemoveNumber(0, 0))
    assert [(each.text, each.line) for each in left.numbers] == [("567", 1)]


def test_two_numbers_are_merged_from_left_to_right_whichever_is_named_first() -> None:
    assert texts(answer(MergeNumbers(0, 0, 1))) == ["1234", "567"]
    assert answer(MergeNumbers(0, 1, 0)) == answer(MergeNumbers(0, 0, 1))


def test_numbers_of_two_lines_are_no_longer_made_one_but_what_was_said_still_holds() -> None:
    current = current_answer([FORM], [])
    check(current, MergeNumbers(0, 0, 1))
    with pytest.raises(CorrectionInvalid, match="different lines"):
        check(current, MergeNumbers(0, 1, 2))
    assert joinable(FORM) == [0]
    assert texts(answer(MergeNumbers(0, 0, 2))) == ["15267", "34"]


def test_two_lines_that_are_about_as_high_count_as_one() -> None:
    form = page(number("12"), number("34", 60, 18, line=2), number("5", 90, 28, line=3))
    assert joinable(form) == [0, 1]


def test_a_number_is_split_before_a_digit_and_merging_makes_it_whole_again() -> None:
    split = answer(SplitNumber(0, 2, 1))
    assert texts(split) == ["12", "34", "5", "67"]
    assert [each.line for each in split.numbers] == [1, 1, 2, 2]
    assert [each.confidence for each in split.numbers[2:]] == [0.343, 0.343]
    assert answer(SplitNumber(0, 2, 1), MergeNumbers(0, 2, 3)).numbers[2].text == "567"
    assert answer(SplitNumber(0, 2, 1), Undo()) == FORM


def test_a_sign_goes_with_the_part_that_it_stands_nearer_to() -> None:
    first, second, third = number("125").digits
    near = Sign("€", Box(first.box.x1, 25, first.box.x1 + 0.2, 30), 0.9)
    far = Sign(".", Box(third.box.x0 - 0.2, 25, third.box.x0, 30), 0.9)
    whole = replace(number("125"), signs=(near, far), value=Value("amount", "12.5"))
    one, other = answer(SplitNumber(0, 0, 1), form=page(whole)).numbers
    assert (one.written, other.written) == ("1€", "2.5")
    assert one.value == Value("amount", "1", currency="EUR", symbol="€")
    assert other.value == Value("decimal", "2.5")
    joined = answer(SplitNumber(0, 0, 1), MergeNumbers(0, 0, 1), form=page(whole))
    assert joined.numbers[0].written == whole.written
    assert second.box.x0 > near.box.x1


def amounts() -> Page:
    """12.50, and -27 with a minus before it."""
    point, minus = Sign(".", Box(31, 26, 34, 29), 0.9), Sign("-", Box(2, 56, 7, 58), 0.9)
    return page(
        replace(number("1250"), signs=(point,), value=Value("decimal", "12.50")),
        replace(number("27", 10, 47, line=2), signs=(minus,), value=Value("integer", "-27")),
    )


def told(form: Page) -> list[tuple[str, str]]:
    return [(each.written, each.value.text if each.value else "") for each in form.numbers]


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ([FixDigit(0, 0, 2, "7")], ("12.70", "12.70"), ("-27", "-27")),
        ([FixDigit(0, 1, 1, "8")], ("12.50", "12.50"), ("-28", "-28")),
        ([RemoveDigit(0, 0, 3)], ("12.5", "12.5"), ("-27", "-27")),
        ([FixSign(0, 0, 0, ",")], ("12,50", "12.50"), ("-27", "-27")),
        ([FixSign(0, 0, 0, "/")], ("12/50", ""), ("-27", "-27")),
        ([RemoveSign(0, 0, 0)], ("1250", ""), ("-27", "-27")),
        ([RemoveSign(0, 1, 0)], ("12.50", "12.50"), ("27", "")),
        ([AddSign(0, 0, 2, ",")], ("12,50", "12.50"), ("-27", "-27")),
        ([AddSign(0, 0, 0, "-")], ("-12.50", "-12.50"), ("-27", "-27")),
        ([AddSign(0, 0, 4, "€")], ("12.50€", "12.50"), ("-27", "-27")),
        ([AddSign(0, 1, 0, "₹")], ("12.50", "12.50"), ("₹-27", "-27")),
        (
            [AddSign(0, 0, 1, "-"), FixSign(0, 0, 1, "-"), AddSign(0, 0, 3, "'")],
            ("1-2-5'0", ""),
            ("-27", "-27"),
        ),
        ([RemoveSign(0, 0, 0), Undo()], ("12.50", "12.50"), ("-27", "-27")),
    ],
)
def test_what_numbers_say_is_worked_out_anew(
    said: list[Correction], first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert told(answer(*said, form=amounts())) == [first, second]


def test_the_other_numbers_of_the_page_tell_how_one_is_meant() -> None:
    form = amounts()
    third = replace(number("1234", 10, 100, line=3), signs=(Sign(".", Box(20, 115, 23, 119), 0.9),))
    form = replace(form, numbers=(*form.numbers, third))
    # With 12,50 above, the point of 1.234 parts thousands.
    assert told(answer(FixSign(0, 0, 0, ","), form=form))[2] == ("1.234", "1234")
    assert told(answer(FixDigit(0, 1, 0, "3"), form=form))[2] == ("1.234", "1.234")


def test_a_sign_that_is_put_in_is_certain_and_lies_where_such_signs_stand() -> None:
    point, slash, minus = (
        answer(AddSign(0, 0, place, mark)).numbers[0].signs[0]
        for place, mark in ((1, "."), (1, "/"), (0, "-"))
    )
    assert (point.text, point.confidence) == (".", 1.0)
    left, right = (digit.box for digit in FORM.numbers[0].digits)
    assert point.box.centre[0] == (left.x1 + right.x0) / 2
    assert point.box.y0 > left.centre[1]
    assert slash.box.height > left.height
    assert minus.box.x1 < left.x0
    assert left.y0 < minus.box.centre[1] < left.y1


def test_at_the_edge_of_the_picture_a_sign_still_comes_first() -> None:
    form = page(number("12", 0, 0))
    signed = answer(AddSign(0, 0, 0, "-"), AddSign(0, 0, 0, "$"), form=form).numbers[0]
    assert signed.written == "$-12"
    assert all(sign.box.x0 >= 0 and sign.box.y0 >= 0 for sign in signed.signs)
    with pytest.raises(CorrectionInvalid, match="no room"):
        answer(AddSign(0, 0, 1, "."), form=page(replace(number("1"), digits=(digit("1", 0),) * 2)))


def test_a_number_takes_no_more_signs_than_anybody_writes() -> None:
    with pytest.raises(CorrectionInvalid, match="at most 30 signs"):
        answer(*[AddSign(0, 0, 2, "*")] * 31)


def test_a_number_that_is_confirmed_has_certain_signs() -> None:
    confirmed = answer(ConfirmNumber(0, 0), form=amounts()).numbers[0]
    assert [sign.confidence for sign in confirmed.signs] == [1.0]
    assert told(answer(ConfirmNumber(0, 0), form=amounts()))[0] == ("12.50", "12.50")


def test_undo_takes_back_the_last_and_redo_brings_it_again() -> None:
    said: list[Correction] = [FixDigit(0, 0, 0, "9"), RemoveNumber(0, 1)]
    assert texts(answer(*said, Undo())) == ["92", "34", "567"]
    assert answer(*said, Undo(), Undo()) == FORM
    assert answer(*said, Undo(), Undo(), Redo(), Redo()) == answer(*said)


def test_a_new_correction_ends_what_could_be_redone() -> None:
    history = history_of([FixDigit(0, 0, 0, "9"), Undo(), FixDigit(0, 0, 0, "8")])
    assert (history.done, history.undone) == ((FixDigit(0, 0, 0, "8"),), ())
    with pytest.raises(CorrectionInvalid, match="nothing to take back"):
        history_of([FixDigit(0, 0, 0, "9"), Undo(), FixDigit(0, 0, 0, "8"), Redo()])
    with pytest.raises(CorrectionInvalid, match="nothing to take back"):
        history_of([Undo()])


def test_an_opinion_is_the_last_one() -> None:
    assert current_answer([FORM], [Judge("up"), Judge("down")]).opinion == "down"
    assert current_answer([FORM], [Judge("up"), Undo()]).opinion == ""


@pytest.mark.parametrize(
    "correction",
    [
        FixDigit(1, 0, 0, "1"),
        FixDigit(0, 3, 0, "1"),
        FixDigit(0, 0, 2, "1"),
        RemoveDigit(0, 0, 2),
        RemoveNumber(0, 3),
        ConfirmNumber(0, 9),
        MergeNumbers(0, 0, 3),
        MergeNumbers(0, 0, 0),
        SplitNumber(0, 0, 0),
        SplitNumber(0, 0, 2),
        SplitNumber(0, 3, 1),
        AddSign(0, 0, 3, "."),
        AddSign(0, 9, 0, "."),
        FixSign(0, 0, 0, "."),
        RemoveSign(0, 0, 0),
    ],
)
def test_what_does_not_fit_the_answer_is_refused(correction: Correction) -> None:
    with pytest.raises(CorrectionInvalid):
        answer(correction)


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("explode", {}),
        (None, {}),
        ("fix", {"page": 0, "number": 0, "digit": 0}),
        ("fix", {"page": 0, "number": 0, "digit": 0, "text": "12"}),
        ("fix", {"page": 0, "number": 0, "digit": 0, "text": "x"}),
        ("fix", {"page": 0, "number": 0, "digit": 0, "text": "٣"}),
        ("fix", {"page": True, "number": 0, "digit": 0, "text": "1"}),
        ("fix", {"page": 0, "number": -1, "digit": 0, "text": "1"}),
        ("fix", {"page": 0, "number": "0", "digit": 0, "text": "1"}),
        ("add", {"page": 0, "box": [0, 0, 10], "text": "1"}),
        ("add", {"page": 0, "box": [0, 0, 10, float("nan")], "text": "1"}),
        ("add", {"page": 0, "box": [0, 0, 10, 1e300], "text": "1"}),
        ("add", {"page": 0, "box": [0, 0, 10, 10], "text": ""}),
        ("add", {"page": 0, "box": [0, 0, 10, 10], "text": "1" * 31}),
        ("add-sign", {"page": 0, "number": 0, "place": 0, "mark": "x"}),
        ("add-sign", {"page": 0, "number": 0, "place": 0, "mark": ""}),
        ("add-sign", {"page": 0, "number": 0, "place": 0, "mark": ".,"}),
        ("add-sign", {"page": 0, "number": 0, "place": -1, "mark": "."}),
        ("fix-sign", {"page": 0, "number": 0, "sign": 0, "mark": 7}),
        ("remove-sign", {"page": 0, "number": 0}),
        ("judge", {"opinion": "sideways"}),
    ],
)
def test_what_makes_no_sense_is_refused(kind: object, details: dict[str, object]) -> None:
    with pytest.raises(CorrectionInvalid):
        correction_from(kind, details)


figures = st.floats(-50, 450)
places = st.integers(0, 4)
edits = st.one_of(
    st.builds(FixDigit, st.just(0), places, places, st.sampled_from("0123456789")),
    st.builds(ConfirmNumber, st.just(0), places),
    st.builds(
        lambda a, b, c, d, text: AddNumber(
            0, Box(min(a, b), min(c, d), max(a, b), max(c, d)), text
        ),
        *(figures, figures, figures, figures),
        st.text("0123456789", min_size=1, max_size=4),
    ),
    st.builds(RemoveDigit, st.just(0), places, places),
    st.builds(RemoveNumber, st.just(0), places),
    st.builds(MergeNumbers, st.just(0), places, places),
    st.builds(SplitNumber, st.just(0), places, places),
    st.builds(AddSign, st.just(0), places, places, st.sampled_from(".,'-/€")),
    st.builds(FixSign, st.just(0), places, places, st.sampled_from(".,'-/€")),
    st.builds(RemoveSign, st.just(0), places, places),
    st.builds(Judge, st.sampled_from(["up", "down", ""])),
)


def fitting(wanted: list[Correction]) -> tuple[list[Correction], list[Current]]:
    """Those that fit, one after the other, and the answer before and after each."""
    said: list[Correction] = []
    states = [current_answer([FORM], said)]
    for correction in wanted:
        try:
            states.append(current_answer([FORM], [*said, correction]))
        except CorrectionInvalid:
            continue
        said.append(correction)
    return said, states


@given(st.lists(edits, max_size=12))
@settings(max_examples=200, deadline=None)
def test_whatever_is_said_the_answer_stays_in_order(wanted: list[Correction]) -> None:
    said, states = fitting(wanted)
    form = current_answer([FORM], said).pages[0]
    assert form == states[-1].pages[0]
    lines = [each.line for each in form.numbers]
    assert lines == sorted(lines)
    assert set(lines) == set(range(1, max(lines, default=0) + 1))
    for each in form.numbers:
        assert each.text == "".join(digit.text for digit in each.digits)
        assert each.box == Box.around(digit.box for digit in each.digits)
        assert each.confidence <= math.prod(d.confidence for d in each.digits) + 1e-6
        assert list(each.signs) == sorted(each.signs, key=lambda sign: sign.box.centre[0])
        assert Box(0, 0, 400, 300).union(each.box) == Box(0, 0, 400, 300)
    assert Page.from_dict(form.to_dict()) == form


@given(st.lists(edits, max_size=8), st.integers(0, 8))
@settings(max_examples=100, deadline=None)
def test_each_undo_leads_one_step_back_and_each_redo_one_forward(
    wanted: list[Correction], steps: int
) -> None:
    said, states = fitting(wanted)
    steps = min(steps, len(said))
    back: list[Correction] = [*said, *[Undo()] * steps]
    assert current_answer([FORM], back) == states[len(said) - steps]
    assert current_answer([FORM], [*back, *[Redo()] * steps]) == states[-1]


@given(edits)
def test_a_correction_survives_being_kept(correction: Correction) -> None:
    assert correction_from(correction.kind, to_details(correction)) == correction
