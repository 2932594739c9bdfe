"""Patterns mean what they mean to Python, and none of them can make reading slow."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.constraints.making import DIGITS

from inkread import OptionsInvalid, Pattern

atoms = st.sampled_from(["0", "1", "7", ".", r"\d", "[01]", "[^0-4]", "[2-47]", "[0-9]"])
counts = st.sampled_from(["", "?", "*", "+", "{2}", "{0,1}", "{1,}", "{0,}", "{2,3}"])


def more(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    grouped = smaller.map("({})".format) | smaller.map("(?:{})".format)
    return (
        st.lists(smaller, min_size=2, max_size=3).map("".join)
        | st.lists(smaller, min_size=2, max_size=3).map("|".join)
        | st.tuples(grouped, counts).map("".join)
    )


patterns = st.recursive(st.tuples(atoms, counts).map("".join), more, max_leaves=6)


@given(patterns, st.lists(st.text("0137", min_size=1, max_size=6), min_size=1, max_size=8))
def test_a_pattern_matches_what_python_matches(pattern: str, texts: list[str]) -> None:
    constraint = Pattern(pattern)
    for text in texts:
        assert constraint.satisfied_by(text) == bool(re.fullmatch(pattern, text))


@given(st.from_regex(r"[0-4]{2,3}(7|89)*[^0-2]", fullmatch=True, alphabet=st.sampled_from(DIGITS)))
def test_what_python_makes_from_a_pattern_matches_it(text: str) -> None:
    assert Pattern(r"[0-4]{2,3}(7|89)*[^0-2]").satisfied_by(text)


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("", "pattern must be a pattern of 1 to 200 characters, not ''."),
        ("1" * 201, "pattern must be a pattern of 1 to 200 characters"),
        (5, "pattern must be a pattern of 1 to 200 characters, not 5."),
        ("^12", "(character 1: leave out '^', the whole number must match anyway), not '^12'."),
        ("12$", "(character 3: leave out '$', the whole number must match anyway)"),
        ("12a", "(character 3: 'a' is not understood)"),
        (r"\w", "(character 1: '\\\\' is not understood)"),
        ("1 2", "(character 2: ' ' is not understood)"),
        ("*1", "(character 1: '*' is not understood)"),
        ("(?=1)", "(character 2: '?' is not understood)"),
        ("(?P<a>1)", "(character 2: '?' is not understood)"),
        ("1*?", "(character 3: a second count is not understood)"),
        ("1{2}{3}", "(character 5: a second count is not understood)"),
        ("(12", "(character 4: ')' is missing)"),
        ("12)", "(character 3: there is no '(' to this ')')"),
        ("()", "(character 2: something is missing here)"),
        ("1|", "(character 3: something is missing here)"),
        ("[12", "(character 4: the pattern ends too early)"),
        ("[]", "this class names no digit, or leaves none)"),
        ("[^0-9]", "this class names no digit, or leaves none)"),
        ("[3-1]", "this range runs backwards)"),
        ("[1-]", "']' is not understood)"),
        ("1{", "a count from 0 to 100 is missing)"),
        ("1{2", "'}' is missing)"),
        ("1{,3}", "a count from 0 to 100 is missing)"),
        ("1{101}", "a count from 0 to 100 is missing)"),
        ("1{0}", "the second count must be at least the first, and at least 1)"),
        ("1{3,2}", "the second count must be at least the first, and at least 1)"),
        ("\u0661", "is not understood)"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(pattern: Any, sentence: str) -> None:
    with pytest.raises(OptionsInvalid) as caught:
        Pattern(pattern)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "pattern", ["(1{100}){6}", "((((1{100}){100}){100}){100}){100}", ".*1.{14}", "(.|.){100}{9}"]
)
def test_a_pattern_that_is_too_large_is_refused_at_once(pattern: str) -> None:
    with pytest.raises(OptionsInvalid, match="pattern must be "):
        Pattern(pattern)


def test_a_pattern_that_is_slow_elsewhere_is_not_slow_here() -> None:
    constraint = Pattern("(1+)+2")
    assert len(constraint.automaton.steps) < 10
    assert not constraint.satisfied_by("1" * 10_000)


def test_deep_nesting_is_understood() -> None:
    assert Pattern("(" * 99 + "1" + ")" * 99).satisfied_by("1")
