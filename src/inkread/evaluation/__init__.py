"""Measures the shipped models on real pictures, through the same door that users take.

`run` measures a suite or all of them and writes what it found; `summarise` shows it in a terminal,
`keep_report` on one page of HTML.
"""

from __future__ import annotations

from inkread.evaluation.report import summarise
from inkread.evaluation.report_page import keep_report
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
    "keep_report",
    "names_of",
    "run",
    "summarise",
]
