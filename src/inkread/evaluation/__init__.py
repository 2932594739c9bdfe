"""Measures the shipped models on real pictures, through the same door that users take.

`run` measures a suite or all of them and writes what it found; `summarise` shows it in a terminal.
"""

from __future__ import annotations

from inkread.evaluation.report import summarise
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
    "names_of",
    "run",
    "summarise",
]
