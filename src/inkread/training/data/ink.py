"""Digits as paths of a pen (UCI pendigits): eight points each, evenly spaced along the path."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

POINTS = 8
# The set does not say where the pen was lifted. These are written in one stroke; a 4, 5 or 7
# would be drawn with the pen's way through the air as well, and most of its 1s stand on a foot.
IN_ONE_STROKE = (0, 2, 3, 6, 8, 9)

Paths = dict[int, NDArray[np.float64]]


def load_paths(root: Path) -> Paths:
    """The training part's paths of each label that is written in one stroke: (n, 8, 2), x right
    and y down, in heights of the digit."""
    table = gzip.decompress((root / "pendigits" / "pendigits.tra.gz").read_bytes()).decode("ascii")
    rows = [line.split(",") for line in table.split()]
    labels = np.array([row[2 * POINTS].index("1") for row in rows])
    points = np.array([row[: 2 * POINTS] for row in rows], np.float64).reshape(-1, POINTS, 2)
    points[..., 1] *= -1
    points -= points.min(1, keepdims=True)
    height = points[..., 1].max(1)
    paths = points / np.maximum(height, 1.0)[:, None, None]
    # Both axes were stretched to the same span if the digit was wider than high.
    upright = height > 50
    return {label: paths[upright & (labels == label)] for label in IN_ONE_STROKE}
