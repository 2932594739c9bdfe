"""A graph's answer becomes digits, or an error; never a guess."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.modelling import Arrays, answer, signed, spelled, write_card, written

from inkread import ModelFailed
from inkread.decoding import Found, digits_of
from inkread.models import ModelCard


@pytest.fixture
def card(tmp_path: Path) -> ModelCard:
    return ModelCard.read(write_card(tmp_path, "reader", b""))


def decode(outputs: Arrays, card: ModelCard) -> Found:
    return digits_of(outputs, card, 100, 80)


def test_no_digits_decode_to_none(card: ModelCard) -> None:
    assert decode(answer(), card) == Found((), (), ())
    assert decode(answer(**spelled()), card).digits == ()


def test_a_digit_has_its_text_its_box_and_all_ten_alternatives(card: ModelCard) -> None:
    (digit,) = decode(answer(("7", 30, 40), sure=0.91), card).digits
    assert (digit.text, digit.confidence, digit.kind) == ("7", 0.91, "hand")
    assert digit.box.to_list() == [24, 30, 36, 50]
    assert sorted(text for text, _ in digit.alternatives) == list("0123456789")
    assert digit.alternatives[0] == ("7", 0.91)
    assert sum(chance for _, chance in digit.alternatives) == pytest.approx(1, abs=1e-5)


def test_doubt_that_there_is_a_digit_lowers_all_its_alternatives(card: ModelCard) -> None:
    (digit,) = decode(answer(("7", 30, 40), sure=0.91, digitness=[0.5]), card).digits
    assert digit.confidence == pytest.approx(0.455)
    assert sum(chance for _, chance in digit.alternatives) == pytest.approx(0.5, abs=1e-5)


def test_candidates_below_the_cards_threshold_are_no_digits(card: ModelCard) -> None:
    outputs = answer(("1", 10, 40), ("2", 30, 40), ("3", 50, 40), digitness=[0.39, 0.4, 0.9])
    assert [digit.text for digit in decode(outputs, card).digits] == ["2", "3"]


def test_a_digit_below_find_may_be_there_from_beside_on(tmp_path: Path) -> None:
    thresholds = {"find": 0.8, "beside": 0.3, "accept": 0.9}
    card = ModelCard.read(write_card(tmp_path, "reader", b"", thresholds=thresholds))
    outputs = answer(("1", 10, 40), ("2", 30, 40), ("3", 50, 40), digitness=[0.29, 0.3, 0.8])
    found = decode(outputs, card)
    assert [digit.text for digit in found.digits] == ["2", "3"]
    assert found.is_sure == (False, True)


def test_print_and_hand_are_told_apart(card: ModelCard) -> None:
    outputs = answer(("1", 10, 40), ("2", 30, 40), printed=[0.9, 0.1])
    assert [digit.kind for digit in decode(outputs, card).digits] == ["print", "hand"]


def test_equal_chances_keep_the_order_of_the_alphabet(card: ModelCard) -> None:
    outputs = answer(("0", 10, 40))
    outputs["probabilities"] = np.full((1, 10), 0.1, dtype=np.float32)
    (digit,) = decode(outputs, card).digits
    assert [text for text, _ in digit.alternatives] == list("0123456789")


def test_a_temperature_above_1_makes_less_sure_and_keeps_the_order(tmp_path: Path) -> None:
    path = write_card(tmp_path, "reader", b"", calibration={"temperature": 2.0})
    (digit,) = decode(answer(("7", 30, 40), sure=0.91), ModelCard.read(path)).digits
    assert digit.text == "7"
    assert 0.3 < digit.confidence < 0.6
    assert sum(chance for _, chance in digit.alternatives) == pytest.approx(1, abs=1e-5)


def test_boxes_are_cut_to_the_picture_and_what_lies_outside_is_left_out(card: ModelCard) -> None:
    found = decode(answer(("1", 2, 5), ("2", 98, 78), ("3", 300, 40), ("4", -20, 40)), card)
    assert [digit.box.to_list() for digit in found.digits] == [[0, 0, 8, 15], [92, 68, 100, 80]]


def test_hints_stay_beside_their_digits(card: ModelCard) -> None:
    more: dict[str, Any] = {"next": [[1, 2], [3, 4]], "link": [0.5, 0.25], "digitness": [0.1, 1]}
    found = decode(answer(("1", 10, 40), ("2", 30, 40), **more), card)
    assert [(link.dx, link.dy, link.chance) for link in found.links] == [(3, 4, 0.25)]


def test_a_graph_without_hints_gives_none(card: ModelCard) -> None:
    assert decode(answer(("1", 10, 40)), card).links == ()


def test_outputs_of_later_versions_are_passed_over(card: ModelCard) -> None:
    outputs = answer(("1", 10, 40)) | {"later": np.zeros((3, 3))}
    assert len(decode(outputs, card).digits) == 1


def test_what_the_second_reader_says_stays_beside_its_digits(card: ModelCard) -> None:
    found = decode(answer(*written("123"), digitness=[1, 0.1, 1], **spelled("123", sure=0.9)), card)
    assert found.frames is not None
    assert found.frames.spans.tolist() == [[0, 9, 0, 3], [0, 9, 6, 9]]
    assert found.frames.chances.shape == (9, 11)
    assert found.frames.chances[1, 1] == pytest.approx(0.9)
    assert found.frames.goes_on.tolist() == [False, False]
    assert found.frames.faint == ()


def test_what_is_no_digit_and_yet_like_one_is_told_to_the_second_reader(tmp_path: Path) -> None:
    acceptance = {"max_error": 0.01, "margins": {"0.01": 0.5}, "doubt": 0.05}
    card = ModelCard.read(write_card(tmp_path, "reader", b"", acceptance=acceptance))
    more: dict[str, Any] = {"next": np.zeros((3, 2)), "link": [0.7, 0, 0.2], **spelled("123")}
    seen = [("1", 20, 40), ("2", 40, 40), ("3", 60, 40)]
    found = decode(answer(*seen, digitness=[1, 0.1, 0.04], **more), card)
    assert found.frames is not None
    assert found.frames.goes_on.tolist() == [True]
    assert [box.to_list() for box in found.frames.faint] == [[34, 30, 46, 50]]


@pytest.mark.parametrize(
    "changes",
    [
        {"strings": np.zeros((3, 10))},
        {"spans": np.zeros((2, 4))},
        {"spans": np.full((1, 4), 99.0)},
        {"spans": np.full((1, 4), np.nan)},
        {"strings": np.full((3, 11), np.nan)},
    ],
)
def test_frames_that_make_no_sense_are_a_failure(card: ModelCard, changes: Any) -> None:
    outputs = answer(("1", 10, 40), **spelled("1")) | changes
    with pytest.raises(ModelFailed):
        decode(outputs, card)


def test_strings_without_spans_are_a_failure(card: ModelCard) -> None:
    outputs = answer(("1", 10, 40), **spelled("1"))
    del outputs["spans"]
    with pytest.raises(ModelFailed, match="gives no 'spans'"):
        decode(outputs, card)


@pytest.mark.parametrize("name", ["boxes", "probabilities", "digitness", "printed"])
def test_a_missing_output_is_a_failure_of_the_model(card: ModelCard, name: str) -> None:
    outputs = answer(("1", 10, 40))
    del outputs[name]
    with pytest.raises(ModelFailed, match="'reader' failed"):
        decode(outputs, card)


@pytest.mark.parametrize("name", ["boxes", "probabilities", "printed"])
@pytest.mark.parametrize("value", [np.zeros((1, 3)), np.zeros((2, 4)), np.full((1, 4), np.nan)])
def test_an_output_of_another_shape_or_without_numbers_is_a_failure(
    card: ModelCard, name: str, value: Any
) -> None:
    with pytest.raises(ModelFailed):
        decode(answer(("1", 10, 40)) | {name: value}, card)


def test_signs_are_told_from_the_cards_threshold_on(tmp_path: Path) -> None:
    thresholds = {"find": 0.4, "accept": 0.9, "sign": 0.6}
    card = ModelCard.read(write_card(tmp_path, "reader", b"", thresholds=thresholds))
    outputs = answer(("1", 10, 40), **signed((".", 20, 49), ("€", 120, 40), ("/", 30, 40)))
    outputs["sign_chances"][2, 3] = 0.59
    (sign,) = decode(outputs, card).signs
    assert (sign.text, sign.confidence) == (".", 0.95)
    assert sign.box.to_list() == [18.5, 47.5, 21.5, 50.5]


def test_a_sign_that_is_likelier_takes_the_place_of_a_digit_with_all_that_is_told_of_it(
    tmp_path: Path,
) -> None:
    acceptance = {"max_error": 0.01, "margins": {"0.01": 0.5}, "doubt": 0.05}
    card = ModelCard.read(write_card(tmp_path, "reader", b"", acceptance=acceptance))
    seen = [*written("123"), ("8", 65, 20)]
    signs = signed(("/", 35, 20), ("$", 65, 20), sure=0.9, size=(12, 20))
    more: dict[str, Any] = {"next": np.zeros((4, 2)), "link": np.zeros(4), **spelled("1238")}
    found = decode(answer(*seen, digitness=[1, 0.7, 1, 0.1], **more, **signs), card)
    assert [digit.text for digit in found.digits] == ["1", "3"]
    assert [sign.text for sign in found.signs] == ["/", "$"]
    assert found.frames is not None
    assert len(found.links) == len(found.is_sure) == len(found.frames.spans) == 2
    assert found.frames.faint == ()
    sure = decode(answer(*seen, digitness=[1, 0.95, 1, 0.1], **more, **signs), card)
    assert [digit.text for digit in sure.digits] == ["1", "2", "3"]


def test_a_second_reader_may_read_signs_too(card: ModelCard) -> None:
    for signs in ("", ".,-/"):
        found = decode(answer(*written("12"), **spelled("12", signs=signs)), card)
        assert found.frames is not None
        assert found.frames.chances.shape == (6, 11 + len(signs))
        assert found.frames.signs == signs
    with pytest.raises(ModelFailed, match="'strings' has shape"):
        decode(answer(*written("12"), **spelled("12", signs=".,")), card)


def test_no_sign_and_no_digit_are_no_trouble(card: ModelCard) -> None:
    assert decode(answer(**signed()), card) == Found((), (), ())


def test_signs_without_their_chances_are_a_failure(card: ModelCard) -> None:
    with pytest.raises(ModelFailed, match="gives no 'sign_chances'"):
        decode(answer(("1", 10, 40), signs=[[0, 0, 1, 1]]), card)
