"""Signs that stand in numbers, and numbers as people write them: amounts, dates, guarded sums.

Shapes are lists of strokes as those of `strokes`, in a box in which a digit reaches from y = 0 down
to y = 1: so each says where beside the digits it stands, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFont

from inkread.models import INNER_SIGNS
from inkread.training.synthesis.glyphs import Hand, draw_text
from inkread.training.synthesis.strokes import Stroke, draw_strokes, smooth

SPACE = " "
MISSING = "\U0010fffd"  # no font has it: what is drawn for it says "I have no such letter"

SHAPES: dict[str, tuple[tuple[Stroke, ...], ...]] = {
    ".": (
        (((0.0, 0.95), (0.02, 0.97)),),
        (((0.0, 0.9), (0.01, 0.98)),),
        (((0.0, 0.98), (0.08, 0.94)),),
    ),
    ",": (
        (((0.06, 0.9), (0.06, 1.0), (0.0, 1.15)),),
        (((0.1, 0.85), (0.0, 1.2)),),
        (((0.0, 0.92), (0.08, 0.9), (0.08, 1.05), (-0.03, 1.22)),),
        (((0.05, 0.95), (0.0, 1.1)),),
    ),
    "-": (
        (((0.0, 0.52), (0.4, 0.5)),),
        (((0.0, 0.55), (0.2, 0.5), (0.55, 0.5)),),
        (((0.0, 0.45), (0.3, 0.48)),),
    ),
    "/": (
        (((0.4, -0.1), (0.0, 1.1)),),
        (((0.3, 0.0), (0.0, 1.0)),),
        (((0.5, -0.05), (0.25, 0.5), (0.0, 1.15)),),
        (((0.25, -0.1), (0.0, 1.2)),),
    ),
    "$": (
        (
            ((0.5, 0.18), (0.25, 0.08), (0.03, 0.25), (0.25, 0.48), (0.5, 0.7), (0.28, 0.92),
             (0.0, 0.8)),
            ((0.27, -0.08), (0.25, 1.08)),
        ),
        (
            ((0.48, 0.2), (0.2, 0.1), (0.05, 0.3), (0.45, 0.62), (0.35, 0.9), (0.0, 0.84)),
            ((0.22, -0.05), (0.2, 1.05)), ((0.34, -0.05), (0.32, 1.05)),
        ),
    ),
    "€": (
        (
            ((0.58, 0.15), (0.35, 0.03), (0.12, 0.3), (0.12, 0.7), (0.35, 0.97), (0.6, 0.86)),
            ((0.0, 0.42), (0.42, 0.4)), ((0.0, 0.58), (0.4, 0.57)),
        ),
        (
            ((0.55, 0.05), (0.25, 0.1), (0.1, 0.5), (0.28, 0.95), (0.58, 0.95)),
            ((-0.05, 0.45), (0.4, 0.42)), ((-0.05, 0.62), (0.36, 0.58)),
        ),
    ),
    "£": (
        (
            ((0.5, 0.15), (0.32, 0.0), (0.18, 0.2), (0.22, 0.6), (0.15, 0.9), (0.0, 0.98)),
            ((0.0, 0.97), (0.25, 0.92), (0.55, 0.98)), ((0.02, 0.52), (0.4, 0.5)),
        ),
        (
            ((0.48, 0.12), (0.25, 0.02), (0.2, 0.4), (0.2, 0.85), (0.02, 1.0), (0.05, 0.85),
             (0.3, 0.95), (0.55, 0.9)),
            ((0.04, 0.45), (0.4, 0.45)),
        ),
    ),
    "¥": (
        (
            ((0.0, 0.0), (0.27, 0.48)), ((0.55, 0.0), (0.27, 0.48), (0.27, 1.0)),
            ((0.05, 0.55), (0.5, 0.54)), ((0.05, 0.72), (0.5, 0.7)),
        ),
    ),
    "₹": (
        (
            ((0.0, 0.03), (0.55, 0.0)), ((0.0, 0.25), (0.55, 0.23)),
            ((0.1, 0.02), (0.38, 0.1), (0.35, 0.42), (0.02, 0.48)), ((0.02, 0.48), (0.45, 1.0)),
        ),
        (
            ((0.02, 0.05), (0.6, 0.02)), ((0.02, 0.28), (0.6, 0.25)),
            ((0.2, 0.04), (0.42, 0.2), (0.25, 0.5), (0.05, 0.5), (0.5, 1.05)),
        ),
    ),
    "#": (
        (
            ((0.22, 0.05), (0.12, 0.95)), ((0.5, 0.05), (0.4, 0.95)),
            ((0.0, 0.36), (0.62, 0.34)), ((0.0, 0.66), (0.6, 0.64)),
        ),
    ),
    "*": (
        (((0.0, 0.4), (0.4, 0.65)), ((0.4, 0.4), (0.0, 0.65)), ((0.2, 0.3), (0.2, 0.75))),
        (((0.0, 0.15), (0.35, 0.4)), ((0.35, 0.15), (0.0, 0.4)), ((0.17, 0.05), (0.18, 0.5))),
        (((0.0, 0.3), (0.45, 0.75)), ((0.45, 0.3), (0.0, 0.75)), ((-0.03, 0.53), (0.48, 0.52))),
    ),
    "=": (
        (((0.0, 0.4), (0.45, 0.39)), ((0.0, 0.6), (0.45, 0.59))),
        (((0.0, 0.42), (0.6, 0.4)), ((0.02, 0.55), (0.58, 0.56))),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DrawnSign:
    """Ink coverage (mode L) of a sign, and `top`: px from the top of the digits down to its own."""

    ink: Image.Image
    top: float


def draw_sign(rng: np.random.Generator, sign: str, hand: Hand, height: int) -> DrawnSign:
    """One of `SIGNS` beside digits `height` px high: in the hand's font, where it has one with that
    sign, or as pen strokes."""
    is_set = hand.kind == "print" or (hand.kind == "script" and rng.random() < 0.6)
    if is_set and _has(hand.font, sign):
        return _set(rng, sign, hand, height)
    return _pen(rng, sign, hand, height)


def _set(rng: np.random.Generator, sign: str, hand: Hand, height: int) -> DrawnSign:
    """The sign as the font has it, in the proportion to its own 0."""
    size = max(height, 16) * 2
    top, bottom = _extent(hand.font, "0", size)
    above, _ = _extent(hand.font, sign, size)
    scale = height / max(1, bottom - top)
    ink = draw_text(sign, hand.font, size)
    wide = max(1, round(ink.width * scale * hand.aspect))
    tall = max(1, round(ink.height * scale * float(np.exp(rng.normal(0, 0.05)))))
    return DrawnSign(ink.resize((wide, tall), Image.Resampling.BOX), (above - top) * scale)


def _pen(rng: np.random.Generator, sign: str, hand: Hand, height: int) -> DrawnSign:
    """The sign in strokes, drawn at four-fold resolution and then shrunk."""
    forms = SHAPES[sign]
    form = forms[(hand.writer // 7 + int(rng.random() < 0.2)) % len(forms)]
    scale, size = 4.0 * height, float(np.exp(rng.normal(0, 0.15)))
    lean = hand.slant + rng.normal(0, 0.06)
    strokes = []
    for stroke in form:
        points = np.array(stroke, np.float64) + rng.normal(0, 0.02, (len(stroke), 2))
        middle = points.mean(0)
        points = (points - middle) * size + middle
        points[:, 0] += (0.5 - points[:, 1]) * lean
        strokes.append(smooth(points) * scale)
    dots = 1.6 if sign == "." else 1.0
    width = scale * rng.uniform(0.045, 0.13) * dots
    ink = draw_strokes(strokes, width, int(scale))
    top = float(np.vstack(strokes)[:, 1].min()) - int(width) - 2
    box = ink.getbbox() or (0, 0, *ink.size)
    ink, top = ink.crop(box), (top + box[1]) / 4
    small = (max(1, round(ink.width / 4)), max(1, round(ink.height / 4)))
    return DrawnSign(ink.resize(small, Image.Resampling.BOX), top)


@lru_cache(maxsize=4096)
def _has(font: str, sign: str) -> bool:
    ink = draw_text(sign, font, 40)
    return ink.size != (1, 1) and ink.tobytes() != draw_text(MISSING, font, 40).tobytes()


@lru_cache(maxsize=8192)
def _extent(font: str, sign: str, size: int) -> tuple[float, float]:
    """Top and bottom px of a letter, from the top of its line."""
    box = ImageFont.truetype(font, size).getbbox(sign)
    return float(box[1]), float(box[3])


def make_number(rng: np.random.Generator) -> str:
    """A number as people write them: digits, `SIGNS` and spaces, 1 to 10 digits in all."""
    kind = rng.choice(["amount", "date", "strewn", "guarded"], p=[0.42, 0.2, 0.25, 0.13])
    if kind == "date":
        return _date(rng)
    if kind == "strewn":
        return _strewn(rng)
    amount = _amount(rng)
    if kind == "guarded":
        return _guard(rng, amount)
    currency = str(rng.choice(list("$€£¥₹")))
    choice = rng.random()
    if choice < 0.3:
        amount = currency + (SPACE if rng.random() < 0.3 else "") + amount
    elif choice < 0.45:
        amount += (SPACE if rng.random() < 0.5 else "") + currency
    elif choice < 0.6:
        amount = "-" + amount
    return amount


def make_number_within(rng: np.random.Generator, digits: int) -> str:
    """One of `make_number` with at most so many digits; empty where none of a few has so few."""
    for _ in range(4):
        text = make_number(rng)
        if sum(character.isdecimal() for character in text) <= digits:
            return text
    return ""


def _digits(rng: np.random.Generator, count: int) -> str:
    return "".join(str(d) for d in rng.integers(10, size=count))


def _amount(rng: np.random.Generator) -> str:
    """Digits, grouped or not, with or without a fraction."""
    whole = _digits(rng, int(rng.integers(1, 8)))
    point, comma = (".", ",") if rng.random() < 0.6 else (",", ".")
    choice = rng.random()
    if choice < 0.45:
        whole = _group(whole, comma if rng.random() < 0.8 else SPACE, 3)
    elif choice < 0.55:
        whole = _group(whole, comma, 2)
    if rng.random() < 0.65:
        fraction = _digits(rng, 2 if rng.random() < 0.8 else int(rng.integers(1, 4)))
        whole += point + ("-" if rng.random() < 0.05 else fraction)
    return whole


def _group(whole: str, sign: str, step: int) -> str:
    """`whole` in groups: of three, or, as in India, of two above the last three."""
    parts, rest = [whole[-3:]], whole[:-3]
    while rest:
        parts.insert(0, rest[-step:])
        rest = rest[:-step]
    return sign.join(parts)


def _date(rng: np.random.Generator) -> str:
    sign = str(rng.choice(list("/-."), p=[0.5, 0.25, 0.25]))
    day, month = str(rng.integers(1, 32)), str(rng.integers(1, 13))
    if rng.random() < 0.5:
        day, month = day.zfill(2), month.zfill(2)
    year = str(rng.integers(1850, 2100))
    year = year[2:] if rng.random() < 0.35 else year
    parts = [day, month, year] if rng.random() < 0.75 else [year, month, day]
    return sign.join(parts)


def _strewn(rng: np.random.Generator) -> str:
    """Signs anywhere, or a reader would learn where they usually stand, and not to look."""
    text = ""
    for digit in _digits(rng, int(rng.integers(1, 9))):
        text += digit
        if rng.random() < 0.3:
            text += str(rng.choice(list(INNER_SIGNS)))
    return text


def _guard(rng: np.random.Generator, amount: str) -> str:
    """What keeps others from writing before or after the amount of a cheque."""
    sign = str(rng.choice(list("*#=-"), p=[0.35, 0.2, 0.25, 0.2]))
    before = sign * int(rng.integers(1, 4))
    if rng.random() < 0.6:
        return before + amount + sign * int(rng.integers(0, 3))
    return before + amount + str(rng.choice(["/-", ".-", "-"]))
