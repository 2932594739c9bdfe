"""Scenes: what stands on a piece of paper. Each takes a canvas and draws on it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import ImageDraw

from inkread.training.synthesis.canvas import Canvas
from inkread.training.synthesis.glyphs import Library
from inkread.training.synthesis.objects import draw_shapes, draw_solids, draw_texture
from inkread.training.synthesis.writing import (
    Line,
    draw_dots,
    make_word,
    scribble,
    write_digit,
    write_lookalike,
    write_number,
    write_upright_word,
    write_word_within,
    write_words,
)

Scene = Callable[[Canvas, np.random.Generator, Library, int], None]


def draw_kind(rng: np.random.Generator) -> str:
    """The kind of hand: mostly real digits, then script fonts, strokes and print."""
    return str(rng.choice(["real", "script", "strokes", "print"], p=[0.39, 0.21, 0.22, 0.18]))


def draw_height(rng: np.random.Generator, low: float = 10, high: float = 52) -> int:
    """A digit height in px, even on a logarithmic scale."""
    return round(float(np.exp(rng.uniform(np.log(low), np.log(high)))))


def fade_ink(rng: np.random.Generator, canvas: Canvas, shade: int) -> int:
    """A shade for another ink: like `shade`, or fainter towards the paper."""
    paper = canvas.paper.getpixel((canvas.size // 2, 2))
    fade = rng.uniform(0.0, 0.55) if rng.random() < 0.5 else 0.0
    return int(shade + (float(paper) - shade) * fade)  # type: ignore[arg-type]


def scatter_numbers(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """Numbers here and there, of several hands, sizes and lengths."""
    slope = rng.normal(0, 0.05)
    for _ in range(int(rng.integers(6, 36))):
        height = draw_height(rng)
        count = int(rng.integers(1, 10))
        x, y = rng.uniform(2, canvas.size * 0.75), rng.uniform(height, canvas.size - height)
        box = (x - 4, y - height * 0.85, x + count * height * 0.85 + 4, y + height * 0.85)
        if not canvas.is_free(box):
            continue
        hand = library.draw_hand(rng, draw_kind(rng))
        ink = fade_ink(rng, canvas, shade)
        end = write_number(canvas, rng, library, hand, Line(x, y, height, slope, ink), count)
        canvas.take((box[0], box[1], max(end, x + height), box[3]))


def fill_lines(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """Lines of numbers and words on ruled or plain paper, as in a letter, ledger or receipt."""
    height = draw_height(rng, 9, 36)
    pitch = height * rng.uniform(1.25, 2.4)
    hand = library.draw_hand(rng, draw_kind(rng))
    label = library.draw_hand(rng, "print" if rng.random() < 0.6 else "script")
    ruled, rule = rng.random() < 0.6, fade_ink(rng, canvas, shade)
    pen = ImageDraw.Draw(canvas.paper)
    words = rng.uniform(0, 0.8)
    for y in np.arange(pitch * rng.uniform(0.3, 1.0), canvas.size, pitch):
        if ruled:
            at = float(y + height * rng.uniform(0.45, 0.7))
            pen.line((0, at, canvas.size, at), fill=rule, width=int(rng.integers(1, 3)))
        x = float(rng.uniform(0, canvas.size * 0.3))
        while x < canvas.size * 0.9:
            if rng.random() < words:
                size = max(7, round(height * rng.uniform(0.6, 1.1)))
                write_words(canvas, rng, library, label, Line(x, y, size, 0.0, shade))
                break
            line = Line(x, float(y), height, 0.0, shade)
            x = write_number(canvas, rng, library, hand, line, int(rng.integers(1, 8)))
            x += height * rng.uniform(1.0, 4.0)


def fill_grid(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """A grid of cells with a digit or a short number in most: sudoku, comb, table of marks."""
    cell = rng.uniform(16, 70)
    wide = cell * (1.0 if rng.random() < 0.6 else rng.uniform(0.7, 2.5))
    x0, y0 = rng.uniform(-cell, canvas.size * 0.25, 2)
    grey = fade_ink(rng, canvas, shade)
    pen = ImageDraw.Draw(canvas.paper)
    thick = int(rng.integers(2, 5)) if rng.random() < 0.5 else 1
    closed = rng.random() < 0.85
    for i, y in enumerate(np.arange(y0, canvas.size, cell)):
        if closed:
            pen.line((x0, y, canvas.size, y), fill=grey, width=thick if i % 3 == 0 else 1)
    for i, x in enumerate(np.arange(x0, canvas.size, wide)):
        if rng.random() < 0.97:
            pen.line((x, y0, x, canvas.size), fill=grey, width=thick if i % 3 == 0 else 1)
    filled = rng.uniform(0.5, 1.0) if rng.random() < 0.85 else rng.uniform(0.0, 0.1)
    printed = rng.choice([0.0, 0.35, 1.0])
    worded = rng.uniform(0.1, 1.0) if wide > 1.2 * cell and rng.random() < 0.5 else 0.0
    hands = [library.draw_hand(rng, draw_kind(rng)) for _ in range(2)]
    press = library.draw_hand(rng, "print")
    letters = library.draw_hand(rng, "print" if rng.random() < 0.3 else "script")
    faded = fade_ink(rng, canvas, shade)
    height = cell * rng.uniform(0.42, 0.85)
    for y in np.arange(y0, canvas.size, cell):
        for x in np.arange(x0, canvas.size, wide):
            if rng.random() > filled:
                continue
            is_print = rng.random() < printed
            hand = press if is_print else hands[rng.integers(2)]
            size = max(8, round(height * (1.0 if is_print else rng.uniform(0.7, 1.05))))
            slack = 0.02 if is_print else 0.09
            middle = np.array([x + wide / 2, y + cell / 2]) + rng.normal(0, slack, 2) * cell
            ink = faded if is_print else shade
            line = Line(float(x + 3), float(middle[1]), size, 0.0, ink)
            if rng.random() < worded:
                write_word_within(canvas, rng, library, letters, line, wide - 5)
            elif wide > 1.6 * cell and rng.random() < 0.6:
                write_number(canvas, rng, library, hand, line, int(rng.integers(1, 4)))
            else:
                line = Line(float(middle[0]), float(middle[1]), size, 0.0, ink)
                write_digit(canvas, rng, library, hand, line)


def fill_form(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """Printed labels, and beside each a line, a box or a comb: empty, with a number or words."""
    height = draw_height(rng, 11, 44)
    label, hand = library.draw_hand(rng, "print"), library.draw_hand(rng, draw_kind(rng))
    letters = library.draw_hand(rng, "script")
    rule = fade_ink(rng, canvas, shade)
    frame = (draw_rule, draw_box, draw_comb)[rng.integers(3)]
    empty, worded = rng.uniform(0, 0.6), rng.uniform(0, 0.7)
    left = rng.uniform(-20, canvas.size * 0.5)
    pitch = height * rng.uniform(1.5, 2.6)
    for y in np.arange(pitch * rng.uniform(0.4, 1.0), canvas.size, pitch):
        if left > 30:
            size = max(6, round(height * rng.uniform(0.35, 0.7)))
            name = library.word(make_word(rng), label, size)
            canvas.put(name, max(2.0, left - name.ink.width - height / 2), y - size / 2, shade)
        frame(canvas, rng, Line(left, float(y), height, 0.0, rule))
        line = Line(left + height * 0.25, float(y), height, 0.0, shade)
        choice = rng.random()
        if choice < empty:
            continue
        if choice < empty + worded:
            write_words(canvas, rng, library, letters, line)
        else:
            write_number(canvas, rng, library, hand, line, int(rng.integers(1, 10)))


def draw_rule(canvas: Canvas, rng: np.random.Generator, line: Line) -> None:
    at = line.y + line.height * rng.uniform(0.5, 0.65)
    pen = ImageDraw.Draw(canvas.paper)
    pen.line((line.x, at, canvas.size, at), fill=line.shade, width=int(rng.integers(1, 4)))


def draw_box(canvas: Canvas, rng: np.random.Generator, line: Line) -> None:
    half = line.height * rng.uniform(0.6, 0.75)
    box = (line.x, line.y - half, canvas.size * 1.1, line.y + half)
    ImageDraw.Draw(canvas.paper).rectangle(box, outline=line.shade, width=int(rng.integers(1, 4)))


def draw_comb(canvas: Canvas, rng: np.random.Generator, line: Line) -> None:
    """A base line with upright ticks, which in an empty comb look like a row of ones."""
    pen = ImageDraw.Draw(canvas.paper)
    foot = line.y + line.height * rng.uniform(0.55, 0.7)
    head = foot - line.height * rng.uniform(0.2, 1.4)
    wide = int(rng.integers(1, 3))
    pen.line((line.x, foot, canvas.size, foot), fill=line.shade, width=wide)
    for x in np.arange(line.x, canvas.size, line.height * rng.uniform(0.7, 1.3)):
        pen.line((x, head, x, foot), fill=line.shade, width=wide)


def fill_text(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """A page of words, printed or in a script font, with at most a few numbers on it."""
    hand = library.draw_hand(rng, "print" if rng.random() < 0.35 else "script")
    height = draw_height(rng, 4, 40)
    pitch = height * rng.uniform(1.2, 2.2)
    for y in np.arange(rng.uniform(0, pitch), canvas.size + height, pitch):
        x = float(rng.uniform(-height, canvas.size * 0.2))
        write_words(canvas, rng, library, hand, Line(x, float(y), height, 0.0, shade))
    if rng.random() < 0.3:
        canvas.turn(int(rng.integers(1, 4)))


def scatter_clutter(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """Look-alike letters, words, flourishes, rules, boxes and specks where nothing is yet."""
    pen = ImageDraw.Draw(canvas.paper)
    for _ in range(int(rng.integers(1, 10))):
        height = draw_height(rng, 8, 56)
        x, y = rng.uniform(0, canvas.size, 2)
        box = (x - 2, y - height * 0.7, x + height * 1.1, y + height * 0.7)
        if not canvas.is_free(box):
            continue
        hand = library.draw_hand(rng, "print" if rng.random() < 0.4 else "script")
        line = Line(x, y, height, 0.0, fade_ink(rng, canvas, shade))
        choice = rng.random()
        if choice < 0.45:
            write_lookalike(canvas, rng, library, hand, line)
        elif choice < 0.58:
            write_upright_word(canvas, rng, library, hand, line)
        elif choice < 0.75:
            scribble(canvas, rng, line)
        elif choice < 0.9:
            pen.rectangle(box, outline=line.shade, width=int(rng.integers(1, 3)))
        else:
            pen.line((0, y, canvas.size, y + rng.normal(0, 6)), fill=line.shade)
        canvas.take(box)
    if rng.random() < 0.4:
        draw_dots(canvas, rng, shade)


def leave_blank(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """Empty paper, plain or ruled or squared."""
    pen = ImageDraw.Draw(canvas.paper)
    rule = fade_ink(rng, canvas, shade)
    step, wide = rng.uniform(8, 70), int(rng.integers(1, 3))
    style = rng.integers(3)
    for at in np.arange(rng.uniform(0, step), canvas.size, step) if style else ():
        pen.line((0, at, canvas.size, at), fill=rule, width=wide)
        if style == 2:
            pen.line((at, 0, at, canvas.size), fill=rule, width=wide)


def one_big_number(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """A short number that fills most of the canvas, as on a drawing pad or in a tight crop."""
    count = int(rng.integers(1, 5))
    height = draw_height(rng, 24, 78)
    hand = library.draw_hand(rng, draw_kind(rng))
    if rng.random() < 0.5:
        at = canvas.size * rng.uniform(0.3, 0.7) + height * rng.uniform(0.5, 0.8)
        pen = ImageDraw.Draw(canvas.paper)
        pen.line(
            (0, at, canvas.size, at),
            fill=fade_ink(rng, canvas, shade),
            width=int(rng.integers(1, 3)),
        )
    line = Line(
        canvas.size * rng.uniform(0.1, 0.4), canvas.size / 2, height, rng.normal(0, 0.08), shade
    )
    write_number(canvas, rng, library, hand, line, count)


def giant_strokes(canvas: Canvas, rng: np.random.Generator, library: Library, shade: int) -> None:
    """Digits far larger than are asked for at this scale: their parts are not digits."""
    for _ in range(int(rng.integers(1, 3))):
        height = int(rng.integers(125, 300))
        x, y = rng.uniform(-height / 3, canvas.size * 0.7), rng.uniform(0, canvas.size)
        hand = library.draw_hand(rng, draw_kind(rng))
        write_number(canvas, rng, library, hand, Line(x, y, height, 0.0, shade), 1)
    if rng.random() < 0.5:
        # Beside them: on their ink nobody could read anything.
        for mark in canvas.marks:
            canvas.take((*mark.hull.min(0), *mark.hull.max(0)))
        scatter_numbers(canvas, rng, library, shade)


SCENES: tuple[tuple[Scene, float], ...] = (
    (scatter_numbers, 0.21),
    (fill_lines, 0.13),
    (fill_grid, 0.18),
    (fill_form, 0.11),
    (fill_text, 0.14),
    (one_big_number, 0.10),
    (draw_shapes, 0.03),
    (draw_solids, 0.04),
    (draw_texture, 0.02),
    (leave_blank, 0.01),
    (scatter_clutter, 0.02),
    (giant_strokes, 0.04),
)
