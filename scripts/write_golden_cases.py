"""Writes the golden cases that Python and the browser are held against: `tests/golden`.

Without arguments the pages are made anew from what is written there, and the scripted cases from
their seeds. `--record MODEL PICTURE...` adds what a model answers to pictures; MODEL is a name, a
path, or a folder. The files that leave are written of some of these pages, and of others.
Styles are measured in pictures that are drawn anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from tests.golden.leaving import EXPORTED, write_leavings
from tests.golden.making import (
    RECORDED,
    SCRIPTED,
    Case,
    read_cases,
    scripted_cases,
    write_cases,
)
from tests.golden.styles import STYLED, write_writings

from inkread.images import open_pages
from inkread.models import find_model
from inkread.session import OnnxSession

COUNT = 167
# Of a card, what decides about the answer.
FIELDS = (
    *("alphabet", "thresholds", "calibration", "acceptance", "signs", "inner_signs"),
    *("joint", "alone"),
)


def recorded(model_name: str, picture: Path) -> Case:
    """What a model answers to a picture."""
    model = find_model(model_name)
    (photo,) = open_pages(picture)
    answer = OnnxSession(model).run({"image": photo.pixels})
    outputs = {name: np.asarray(array, np.float32) for name, array in answer.items()}
    card = {name: model.card.details[name] for name in FIELDS if name in model.card.details}
    name = f"{picture.stem} by {model.card.sha256[:8]}"
    return Case(name, card, photo.width, photo.height, outputs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", nargs="+", metavar="MODEL PICTURE", default=[])
    arguments = parser.parse_args().record
    cases = [Case.from_dict(case) for case in read_cases(RECORDED)] if RECORDED.exists() else []
    if arguments:
        model, *pictures = arguments
        new = [recorded(model, Path(picture)) for picture in pictures]
        names = {case.name for case in new}
        cases = [case for case in cases if case.name not in names] + new
    write_cases(RECORDED, cases)
    write_cases(SCRIPTED, list(scripted_cases(COUNT)))
    write_leavings()
    write_writings()
    for path in (RECORDED, SCRIPTED, EXPORTED, STYLED):
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
