"""`inkread evaluate` at the door: what it refuses, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.evaluation.scripted import make_model

from inkread.cli import main
from inkread.evaluation import SUITES


@pytest.fixture
def model(tmp_path: Path) -> str:
    return str(make_model(tmp_path / "model"))


def evaluate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", *arguments])


def test_a_suite_that_there_is_not_is_wrong_usage() -> None:
    result = evaluate("everything")
    assert result.exit_code == 2
    assert f"{', '.join(SUITES)}, all" in result.stderr


def test_a_quick_look_may_not_be_written_among_the_results(model: str) -> None:
    result = evaluate("nothing", "--model", model, "--limit", "1", "--out", "benchmarks/results")
    assert result.exit_code == 2
    assert "another folder" in result.stderr


def test_a_suite_without_its_data_ends_with_one_line_and_exit_code_1(
    model: str, tmp_path: Path
) -> None:
    result = evaluate("dida", "--model", model, "--data", str(tmp_path), "--limit", "1")
    assert result.exit_code == 1
    assert "dida-8000.zip is missing" in result.stderr.splitlines()[-1]
    assert result.stdout == ""


def test_a_model_that_there_is_not_ends_with_exit_code_1() -> None:
    result = evaluate("nothing", "--model", "nobody")
    assert result.exit_code == 1
    assert "no model 'nobody'" in result.stderr
