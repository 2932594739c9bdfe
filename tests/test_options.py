"""Options refuse nonsense when they are made."""

from __future__ import annotations

from typing import Any

import pytest

from inkread import Length, Limits, OptionsInvalid, ReadOptions


def test_the_defaults_read_whole_pictures_and_leave_nothing_out() -> None:
    options = ReadOptions()
    assert (options.single, options.min_confidence, options.dpi) == (False, 0.0, 200)
    assert not options.style
    assert options.limits == Limits()
    assert options.constraint is None
    assert options.max_error is None
    assert (options.decimal, options.date_order) == (None, None)
    assert Limits().pixels == 50_000_000


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"single": 1}, "single must be true or false, not 1."),
        ({"style": "yes"}, "style must be true or false, not 'yes'."),
        ({"min_confidence": 1.5}, "min_confidence must be a number from 0 to 1, not 1.5."),
        ({"min_confidence": float("nan")}, "min_confidence must be a number from 0 to 1"),
        ({"min_confidence": "0.5"}, "min_confidence must be a number from 0 to 1"),
        ({"min_confidence": True}, "min_confidence must be a number from 0 to 1"),
        ({"max_error": 0}, "max_error must be a number above 0 and below 1, not 0."),
        ({"max_error": 1.0}, "max_error must be a number above 0 and below 1, not 1.0."),
        ({"max_error": "0.1"}, "max_error must be a number above 0 and below 1, not '0.1'."),
        ({"decimal": "x"}, "decimal must be '.' or ',', not 'x'."),
        ({"decimal": ["."]}, "decimal must be '.' or ',', not ['.']."),
        ({"date_order": "dym"}, "date_order must be 'dmy' or 'mdy' or 'ymd', not 'dym'."),
        ({"dpi": 10}, "dpi must be a number from 36 to 1200, not 10."),
        ({"dpi": 200.5}, "dpi must be a whole number"),
        ({"limits": None}, "limits must be a Limits object"),
        ({"constraint": "5"}, "constraint must be a constraint such as Length(5), not '5'."),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(given: dict[str, Any], rule: str) -> None:
    with pytest.raises(OptionsInvalid) as caught:
        ReadOptions(**given)
    assert str(caught.value).startswith(rule)
    assert caught.value.option in given


@pytest.mark.parametrize("name", ["bytes", "pixels", "pages"])
@pytest.mark.parametrize("value", [0, -1, 1.5, True, "9"])
def test_a_limit_is_a_whole_number_from_1_on(name: str, value: Any) -> None:
    with pytest.raises(OptionsInvalid, match=rf"limits\.{name} must be a whole number"):
        Limits(**{name: value})


@pytest.mark.parametrize("value", [0, -1.0, float("nan"), "9"])
def test_a_limit_of_time_is_a_number_above_0(value: Any) -> None:
    with pytest.raises(OptionsInvalid, match=r"limits\.seconds must be a number above 0"):
        Limits(seconds=value)


def test_options_with_the_same_constraint_are_the_same() -> None:
    assert ReadOptions(constraint=Length(5)) == ReadOptions(constraint=Length(5))
    assert ReadOptions(constraint=Length(5)) != ReadOptions(constraint=Length(6))


def test_options_are_given_by_name_only() -> None:
    with pytest.raises(TypeError):
        ReadOptions(True)  # type: ignore[call-arg]
