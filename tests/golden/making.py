"""Golden cases: what a graph answered -> what is read, for Python and the browser alike.

Scripted cases are drawn by chance from seeds: numbers on slanted lines, grids, combs, lone lines
and lists, with faint digits, hints, signs in and beside numbers, and a second reader that is now
and then of another opinion. They know nothing of the shipped models.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from tests.golden.spelling import DIGITS, Arrays, agreeing, differing
from tests.modelling import ScriptedSession, write_card

from inkread import Reader
from inkread.models import SIGNS

FOLDER = Path(__file__).parent
SCRIPTED, RECORDED = FOLDER / "scripted.json.gz", FOLDER / "recorded.json.gz"

LAYOUTS = ("lines", "grid", "comb", "lone", "list")
BLANK = 7  # of all seeds, one
WRITTEN = (
    *("1,234.50", "12.5", "3/4/25", "2026-11-21", "1.234.567", "12,", "7.-", "99/-", "1'000"),
    *("$5.00", "€1.234,5", "*250*", "#12#", "-8", "--31--", "03.04.1999", "1,2,3", "=6", "£40-"),
    *("12,34,567", "0.05", ".5", "1.2.3", "31/12/99", "¥800", "₹1,00,000", "5-6"),
)
CARDS: Mapping[str, Mapping[str, Any]] = {
    "plain": {"thresholds": {"find": 0.4, "accept": 0.9}},
    "faint": {"thresholds": {"find": 0.95, "beside": 0.3, "accept": 0.9, "sign": 0.4}},
    "second": {
        "thresholds": {"find": 0.95, "beside": 0.3, "accept": 0.9},
        "calibration": {"temperature": 1.3},
        "acceptance": {"max_error": 0.01, "margins": {"0.01": 0.8, "0.1": 0.4}, "doubt": 0.05},
        "alone": {"margins": {"0.01": 0.95}},
    },
}

_NAMES = (
    *("second", "which", "present", "put_in", "left_out", "own", "other", "torn"),
    *("change", "recount"),
)
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    name: dict(zip(_NAMES, values, strict=True))
    for name, values in {
        "fitted": (0.44, 0.31, 0.13, -1.62, 0.88, 0.67, -3.41, 3.19, 0.83, 0.2),
        "even": (0.6, 0.5, 0.5, -1.5, 0.3, 0.3, -3.0, 3.0, 0.0, 0.5),
        "led by the second": (1.0, 0.1, 0.05, 0.0, 0.5, 0.0, -6.0, 1.0, 0.0, 0.0),
        "led by the first": (0.2, 1.0, 1.0, -3.0, -1.0, 1.0, -2.0, 2.0, 3.0, 1.5),
    }.items()
}
JOINT_CARDS: Mapping[str, Mapping[str, Any]] = {
    **{name: {**CARDS["second"], "joint": weights} for name, weights in WEIGHTS.items()},
    "without margins": {**CARDS["faint"], "joint": WEIGHTS["even"]},
    "alone otherwise": {
        **CARDS["second"],
        "joint": WEIGHTS["fitted"],
        "alone": {"joint": WEIGHTS["led by the second"], "margins": {"0.01": 0.6, "0.001": 0.99}},
    },
}
# From this seed on both readers answer together.
JOINT_FROM = 98


@dataclass(frozen=True, slots=True)
class Case:
    """What a graph answered for a picture of this size, and the model's card without its names."""

    name: str
    card: Mapping[str, Any]
    width: int
    height: int
    outputs: Arrays

    def page(self) -> dict[str, Any]:
        """The JSON of the page that Python makes of it."""
        with tempfile.TemporaryDirectory() as folder:
            for role in ("reader", "digit"):
                write_card(Path(folder), role, b"not run", **self.card)
            session = ScriptedSession(dict(self.outputs))
            reader = Reader(folder, digit_model=folder, open_session=lambda model, threads: session)
            pixels = np.full((self.height, self.width, 3), 255, np.uint8)
            (page,) = reader.read(pixels, name="golden")
        return page.to_dict()

    def to_dict(self) -> dict[str, Any]:
        outputs = {
            name: {"dims": list(array.shape), "data": [float(str(x)) for x in array.ravel()]}
            for name, array in self.outputs.items()
        }
        return {
            "name": self.name,
            "card": dict(self.card),
            "width": self.width,
            "height": self.height,
            "outputs": outputs,
            "page": self.page(),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Case:
        outputs = {
            name: np.array(each["data"], np.float32).reshape(each["dims"])
            for name, each in values["outputs"].items()
        }
        return cls(values["name"], values["card"], values["width"], values["height"], outputs)


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a file as they were written, each with its `page`."""
    cases: list[dict[str, Any]] = json.loads(gzip.decompress(path.read_bytes()))
    return cases


def write_cases(path: Path, cases: list[Case]) -> None:
    """All of them, with the pages that Python makes of them now."""
    text = json.dumps([case.to_dict() for case in cases], separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A digit or a sign that is drawn; the middle of its box, and the digits' height."""

    text: str
    x: float
    y: float
    height: float
    is_faint: bool = False


def scripted_cases(count: int) -> Iterator[Case]:
    """So many of them; the same ones at each call."""
    for seed in range(count):
        chance = np.random.default_rng(seed)
        layout = "blank" if seed == BLANK else str(chance.choice(LAYOUTS))
        cards = JOINT_CARDS if seed >= JOINT_FROM else CARDS
        kind = str(chance.choice(list(cards)))
        width, height = (int(side) for side in chance.integers(200, 900, 2))
        marks, height = _laid_out(layout, chance, width, height)
        if seed >= JOINT_FROM:
            outputs = _answer_doubtfully(_repeating(marks, chance), chance)
        else:
            outputs = _answer(marks, chance, has_signs=bool(chance.random() < 0.7))
        if kind == "second":
            outputs |= agreeing(outputs, chance, has_signs=bool(chance.random() < 0.6))
        yield Case(f"{seed}: {layout}, {kind}", cards[kind], width, height, outputs)


def _laid_out(
    layout: str, chance: np.random.Generator, width: int, height: int
) -> tuple[list[_Mark], int]:
    """What stands on the page, and the height of the page, px."""
    size = float(chance.uniform(14, 40))
    if layout == "blank":
        return [], height
    if layout == "lone":
        digits = "".join(chance.choice(list(DIGITS), int(chance.integers(2, 6))))
        gap = float(chance.uniform(1, 2.2))
        row = [(size * (1 + gap * i), size * 1.2) for i in range(len(digits))]
        return _each(row, size, chance), int(size * chance.uniform(2, 5))
    if layout == "comb":
        gap = float(chance.uniform(1.4, 2.6))
        middles = [(size * (1 + gap * i), size * 2) for i in range(int(chance.integers(3, 8)))]
        return _each(middles, size, chance), height
    if layout == "grid":
        step, full = float(chance.uniform(1.5, 2.6)), float(chance.uniform(0.5, 1))
        cells = [(i, j) for i in range(5) for j in range(5) if chance.random() < full]
        middles = [(size * (1 + step * i), size * (1 + step * j)) for i, j in cells]
        # Faint ones in the cells between, or a little off them; and second digits within cells.
        others = [(i, j) for i in range(5) for j in range(5) if (i, j) not in cells]
        between = [(size * (1 + step * i), size * (1 + step * j)) for i, j in others]
        faint = [
            replace(mark, is_faint=True, x=mark.x + chance.normal(0, 0.3 * size))
            for mark in _each(between, size, chance)
        ]
        beside = [(x + size * float(chance.uniform(0.5, 1.2)), y) for x, y in middles[::9]]
        return _each(middles, size, chance) + faint + _each(beside, size, chance), height
    slope, marks, y = float(chance.uniform(-0.12, 0.12)), list[_Mark](), size * 2
    while y < height - size and len(marks) < 30:
        x = float(chance.uniform(size, 2 * size))
        while x < width - 3 * size:
            text = _text(chance) if layout == "lines" else f"{chance.integers(1, 99)},"
            placed = _along(text, x, y, size, chance, slope)
            marks += placed
            if chance.random() < 0.3:
                off = _Mark("4", x - size * 0.6, y + slope * x + chance.normal(0, 0.4 * size), size)
                marks.append(replace(off, is_faint=True))
            x = placed[-1].x + size * float(chance.uniform(0.6, 3))
        y += size * float(chance.uniform(1.3, 3))
    return marks, height


def _text(chance: np.random.Generator) -> str:
    if chance.random() < 0.8:
        return str(chance.choice(WRITTEN))
    return "".join(chance.choice(list(DIGITS), int(chance.integers(1, 7))))


def _along(
    text: str, x: float, y: float, size: float, chance: np.random.Generator, slope: float
) -> list[_Mark]:
    marks = []
    for character in text:
        level = {".": 0.45, ",": 0.5, "'": -0.4}.get(character, 0.0)
        marks.append(_Mark(character, x, y + slope * x + level * size, size))
        x += size * float(chance.uniform(0.45, 0.9))
    return marks


def _each(
    middles: list[tuple[float, float]], size: float, chance: np.random.Generator
) -> list[_Mark]:
    jitter = size * float(chance.uniform(0.02, 0.3))
    return [
        _Mark(str(chance.integers(10)), chance.normal(x, jitter), chance.normal(y, jitter), size)
        for x, y in middles
    ]


def _answer(marks: list[_Mark], chance: np.random.Generator, *, has_signs: bool) -> Arrays:
    """What a graph says of these marks, and of some ink that is none."""
    digits = [mark for mark in marks if mark.text in DIGITS]
    signs = [mark for mark in marks if mark.text not in DIGITS]
    boxes = np.array([_box(mark, chance) for mark in digits]).reshape(-1, 4)
    n = len(digits)
    chances = chance.dirichlet(np.full(10, 0.05), n).reshape(n, 10) * 0.2
    chances[np.arange(n), [int(mark.text) for mark in digits]] += 0.8
    digitness = np.where(chance.random(n) < 0.8, 1 - chance.random(n) ** 3 / 20, chance.random(n))
    faint = [mark.is_faint for mark in digits]
    digitness = np.where(faint, chance.uniform(0.05, 0.6, n), digitness)
    steps = [
        (b.x - a.x, b.y - a.y) for a, b in zip(digits, [*digits[1:], *digits[:1]], strict=True)
    ]
    outputs = {
        "boxes": boxes,
        "probabilities": chances,
        "digitness": digitness,
        "printed": chance.random(n),
        "next": np.array(steps).reshape(n, 2),
        "link": chance.random(n),
    }
    if has_signs:
        # Some signs lie in the ink of digits.
        signs += [
            replace(mark, x=mark.x + chance.normal(0, 0.15 * mark.height))
            for mark in digits
            if chance.random() < 0.08
        ]
        outputs["signs"] = np.array([_sign_box(mark, chance) for mark in signs]).reshape(-1, 4)
        likely = chance.random((len(signs), len(SIGNS))) * 0.2
        for row, mark in enumerate(signs):
            text = mark.text.replace("'", ",") if mark.text in SIGNS + "'" else "-"
            likely[row, SIGNS.index(text)] = chance.uniform(0.3, 1)
        outputs["sign_chances"] = likely
    if chance.random() < 0.3:
        del outputs["next"], outputs["link"]
    order = chance.permutation(n)
    own = {"signs", "sign_chances"}
    return {
        # Short figures make small files, and boxes that touch and chances that are equal.
        name: np.asarray(array if name in own else array[order]).round(3).astype(np.float32)
        for name, array in outputs.items()
    }


def _box(mark: _Mark, chance: np.random.Generator) -> tuple[float, float, float, float]:
    w, h = mark.height * chance.uniform(0.2, 0.7), mark.height * chance.uniform(0.85, 1.15)
    return mark.x - w / 2, mark.y - h / 2, mark.x + w / 2, mark.y + h / 2


def _sign_box(mark: _Mark, chance: np.random.Generator) -> tuple[float, float, float, float]:
    w, h = {".": (0.1, 0.1), ",": (0.12, 0.2), "'": (0.1, 0.2), "-": (0.4, 0.08)}.get(
        mark.text, (0.4, float(chance.uniform(0.4, 1)))
    )
    w, h = w * mark.height, h * mark.height
    return mark.x - w / 2, mark.y - h / 2, mark.x + w / 2, mark.y + h / 2


def _repeating(marks: list[_Mark], chance: np.random.Generator) -> list[_Mark]:
    """The same marks, and more digits that are like the one before."""
    repeated: list[_Mark] = []
    for mark in marks:
        before = repeated[-1].text if repeated else ""
        is_like = mark.text in DIGITS and before in DIGITS and chance.random() < 0.3
        repeated.append(replace(mark, text=before) if repeated and is_like else mark)
    return repeated


def _answer_doubtfully(marks: list[_Mark], chance: np.random.Generator) -> Arrays:
    """What a graph says whose second reader is of another opinion: the first one is now and then
    sure, now and then torn between two digits, and in between finds some hardly at all."""
    outputs = _answer(marks, chance, has_signs=bool(chance.random() < 0.4))
    likely, n = outputs["probabilities"].astype(np.float64), len(outputs["digitness"])
    if chance.random() < 0.5:
        likely = likely**4
        likely /= likely.sum(axis=1, keepdims=True)
    torn = np.flatnonzero(chance.random(n) < 0.15)
    likely[torn] *= 0.5
    likely[torn, chance.integers(0, 10, len(torn))] += chance.uniform(0.3, 0.5, len(torn))
    hardly = chance.random(n) < 0.12
    there = np.where(hardly, chance.uniform(0.05, 0.4, n), outputs["digitness"])
    outputs |= {
        "probabilities": likely.round(3).astype(np.float32),
        "digitness": there.round(3).astype(np.float32),
    }
    return outputs | differing(outputs, chance, has_signs=bool(chance.random() < 0.4))
