"""How a number is written is measured the same as ever, and the same as in the browser.

The browser's own tests (`frontend/tests/golden.test.ts`) read the same file.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.golden.styles import Writing, read_writings, writings

from inkread.style import measure_style

CASES = read_writings()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_measures_what_the_golden_case_says(case: dict[str, Any]) -> None:
    given = Writing.from_dict(case)
    style = measure_style(given.pixels, given.number).to_dict()
    assert style == case["style"], "run `python -m scripts.write_golden_cases` when this is meant"


def test_the_cases_are_those_that_are_drawn() -> None:
    assert [each.name for each in writings()] == [case["name"] for case in CASES]


def test_the_cases_hold_all_that_a_style_tells() -> None:
    styles = [case["style"] for case in CASES]
    slants = [style["slant_degrees"] for style in styles if "slant_degrees" in style]
    assert min(slants) < -10
    assert max(slants) > 10
    assert any("ink" in style and "slant_degrees" not in style for style in styles)
    assert any("ink" not in style for style in styles)
    assert min(style.get("spacing", 0) for style in styles) < 0
    lights = [style["ink_lab"][0] for style in styles if "ink_lab" in style]
    assert min(lights) < 20
    assert max(lights) > 80
    # Small ones are enlarged, large ones reduced.
    sizes = [style["size_px"] for style in styles]
    assert min(sizes) < 8
    assert max(sizes) > 384
