"""The sample pictures of the first screen; `scripts/draw_samples.py` draws them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """`file` lies below /static/samples/."""

    file: str
    title: str
    description: str
    width: int
    height: int


SAMPLES = (
    Sample("form.jpg", "A filled form", "printed labels, handwriting in boxes", 880, 620),
    Sample("envelope.jpg", "An envelope", "a ZIP code and a street number, slanted", 880, 620),
    Sample("marks.jpg", "A table of marks", "columns of one and two digits", 880, 620),
)
