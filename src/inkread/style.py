"""The style of a number, measured from the picture: its size and slant, the pen and the ink.

Size, aspect and spacing come from the boxes of the digits. The rest comes from the ink in them,
which is what differs from the paper around them, be it darker or lighter. Each digit is cut out
and brought to about one size first: small ones are then measured between their pixels, and large
ones cost no more. Lengths within a cut-out are in samples, all others in px of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from inkread.details import Style
from inkread.page import Box, Number

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]

# The longer side of a box, samples: smaller boxes are enlarged to the first, larger ones reduced
# to the second. Boxes below so many px say nothing.
_SIDES: Final = (192, 384)
_SMALLEST_SIDE: Final = 4.0
# In longer sides: the rim of paper that is cut out around a box, and how far beyond the box ink
# still counts; the rim has at least so many px.
_RIM: Final = 0.15
_SLACK: Final = 0.04
_NARROWEST_RIM: Final = 2.0
# Ink differs from paper by at least so much of 255, by so many times what paper differs from
# itself, and covers at least so many px.
_FAINTEST: Final = 10.0
_SPREADS: Final = 4.0
_LEAST_INK: Final = 6.0
# A straight run of ink this long, in lengths of the box and its rims, is a printed line.
_LINE: Final = 0.9
# From the middle of the outermost ink samples to the edge of the ink: 0.5 samples where the edge
# is upright or level, 0.35 where it runs diagonally.
_EDGE: Final = 0.45
# Slants that are tried, degrees, for digits of at least so many px in height. The best must beat
# the middling one by a factor. A 2 and a 7 slant by their shape, so they say nothing of the hand.
_SLANTS: Final = np.arange(-45, 46)
_SHORTEST: Final = 8.0
_CLEARLY_BETTER: Final = 1.15
_SLANTING_DIGITS: Final = "27"

# sRGB to CIE XYZ, and its white, D65 (IEC 61966-2-1).
_XYZ: Final = np.array(
    ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
)
_WHITE: Final = _XYZ.sum(axis=1)


def measure_style(pixels: Pixels, number: Number) -> Style:
    """How the number is written in the picture (h, w, 3) uint8 that its boxes speak of.

    The boxes have area. What the ink tells is None where there is none: in a blank box, outside
    the picture, in boxes of a few px.
    """
    boxes = [digit.box for digit in number.digits]
    size = _median(box.height for box in boxes)
    gaps = [right.x0 - left.x1 for left, right in pairwise(boxes)]
    style = Style(
        size_px=round(size, 2),
        aspect=round(_median(box.width / box.height for box in boxes), 3),
        spacing=_rounded(_median(gaps) / size, 3) if gaps else None,
    )
    found = [(digit, separate_ink(pixels, digit.box)) for digit in number.digits]
    inks = [ink for _, ink in found if ink is not None]
    if not inks:
        return style
    stroke = _median(ink.stroke for ink in inks)
    colour = np.rint(np.median([ink.colour for ink in inks], axis=0))
    paper = np.rint(np.median([ink.paper for ink in inks], axis=0))
    upright = [
        ink.mask
        for digit, ink in found
        if ink and digit.text not in _SLANTING_DIGITS and digit.box.height >= _SHORTEST
    ]
    lightness, a, b = (_rounded(float(value), 1) for value in lab_of(colour))
    return replace(
        style,
        slant_degrees=slant_of(upright),
        stroke_px=round(stroke, 2),
        stroke_share=round(stroke / size, 3),
        ink=_hex_of(colour),
        ink_lab=(lightness, a, b),
        paper=_hex_of(paper),
        contrast=round(contrast_of(colour, paper), 2),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The ink of one digit: where it is (h, w), samples; its stroke, px; colours (3,), 0..255."""

    mask: Bools
    stroke: float
    colour: Floats
    paper: Floats


def separate_ink(pixels: Pixels, box: Box) -> Ink | None:
    """The ink in a box of the picture (h, w, 3) uint8; None where there is hardly any.

    Paper is the median colour around the box. Otsu's threshold on the difference from it finds the
    ink, whose edge is then put where a colour is half way from paper to ink. The stroke is four
    times the mean distance from the edge, since that is a quarter of a band's width. The colour is
    the median of what lies deepest, away from the soft edge.
    """
    cut = _Cut.of(pixels, box)
    if cut is None:
        return None
    within = cut.beyond <= cut.slack
    if not within.any():
        return None
    # A box that fills the picture has no rim but its own outermost px.
    around = cut.beyond > min(0.0, cut.beyond.max() - 1)
    paper = np.median(cut.colours[around], axis=0)
    difference = np.sqrt(np.square(cut.colours - paper).mean(axis=2))
    spread = float(np.median(difference[around]))
    found = difference[within & (difference >= otsu_threshold(difference[within]))]
    # The upper part of what was found: samples at the edge are mixed with paper.
    full = float(np.quantile(found, 0.8))
    if full < max(_FAINTEST, _SPREADS * spread):
        return None
    is_ink = cut.without_lines(difference > full / 2) & within
    if is_ink.sum() < _LEAST_INK * cut.scale**2:
        return None
    depth = distances(is_ink)
    mean = float(depth[is_ink].mean())
    core = depth >= min(1.5 * mean, depth.max())
    stroke = 4 * (mean - _EDGE) / cut.scale
    return Ink(is_ink, stroke, np.median(cut.colours[core], axis=0), paper)


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """A box and its rim: colours (h, w, 3) 0..255, and how far each sample is beyond the box, px.

    `scale` is samples a px, `slack` px; `reach` is the width and height of box and rims, samples.
    """

    colours: Floats
    beyond: Floats
    scale: float
    slack: float
    reach: tuple[float, float]

    @classmethod
    def of(cls, pixels: Pixels, box: Box) -> _Cut | None:
        """None where the box is too small or lies outside the picture."""
        side = max(box.width, box.height)
        rim = max(_RIM * side, _NARROWEST_RIM)
        x0, y0 = (max(math.floor(edge - rim), 0) for edge in (box.x0, box.y0))
        x1, y1 = (max(math.ceil(edge + rim), 0) for edge in (box.x1, box.y1))
        crop = np.ascontiguousarray(pixels[y0:y1, x0:x1])
        if side < _SMALLEST_SIDE or crop.size == 0:
            return None
        scale = max(_SIDES[0] / side, min(_SIDES[1] / side, 1.0))
        h, w = (max(round(length * scale), 1) for length in crop.shape[:2])
        small = Image.fromarray(crop).resize((w, h), Image.Resampling.BILINEAR)
        x, y = (np.arange(w) + 0.5) / scale + x0, (np.arange(h) + 0.5) / scale + y0
        across = np.abs(x - box.centre[0]) - box.width / 2
        down = np.abs(y - box.centre[1]) - box.height / 2
        return cls(
            colours=np.asarray(small, dtype=np.float64),
            beyond=np.maximum(across, down[:, None]),
            scale=scale,
            slack=_SLACK * side,
            reach=((box.width + 2 * rim) * scale, (box.height + 2 * rim) * scale),
        )

    def without_lines(self, is_ink: Bools) -> Bools:
        """The ink (h, w) but for level and upright lines that run through box and rims.

        A digit's own strokes end at its box.
        """
        is_level = is_ink.sum(axis=1, keepdims=True) >= _LINE * self.reach[0]
        is_upright = is_ink.sum(axis=0) >= _LINE * self.reach[1]
        return np.asarray(is_ink & ~is_level & ~is_upright)


def otsu_threshold(values: Floats) -> float:
    """The least value of the upper class: the two differ most for their size (Otsu 1979)."""
    counts, edges = np.histogram(values, bins=256)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * (edges[1:] + edges[:-1]) / 2)
    above = below[-1] - below
    gap = (sums * below[-1] - sums[-1] * below) ** 2 / np.maximum(below * above, 1)
    # Of equally good thresholds the middle one.
    best = np.flatnonzero(gap >= gap.max() * (1 - 1e-9))
    return float(min(edges[best[len(best) // 2] + 1], values.max()))


def distances(is_ink: Bools) -> Floats:
    """How far each sample (h, w) is from the nearest paper, middle to middle; 0 on paper.

    What lies outside is paper. Exact: along the rows first, then down the columns, as in
    Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions" (2012).
    """
    padded = np.pad(is_ink, 1)
    columns = np.arange(padded.shape[1])
    left = np.maximum.accumulate(np.where(padded, 0, columns), axis=1)
    right = np.where(padded, columns[-1], columns)[:, ::-1]
    right = np.minimum.accumulate(right, axis=1)[:, ::-1]
    along = np.square(np.minimum(columns - left, right - columns), dtype=np.float64)
    nearest, step = along.copy(), 1
    while step**2 < nearest.max():
        nearest[step:] = np.minimum(nearest[step:], along[:-step] + step**2)
        nearest[:-step] = np.minimum(nearest[:-step], along[step:] + step**2)
        step += 1
    return np.asarray(np.sqrt(nearest)[1:-1, 1:-1])


def slant_of(masks: Sequence[Bools]) -> float | None:
    """Whole degrees from upright, positive to the right, -44..44; None when it cannot be told.

    The slant that the ink must be sheared back by so that it stands in the fewest and fullest
    columns, all digits together: the sum of the squared columns, in the manner of Vinciarelli and
    Luettin, "A new normalization technique for cursive handwritten words" (2001). A round 0 and a
    level stroke look the same at every slant.
    """
    peaks = sum((_peaks(mask) for mask in masks), np.zeros(len(_SLANTS)))
    best = int(np.argmax(peaks))
    is_clear = peaks[best] > _CLEARLY_BETTER * np.median(peaks)
    return float(_SLANTS[best]) if is_clear and 0 < best < len(_SLANTS) - 1 else None


def _peaks(is_ink: Bools) -> Floats:
    """How peaked the columns of one digit are at each slant, 1 on average."""
    thinned = is_ink[::2, ::2]
    y, x = np.nonzero(thinned if thinned.any() else is_ink)
    sheared = np.rint(x + y * np.tan(np.radians(_SLANTS))[:, None]).astype(np.intp)
    sheared -= sheared.min(axis=1, keepdims=True)
    squares = np.array([np.square(np.bincount(columns)).sum() for columns in sheared], np.float64)
    return np.asarray(squares / squares.mean())


def lab_of(colour: Floats) -> Floats:
    """CIELAB (CIE 1976) for the white D65, of an sRGB colour (3,), 0..255."""
    ratio = _XYZ @ _linear(colour) / _WHITE
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array((116 * y - 16, 500 * (x - y), 200 * (y - z)))


def contrast_of(ink: Floats, paper: Floats) -> float:
    """The contrast ratio of WCAG 2, 1 (none) to 21 (black and white), of sRGB colours (3,).

    Of the measures of contrast it is the one with published limits for what people can read: 4.5
    for normal and 3 for large writing.
    """
    dark, light = sorted(float(_XYZ[1] @ _linear(colour)) for colour in (ink, paper))
    return (light + 0.05) / (dark + 0.05)


def _linear(colour: Floats) -> Floats:
    """Light (3,), 0..1, of an sRGB colour (3,), 0..255 (IEC 61966-2-1)."""
    share = colour / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _median(values: Iterable[float]) -> float:
    return float(np.median(list(values)))


def _rounded(value: float, places: int) -> float:
    """As `round`, but 0 has no sign: it would show in JSON."""
    return round(value, places) + 0.0


def _hex_of(colour: Floats) -> str:
    red, green, blue = (int(value) for value in colour)
    return f"#{red:02x}{green:02x}{blue:02x}"
