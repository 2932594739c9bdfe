"""The files that leave are the same whether Python or the browser wrote them.

The browser's own tests (`frontend/tests/exports.test.ts`) read the same cases.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.golden.leaving import Leaving, leavings, read_leavings

CASES = read_leavings()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_writes_what_the_golden_case_says(case: dict[str, Any]) -> None:
    files = Leaving.from_dict(case).files()
    assert files == case["files"], "run `python -m scripts.write_golden_cases` when this is meant"


def test_the_cases_are_those_that_are_made() -> None:
    assert [each.name for each in leavings()] == [case["name"] for case in CASES]


def test_the_cases_hold_all_that_files_tell() -> None:
    text = "".join(case["files"]["csv"] + case["files"]["hocr"] for case in CASES)
    for part in ('"slant_degrees"', '"amount"', '"mixed"', '"print"', '"no"', "'=1+1", "e-05"):
        assert part in text, part
    assert any(len(case["pages"]) > 1 for case in CASES)
