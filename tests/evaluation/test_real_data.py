"""A few real pictures through the shipped models, where the data sets are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inkread.evaluation import EvaluationOptions, run
from inkread.evaluation.strings import ARCHIVE
from inkread.models import SHIPPED

DATA = Path(os.environ.get("INKREAD_DATA") or "data")

pytestmark = [
    pytest.mark.skipif(not (DATA / ARCHIVE).is_file(), reason="INKREAD_DATA holds no data sets"),
    pytest.mark.skipif(not (SHIPPED / "reader.onnx").is_file(), reason="no model is shipped"),
]

SUITES = ["strings", "composed", "sudoku", "mnist", "corrupted", "usps", "semeion", "dida", "cost"]


@pytest.mark.parametrize("suite", SUITES)
def test_a_quick_look_at_real_pictures_runs_to_its_end(suite: str, tmp_path: Path) -> None:
    options = EvaluationOptions(data=DATA, limit=3, folder=tmp_path)
    results, failures = run(suite, options)
    assert not failures
    assert results[0].figures
    assert (tmp_path / f"{suite}.json").is_file()
    assert any((tmp_path / suite).iterdir())
