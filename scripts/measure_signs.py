"""How many amounts and dates are read to the last sign: `python -m scripts.measure_signs [MODEL]`.

Each is written in dark ink on light paper in a font of those that training draws with (`make fonts`
installs them), the same every time. Easier than handwriting: what fails here fails everywhere.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkread import Reader
from inkread.training.recipes.sources import FONTS
from inkread.training.synthesis.glyphs import find_fonts

SEED, EACH = 3, 8
PAPER, INK = (250, 248, 240), (20, 20, 60)
TEXTS = (
    *("1,234.50", "1.234,50", "3.14", "0.5", "99,9", "-17.3", "-8"),
    *("12/05/2024", "2024-11-21", "31.12.1999"),
    *("$45.00", "€12,80", "£7.25", "#350.00#", "**1,200.00**"),
)


def main(arguments: Sequence[str]) -> None:
    reader = Reader(*arguments[:1], threads=1)
    rng = np.random.default_rng(SEED)
    families = find_fonts(FONTS)
    right: Counter[str] = Counter()
    for i in range(EACH):
        # Two of three in handwriting.
        fonts = families[int(i % 3 == 0)]
        for text in TEXTS:
            font = ImageFont.truetype(fonts[rng.integers(len(fonts))], int(rng.integers(28, 44)))
            picture = Image.new("RGB", (360, 90), PAPER)
            ImageDraw.Draw(picture).text((24, 20), text, font=font, fill=INK)
            (page,) = reader.read(np.asarray(picture))
            right[text] += " ".join(number.written for number in page.numbers) == text
    for text in TEXTS:
        print(f"{text:14} {right[text]} of {EACH}")
    print(f"{'all':14} {right.total()} of {EACH * len(TEXTS)}")


if __name__ == "__main__":
    main(sys.argv[1:])
