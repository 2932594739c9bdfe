"""What is read from what a graph answered: the same as ever, and the same as in the browser.

The browser's own tests (`frontend/tests/golden.test.ts`) read the same files.
"""

from __future__ import annotations

from typing import Any

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
    assert any("within" in number.get("second", {}) for number in numbers)
    kinds = {number["value"]["kind"] for number in numbers if "value" in number}
    assert kinds == {"integer", "decimal", "amount", "date"}
    signs = {sign["text"] for number in numbers for sign in number.get("signs", [])}
    assert signs & set("$€£¥₹")
    assert signs >= set(".,'-/*#")
    assert any(len(case["page"]["numbers"]) == 0 for case in CASES)
    assert max(len(number["text"]) for number in numbers) >= 6
