"""Digits drawn as pen strokes: the shapes that the public sets hold too few of.

Each shape is a list of strokes, each stroke a list of points (x right, y down) in a box one
unit high; a smooth curve is drawn through them. Crossed sevens, ones with a flag or a foot,
open fours, looped twos and round-bellied nines are spelled out, as European, Indian and American
hands write them; every drawing jitters all points.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Stroke = tuple[tuple[float, float], ...]

_BAR7: Stroke = ((0.08, 0.52), (0.5, 0.5))
_FOOT1: Stroke = ((0.02, 1.0), (0.4, 1.0))

SHAPES: dict[int, tuple[tuple[Stroke, ...], ...]] = {
    0: (
        (((0.3, 0), (0.05, 0.25), (0.03, 0.7), (0.28, 1), (0.55, 0.7), (0.54, 0.25), (0.3, 0)),),
        (((0.35, 0.02), (0.1, 0.3), (0.1, 0.75), (0.35, 0.98), (0.6, 0.6), (0.55, 0.2), (0.28, 0.06)),),
        (((0.4, 0.05), (0.02, 0.3), (0.08, 0.9), (0.6, 0.85), (0.7, 0.35), (0.4, 0.02), (0.3, 0.1)),),
    ),
    1: (
        (((0.1, 0), (0.1, 0.5), (0.1, 1)),),
        (((0.0, 0.25), (0.18, 0.08), (0.25, 0)), ((0.25, 0), (0.25, 0.5), (0.25, 1))),
        (((0.0, 0.4), (0.18, 0.2), (0.32, 0)), ((0.32, 0), (0.3, 0.5), (0.28, 1))),
        (((0.0, 0.25), (0.2, 0)), ((0.2, 0), (0.2, 1)), _FOOT1),
        (((0.3, 0), (0.2, 0.5), (0.05, 1)),),
    ),
    2: (
        (((0.03, 0.25), (0.25, 0.0), (0.52, 0.22), (0.3, 0.62), (0.0, 0.98)), ((0.0, 0.98), (0.6, 0.96))),
        (
            ((0.05, 0.2), (0.3, 0.0), (0.5, 0.25), (0.25, 0.75), (0.05, 0.95), (0.02, 0.8), (0.2, 0.8),
             (0.4, 0.97), (0.62, 0.9)),
        ),
        (((0.0, 0.1), (0.35, 0.02), (0.45, 0.3), (0.2, 0.65), (0.0, 0.95), (0.3, 0.92), (0.6, 0.98)),),
        (((0.1, 0.3), (0.2, 0.02), (0.55, 0.1), (0.45, 0.5), (0.05, 0.98)), ((0.05, 0.98), (0.4, 0.9), (0.65, 1.0))),
    ),
    3: (
        (((0.05, 0.12), (0.3, 0.0), (0.5, 0.2), (0.2, 0.47)), ((0.2, 0.47), (0.55, 0.65), (0.4, 0.98), (0.02, 0.88))),
        (((0.03, 0.02), (0.5, 0.02)), ((0.5, 0.02), (0.22, 0.4)), ((0.22, 0.4), (0.55, 0.6), (0.4, 0.98), (0.0, 0.9))),
        (((0.1, 0.05), (0.45, 0.05), (0.4, 0.35), (0.15, 0.48), (0.5, 0.6), (0.45, 0.95), (0.0, 0.95)),),
    ),
    4: (
        (((0.1, 0.0), (0.02, 0.5)), ((0.02, 0.5), (0.3, 0.55), (0.6, 0.5)), ((0.5, 0.05), (0.45, 1.0))),
        (((0.4, 0.0), (0.0, 0.65)), ((0.0, 0.65), (0.6, 0.65)), ((0.4, 0.0), (0.4, 1.0))),
        (((0.4, 0.0), (0.0, 0.6)), ((0.0, 0.6), (0.62, 0.58)), ((0.42, 0.3), (0.36, 1.0))),
        (((0.05, 0.0), (0.05, 0.3), (0.2, 0.52), (0.5, 0.45)), ((0.5, 0.0), (0.5, 0.5), (0.48, 1.0))),
    ),
    5: (
        (((0.12, 0.02), (0.06, 0.42)), ((0.06, 0.42), (0.45, 0.4), (0.5, 0.8), (0.02, 0.95)), ((0.12, 0.02), (0.52, 0.0))),
        (((0.55, 0.02), (0.1, 0.04)), ((0.1, 0.04), (0.05, 0.45)), ((0.05, 0.45), (0.4, 0.38), (0.55, 0.65), (0.3, 0.98), (0.0, 0.9))),
        (((0.5, 0.0), (0.15, 0.08), (0.1, 0.42), (0.45, 0.55), (0.45, 0.9), (0.05, 0.98)),),
        (((0.08, 0.1), (0.05, 0.45), (0.4, 0.4), (0.5, 0.7), (0.3, 0.98), (0.0, 0.9)), ((0.15, 0.06), (0.6, 0.02))),
    ),
    6: (
        (((0.4, 0.0), (0.1, 0.4), (0.05, 0.8), (0.3, 1.0), (0.5, 0.75), (0.3, 0.52), (0.08, 0.7)),),
        (((0.3, 0.0), (0.05, 0.45), (0.08, 0.92), (0.45, 0.92), (0.45, 0.6), (0.1, 0.62)),),
        (((0.15, 0.0), (0.02, 0.5), (0.1, 0.95), (0.4, 0.98), (0.5, 0.72), (0.25, 0.6), (0.05, 0.8)),),
    ),
    7: (
        (((0.0, 0.05), (0.5, 0.03)), ((0.5, 0.03), (0.3, 0.5), (0.2, 1.0))),
        (((0.0, 0.05), (0.55, 0.03)), ((0.55, 0.03), (0.3, 0.5), (0.15, 1.0)), _BAR7),
        (((0.02, 0.2), (0.03, 0.04), (0.3, 0.08), (0.55, 0.02)), ((0.55, 0.02), (0.32, 0.45), (0.25, 1.0))),
        (((0.0, 0.1), (0.2, 0.0), (0.45, 0.08), (0.6, 0.0)), ((0.6, 0.0), (0.3, 1.0)), ((0.15, 0.5), (0.62, 0.45))),
        (((0.05, 0.25), (0.1, 0.02), (0.5, 0.02), (0.4, 0.5), (0.35, 1.0)),),
    ),
    8: (
        (((0.45, 0.1), (0.15, 0.05), (0.1, 0.3), (0.45, 0.62), (0.45, 0.95), (0.1, 0.95), (0.1, 0.65), (0.45, 0.3), (0.45, 0.08)),),
        (((0.28, 0.45), (0.05, 0.22), (0.28, 0.0), (0.5, 0.22), (0.28, 0.45)), ((0.28, 0.45), (0.0, 0.75), (0.28, 1.0), (0.55, 0.75), (0.28, 0.45))),
        (((0.5, 0.05), (0.2, 0.02), (0.1, 0.25), (0.4, 0.6), (0.3, 0.98), (0.05, 0.85), (0.3, 0.5), (0.5, 0.1)),),
    ),
    9: (
        (((0.5, 0.15), (0.25, 0.0), (0.03, 0.25), (0.2, 0.5), (0.5, 0.2)), ((0.5, 0.15), (0.48, 0.6), (0.42, 1.0))),
        (((0.48, 0.1), (0.1, 0.05), (0.08, 0.42), (0.42, 0.42), (0.5, 0.12)), ((0.5, 0.12), (0.5, 0.6), (0.4, 0.95), (0.05, 0.95))),
        (((0.5, 0.2), (0.2, 0.0), (0.02, 0.3), (0.3, 0.5), (0.5, 0.25), (0.45, 0.7), (0.15, 1.0)),),
        (((0.55, 0.1), (0.2, 0.02), (0.05, 0.3), (0.3, 0.45), (0.52, 0.12), (0.3, 1.0)),),
    ),
}  # fmt: skip


def smooth(points: NDArray[np.float64], steps: int = 6) -> NDArray[np.float64]:
    """A Catmull-Rom curve through `points` (n, 2); (m, 2) with `steps` points a segment."""
    if len(points) < 3:
        return points
    p = np.vstack([points[:1], points, points[-1:]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = [
        0.5
        * (
            2 * p[i]
            + (p[i + 1] - p[i - 1]) * t
            + (2 * p[i - 1] - 5 * p[i] + 4 * p[i + 1] - p[i + 2]) * t**2
            + (3 * p[i] - p[i - 1] - 3 * p[i + 1] + p[i + 2]) * t**3
        )
        for i in range(1, len(p) - 2)
    ]
    return np.vstack([*parts, points[-1:]])


def draw_strokes(strokes: list[NDArray[np.float64]], width: float, size: int) -> Image.Image:
    """Ink of `strokes` (pixels of a square of `size` with a margin added), cropped to it."""
    margin = int(width) + 2
    flat = np.vstack(strokes)
    low = flat.min(0)
    span = np.ceil(flat.max(0) - low).astype(int) + 2 * margin + 1
    ink = Image.new("L", (int(min(span[0], 3 * size)), int(min(span[1], 3 * size))), 0)
    pen = ImageDraw.Draw(ink)
    for stroke in strokes:
        path = [(float(x), float(y)) for x, y in stroke - low + margin]
        pen.line(path, fill=255, width=max(1, round(width)), joint="curve")
        r = width / 2
        for x, y in (path[0], path[-1]):
            pen.ellipse((x - r, y - r, x + r, y + r), fill=255)
    return ink


def draw_digit(rng: np.random.Generator, label: int, height: int, form: int | None) -> Image.Image:
    """One digit's ink (mode L, bright) about `height` px high at four-fold resolution.

    `form` picks the shape, so that one hand keeps to it; None draws any.
    """
    shapes = SHAPES[label]
    shape = shapes[(int(rng.integers(99)) if form is None else form) % len(shapes)]
    scale = 4.0 * height
    wobble = rng.uniform(0.01, 0.045)
    widen = rng.uniform(0.8, 1.35)
    strokes = []
    for stroke in shape:
        points = np.array(stroke, np.float64)
        points = points + rng.normal(0, wobble, points.shape)
        points[:, 0] *= widen
        strokes.append(smooth(points) * scale)
    return draw_strokes(strokes, scale * rng.uniform(0.045, 0.13), int(scale))
