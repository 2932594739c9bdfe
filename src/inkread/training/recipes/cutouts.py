"""Pictures of one number, cut out of drawn pages: what a form, a pad or a tight crop hands over.

There is less on them that may be mistaken than on a page, so what can be promised of them is fitted
for itself. Some hold a word, or nothing, since that is handed over too.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.sample import (
    Sample,
    make_sample,
    neighbours_of,
    photograph_again,
)

PAGE = 288  # px: what they are cut out of
HEIGHTS = (9.0, 64.0)  # px of their digits, even on a logarithmic scale
EMPTY = 0.08  # of the pictures hold no number
PRESSED = 0.4  # of them were a JPEG before

Window = tuple[int, int, int, int]


def cut_out(rng: np.random.Generator, library: Library, *, photos: int = 1) -> Sample:
    """A picture of one number, or now and then of none; its page was photographed `photos` times, 0
    to 2: not at all is from a scanner or a pad."""
    while True:
        page = make_sample(rng, library, PAGE, photographed=photos > 0)
        if photos > 1:
            page = photograph_again(rng, page)
        strings = strings_of(page)
        if rng.random() < EMPTY:
            height = float(np.exp(rng.uniform(*np.log(HEIGHTS))))
            corner = rng.uniform(0, PAGE - 2 * height, 2)
            size = height * np.array([rng.uniform(1.2, 6.0), rng.uniform(1.2, 2.0)])
            window = _window((*corner, *(corner + size)), page)
            members: Sequence[int] = ()
        elif strings:
            members = strings[rng.integers(len(strings))]
            boxes = page.digits[list(members), 2:6]
            height = float(np.median(boxes[:, 3] - boxes[:, 1]))
            pad = rng.uniform(0.1, 0.8, 4) * height
            low, high = boxes[:, :2].min(0) - pad[:2], boxes[:, 2:].max(0) + pad[2:]
            window = _window((*low, *high), page)
        else:
            continue
        if min(window[2] - window[0], window[3] - window[1]) < 8 or not _is_alone(
            page, window, members
        ):
            continue
        wanted = float(np.exp(rng.uniform(*np.log(HEIGHTS))))
        return _press(rng, _cut(page, window, members, min(1.0, wanted / height)))


def strings_of(sample: Sample) -> list[list[int]]:
    """The rows of the digits of each string, from left to right."""
    beside = neighbours_of(sample)
    left = set(range(len(sample.digits)))
    strings = []
    while left:
        string, new = set[int](), {left.pop()}
        while new:
            string |= new
            new = {k for i in new for k in beside.get(i, ())} - string
        left -= string
        strings.append(sorted(string, key=lambda i: float(sample.digits[i, 2])))
    return sorted(strings)


def _window(box: Sequence[float], page: Sample) -> Window:
    tall, wide = page.pixels.shape
    x0, y0, x1, y1 = (round(float(v)) for v in box)
    return max(x0, 0), max(y0, 0), min(x1, wide), min(y1, tall)


def _is_alone(page: Sample, window: Window, members: Sequence[int]) -> bool:
    """Whether no other digit, no sign and nothing untold reaches into a window, and it does not cut
    through a word: a lone O is a 0 to everybody."""
    others = np.delete(page.digits[:, 2:6], list(members), axis=0)
    around = np.concatenate([others, page.signs[:, 1:5], page.ignored])
    x0, y0, x1, y1 = window
    inside = (around[:, 0] < x1) & (around[:, 2] > x0) & (around[:, 1] < y1) & (around[:, 3] > y0)
    if inside.any():
        return False
    if page.words is None:
        return True
    words = page.words[y0:y1, x0:x1]
    return not (words[0].any() or words[-1].any() or words[:, 0].any() or words[:, -1].any())


def _cut(page: Sample, window: Window, members: Sequence[int], scale: float) -> Sample:
    """What a window of a page shows, at another scale."""
    x0, y0, x1, y1 = window
    size = max(4, round((x1 - x0) * scale)), max(4, round((y1 - y0) * scale))
    picture = Image.fromarray(page.pixels[y0:y1, x0:x1]).resize(size, Image.Resampling.BOX)
    factor = np.array([size[0] / (x1 - x0), size[1] / (y1 - y0)], np.float32)
    digits = page.digits[list(members)].copy()
    for columns in ((2, 3), (4, 5), (6, 7)):
        digits[:, columns] = (digits[:, columns] - np.array([x0, y0], np.float32)) * factor
    return replace(
        page,
        pixels=np.asarray(picture),
        digits=digits,
        ignored=page.ignored[:0],
        signs=page.signs[:0],
    )


def _press(rng: np.random.Generator, sample: Sample) -> Sample:
    """The picture as a JPEG file keeps it, now and then."""
    if rng.random() > PRESSED:
        return sample
    file = io.BytesIO()
    Image.fromarray(sample.pixels).save(file, "JPEG", quality=int(rng.integers(45, 96)))
    pixels: NDArray[np.uint8] = np.asarray(Image.open(file))
    return replace(sample, pixels=pixels)
