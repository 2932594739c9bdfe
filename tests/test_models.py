"""A model is two files; its card is believed only where the other is the file it describes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.modelling import write_card

from inkread import (
    ModelCardInvalid,
    ModelDamaged,
    ModelFailed,
    ModelNotFound,
    OptionsInvalid,
)
from inkread.models import SHIPPED, ModelCard, find_model, list_models


def test_the_shipped_models_are_found_by_name() -> None:
    for name in ("reader", "digit"):
        model = find_model(name)
        assert (model.card.name, model.path.parent) == (name, SHIPPED)
        assert model.read()
    assert [model.card.name for model in list_models()] == ["digit", "reader"]


def test_the_shipped_models_are_small_enough_for_the_wheel() -> None:
    assert sum(model.path.stat().st_size for model in list_models()) < 10_000_000


@pytest.mark.parametrize("ending", ["mine.onnx", "mine.json", "mine"])
def test_a_model_is_found_by_either_of_its_files(tmp_path: Path, ending: str) -> None:
    write_card(tmp_path, "mine", b"graph")
    model = find_model(tmp_path / ending)
    assert (model.card.name, model.path, model.read()) == ("mine", tmp_path / "mine.onnx", b"graph")


def test_of_a_folder_it_is_the_model_of_the_role_asked_for(tmp_path: Path) -> None:
    write_card(tmp_path, "reader", b"pages")
    write_card(tmp_path, "digit", b"digits")
    assert find_model(tmp_path, "reader").read() == b"pages"
    assert find_model(str(tmp_path), "digit").read() == b"digits"


@pytest.mark.parametrize("name", ["none", "none.onnx", "/none/reader", ""])
def test_what_is_not_there_is_named_with_what_is(name: str) -> None:
    with pytest.raises(ModelNotFound) as caught:
        find_model(name)
    assert caught.value.known == ("digit", "reader")
    assert "Known names: digit, reader." in str(caught.value)


def test_another_file_than_the_card_describes_is_refused(tmp_path: Path) -> None:
    write_card(tmp_path, "mine", b"graph")
    (tmp_path / "mine.onnx").write_bytes(b"other")
    with pytest.raises(ModelDamaged, match="not the file that its card describes"):
        find_model(tmp_path / "mine.onnx").read()


def test_a_model_without_its_graph_fails_when_it_is_read(tmp_path: Path) -> None:
    write_card(tmp_path, "mine", b"graph")
    (tmp_path / "mine.onnx").unlink()
    with pytest.raises(ModelFailed, match="cannot be opened"):
        find_model(tmp_path / "mine").read()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"thresholds": {"accept": 0.9}}, "'find' is missing"),
        ({"thresholds": {"find": 0, "accept": 0.9}}, "a threshold is not between 0 and 1"),
        ({"thresholds": {"find": 0.4, "accept": 1.1}}, "a threshold is not between 0 and 1"),
        ({"thresholds": {"find": 0.4, "beside": 0.5, "accept": 1}}, "'beside' is not between"),
        ({"thresholds": {"find": "high", "accept": 1}}, "could not convert"),
        ({"thresholds": None}, "not subscriptable"),
        ({"calibration": {"temperature": 0}}, "the temperature is not above 0"),
        ({"acceptance": {"margins": {"0.01": 2}, "max_error": 0.01}}, "a margin is not between"),
        ({"acceptance": {"margins": {"0": 0.5}, "max_error": 0}}, "a margin is not between"),
        ({"alone": {"margins": {"0.01": 2}}}, "a margin is not between"),
        ({"alone": {"joint": {"second": 1}}}, "'margins' is missing"),
        ({"acceptance": {"margins": {"0.01": 0.5}, "max_error": 0.1}}, "names none of the margins"),
        ({"acceptance": {"margins": {"0.01": 0.5}}}, "'max_error' is missing"),
        (
            {"acceptance": {"margins": {"0.01": 0.5}, "max_error": 0.01, "doubt": 2}},
            "'doubt' is not between 0 and 1",
        ),
        ({"thresholds": {"find": 0.4, "accept": 1, "sign": 0}}, "'sign' is not between 0 and 1"),
        ({"alphabet": "0"}, "the alphabet needs"),
        ({"alphabet": "00"}, "the alphabet needs"),
        ({"file": "../digit.onnx"}, "'file' must be a name beside the card"),
    ],
)
def test_a_card_that_says_nonsense_is_refused(
    tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    path = write_card(tmp_path, "mine", b"graph", **changes)
    with pytest.raises(ModelCardInvalid) as caught:
        find_model(path)
    assert caught.value.path == str(path)
    assert reason in str(caught.value)


def test_a_card_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = write_card(tmp_path, "mine", b"graph")
    path.write_text("{")
    with pytest.raises(ModelCardInvalid):
        ModelCard.read(path)


def test_a_card_keeps_all_that_is_written_on_it(tmp_path: Path) -> None:
    path = write_card(tmp_path, "mine", b"graph", scores=[{"set": "mnist"}])
    assert ModelCard.read(path).details == json.loads(path.read_text())


def test_a_number_alone_has_margins_and_weights_of_its_own_where_the_card_has_them(
    tmp_path: Path,
) -> None:
    acceptance = {"max_error": 0.01, "margins": {"0.01": 0.5, "0.001": 0.9}}
    joint = {"second": 1.0}
    card = ModelCard.read(
        write_card(tmp_path, "mine", b"graph", acceptance=acceptance, joint=joint)
    )
    assert card.margin_at(0.001, alone=True) == 0.9
    assert card.joint_for(alone=True) == joint
    alone = {"margins": {"0.02": 0.3, "0.005": 0.7}, "joint": {"second": 2.0}}
    path = write_card(tmp_path, "mine", b"graph", acceptance=acceptance, joint=joint, alone=alone)
    card = ModelCard.read(path)
    assert [card.margin_at(each, alone=True) for each in (0.5, None)] == [0.3, 0.7]
    assert (card.margin_at(0.001, alone=True) or 0) > 1, "nothing is promised so strictly"
    assert [card.joint_for(alone=each)["second"] for each in (False, True)] == [1, 2]
    with pytest.raises(OptionsInvalid):
        card.margin_at(0.0005, alone=True)


def test_the_margin_is_that_of_the_largest_share_of_errors_that_is_allowed(tmp_path: Path) -> None:
    acceptance = {"max_error": 0.002, "margins": {"0.01": 0.5, "0.002": 0.8, "0.001": 0.9}}
    card = ModelCard.read(write_card(tmp_path, "mine", b"graph", acceptance=acceptance))
    asked = (None, 0.5, 0.01, 0.009, 0.002, 0.0015, 0.001)
    assert [card.margin_at(each) for each in asked] == [0.8, 0.5, 0.5, 0.8, 0.8, 0.9, 0.9]


def test_fewer_errors_than_a_model_was_fitted_for_are_refused(tmp_path: Path) -> None:
    acceptance = {"max_error": 0.01, "margins": {"0.01": 0.5}}
    card = ModelCard.read(write_card(tmp_path, "mine", b"graph", acceptance=acceptance))
    with pytest.raises(OptionsInvalid, match=r"must be 0\.01 or more for the model 'mine'"):
        card.margin_at(0.001)


def test_a_model_without_a_second_reader_takes_no_share_of_errors(tmp_path: Path) -> None:
    card = ModelCard.read(write_card(tmp_path, "mine", b"graph"))
    assert card.margin_at(None) is None
    with pytest.raises(OptionsInvalid, match="must be left out for the model 'mine'"):
        card.margin_at(0.01)


def test_a_card_without_calibration_changes_no_probability(tmp_path: Path) -> None:
    path = write_card(tmp_path, "mine", b"graph", calibration={})
    assert ModelCard.read(path).temperature == 1.0


def test_a_card_may_say_which_signs_its_model_reads_and_from_when_on(tmp_path: Path) -> None:
    card = find_model(write_card(tmp_path, "mine", b"graph")).card
    assert (card.signs, card.inner_signs, card.sign) == (".,-/$€£¥₹#*=", ".,-/", 0.5)
    thresholds = {"find": 0.4, "accept": 0.9, "sign": 0.3}
    path = write_card(tmp_path, "more", b"", thresholds=thresholds, signs=".%", inner_signs=".")
    card = find_model(path).card
    assert (card.signs, card.inner_signs, card.sign) == (".%", ".", 0.3)
