"""The sample pictures of the first screen; `scripts/draw_samples.py` draws them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Sample:
    """`file` lies below /static/samples/."""

    file: str
    title: str | Promise
    description: str | Promise
    width: int
    height: int


SAMPLES = (
    Sample("form.jpg", _("A filled form"), _("printed labels, handwriting in boxes"), 880, 620),
    Sample(
        "envelope.jpg", _("An envelope"), _("a ZIP code and a street number, slanted"), 880, 620
    ),
    Sample("marks.jpg", _("A table of marks"), _("columns of one and two digits"), 880, 620),
)
