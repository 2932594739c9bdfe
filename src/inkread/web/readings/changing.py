"""Saying something about a kept reading: one more change, or a clear no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from inkread import InkreadError, Number, Page
from inkread.web.readings.correcting import Current, History, check, current_answer, history_of
from inkread.web.readings.corrections import (
    AddNumber,
    AddSign,
    Correction,
    CorrectionInvalid,
    FixDigit,
    FixSign,
    Judge,
    Redo,
    RemoveDigit,
    RemoveSign,
    Undo,
    to_details,
)
from inkread.web.readings.models import (
    NAME_LENGTH,
    NOTES_LENGTH,
    Change,
    Reading,
    ReadPage,
)
from inkread.web.readings.summing import sum_up, words_of

# As many as anybody makes; each answer is made from all of them.
MOST_CHANGES: Final = 10_000
MOST_TAGS: Final = 20
TAG_LENGTH: Final = 40


class ChangedMeanwhile(InkreadError):
    """Somebody, or another window, changed the reading since it was looked at."""

    def __str__(self) -> str:
        return _("This reading was changed meanwhile, in another window or by somebody else.")


@dataclass(frozen=True, slots=True)
class State:
    """A reading as it stands: what the reader gave, what holds now, and what was said."""

    given: tuple[Page, ...]
    current: Current
    history: History
    last: int


def state_of(reading: Reading) -> State:
    """Made from the reader's answer and all changes, so it is always what the changes say."""
    return _state(_given(reading), _said(reading))


def change(reading: Reading, by: Any, correction: Correction, *, after: int) -> State:
    """Adds a correction to those up to the sequence `after`, and gives what holds then.

    Raises ChangedMeanwhile when there are others already, CorrectionInvalid when it does not fit.
    """
    with transaction.atomic():
        # The lock is for databases that have one; SQLite lets one writer in at a time anyway.
        locked = Reading.objects.select_for_update().get(pk=reading.pk)
        if locked.change_count != after:
            raise ChangedMeanwhile
        if after >= MOST_CHANGES:
            raise CorrectionInvalid(_("There are too many changes already."))
        before = state_of(locked)
        check(before.current, correction)
        state = _state(before.given, [*_said(locked), correction])
        try:
            with transaction.atomic():
                Change.objects.create(
                    reading=locked,
                    sequence=after + 1,
                    by=by,
                    kind=correction.kind,
                    details=to_details(correction),
                    was=_was(before, correction),
                )
        except IntegrityError as error:
            raise ChangedMeanwhile from error
        locked.change_count = after + 1
        sum_up(locked, state.current, state.history)
        locked.save()
    return state


def describe(reading: Reading, *, name: str, notes: str, tags: str) -> None:
    """Gives a reading a name, notes, and tags separated by commas; each is cut where it is long."""
    with transaction.atomic():
        locked = Reading.objects.select_for_update().get(pk=reading.pk)
        locked.name = " ".join(name.split())[:NAME_LENGTH] or locked.name
        locked.notes = notes.strip()[:NOTES_LENGTH]
        locked.tags = tags_from(tags)
        locked.words = words_of(locked, state_of(locked).current.pages)
        locked.save()


def tags_from(text: str) -> str:
    """Tags as they are kept: each once, in the order given, one a line."""
    tags = [" ".join(each.split())[:TAG_LENGTH] for each in text.split(",")]
    kept = list(dict.fromkeys(filter(None, tags)))[:MOST_TAGS]
    return "\n" + "\n".join(kept) + "\n" if kept else ""


def _given(reading: Reading) -> tuple[Page, ...]:
    return tuple(each.page for each in ReadPage.objects.filter(reading=reading))


def _said(reading: Reading) -> list[Correction]:
    return [each.correction for each in Change.objects.filter(reading=reading)]


def _state(given: tuple[Page, ...], said: list[Correction]) -> State:
    return State(given, current_answer(given, said), history_of(said), len(said))


def _was(before: State, correction: Correction) -> str:
    """What stood there before, in short."""
    if isinstance(correction, Judge):
        return before.current.opinion
    if isinstance(correction, Undo):
        return before.history.done[-1].kind
    if isinstance(correction, Redo):
        return before.history.undone[-1].kind
    if isinstance(correction, (AddNumber, AddSign)):
        return ""
    number: Number = before.current.pages[correction.page].numbers[correction.number]
    if isinstance(correction, (FixDigit, RemoveDigit)):
        return number.digits[correction.digit].text
    if isinstance(correction, (FixSign, RemoveSign)):
        return number.signs[correction.sign].text
    return number.written[:200]
