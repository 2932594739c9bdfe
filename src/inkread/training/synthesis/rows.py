"""Rows of digits in uniformly random strings, apart, touching and over each other, for the reader
of whole strings."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import ImageDraw

from inkread.training.synthesis.canvas import Canvas
from inkread.training.synthesis.glyphs import Hand, Library
from inkread.training.synthesis.scenes import draw_box, draw_comb, draw_height, draw_rule, fade_ink
from inkread.training.synthesis.signs import make_number
from inkread.training.synthesis.writing import (
    NOTED,
    Line,
    Thread,
    lengthen_bar,
    write_sign,
    write_words,
)

KINDS = (("real", 0.6), ("strokes", 0.18), ("script", 0.1), ("print", 0.12))
LENGTHS = tuple(range(1, 11))
NARROW = 0.3  # of its height: a narrower digit disappears in what overlaps it


@dataclass(frozen=True, slots=True)
class Rows:
    """What is written in rows: kinds of hands with their shares, lengths of strings, and the share
    of numbers with signs in them."""

    kinds: tuple[tuple[str, float], ...] = KINDS
    lengths: tuple[int, ...] = LENGTHS
    noted: float = NOTED


def fill_rows(
    canvas: Canvas, rng: np.random.Generator, library: Library, shade: int, rows: Rows = Rows()
) -> None:
    """Rows of strings, each by one hand, so close that neighbours' ink reaches into them; on ruled
    lines, in boxes, on combs and between the lines of cells."""
    height = draw_height(rng, 11, 46)
    pitch = height * rng.uniform(1.0, 2.2)
    slope = rng.normal(0, 0.03)
    rule = fade_ink(rng, canvas, shade)
    frame = (draw_rule, draw_box, draw_comb, None, None)[rng.integers(5)]
    names, weights = zip(*rows.kinds, strict=True)
    for y in np.arange(pitch * rng.uniform(0.3, 1.0), canvas.size, pitch):
        x = float(rng.uniform(0, canvas.size * 0.35))
        tall = max(9, round(height * rng.uniform(0.85, 1.1)))
        if frame is not None:
            frame(canvas, rng, Line(x - height / 4, float(y), height, 0.0, rule))
        if rng.random() < 0.08:
            line = Line(x, float(y), tall, slope, shade)
            write_words(canvas, rng, library, library.draw_hand(rng, "script"), line)
            continue
        while x < canvas.size * 0.9:
            hand = library.draw_hand(rng, str(rng.choice(names, p=weights)))
            ink = fade_ink(rng, canvas, shade) if rng.random() < 0.3 else shade
            line = Line(x, float(y), tall, slope, ink)
            x = write_string(canvas, rng, library, hand, line, _draw_text(rng, rows))
            x += tall * rng.uniform(1.0, 3.0)


def _draw_text(rng: np.random.Generator, rows: Rows) -> str:
    if rng.random() < rows.noted:
        return make_number(rng)
    return "".join(str(digit) for digit in rng.integers(10, size=int(rng.choice(rows.lengths))))


def write_string(
    canvas: Canvas, rng: np.random.Generator, library: Library, hand: Hand, line: Line, text: str
) -> float:
    """Write `text`, digits and signs; answers the x where it ends.

    The gap between two is -35 % to 60 % of their width, about the same within a string; or each
    digit has a cell of its own. Digits beyond the right edge are left out.
    """
    gap, cell = draw_gap(rng, hand), 0.0
    if text.isdecimal() and rng.random() < 0.12:
        cell = line.height * rng.uniform(0.75, 1.35)
        if rng.random() < 0.7:
            _draw_cells(canvas, rng, line, cell, len(text))
    jitter = 0.005 if hand.kind == "print" else rng.uniform(0.01, 0.08)
    thread = Thread(canvas)
    x, wide = line.x, 0
    for i, character in enumerate(text):
        if not character.isdecimal():
            at = replace(line, x=x, y=line.y + (x - line.x) * line.slope)
            x, wide = write_sign(thread, rng, hand, at, character), 0
            continue
        glyph = library.digit(rng, hand, int(character), line.height)
        if cell:
            x = line.x + (i + 0.5 + rng.normal(0, 0.05)) * cell - glyph.ink.width / 2
        elif wide:
            x += _advance(rng, gap, (wide, glyph.ink.width), line.height)
        if x + glyph.ink.width > canvas.size - 2:
            break
        y = line.y + (x - line.x) * line.slope + rng.normal(0, jitter) * line.height
        if canvas.put(glyph, x, y - glyph.ink.height / 2, line.shade) is None:
            continue
        thread.tie()
        lengthen_bar(canvas, rng, glyph, (x, y - glyph.ink.height / 2), line)
        wide = glyph.ink.width
        x += wide
    return x


def draw_gap(rng: np.random.Generator, hand: Hand) -> float:
    """The usual gap of a string, in widths of a digit: -0.35 to 0.6, most of them near 0."""
    if hand.kind in ("print", "script"):
        return float(rng.uniform(0.03, 0.4))
    choice = rng.random()
    low, high = (-0.35, -0.1) if choice < 0.15 else (-0.1, 0.12) if choice < 0.5 else (0.12, 0.6)
    return float(rng.uniform(low, high))


def _advance(rng: np.random.Generator, gap: float, widths: tuple[int, int], height: int) -> float:
    """Px from the right edge of one digit to the left edge of the next."""
    share = gap + rng.normal(0, 0.06)
    if share < 0 and min(widths) < NARROW * height:
        share = max(share, 0.0) + 0.08
    # Narrow digits keep their distance: a gap is a share of a usual width, an overlap of the
    # narrower one's.
    return float(share * (0.62 * height if share >= 0 else min(widths)))


def _draw_cells(
    canvas: Canvas, rng: np.random.Generator, line: Line, cell: float, count: int
) -> None:
    """The borders of `count` cells in a row, as on a form."""
    pen = ImageDraw.Draw(canvas.paper)
    half = line.height * rng.uniform(0.55, 0.9)
    wide = int(rng.integers(1, 3))
    shade = fade_ink(rng, canvas, line.shade)
    for i in range(count + 1):
        x = line.x + i * cell
        pen.line((x, line.y - half, x, line.y + half), fill=shade, width=wide)
    if rng.random() < 0.7:
        for y in (line.y - half, line.y + half):
            pen.line((line.x, y, line.x + count * cell, y), fill=shade, width=wide)
