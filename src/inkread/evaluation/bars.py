"""The bars: what the shipped models must reach, all in one place."""

from __future__ import annotations

from collections.abc import Mapping

from inkread.evaluation.results import Bar

BARS: Mapping[str, Bar] = {
    "strings/two and three-four": Bar("at least", 0.997),
    "strings/pen": Bar("at least", 0.975),
    "strings/accepted": Bar("at least", 0.95),
    "strings/wrong": Bar("at most", 0.002),
    "strings/calibration": Bar("at most", 0.015),
    "composed/4": Bar("at least", 0.97),
    "composed/10": Bar("at least", 0.95),
    "sudoku/cells": Bar("at least", 0.997),
    "sudoku/grids": Bar("at least", 0.85),
    "sudoku/invented": Bar("at most", 0.5),
    "mnist": Bar("at least", 0.9975),
    "mnist/rejected": Bar("at most", 0.0005),
    "corrupted": Bar("at most", 0.04),
    "usps": Bar("at most", 0.016),
    "semeion": Bar("at most", 0.04),
    "dida": Bar("at least", 0.975),
    "dida/calibration": Bar("at most", 0.015),
    "words": Bar("at most", 0.3),
    "words/accepted": Bar("at most", 0.02),
    "nothing": Bar("at most", 0.0),
    "nothing/blank pages": Bar("at most", 0.0),
    "nothing/photographs": Bar("at most", 0.05),
    "cost/page": Bar("at most", 150.0),
    "cost/roofline": Bar("at least", 0.4),
    "cost/digit": Bar("at most", 0.15),
    "cost/cold": Bar("at most", 0.8),
}
