"""What the history needs to know of an answer: counts, the least confidence, words to search."""

from __future__ import annotations

from collections.abc import Sequence

from inkread import Page
from inkread.web.readings.correcting import Current, History
from inkread.web.readings.corrections import Judge
from inkread.web.readings.models import WORDS_LENGTH, Reading


def sum_up(reading: Reading, current: Current, history: History) -> None:
    """Sets the fields of a reading that follow from the answer that holds now."""
    numbers = [number for page in current.pages for number in page.numbers]
    reading.opinion = current.opinion
    reading.number_count = len(numbers)
    reading.unsure_count = sum(not number.accepted for number in numbers)
    reading.least_confidence = min((number.confidence for number in numbers), default=None)
    reading.correction_count = sum(not isinstance(each, Judge) for each in history.done)
    reading.words = words_of(reading, current.pages)


def words_of(reading: Reading, pages: Sequence[Page]) -> str:
    """Name, numbers as they are written, and those with signs as digits and as what they say; notes
    and tags; folded for a search."""
    numbers = [number for page in pages for number in page.numbers]
    written = [number.written for number in numbers]
    signed = [number for number in numbers if number.signs]
    meant = [number.value.text for number in signed if number.value]
    others = dict.fromkeys([*(number.text for number in signed), *meant])
    parts = (reading.name, " ".join(written), " ".join(others), reading.notes, reading.tags)
    return "\n".join(parts).casefold()[:WORDS_LENGTH]
