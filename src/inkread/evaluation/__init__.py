"""Measures the shipped models on real pictures, through the same door that users take."""

from __future__ import annotations

from inkread.evaluation.report import in_order, plain, rows_of_bars, rows_of_speed, rows_of_suite
from inkread.evaluation.suites import (
    SUITES,
    EvaluationOptions,
    Failure,
    exit_code,
    names_of,
    run,
)

__all__ = [
    "SUITES",
    "EvaluationOptions",
    "Failure",
    "exit_code",
    "in_order",
    "names_of",
    "plain",
    "rows_of_bars",
    "rows_of_speed",
    "rows_of_suite",
    "run",
]
