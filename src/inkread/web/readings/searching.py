"""Looking for readings among many: page by page, the newest first, always in a short time.

Dates, unsure, corrected and tagged ones are found by an index. Words, confidences and single tags
are looked for in the rows themselves, but never in more than WINDOW of them at a time: when these
hold too few, the answer says how far back it has looked, and where to go on. So a page takes about
the same time whatever is asked, on every database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from inkread.web.readings.models import Reading, ReadingQuerySet

PAGE: Final = 24
WINDOW: Final = 20_000
SHOWN: Final = ("all", "unsure", "corrected")
CONFIDENCES: Final = (50, 80, 95)
TAGGED: Final = 300
_MOMENT: Final = "%Y%m%d%H%M%S%f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for.

    show    "all", "unsure" or "corrected"
    below   per cent; the least sure number is less sure than this
    before  a place in the list, as `Found.next` gives it
    """

    text: str = ""
    since: date | None = None
    until: date | None = None
    show: str = "all"
    below: int | None = None
    tag: str = ""
    before: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return self != Search(before=self.before)

    @property
    def is_looked_up(self) -> bool:
        """Whether an index does not suffice."""
        return bool(self.text or self.tag) or self.below is not None


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
        before=values.get("before", ""),
    )


def find(owner: Any, search: Search) -> Found:
    """A page of this person's readings."""
    listed = _after(_listed(Reading.objects.filter(owner=owner), search), search.before)
    end = _end_of_window(listed) if search.is_looked_up else None
    matching = _looked_up(listed.living(), search)
    if end is not None:
        matching = matching.filter(created__gte=end.created)
    readings = list(matching.order_by("-created", "-public_id")[: PAGE + 1])
    if len(readings) > PAGE:
        return Found(tuple(readings[:PAGE]), _place(readings[PAGE - 1]), None)
    if end is None:
        return Found(tuple(readings), "", None)
    return Found(tuple(readings), _place(end), end.created)


def tags_of(owner: Any) -> list[str]:
    """The tags of this person's newest tagged readings, in order of the alphabet."""
    tagged = Reading.objects.filter(owner=owner).exclude(tags="")
    newest = tagged.order_by("-created", "-public_id").only("tags")[:TAGGED]
    return sorted({tag for reading in newest for tag in reading.tag_list}, key=str.casefold)


def _listed(readings: ReadingQuerySet, search: Search) -> ReadingQuerySet:
    """Narrowed by what an index knows."""
    if search.show == "unsure":
        readings = readings.filter(unsure_count__gt=0)
    if search.show == "corrected":
        readings = readings.filter(correction_count__gt=0)
    if search.tag:
        readings = readings.exclude(tags="")
    if search.since is not None:
        readings = readings.filter(created__gte=_midnight(search.since))
    if search.until is not None:
        readings = readings.filter(created__lt=_midnight(search.until + timedelta(days=1)))
    return readings


def _looked_up(readings: ReadingQuerySet, search: Search) -> ReadingQuerySet:
    """Narrowed by what stands in the rows."""
    if search.text:
        readings = readings.filter(words__contains=search.text.casefold())
    if search.tag:
        readings = readings.filter(tags__contains=f"\n{search.tag}\n")
    if search.below is not None:
        readings = readings.filter(least_confidence__lt=search.below / 100)
    return readings


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


def _end_of_window(readings: ReadingQuerySet) -> Reading | None:
    """The last reading that is looked at; None when all are."""
    ordered = readings.order_by("-created", "-public_id").only("created", "public_id")
    window = list(ordered[WINDOW - 1 : WINDOW + 1])
    return window[0] if len(window) == 2 else None


def _place(reading: Reading) -> str:
    moment = reading.created.astimezone(timezone.get_default_timezone())
    return f"{moment:{_MOMENT}}-{reading.public_id}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
