"""Tesseract 5 with its English LSTM model, digits only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from benchmarks.peers.libtesseract import Engine, load_library
from benchmarks.peers.peer import Character, Task, nearest_the_middle, page_of
from benchmarks.peers.pictures import open_dark_on_light, pad, scale_to_height, scale_to_side

from inkread.evaluation.bench import PageReader
from inkread.evaluation.pictures import open_rgb
from inkread.options import ReadOptions
from inkread.page import Box, Page

# The two word lists are switched off: a number is in no dictionary.
VARIABLES = {
    "tessedit_char_whitelist": "0123456789",
    "load_system_dawg": "0",
    "load_freq_dawg": "0",
    "debug_file": "/dev/null",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """How a picture is prepared and segmented.

    mode      page segmentation: 6 one block, 7 one line, 8 one word, 10 one character,
              11 scattered text, 13 one line without Tesseract's own tricks
    height    px that the picture of a string or a digit is scaled to; None for a page
    side      px that the shorter side of a page is scaled to; a page is never inverted
    margin    px of paper that are then laid round it
    """

    mode: int
    height: int | None = None
    side: int = 0
    margin: int = 0

    def describe(self) -> str:
        shorter = f"shorter side {self.side} px"
        size = f"dark on light, {self.height} px high" if self.height else shorter
        margin = f", a margin of {self.margin} px" if self.margin else ""
        return f"digits only, no dictionary, mode {self.mode}, {size}{margin}"


# Chosen by `python -m benchmarks.peers --tune`, on pictures that are not reported.
CHOSEN: Mapping[Task, Setting] = {
    "line": Setting(8, height=72, margin=8),
    "page": Setting(11, side=960),
    "digit": Setting(10, height=48, margin=16),
}
TRIED: Mapping[Task, tuple[Setting, ...]] = {
    "line": tuple(
        Setting(mode, height=height, margin=margin)
        for mode, height, margin in product((6, 7, 8, 13), (32, 48, 72), (8, 16, 32))
    ),
    "page": tuple(Setting(mode, side=side) for mode in (6, 11) for side in (720, 960, 1440, 1920)),
    "digit": tuple(
        Setting(mode, height=height, margin=margin)
        for mode, height, margin in product((6, 7, 8, 10, 13), (32, 48, 72), (8, 16, 32))
    ),
}


class Tesseract:
    """What Debian's package tesseract-ocr installs."""

    name = "Tesseract"

    def __init__(self, settings: Mapping[Task, Setting] = CHOSEN) -> None:
        self._chosen = settings
        self.settings = {task: setting.describe() for task, setting in settings.items()}

    def version(self) -> str | None:
        library = load_library()
        return None if library is None else str(library.TessVersion().decode())

    def reader(self, task: Task) -> PageReader:
        library = load_library()
        if library is None:
            raise RuntimeError("Tesseract is not installed")
        return _TesseractReader(Engine(library, VARIABLES), self._chosen[task])


class _TesseractReader:
    def __init__(self, engine: Engine, setting: Setting) -> None:
        self._engine = engine
        self._setting = setting

    def read(self, source: Any, options: ReadOptions = ReadOptions()) -> tuple[Page, ...]:
        setting = self._setting
        if setting.height:
            original = open_dark_on_light(source)
            scaled = scale_to_height(original, setting.height)
        else:
            original = open_rgb(source)
            scaled = scale_to_side(original, setting.side)
        lines = self._engine.read(pad(scaled, setting.margin), setting.mode)
        shrink = original.height / scaled.height
        moved = [[_moved(each, setting.margin, shrink) for each in line] for line in lines]
        if options.single:
            every = [character for line in moved for character in line]
            moved = [nearest_the_middle(every, original.width / 2)]
        return (page_of(moved, original.width, original.height),)


def _moved(character: Character, margin: int, shrink: float) -> Character:
    """The character in px of the picture as it was given."""
    sides = [(side - margin) * shrink for side in character.box.to_list()]
    return Character(character.text, character.confidence, Box.from_list(sides))
