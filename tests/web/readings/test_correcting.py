"""The reader's answer, and what people said about it, make the answer that holds now."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.readings.pages import number, page

from inkread import Box, Page, Second, Sign, Value
from inkread.web.readings.correcting import Current, apply, current_answer, history_of
from inkread.web.readings.corrections import (
    AddNumber,
    ConfirmNumber,
    Correction,
    CorrectionInvalid,
    FixDigit,
    Judge,
    MergeNumbers,
    Redo,
    RemoveDigit,
    RemoveNumber,
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


def test_what_was_said_of_a_number_as_a_whole_goes_when_a_digit_changes() -> None:
    whole = replace(
        number("125"),
        signs=(Sign(",", Box(32, 25, 34, 30), 0.9),),
        value=Value("amount", "12.5", currency="EUR"),
        second=Second("125", 0.9),
        alternatives=(("125", 0.9), ("126", 0.1)),
    )
    fixed = answer(FixDigit(0, 0, 2, "6"), form=page(whole)).numbers[0]
    assert (fixed.value, fixed.second, fixed.alternatives) == (None, None, ())
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
    assert not answer(MergeNumbers(0, 0, 2)).numbers[0].accepted


def test_a_number_is_split_before_a_digit_and_merging_makes_it_whole_again() -> None:
    split = answer(SplitNumber(0, 2, 1))
    assert texts(split) == ["12", "34", "5", "67"]
    assert [each.line for each in split.numbers] == [1, 1, 2, 2]
    assert [each.confidence for each in split.numbers[2:]] == [0.7, 0.49]
    assert answer(SplitNumber(0, 2, 1), MergeNumbers(0, 2, 3)).numbers[2].text == "567"
    assert answer(SplitNumber(0, 2, 1), Undo()) == FORM


def test_a_sign_goes_with_the_part_that_it_stands_nearer_to() -> None:
    first, second, third = number("125").digits
    near = Sign("€", Box(first.box.x1, 25, first.box.x1 + 0.2, 30), 0.9)
    far = Sign(".", Box(third.box.x0 - 0.2, 25, third.box.x0, 30), 0.9)
    whole = replace(number("125"), signs=(near, far), value=Value("amount", "12.5"))
    one, other = answer(SplitNumber(0, 0, 1), form=page(whole)).numbers
    assert (one.written, other.written) == ("1€", "2.5")
    assert (one.value, other.value) == (None, None)
    joined = answer(SplitNumber(0, 0, 1), MergeNumbers(0, 0, 1), form=page(whole))
    assert joined.numbers[0].written == whole.written
    assert second.box.x0 > near.box.x1


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
    st.builds(Judge, st.sampled_from(["up", "down", ""])),
)


def fitting(wanted: list[Correction]) -> tuple[list[Correction], list[Current]]:
    """Those that fit, one after the other, and the answer before and after each."""
    states, said = [Current((FORM,))], []
    for correction in wanted:
        try:
            states.append(apply(states[-1], correction))
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
        assert math.isclose(
            each.confidence, math.prod(d.confidence for d in each.digits), abs_tol=1e-6
        )
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
