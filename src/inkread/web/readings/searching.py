"""Looking for readings among many: page by page, the newest first, always in a short time.

A person looks through several shelves at once: own readings, and those of each organisation. Each
shelf has its indexes and is asked alone; what was found is put together in the order of time.

Dates, unsure, corrected and tagged ones are found by an index. Words, confidences and single tags
are looked for in the rows themselves, but never in more than WINDOW of them at a time, shared out
among the shelves: when these hold too few, the answer says how far back it has looked, and where to
go on. So a page takes about the same time whatever is asked, on every database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from inkread.web.accounts.access import membership_for
from inkread.web.accounts.models import User
from inkread.web.readings.models import NEWEST_FIRST, Reading, ReadingQuerySet

PAGE: Final = 24
WINDOW: Final = 20_000
SHOWN: Final = ("all", "unsure", "corrected")
CONFIDENCES: Final = (50, 80, 95)
TAGGED: Final = 300
OWN_ONES: Final = "own"
WORDS: Final = 8
_MOMENT: Final = "%Y%m%d%H%M%S%f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for.

    text    words that must all be there, in any order
    show    "all", "unsure" or "corrected"
    below   per cent; the least sure number is less sure than this
    shelf   empty: all; "own", or the id of an organisation
    before  a place in the list, as `Found.next` gives it
    """

    text: str = ""
    since: date | None = None
    until: date | None = None
    show: str = "all"
    below: int | None = None
    tag: str = ""
    shelf: str = ""
    before: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return self != Search(before=self.before)

    @property
    def is_looked_up(self) -> bool:
        """Whether an index does not suffice."""
        return bool(self.text or self.tag) or self.below is not None


EVERYTHING: Final = Search()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of readings.

    next         the place where the list goes on; empty at its end
    looked_back  how far back was looked without finding a page full; None when that was not needed
    """

    readings: tuple[Reading, ...]
    next: str
    looked_back: datetime | None


def search_from(values: Mapping[str, str]) -> Search:
    """What the fields of a form ask for; what makes no sense counts as not given."""
    # No text of ours holds a zero byte, and PostgreSQL takes none.
    values = {name: value.replace("\0", "") for name, value in values.items()}
    below = values.get("below", "")
    show = values.get("show", "")
    return Search(
        text=" ".join(values.get("q", "").split())[:100],
        since=_date(values.get("since", "")),
        until=_date(values.get("until", "")),
        show=show if show in SHOWN else "all",
        below=int(below) if below in map(str, CONFIDENCES) else None,
        tag=values.get("tag", "")[:100],
        shelf=_shelf(values.get("in", "")),
        before=values.get("before", ""),
    )


def shelves_of(user: User, search: Search) -> list[ReadingQuerySet]:
    """What is looked through, one by one; Http404 for an organisation of strangers."""
    own = Reading.objects.own(user)
    if search.shelf == OWN_ONES:
        return [own]
    if search.shelf:
        organisations = [membership_for(user, UUID(search.shelf)).organisation]
        return [Reading.objects.filter(organisation=each) for each in organisations]
    places = user.memberships.values_list("organisation", flat=True)
    return [own, *(Reading.objects.filter(organisation=each) for each in places)]


def find(user: User, search: Search) -> Found:
    """A page of the readings that this person may look at."""
    shelves = shelves_of(user, search)
    listed = [_after(_listed(each, search), search.before) for each in shelves]
    end = _end_of_window(listed) if search.is_looked_up else None
    matching = [_looked_up(each.living(), search) for each in listed]
    if end is not None:
        matching = [_down_to(each, end) for each in matching]
    readings = _newest([each.select_related("organisation") for each in matching], PAGE + 1)
    if len(readings) > PAGE:
        return Found(tuple(readings[:PAGE]), _place(readings[PAGE - 1]), None)
    if end is None:
        return Found(tuple(readings), "", None)
    return Found(tuple(readings), _place(end), end.created)


def tags_of(user: User, search: Search = EVERYTHING) -> list[str]:
    """The tags of the newest tagged readings of each shelf, in order of the alphabet."""
    shelves = shelves_of(user, search)
    share = max(1, TAGGED // len(shelves))
    tagged = [each.exclude(tags="").order_by(*NEWEST_FIRST).only("tags") for each in shelves]
    tags = {tag for each in tagged for reading in each[:share] for tag in reading.tag_list}
    return sorted(tags, key=str.casefold)


def _newest(shelves: list[ReadingQuerySet], count: int) -> list[Reading]:
    """The newest of all shelves together; each is asked for no more than all could be from it."""
    found = [each.order_by(*NEWEST_FIRST)[:count] for each in shelves]
    return list(islice(merge(*found, key=_order, reverse=True), count))


def _listed(readings: ReadingQuerySet, search: Search) -> ReadingQuerySet:
    """Narrowed by what an index knows."""
    if search.show == "unsure":
        readings = readings.filter(unsure_count__gt=0)
    if search.show == "corrected":
        readings = readings.filter(correction_count__gt=0)
    if search.tag:
        readings = readings.exclude(tags="")
    # The first and the last day that a calendar has bound nothing, and their midnights are too much
    # for the arithmetic of time zones.
    if search.since not in (None, date.min):
        readings = readings.filter(created__gte=_midnight(search.since))
    if search.until not in (None, date.max):
        readings = readings.filter(created__lt=_midnight(search.until + timedelta(days=1)))
    return readings


def _looked_up(readings: ReadingQuerySet, search: Search) -> ReadingQuerySet:
    """Narrowed by what stands in the rows."""
    if search.text:
        for word in _words(search.text):
            readings = readings.filter(words__contains=word)
    if search.tag:
        readings = readings.filter(tags__contains=f"\n{search.tag}\n")
    if search.below is not None:
        readings = readings.filter(least_confidence__lt=search.below / 100)
    return readings


def _words(text: str) -> list[str]:
    """What must all be there: each word once, the longest first since it is the rarest.

    After WORDS of them the rest is one phrase, so that a row is not asked without end.
    """
    return sorted(set(text.casefold().split(" ", WORDS - 1)), key=lambda word: (-len(word), word))


def _after(readings: ReadingQuerySet, place: str) -> ReadingQuerySet:
    """Those that come after a place in the list."""
    moment, _, public_id = place.partition("-")
    try:
        created = datetime.strptime(moment, _MOMENT).replace(tzinfo=timezone.get_default_timezone())
    except ValueError:
        return readings
    # The first condition is what an index is good for; the second minds readings of one moment.
    return readings.filter(created__lte=created).exclude(
        Q(created=created) & Q(public_id__gte=public_id)
    )


def _down_to(readings: ReadingQuerySet, end: Reading) -> ReadingQuerySet:
    """Those that come no later in the list than `end`."""
    return readings.filter(created__gte=end.created).exclude(
        Q(created=end.created) & Q(public_id__lt=end.public_id)
    )


def _end_of_window(shelves: list[ReadingQuerySet]) -> Reading | None:
    """The last reading that is looked at; None when all are."""
    share = max(1, WINDOW // len(shelves))
    ends = []
    for each in shelves:
        ordered = each.order_by(*NEWEST_FIRST).only("created", "public_id")
        window = list(ordered[share - 1 : share + 1])
        ends += window[:1] if len(window) == 2 else []
    return max(ends, key=_order, default=None)


def _order(reading: Reading) -> tuple[datetime, str]:
    return reading.created, reading.public_id


def _place(reading: Reading) -> str:
    moment = reading.created.astimezone(timezone.get_default_timezone())
    return f"{moment:{_MOMENT}}-{reading.public_id}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _shelf(text: str) -> str:
    """As `Search.shelf`; empty for what is neither."""
    try:
        return text if text == OWN_ONES else str(UUID(text))
    except ValueError:
        return ""


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
