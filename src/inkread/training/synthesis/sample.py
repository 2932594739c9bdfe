"""One training sample: a photographed canvas and the truth about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from inkread.training.synthesis.camera import degrade, draw_homography, project, warp
from inkread.training.synthesis.canvas import Canvas, Mark, SignMark
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.scenes import SCENES, Scene, scatter_clutter
from inkread.training.synthesis.writing import blank

SMALLEST = 8.0  # px: lower digits are neither asked for nor forbidden
LARGEST = 80.0  # px: higher ones neither, and
GIANT = 112.0  # px: beyond this they are clutter; a coarser scale of the same page finds them
FAINTEST_SIGN = 1.5  # px: what is smaller is a speck
# Of the pages to learn from: as from a scanner or a pad, photographed, and photographed twice.
PHOTOS = (0.3, 0.55, 0.15)
F32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sample:
    """`pixels` (size, size) uint8 grey; `digits` (n, 9) float32, a row each: label, printed,
    x0, y0, x1, y1 (px), next centre x, y (px), 1 where there is a next digit; `ignored` (m, 4)
    px: areas about which the loss says nothing; `signs` (k, 7), a row each: its place in `SIGNS`,
    x0, y0, x1, y1 (px), and the rows of the digits before and after it (-1: none); `words`
    (size, size) uint8: 1 where there is writing that holds no digit; None where there is none."""

    pixels: NDArray[np.uint8]
    digits: F32
    ignored: F32
    signs: F32
    words: NDArray[np.uint8] | None = None


def make_sample(
    rng: np.random.Generator,
    library: Library,
    size: int,
    scenes: Sequence[tuple[Scene, float]] = SCENES,
    *,
    photographed: bool = True,
) -> Sample:
    """One of `scenes`, drawn by their weights, photographed and cut to `size` px; where not
    `photographed`, without the faults of a camera, as from a scanner or a pad."""
    canvas = _draw_scene(rng, library, round(size * 1.3), scenes)
    homography = draw_homography(rng, canvas.size, size)
    photo = warp(canvas.paper, homography, size)
    hulls = [project(homography, mark.hull) for mark in canvas.marks]
    boxes = np.array([[*h.min(0), *h.max(0)] for h in hulls], np.float64).reshape(-1, 4)
    window = np.array([0, 0, size, size], np.float64)
    if len(boxes) and rng.random() < 0.15:
        window = _tight_window(rng, boxes, canvas.marks, size)
        photo = _cut(photo, window, rng)
    heights = boxes[:, 3] - boxes[:, 1]
    usual = float(np.median(heights)) if len(heights) else float(rng.uniform(12, 40))
    if photographed:
        photo = degrade(photo, rng, usual)
    if rng.random() < 0.22:
        photo = photo.point([255 - v for v in range(256)])
    digits, ignored, row_of = _label(canvas.marks, boxes, window)
    signs, unclear = _label_signs(canvas.signs, homography, row_of, window)
    untold = _project_boxes(canvas.ignored, homography)
    silent = np.concatenate([ignored, unclear, untold])
    words = _draw_words(canvas, homography, window, size)
    return Sample(np.asarray(photo), digits, silent, signs, words)


def make_page(
    rng: np.random.Generator,
    library: Library,
    size: int,
    scenes: Sequence[tuple[Scene, float]] = SCENES,
) -> Sample:
    """A sample to learn from, photographed as often as `PHOTOS` says."""
    photos = int(rng.choice(len(PHOTOS), p=PHOTOS))
    sample = make_sample(rng, library, size, scenes, photographed=photos > 0)
    return photograph_again(rng, sample) if photos > 1 else sample


def _draw_words(
    canvas: Canvas, homography: NDArray[np.float64], window: NDArray[np.float64], size: int
) -> NDArray[np.uint8]:
    """(size, size): 1 where words lie in the window of the photo."""
    plane = Image.new("L", (size, size))
    pen = ImageDraw.Draw(plane)
    for word in canvas.words:
        pen.polygon([(float(x), float(y)) for x, y in project(homography, word)], fill=1)
    x0, y0, x1, y1 = (int(v) for v in window)
    words = np.zeros((size, size), np.uint8)
    words[y0:y1, x0:x1] = np.asarray(plane)[y0:y1, x0:x1]
    return words


def neighbours_of(sample: Sample) -> dict[int, list[int]]:
    """The digits (rows) before and after each one in its string."""
    rows = sample.digits
    centres = (rows[:, 2:4] + rows[:, 4:6]) / 2
    beside: dict[int, list[int]] = {}
    for i in np.flatnonzero(rows[:, 8]) if len(rows) else ():
        after = int(np.abs(centres - rows[i, 6:8]).max(1).argmin())
        beside.setdefault(int(i), []).append(after)
        beside.setdefault(after, []).append(int(i))
    return beside


def _project_boxes(boxes: Sequence[tuple[float, ...]], homography: NDArray[np.float64]) -> F32:
    """Upright boxes (n, 4) px around those of the canvas in the photo."""
    around = []
    for x0, y0, x1, y1 in boxes:
        corners = project(homography, np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]))
        around.append([*corners.min(0), *corners.max(0)])
    return np.array(around, np.float32).reshape(-1, 4)


def photograph_again(rng: np.random.Generator, sample: Sample) -> Sample:
    """The page with a camera's faults once more; the truth stays."""
    heights = sample.digits[:, 5] - sample.digits[:, 3]
    usual = float(np.median(heights)) if len(heights) else 20.0
    photo = degrade(Image.fromarray(sample.pixels), rng, usual)
    return replace(sample, pixels=np.asarray(photo))


def _draw_scene(
    rng: np.random.Generator, library: Library, size: int, scenes: Sequence[tuple[Scene, float]]
) -> Canvas:
    paper = int(rng.uniform(95, 256)) if rng.random() < 0.7 else 250
    # At least a fifth of the light is left between paper and ink, or nobody could read it.
    shade = int(rng.uniform(0, paper * 0.72)) if rng.random() < 0.6 else int(rng.uniform(0, 50))
    canvas = blank(rng, size, paper)
    weights = np.array([weight for _, weight in scenes])
    scene = scenes[rng.choice(len(scenes), p=weights / weights.sum())][0]
    scene(canvas, rng, library, shade)
    if rng.random() < 0.3:
        for mark in canvas.marks:
            canvas.take((*mark.hull.min(0), *mark.hull.max(0)))
        scatter_clutter(canvas, rng, library, shade)
    return canvas


def _tight_window(
    rng: np.random.Generator, boxes: NDArray[np.float64], marks: list[Mark], size: int
) -> NDArray[np.float64]:
    """A cut around one number, a few px beyond its ink."""
    members = [int(rng.integers(len(boxes)))]
    heads = {mark.follower: i for i, mark in enumerate(marks) if mark.follower >= 0}
    while members[0] in heads:
        members.insert(0, heads[members[0]])
    while marks[members[-1]].follower >= 0:
        members.append(marks[members[-1]].follower)
    group = boxes[members]
    height = float(np.median(group[:, 3] - group[:, 1]))
    pad = rng.uniform(0.02, 0.8, 4) * height
    window = np.array([*(group[:, :2].min(0) - pad[:2]), *(group[:, 2:].max(0) + pad[2:])])
    window = np.clip(np.round(window), 0, size)
    if (window[2:] - window[:2]).min() < 8:
        return np.array([0, 0, size, size], np.float64)
    return window


def _cut(photo: Image.Image, window: NDArray[np.float64], rng: np.random.Generator) -> Image.Image:
    """What lies outside the window: the border drawn on, or one flat grey (often black)."""
    x0, y0, x1, y1 = (int(v) for v in window)
    pixels = np.asarray(photo)
    inside = pixels[y0:y1, x0:x1]
    around = ((y0, pixels.shape[0] - y1), (x0, pixels.shape[1] - x1))
    if rng.random() < 0.7:
        return Image.fromarray(np.pad(inside, around, mode="edge"))
    grey = 0 if rng.random() < 0.5 else int(rng.integers(256))
    return Image.fromarray(np.pad(inside, around, constant_values=grey))


def _label(
    marks: list[Mark], boxes: NDArray[np.float64], window: NDArray[np.float64]
) -> tuple[F32, F32, dict[int, int]]:
    """Rows of digits, areas ignored, and the row of each mark that has one."""
    rows: list[list[float]] = []
    ignored = []
    row_of: dict[int, int] = {}
    seen = np.concatenate(
        [
            np.clip(boxes[:, :2], window[:2], window[2:]),
            np.clip(boxes[:, 2:], window[:2], window[2:]),
        ],
        1,
    ).reshape(-1, 4)
    whole = np.maximum(np.prod(boxes[:, 2:] - boxes[:, :2], 1), 1e-6)
    share = np.prod(seen[:, 2:] - seen[:, :2], 1) / whole
    heights = boxes[:, 3] - boxes[:, 1]
    wanted = (share > 0.7) & (heights >= SMALLEST) & (heights <= LARGEST)
    for i, mark in enumerate(marks):
        if share[i] <= 0.02 or heights[i] > GIANT:
            continue
        if not wanted[i]:
            ignored.append(seen[i])
            continue
        n = mark.follower
        linked = n >= 0 and bool(wanted[n])
        target = (boxes[n, :2] + boxes[n, 2:]) / 2 if linked else np.zeros(2)
        row_of[i] = len(rows)
        rows.append([mark.label, mark.printed, *seen[i], *target, linked])
    labelled = np.array(rows, np.float32).reshape(-1, 9)
    return labelled, np.array(ignored, np.float32).reshape(-1, 4), row_of


def _label_signs(
    signs: list[SignMark],
    homography: NDArray[np.float64],
    row_of: dict[int, int],
    window: NDArray[np.float64],
) -> tuple[F32, F32]:
    """Rows of the signs beside digits that are asked for, and the areas of those that are cut off,
    too small to see, or beside digits that nothing is said of."""
    rows, unclear = [], []
    for sign in signs:
        hull = project(homography, sign.hull)
        box = np.array([*hull.min(0), *hull.max(0)])
        seen = np.concatenate(
            [np.clip(box[:2], window[:2], window[2:]), np.clip(box[2:], window[:2], window[2:])]
        )
        whole = max(float(np.prod(box[2:] - box[:2])), 1e-6)
        share = float(np.prod(seen[2:] - seen[:2])) / whole
        if share <= 0.02:
            continue
        neighbours = [row_of.get(i, -1) for i in (sign.before, sign.after)]
        if share > 0.7 and max(neighbours) >= 0 and (seen[2:] - seen[:2]).max() >= FAINTEST_SIGN:
            rows.append([sign.label, *seen, *neighbours])
        else:
            unclear.append(seen)
    return np.array(rows, np.float32).reshape(-1, 7), np.array(unclear, np.float32).reshape(-1, 4)
