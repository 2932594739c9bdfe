"""What is read from what a graph answered: the same as ever, and the same as in the browser.

The browser's own tests (`frontend/tests/golden.test.ts`) read the same files.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from tests.golden.making import RECORDED, SCRIPTED, Case, read_cases, scripted_cases

CASES = [*read_cases(SCRIPTED), *read_cases(RECORDED)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_reads_what_the_golden_case_says(case: dict[str, Any]) -> None:
    page = Case.from_dict(case).page()
    assert page == case["page"], "run `python -m scripts.write_golden_cases` when this is meant"


def test_the_scripted_cases_are_those_that_the_seeds_make() -> None:
    written = read_cases(SCRIPTED)
    made = [case.to_dict() for case in scripted_cases(len(written))]
    assert [case["outputs"] for case in made] == [case["outputs"] for case in written]


def test_the_cases_hold_all_that_the_rules_are_about() -> None:
    numbers = [number for case in CASES for number in case["page"]["numbers"]]
    assert {number["accepted"] for number in numbers} == {True, False}
    assert {number["second"]["whole"] for number in numbers if "second" in number} == {True, False}
    alone = [number for number in numbers if number.get("second", {}).get("alone")]
    assert {number["accepted"] for number in alone} == {True, False}
    assert any("within" in number.get("second", {}) for number in numbers)
    kinds = {number["value"]["kind"] for number in numbers if "value" in number}
    assert kinds == {"integer", "decimal", "amount", "date"}
    signs = {sign["text"] for number in numbers for sign in number.get("signs", [])}
    assert signs & set("$€£¥₹")
    assert signs >= set(".,'-/*#")
    assert any(len(case["page"]["numbers"]) == 0 for case in CASES)
    assert max(len(number["text"]) for number in numbers) >= 6


def test_the_cases_hold_all_that_a_joint_answer_is_about() -> None:
    joint = [case for case in CASES if case["card"].get("joint")]
    assert len({str(case["card"]["joint"]) for case in joint}) > 3
    numbers = [number for case in joint for number in case["page"]["numbers"]]
    both = [number for number in numbers if "first" in number]
    assert len(both) < len(numbers), "a number whose string has no frame stays as it is"
    changes = [(number["first"]["text"], number["text"]) for number in both]
    assert any(first == text for first, text in changes)
    assert any(first != text and len(first) == len(text) for first, text in changes)
    assert any(len(first) > len(text) for first, text in changes)
    assert any(len(first) < len(text) for first, text in changes)
    assert {len(number.get("alternatives", ())) for number in both} >= {1, 2, 3, 4, 5}
    stayed = [each for each in both if each["text"] == each["first"]["text"]]
    assert any(each["alternatives"][0][0] != each["text"] for each in stayed)
    assert any(each["accepted"] for each in stayed)
    # Of what is put in, some stands where the first reader has a hint and some where it has none.
    boxes = [{tuple(digit["box"]) for digit in number["digits"]} for number in both]
    assert any(own & _hints_of(joint) for own in boxes)
    assert any(own - _boxes_of(joint) for own in boxes)
    assert any(one == two for number in both for one, two in pairwise(number["text"]))


def _boxes_of(cases: list[dict[str, Any]], doubt: float = 0.0, below: float = 2.0) -> set[Any]:
    """The boxes that the first reader answered, with a digitness from `doubt` to `below`."""
    found = set()
    for case in cases:
        outputs = Case.from_dict(case).outputs
        edges = np.array([case["width"], case["height"]] * 2, np.float64)
        boxes = outputs["boxes"].astype(np.float64).clip(0, edges).round(2)
        digitness = outputs["digitness"]
        found |= {tuple(box) for box in boxes[(digitness >= doubt) & (digitness < below)].tolist()}
    return found


def _hints_of(cases: list[dict[str, Any]]) -> set[Any]:
    """As `_boxes_of`, of what is hardly seen and never found by the scripted cards."""
    return _boxes_of(cases, doubt=0.05, below=0.3)
