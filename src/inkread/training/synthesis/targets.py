"""What the spotter should have answered: its target maps for one sample."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inkread.training.synthesis.sample import Sample

F32 = NDArray[np.float32]
STRIDE, UNIT = 4, 16.0
PLANES, SIGN, WORD, WEIGHT, SILENT = 33, 18, 30, 31, 32


def make_target(sample: Sample) -> F32:
    """(33, size/4, size/4) float32 as `spotter_loss` reads it."""
    n = sample.pixels.shape[0] // STRIDE
    target = np.zeros((PLANES, n, n), np.float32)
    for x0, y0, x1, y1 in sample.ignored / STRIDE:
        target[SILENT, int(y0) : int(np.ceil(y1)), int(x0) : int(np.ceil(x1))] = 1
    if sample.words is not None:
        target[WORD] = sample.words.reshape(n, STRIDE, n, STRIDE).mean((1, 3)) > 0.5
    strongest = np.zeros((n, n), np.float32)
    for row in sample.digits:
        label, printed, *box = (float(v) for v in row[:6])
        x0, y0, x1, y1 = box
        # A digit on a word is no part of it.
        left, top, right, bottom = (round(edge / STRIDE) for edge in box)
        target[WORD, top:bottom, left:right] = 0
        h, linked = max(y1 - y0, 1.0), float(row[8])
        next_x, next_y = (float(v) for v in row[6:8]) if linked else ((x0 + x1) / 2, (y0 + y1) / 2)
        following = {
            14: printed, 15: (next_x - (x0 + x1) / 2) / h, 16: (next_y - (y0 + y1) / 2) / h,
            17: linked,
        }  # fmt: skip
        _add(target, strongest, (int(label), box), following)
    for row in sample.signs:
        _add(target, strongest, (SIGN + int(row[0]), [float(v) for v in row[1:5]]), {17: 0.0})
    return target


def _add(
    target: F32, strongest: F32, what: tuple[int, list[float]], values: dict[int, float]
) -> None:
    """The bump of one digit or sign, its plane and box, on its heat map, and its box and `values`
    where that bump is the highest."""
    plane_of, (x0, y0, x1, y1) = what
    n = target.shape[1]
    w, h = max(x1 - x0, 1.0), max(y1 - y0, 1.0)
    cx, cy = (x0 + x1) / 2 / STRIDE, (y0 + y1) / 2 / STRIDE
    col, line = min(int(cx), n - 1), min(int(cy), n - 1)
    sx, sy = max(0.6, 0.16 * w / STRIDE), max(0.6, 0.16 * h / STRIDE)
    rx, ry = int(2.5 * sx) + 1, int(2.5 * sy) + 1
    left, right = max(0, col - rx), min(n, col + rx + 1)
    top, bottom = max(0, line - ry), min(n, line + ry + 1)
    xs, ys = np.arange(left, right), np.arange(top, bottom)
    bump = (
        np.exp(-(((xs - col) / sx) ** 2) / 2)[None]
        * np.exp(-(((ys - line) / sy) ** 2) / 2)[:, None]
    )
    window = (slice(top, bottom), slice(left, right))
    heat = target[plane_of][window]
    np.maximum(heat, bump, out=heat)
    mine = (bump > 0.45) & (bump > strongest[window])
    strongest[window][mine] = bump[mine]
    dx, dy = (
        np.broadcast_to(cx - 0.5 - xs, bump.shape),
        np.broadcast_to((cy - 0.5 - ys)[:, None], bump.shape),
    )
    maps = {
        10: dx, 11: dy, 12: np.log(w / UNIT), 13: np.log(h / UNIT), **values,
        WEIGHT: bump if values[17] else -bump,
    }  # fmt: skip
    for channel, value in maps.items():
        plane = target[channel][window]
        plane[mine] = value[mine] if isinstance(value, np.ndarray) else value
