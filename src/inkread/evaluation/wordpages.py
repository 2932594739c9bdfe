"""Pages of printed and handwritten words without any digit, drawn from a seed.

The fonts are Debian's own; training writes with other fonts and another generator, so nothing of
these pages was seen before.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from inkread.errors import FontsMissing

Item = TypeVar("Item")

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
)

PRINTED_FONTS = (
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSerif.ttf",
    "DejaVuSansMono.ttf",
    "LiberationSans-Regular.ttf",
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationMono-Regular.ttf",
)
HAND_FONTS = (
    "Breip.ttf",
    "dkg.ttf",
    "dkgBd.ttf",
    "dkgIt.ttf",
    "Ecolier-court.ttf",
    "Rufscript010.ttf",
    "Delphine.ttf",
    "SteveHand.ttf",
    "Humor-Sans.ttf",
    "BecauseWeCreate-Regular.otf",
    "BecauseWeLearn-Regular.otf",
    "BecauseWeOrganize-Regular.otf",
)

WORDS = tuple(
    """
    a about above account address after again against all almost alone along also always amount
    and animal answer apple april arrive august autumn baker balloon bank basket beach because bell
    belong below between bicycle bill birthday black blossom blue board book boss both bottle bottom
    box bread bridge bring brother brown building business butter button by call candle carpenter
    carry castle cellar chair cheese child church city class clock close cloud coffee cold colour
    come common cook corner country cousin cross dance daughter day december dinner doctor dog door
    double doubt dress drink early east egg eight eleven empty engine envelope evening every family
    farmer father february fellow field fifteen finger finish fire first five floor flower follow
    forest forget forty found four friday friend from garden gentle girl give glass goes gold good
    goose grandmother great green grocer ground guest hall hand happy harbour hello hill history
    hollow honey horse hospital hotel hour house hundred husband ice idea ill important in ink inn
    inside island it january jelly journey july june jump just kettle kitchen knee ladder lake
    lantern large last letter library light lily line list little logbook long look loose lost
    lunch magic mail mango map march market may meadow meeting melon message middle milk mill
    million minute mirror monday money moon morning mother mountain museum music name needle
    neighbour nephew never night nine nobody none noon north november number ocean october of
    office often oil old olive on once onion only open orange order other oven owl oxen page paper
    parcel park pencil people pepper piano picture pillow pilot please pocket pond pool poor
    possible post potato pound pretty promise pull puzzle quality queen question quick quiet quite
    railway rain receipt red reply rice ring river road roll roof room rose sailor salad salt
    saturday school seaside season second secret see september seven shelf shilling ship shoe
    silence silk silver sister six skill sleep slow small snow soil soldier solid soon south spell
    spool spring square station stone stool story street student sugar summer sunday supper surname
    swallow table tailor tall tea teacher ten thank the thirty thousand three thursday ticket till
    time today together tomorrow tool total town traveller trolley tuesday twelve twenty two uncle
    under until upper valley village violin visit voice wagon wall warm water we wednesday week
    well west wheel when white will willow window winter wonder wood wool word yellow yes yesterday
    you young zebra zigzag zoo zoology
    """.split()
)
LABELS = tuple(
    """
    Name|First name|Surname|Address|Street|Town|Country|Place of birth|Occupation|Signature|Remarks
    |Colour|Sender|Recipient|Bill to|Goods|Reason|School|Subject|Teacher|Father|Mother|Language
    |Position|Department|Ill since|Insurance|Bank|Title|Religion|Day of the week|Month
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
INKS = ((24, 24, 30), (26, 40, 120), (20, 20, 20), (58, 58, 66), (120, 24, 32), (16, 84, 60))
PAPERS = ((255, 255, 255), (250, 247, 238), (242, 240, 236), (235, 238, 242), (246, 236, 214))


@dataclass(frozen=True, slots=True)
class Fonts:
    """Paths of the fonts that pages are written with."""

    printed: tuple[Path, ...]
    hand: tuple[Path, ...]


def find_fonts(folders: Sequence[Path] = FONT_FOLDERS) -> Fonts:
    """The fonts of this system; FontsMissing names those that are not installed.

    All must be there: with others the pages, and so the figure, would be others.
    """
    installed = {
        path.name: path
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*.[ot]tf")
    }
    missing = [name for name in (*PRINTED_FONTS, *HAND_FONTS) if name not in installed]
    if missing:
        raise FontsMissing(missing, "scripts/install-system-packages bench installs them")
    return Fonts(
        tuple(installed[name] for name in PRINTED_FONTS),
        tuple(installed[name] for name in HAND_FONTS),
    )


def draw_word_page(generator: np.random.Generator, fonts: Fonts) -> bytes:
    """One page of words as a JPEG file, between 480 and 1300 px a side."""
    width, height = int(generator.integers(560, 1100)), int(generator.integers(480, 1300))
    paper = PAPERS[generator.integers(len(PAPERS))]
    image = Image.new("RGB", (width, height), paper)
    layout = (_draw_letter, _draw_form, _draw_table, _draw_notice)[generator.integers(4)]
    layout(image, generator, fonts)
    return _photograph(image, generator)


def _draw_letter(image: Image.Image, generator: np.random.Generator, fonts: Fonts) -> None:
    """Handwriting all over the page, on ruled paper half of the time."""
    draw = ImageDraw.Draw(image)
    size = int(generator.integers(22, 54))
    font = _font(_pick(generator, fonts.hand), size)
    ink = INKS[generator.integers(len(INKS))]
    step = int(size * generator.uniform(1.3, 1.9))
    margin = int(generator.integers(20, 80))
    is_ruled = generator.random() < 0.5
    for y in range(margin + size, image.height - margin, step):
        if is_ruled:
            draw.line((0, y + size // 6, image.width, y + size // 6), fill=(176, 190, 214))
        slack = int(generator.integers(0, 30))
        _write(draw, (margin + slack, y), font, ink, _sentence(generator, image.width // size))


def _draw_form(image: Image.Image, generator: np.random.Generator, fonts: Fonts) -> None:
    """Printed labels, and beside each a word by hand on a line, in a box or in a comb."""
    draw = ImageDraw.Draw(image)
    print_size, hand_size = int(generator.integers(14, 24)), int(generator.integers(24, 44))
    printed = _font(_pick(generator, fonts.printed), print_size)
    hand = _font(_pick(generator, fonts.hand), hand_size)
    ink = INKS[generator.integers(len(INKS))]
    left, middle, right = 30, int(image.width * 0.36), image.width - 30
    _write(
        draw, (left, 60), _font(_pick(generator, fonts.printed), 30), (20, 20, 20), "Application"
    )
    style = generator.integers(3)
    for y in range(120, image.height - 40, int(hand_size * 1.9)):
        _write(draw, (left, y), printed, (30, 30, 30), _pick(generator, LABELS))
        if style == 0:
            draw.line((middle, y + 4, right, y + 4), fill=(90, 90, 90))
        elif style == 1:
            box = (middle, y - hand_size - 4, right, y + hand_size // 3)
            draw.rectangle(box, outline=(60, 60, 60), width=2)
        else:
            for x in range(middle, right, hand_size):
                draw.line((x, y - 12, x, y + 6), fill=(120, 120, 120))
            draw.line((middle, y + 6, right, y + 6), fill=(120, 120, 120))
        _write(draw, (middle + 8, y), hand, ink, _sentence(generator, 2))


def _draw_table(image: Image.Image, generator: np.random.Generator, fonts: Fonts) -> None:
    """A grid with a printed head and words by hand or in print, some cells empty."""
    draw = ImageDraw.Draw(image)
    columns, row_height = int(generator.integers(2, 6)), int(generator.integers(36, 64))
    size = int(row_height * 0.5)
    printed = _font(_pick(generator, fonts.printed), max(12, int(size * 0.7)))
    body = _font(_pick(generator, fonts.hand if generator.random() < 0.6 else fonts.printed), size)
    ink = INKS[generator.integers(len(INKS))]
    left, top, right = 24, 40, image.width - 24
    cell = (right - left) // columns
    rows = (image.height - top - 30) // row_height
    for row in range(rows):
        y = top + row * row_height
        for column in range(columns):
            x = left + column * cell
            draw.rectangle((x, y, x + cell, y + row_height), outline=(70, 70, 70))
            place = (x + 6, y + int(row_height * 0.72))
            if row == 0:
                _write(draw, place, printed, (20, 20, 20), _pick(generator, LABELS)[: cell // 10])
            elif generator.random() < 0.8:
                word = _pick(generator, WORDS)
                if body.getlength(word) < cell - 10:
                    _write(draw, place, body, ink, word)


def _draw_notice(image: Image.Image, generator: np.random.Generator, fonts: Fonts) -> None:
    """Printed text with a heading in capitals, and a remark by hand across its foot."""
    draw = ImageDraw.Draw(image)
    size = int(generator.integers(14, 30))
    font = _font(_pick(generator, fonts.printed), size)
    heading = _font(_pick(generator, fonts.printed), int(size * 1.8))
    _write(draw, (40, 70), heading, (20, 20, 20), _sentence(generator, 2).upper().rstrip(".,!?:"))
    foot = image.height - 110
    for y in range(120, foot, int(size * 1.5)):
        _write(draw, (40, y), font, (35, 35, 35), _sentence(generator, image.width // size))
    hand = _font(_pick(generator, fonts.hand), int(generator.integers(30, 60)))
    ink = INKS[generator.integers(len(INKS))]
    _write(draw, (50, image.height - 40), hand, ink, _sentence(generator, 4))


def _sentence(generator: np.random.Generator, words: int) -> str:
    """So many words, the first or all with a capital, now and then all in capitals."""
    chosen = [_pick(generator, WORDS) for _ in range(max(1, words))]
    style = generator.random()
    if style < 0.15:
        return " ".join(chosen).upper()
    if style < 0.3:
        return " ".join(word.capitalize() for word in chosen)
    chosen[0] = chosen[0].capitalize()
    return " ".join(chosen) + _pick(generator, (".", ",", "", "!", "?", ":", " -", ";"))


def _write(
    draw: ImageDraw.ImageDraw,
    place: tuple[int, int],
    font: ImageFont.FreeTypeFont,
    ink: tuple[int, int, int],
    text: str,
) -> None:
    """Text on a base line, as many of its words as fit on the page.

    A letter cut in two by the edge may well look like a digit, and would then be no mistake.
    """
    words = text.split()
    room = draw.im.size[0] - place[0] - font.size / 2
    while words and font.getlength(" ".join(words)) > room:
        words.pop()
    draw.text(place, " ".join(words), font=font, fill=ink, anchor="ls")


def _photograph(image: Image.Image, generator: np.random.Generator) -> bytes:
    """The page as a scanner or a telephone gives it: turned, shaded, blurred, noisy, compressed."""
    if generator.random() < 0.5:
        angle = float(generator.uniform(-4, 4))
        edge = image.getpixel((0, 0))
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=edge)
    image = image.filter(ImageFilter.GaussianBlur(float(generator.uniform(0.0, 1.1))))
    pixels = np.asarray(image, dtype=np.float32)
    height, width, _ = pixels.shape
    dim = float(generator.uniform(0.0, 0.4))
    across = np.linspace(-1, 1, width) * generator.uniform(-1, 1)
    down = np.linspace(-1, 1, height)[:, None] * generator.uniform(-1, 1)
    shade = 1 - dim * (0.5 + (across + down) / 4)
    pixels = pixels * shade[..., None].astype(np.float32)
    pixels += generator.normal(0, generator.uniform(0, 8), (height, width, 1)).astype(np.float32)
    noisy = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    buffer = io.BytesIO()
    noisy.save(buffer, "JPEG", quality=int(generator.integers(45, 95)))
    return buffer.getvalue()


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is the same with and without libraqm, so the page is, too.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _pick(generator: np.random.Generator, items: Sequence[Item]) -> Item:
    return items[int(generator.integers(len(items)))]
