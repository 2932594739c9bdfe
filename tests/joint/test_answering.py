"""Two readers, one answer: what is put in, left out, read otherwise, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.modelling import spelled

from inkread import Box, Digit, Number
from inkread.agreement import Frames, confirm
from inkread.joint import Answers, Weights, answer_jointly, weigh

ALPHABET = "0123456789"
WEIGHTS = Weights(*(0.6, 0.5, 0.5), put_in=-1.5, left_out=0.3, own=0.3, other=-3.0, torn=3.0)


def digit(text: str, x: float, sure: float = 0.99, other: str = "", there: float = 1.0) -> Digit:
    """A digit 10 px wide, 20 px high; what it lacks to `there` goes to `other`, or to all."""
    chances = dict.fromkeys(ALPHABET, 0.0)
    if other:
        chances[other] = there - sure
    else:
        chances = dict.fromkeys(ALPHABET, (there - sure) / 9)
    chances[text] = sure
    order = sorted(chances, key=lambda character: -chances[character])
    alternatives = tuple((character, chances[character]) for character in order)
    return Digit(text, Box(x, 0, x + 10, 20), sure, "hand", alternatives)


def frames(text: str, places: Sequence[float], sure: float = 0.98, **more: object) -> Frames:
    """A second reader that reads `text` in three frames of 4 px a digit, and the digits that the
    first found at `places`, px."""
    said = spelled(text, sure=sure)
    spans = [(0, 3 * len(text), x / 4, (x + 10) / 4) for x in places]
    chances = np.exp(said["strings"]).astype(float)
    goes_on = np.zeros(len(spans), bool)
    return Frames(chances, np.array(spans, float).reshape(-1, 4), goes_on, **more)  # type: ignore[arg-type]


def read(members: Sequence[Digit], said: Frames) -> tuple[Number, Answers]:
    number = Number.of(members, line=1, accept=0.9)
    both = answer_jointly([number], members, said, alphabet=ALPHABET, weights=WEIGHTS)
    return both.numbers[0], both


def test_what_both_read_alike_stays_and_is_surer() -> None:
    members = [digit("4", 1), digit("7", 13)]
    number, _ = read(members, frames("47", (1, 13), sure=0.995))
    assert number.text == "47"
    assert number.alternatives == (("47", number.confidence),)
    assert number.first is not None
    assert (number.first.text, number.first.confidence) == ("47", 0.9801)
    for each in number.digits:
        assert each.confidence >= number.confidence
        assert sum(chance for _, chance in each.alternatives) <= 1 + 1e-6


def test_a_class_that_the_first_doubts_is_settled_by_the_second() -> None:
    members = [digit("4", 1), digit("8", 13, 0.6, "3"), digit("7", 25)]
    number, _ = read(members, frames("437", (1, 13, 25)))
    assert number.text == "437"
    assert number.digits[1].box == members[1].box
    assert number.digits[1].confidence >= number.confidence
    assert dict(number.alternatives)["487"] < 0.3
    assert number.first is not None
    assert number.first.text == "487"


def test_a_digit_that_the_first_is_sure_of_stays() -> None:
    members = [digit("4", 1), digit("8", 13, 0.9999), digit("7", 25)]
    number, _ = read(members, frames("437", (1, 13, 25), sure=0.7))
    assert number.text == "487"


def test_the_firsts_own_stays_unless_another_is_likelier_by_enough() -> None:
    members = [digit("4", 1), digit("8", 13, 0.6, "3"), digit("7", 25)]
    said = frames("437", (1, 13, 25))
    number = Number.of(members, line=1, accept=0.9)
    strict = replace(WEIGHTS, change=50.0)
    both = answer_jointly([number], members, said, alphabet=ALPHABET, weights=strict)
    (same,) = both.numbers
    assert same.text == "487"
    assert same.alternatives[0][0] == "437"
    assert same.confidence < same.alternatives[0][1]


def test_a_string_of_another_length_has_a_lead_of_its_own() -> None:
    members = [digit("4", 1), digit("7", 25)]
    said = frames("407", (1, 25))
    number = Number.of(members, line=1, accept=0.9)
    for weights, text in (
        (replace(WEIGHTS, change=50.0), "407"),
        (replace(WEIGHTS, recount=50.0), "47"),
    ):
        both = answer_jointly([number], members, said, alphabet=ALPHABET, weights=weights)
        assert both.numbers[0].text == text


def test_a_digit_that_only_the_second_saw_is_put_in_where_it_saw_it() -> None:
    members = [digit("4", 1), digit("7", 25)]
    number, both = read(members, frames("407", (1, 25)))
    assert number.text == "407"
    box = number.digits[1].box
    assert box.centre[0] == pytest.approx(18, abs=1.5)
    assert box.centre[1] == 10
    assert box.height == 20
    assert number.digits[1] in both.digits
    assert len(both.frames.spans) == 3
    assert number.digits[1].alternatives[0][0] == "0"


def test_a_digit_that_the_first_invented_is_left_out() -> None:
    members = [digit("4", 1), digit("1", 9, 0.3, there=0.35), digit("7", 13)]
    number, both = read(members, frames("47", (1, 9, 13)))
    assert number.text == "47"
    assert [each.box for each in number.digits] == [members[0].box, members[2].box]
    assert len(both.digits) == len(both.frames.spans) == 2


def test_a_faint_digit_between_others_is_taken_where_the_second_saw_it_too() -> None:
    members = [digit("4", 1), digit("7", 25)]
    hint = digit("0", 13, 0.2, there=0.2)
    number, _ = read(members, frames("407", (1, 25), hints=(hint,)))
    assert number.text == "407"
    assert number.digits[1].box == hint.box


def test_what_only_one_of_them_reads_is_never_accepted() -> None:
    members = [digit("4", 1), digit("7", 25)]
    number, both = read(members, frames("407", (1, 25)))
    (told,) = confirm([number], both.digits, both.frames, alphabet=ALPHABET, margin=0.0)
    assert told.second is not None
    assert told.second.text == told.text == "407"
    assert told.margin == 0
    same, _ = read([digit("4", 1), digit("7", 13)], frames("47", (1, 13)))
    assert same.first is not None
    assert same.first.text == "47"


def test_something_beside_a_number_makes_it_less_sure() -> None:
    members = [digit("4", 1), digit("7", 13)]
    whole, _ = read(members, frames("47", (1, 13)))
    torn, _ = read(members, frames("47", (1, 13), faint=(Box(26, 0, 36, 20),)))
    assert torn.confidence < whole.confidence - 0.1


def test_a_number_that_the_second_did_not_see_stays_as_it_is() -> None:
    members = [digit("4", 1, 0.6, "9")]
    said = Frames(np.zeros((0, 11)), np.zeros((1, 4)), np.zeros(1, bool))
    number, _ = read(members, said)
    assert number == Number.of(members, line=1, accept=0.9)
    nothing = Frames(np.zeros((0, 11)), np.zeros((0, 4)), np.zeros(0, bool))
    assert weigh((), (), nothing, alphabet=ALPHABET) == ()


def test_an_answer_is_never_empty() -> None:
    number, _ = read([digit("1", 1, 0.4, there=0.45)], frames("", (1,)))
    assert number.text == "1"
    blank = Frames(np.eye(11)[[10, 10, 10]], np.array([[0, 3, 0, 3.0]]), np.zeros(1, bool))
    number, _ = read([digit("1", 1, 0.4, there=0.45)], blank)
    assert number.text == "1"
    assert number.confidence < 0.5


def test_candidates_are_the_firsts_own_and_no_string_twice() -> None:
    members = [digit("1", 1, 0.6, "7"), digit("1", 13, 0.6, there=0.8), digit("1", 25)]
    number = Number.of(members, line=1, accept=0.9)
    (ballot,) = weigh([number], members, frames("171", (1, 13, 25)), alphabet=ALPHABET)
    assert ballot is not None
    texts = [candidate.text for candidate in ballot.candidates]
    assert texts[0] == "111"
    assert {"711", "11", "171"} <= set(texts)
    assert len(set(texts)) == len(texts)
    assert 0.5 < ballot.chances(WEIGHTS).sum() < 1
