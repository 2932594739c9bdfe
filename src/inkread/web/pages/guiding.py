"""The steps of the guide; `scripts/draw_guide.py` draws their pictures in the application."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Of each picture, px: small enough to be understood on a telephone, where it is shown smaller.
WIDTH, HEIGHT = 780, 620


@dataclass(frozen=True, slots=True)
class Step:
    """`file` lies below /static/guide/; `alternative` tells the picture to who does not see it."""

    file: str
    title: str | Promise
    text: str | Promise
    alternative: str | Promise


STEPS = (
    Step(
        "write.webp",
        _("Write a number"),
        _(
            "With a finger, a pen or the mouse, as large as you like, one digit or many. Undo takes"
            " the last stroke back, Clear all of them."
        ),
        _("The pad of the reader with the digits 2 and 0 written on it."),
    ),
    Step(
        "answer.webp",
        _("It is read as you write"),
        _(
            "The number stands beside the pad, or under it on a telephone, with how sure the reader"
            " is. Boxes on the pad show which stroke was taken for which digit."
        ),
        _("The pad with 2026 written on it, a box around each digit, and the answer 2026."),
    ),
    Step(
        "picture.webp",
        _("Or give it a picture"),
        _(
            "Drop a photograph, a scan or a PDF anywhere on the page, paste it, or choose it under"
            " Photo. Round boxes are handwriting, straight ones print."
        ),
        _("A photographed form; its numbers are in boxes, and listed beside it."),
    ),
    Step(
        "candidates.webp",
        _("Look at what is unsure"),
        _(
            "What a person should look at is marked as unsure. Choose a digit, and bars show what"
            " else it could be. A number that is not marked may be wrong too, but seldom."
        ),
        _("One digit is chosen; under the numbers, bars show how likely each other digit is."),
    ),
    Step(
        "correct.webp",
        _("Correct it with one key"),
        _(
            "With an account your readings are kept, for you alone. Choose a digit and type the"
            " right one. Every correction is noted down and can be undone."
        ),
        _("A kept reading: the form with boxes, and its numbers beside it, one digit chosen."),
    ),
    Step(
        "history.webp",
        _("Find it again"),
        _(
            "Under Readings you search by number, name or note, and see only what is unsure or was"
            " corrected. You say how long readings are kept, and delete them for good."
        ),
        _("The list of kept readings, with fields to search and to filter above it."),
    ),
)
