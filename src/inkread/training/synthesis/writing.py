"""Writing on a canvas: numbers by one hand, words, and lone look-alikes of digits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from PIL import Image, ImageDraw

from inkread.models import SIGNS
from inkread.training.synthesis.canvas import Canvas, Mark, SignMark
from inkread.training.synthesis.glyphs import Glyph, Hand, Library
from inkread.training.synthesis.signs import draw_sign, make_number_within
from inkread.training.synthesis.strokes import draw_strokes, smooth

VOWELS = ("a", "e", "i", "o", "u", "y", "oo", "ee", "ea", "io")
CONSONANTS = (*"bcdfghjklmnpqrstvwxz", "ll", "ss", "tt", "sh", "th", "bl", "sl", "gg", "zz")
# Lone letters that look like digits, less those that nobody could tell apart (I, l, O, o).
LOOKALIKES = "SBZzgqbGsDQAEyTYhnuvPRLCJFjcd%&?#@$£€+="
# Of those, the ones that many hands write as they write a 5, 8, 2, 9 or 6: where they stand alone,
# nothing is said about them. In words they are letters.
UNTOLD = frozenset("SsBbZzgq")
LONG_BARS = 0.35  # of the sevens by hand
NOTED = 0.22  # of the numbers of more than one digit have signs in them
ENDINGS = ".,:;!?-"


@dataclass(frozen=True, slots=True)
class Line:
    """Where a number is written: left end (x, y of the digits' middle) px, digit `height` px,
    `slope` (dy/dx) of its base line, and the grey `shade` of its ink."""

    x: float
    y: float
    height: int
    slope: float
    shade: int


def write_number(
    canvas: Canvas, rng: np.random.Generator, library: Library, hand: Hand, line: Line, count: int
) -> float:
    """Write `count` random digits, or now and then a number with signs; answers the x where it
    ends. What runs past the right edge is left out.
    """
    text = "".join(str(digit) for digit in rng.integers(10, size=count))
    if count > 1 and rng.random() < NOTED:
        text = make_number_within(rng, count) or text
    spread = rng.uniform(-0.12, 0.12) if rng.random() < 0.35 else rng.uniform(0.0, 0.55)
    if hand.kind in ("print", "script"):
        spread = abs(spread) * 0.6 + 0.04
    jitter = 0.0 if hand.kind == "print" else rng.uniform(0.01, 0.07)
    thread = Thread(canvas)
    x = end = line.x
    for character in text:
        if not character.isdecimal():
            here = replace(line, x=x, y=line.y + (x - line.x) * line.slope)
            x = end = write_sign(thread, rng, hand, here, character)
            continue
        glyph = library.digit(rng, hand, int(character), line.height)
        is_narrow = glyph.ink.width <= 0.3 * line.height
        if is_narrow:
            # On the stroke before it, a 1 could not be seen.
            x = max(x, end + 0.04 * line.height)
        y = line.y + (x - line.x) * line.slope - glyph.ink.height / 2
        y += rng.normal(0, jitter) * line.height
        if x + glyph.ink.width > canvas.size - 2:
            break
        if canvas.put(glyph, x, y, line.shade) is None:
            continue
        thread.tie()
        lengthen_bar(canvas, rng, glyph, (x, y), line)
        # Narrow digits keep their distance: pitch is set by height, not by the ink's width.
        gap = spread + rng.normal(0, 0.04 if hand.kind != "print" else 0.005)
        gap = max(gap, 0.06 if is_narrow else -0.25)
        end = x + glyph.ink.width
        x = end + gap * line.height
    return x


def lengthen_bar(
    canvas: Canvas,
    rng: np.random.Generator,
    glyph: Glyph,
    corner: tuple[float, float],
    line: Line,
) -> None:
    """Now and then, the bar of a 7 reaches through it and into what follows, as many cross it."""
    if glyph.label != 7 or glyph.printed or rng.random() > LONG_BARS:
        return
    wide, tall = glyph.ink.size
    x, y = corner
    middle = y + tall * rng.uniform(0.42, 0.58)
    end = x + wide + line.height * rng.uniform(0.05, 0.75)
    lift = line.height * rng.normal(0, 0.03)
    thick = max(1, round(line.height * rng.uniform(0.05, 0.11)))
    path = (x + wide * rng.uniform(-0.2, 0.3), middle, end, middle + lift)
    ImageDraw.Draw(canvas.paper).line(path, fill=line.shade, width=thick)


@dataclass(slots=True)
class Thread:
    """A number in the making: ties each digit to the one before, and signs to both sides."""

    canvas: Canvas
    last: int = -1
    open_signs: list[SignMark] = field(default_factory=list)

    def tie(self) -> None:
        """The newest digit of the canvas is the next one of the number."""
        here = len(self.canvas.marks) - 1
        if self.last >= 0:
            self.canvas.marks[self.last].follower = here
        for sign in self.open_signs:
            sign.after = here
        self.open_signs = []
        self.last = here


def write_sign(
    thread: Thread, rng: np.random.Generator, hand: Hand, line: Line, sign: str
) -> float:
    """One of `SIGNS` or a space from `line.x` on; answers the x where it ends."""
    if sign not in SIGNS:
        return line.x + line.height * rng.uniform(0.15, 0.45)
    drawn = draw_sign(rng, sign, hand, line.height)
    x = line.x + line.height * rng.uniform(-0.06, 0.12)
    y = line.y - line.height / 2 + drawn.top + rng.normal(0, 0.04) * line.height
    if x + drawn.ink.width > thread.canvas.size - 2:
        return line.x
    mark = thread.canvas.put_sign(SIGNS.index(sign), drawn.ink, (x, y), line.shade)
    if mark is not None:
        mark.before = thread.last
        thread.open_signs.append(mark)
    return float(x + drawn.ink.width + line.height * rng.uniform(0.02, 0.2))


def write_digit(
    canvas: Canvas, rng: np.random.Generator, library: Library, hand: Hand, line: Line
) -> Mark | None:
    """One digit with its middle at (line.x, line.y)."""
    glyph = library.digit(rng, hand, int(rng.integers(10)), line.height)
    return canvas.put(
        glyph, line.x - glyph.ink.width / 2, line.y - glyph.ink.height / 2, line.shade
    )


def make_word(rng: np.random.Generator) -> str:
    """A pronounceable word of 2 to 9 sounds, in lower case, capitals or title case, some with a
    sign at its end."""
    count = int(rng.integers(2, 10))
    start = int(rng.integers(2))
    pools = (VOWELS, CONSONANTS)
    letters = [
        pools[(i + start) % 2][rng.integers(len(pools[(i + start) % 2]))] for i in range(count)
    ]
    word = "".join(letters)
    style = rng.random()
    word = word.upper() if style < 0.25 else word.title() if style < 0.5 else word
    return word + str(rng.choice(list(ENDINGS))) if rng.random() < 0.12 else word


def write_words(
    canvas: Canvas, rng: np.random.Generator, library: Library, hand: Hand, line: Line
) -> None:
    """A line of words from `line.x` to the right edge or a little before."""
    x = line.x
    end = canvas.size * rng.uniform(0.4, 1.0)
    tracking = draw_tracking(rng)
    while x < end:
        word = make_word(rng)
        glyph = library.word(word, hand, line.height, tracking)
        y = line.y + (x - line.x) * line.slope - glyph.ink.height / 2
        canvas.put(glyph, x, y, line.shade)
        x += glyph.ink.width + line.height * rng.uniform(0.3, 0.8)


def write_word_within(
    canvas: Canvas,
    rng: np.random.Generator,
    library: Library,
    hand: Hand,
    line: Line,
    room: float,
) -> None:
    """One word of at most `room` px, if one of a few is short enough."""
    height = max(6, round(line.height * rng.uniform(0.5, 1.0)))
    tracking = draw_tracking(rng)
    for _ in range(3):
        glyph = library.word(make_word(rng), hand, height, tracking)
        if glyph.ink.width <= room:
            canvas.put(glyph, line.x, line.y - height / 2, line.shade)
            return


def draw_tracking(rng: np.random.Generator) -> float:
    """Extra room between letters, in font sizes; mostly none. Letters apart look like digits."""
    return float(rng.uniform(0.03, 0.3)) if rng.random() < 0.25 else 0.0


def write_lookalike(
    canvas: Canvas, rng: np.random.Generator, library: Library, hand: Hand, line: Line
) -> None:
    """A lone letter or sign that is no digit."""
    letter = LOOKALIKES[rng.integers(len(LOOKALIKES))]
    glyph, top = library.word(letter, hand, line.height), line.y - line.height / 2
    canvas.put(glyph, line.x, top, line.shade)
    if letter in UNTOLD:
        canvas.ignored.append((line.x, top, line.x + glyph.ink.width, top + glyph.ink.height))


def write_upright_word(
    canvas: Canvas, rng: np.random.Generator, library: Library, hand: Hand, line: Line
) -> None:
    """A word turned by a quarter, as in the margin of a page."""
    glyph = library.word(make_word(rng), hand, max(7, line.height // 2))
    turned = Glyph(glyph.ink.rotate(90 if rng.random() < 0.5 else 270, expand=True), -1, False)
    canvas.put(turned, line.x, line.y - turned.ink.height / 2, line.shade)


def scribble(canvas: Canvas, rng: np.random.Generator, line: Line) -> None:
    """A flourish as of a signature, beginning at (line.x, line.y)."""
    count = int(rng.integers(5, 14))
    steps = rng.normal([0.35, 0.0], [0.5, 0.6], (count, 2)) * line.height
    points = smooth(np.cumsum(steps, 0))
    ink = draw_strokes([points], max(1.0, line.height * rng.uniform(0.03, 0.1)), 4 * canvas.size)
    canvas.put(Glyph(ink, -1, False), line.x, line.y - ink.height / 2, line.shade)


def draw_dots(canvas: Canvas, rng: np.random.Generator, shade: int) -> None:
    """Specks of dirt, dotted leaders and stray points."""
    pen = ImageDraw.Draw(canvas.paper)
    for _ in range(int(rng.integers(1, 12))):
        x, y = rng.uniform(0, canvas.size, 2)
        r = rng.uniform(0.3, 1.8)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=shade)
    if rng.random() < 0.4:
        y, step = rng.uniform(0, canvas.size), rng.uniform(3, 8)
        for x in np.arange(rng.uniform(0, canvas.size), canvas.size, step):
            pen.point((float(x), float(y)), fill=shade)


def blank(rng: np.random.Generator, size: int, shade: int) -> Canvas:
    """An empty canvas of paper: flat, or with a gentle texture around grey `shade`."""
    if rng.random() < 0.4:
        return Canvas(Image.new("L", (size, size), shade))
    coarse = int(rng.integers(3, 40))
    texture = np.clip(rng.normal(shade, rng.uniform(1, 7), (coarse, coarse)), 0, 255)
    paper = Image.fromarray(texture.astype(np.uint8)).resize((size, size), Image.Resampling.BICUBIC)
    return Canvas(paper)
