"""The bars: what the shipped models must reach, all in one place."""

from __future__ import annotations

from collections.abc import Mapping

from inkread.evaluation.results import Bar

BARS: Mapping[str, Bar] = {
    "strings/two and three-four": Bar("at least", 0.93),
    "strings/two": Bar("at least", 0.93),
    "strings/three-four": Bar("at least", 0.93),
    "strings/pen": Bar("at least", 0.85),
    "sudoku/printed": Bar("at least", 0.95),
    "sudoku/handwritten": Bar("at least", 0.95),
    "mnist": Bar("at least", 0.995),
    "dida": Bar("at least", 0.93),
    "words": Bar("at most", 0.3),
    "nothing": Bar("at most", 0.0),
}
