"""The glyphs that every recipe draws from: which sets, which writers, which fonts."""

from __future__ import annotations

from pathlib import Path

from inkread.data.writers import HELD_OUT_WRITERS, WRITER_SEED
from inkread.training.data.digits import (
    DigitSet,
    load_mnist,
    load_optdigits,
    split_writers,
)
from inkread.training.data.ink import load_paths
from inkread.training.synthesis.glyphs import Library, find_fonts

FONTS = Path(__file__).parent.parent / "fonts"


def training_digits(data: Path) -> tuple[DigitSet, ...]:
    """MNIST less a tenth of its writers, and optdigits, training parts. No USPS, no Semeion: what
    is measured on these is to be read by a network that never saw them."""
    mnist, _ = split_writers(load_mnist(data), HELD_OUT_WRITERS, WRITER_SEED)
    return (mnist, load_optdigits(data))


def held_out_digits(data: Path) -> DigitSet:
    """The tenth of the MNIST writers that no recipe trains on."""
    return split_writers(load_mnist(data), HELD_OUT_WRITERS, WRITER_SEED)[1]


def load_library(
    data: Path, fonts: Path = FONTS, digits: tuple[DigitSet, ...] | None = None
) -> Library:
    """The training library, or one of other `digits`; `fonts` must hold what `npm ci` installs."""
    chosen = training_digits(data) if digits is None else digits
    return Library(chosen, *find_fonts(fonts), load_paths(data))
