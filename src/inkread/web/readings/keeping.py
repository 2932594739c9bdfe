"""Keeping a reading: read, then stored whole or not at all; and letting it go again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from inkread import Page, Reader, ReadOptions
from inkread.web.accounts.models import Organisation
from inkread.web.readings.correcting import Current, History
from inkread.web.readings.darkroom import Darkroom
from inkread.web.readings.files import delete_files, names_before, write_file
from inkread.web.readings.flows import read_one
from inkread.web.readings.models import (
    NAME_LENGTH,
    Keeping,
    KeptPicture,
    OrganisationKeeping,
    Reading,
    ReadPage,
    Rule,
)
from inkread.web.readings.packing import Packed, pack
from inkread.web.readings.summing import sum_up
from inkread.web.readings.uploads import Upload

# A file that belongs to nothing may be one whose reading is being stored just now.
ORPHANED_AFTER: Final = timedelta(hours=6)
BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class ModelUsed:
    """What read: enough to find the same file again."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reading is kept, and by whom; no organisation: as the keeper's own."""

    keeper: Any
    organisation: Organisation | None = None

    @property
    def rule(self) -> Rule:
        """How long what is here is kept."""
        if self.organisation is None:
            return keeping_of(self.keeper)
        return organisation_keeping_of(self.organisation)


@dataclass(frozen=True, slots=True)
class Tidied:
    """What a round of tidying took away."""

    readings: int
    files: int


def keep_reading(
    place: Place, reader: Reader, darkroom: Darkroom, upload: Upload, options: ReadOptions
) -> Reading:
    """Reads what was sent and keeps it. Raises SourceError, ModelError; then nothing is kept."""
    pages: list[Page] = []
    pictures: list[Packed] = []
    photos = darkroom.develop(upload.content, options.limits, dpi=options.dpi, name=upload.name)
    for photo in photos:
        pages.append(read_one(reader, photo, upload, options))
        pictures.append(pack(photo.pixels))
    card = reader.card_for(options)
    used = ModelUsed(card.name, card.version, card.sha256)
    return store(place, used, upload.name, list(zip(pages, pictures, strict=True)))


def store(
    place: Place, used: ModelUsed, name: str, pages: Sequence[tuple[Page, Packed]]
) -> Reading:
    """Keeps what was read: all of it, or, when anything fails, nothing."""
    written: list[str] = []
    try:
        # Files first: while they are written, nobody waits for the database.
        for _page, packed in pages:
            written.append(write_file(packed.content, packed.ending))
            written.append(write_file(packed.thumbnail, "jpg"))
        with transaction.atomic():
            reading = _insert_reading(place, used, name, [page for page, packed in pages])
            for index, (page, packed) in enumerate(pages):
                _insert_page(reading, page, packed, written[2 * index : 2 * index + 2])
    except BaseException:
        with suppress(OSError):
            delete_files(written)
        raise
    return reading


def delete_reading(reading: Reading) -> None:
    """Deletes it for good: the answer, what was said about it, and the files."""
    delete_readings(Reading.objects.filter(pk=reading.pk))


def delete_readings(readings: QuerySet[Reading]) -> int:
    """Deletes all of these for good, in small transactions; how many there were."""
    count = 0
    while batch := list(readings.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        pictures = KeptPicture.objects.filter(page__reading__in=batch)
        names = [name for pair in pictures.values_list("file", "thumbnail") for name in pair]
        with transaction.atomic():
            count += Reading.objects.filter(pk__in=batch).delete()[1].get("readings.Reading", 0)
            # Rows first: a file without a row is tidied away, a row without its file is broken.
            transaction.on_commit(partial(delete_files, names))
    return count


def keeping_of(owner: Any) -> Keeping:
    """What this person chose; for ever, before anything was chosen."""
    return Keeping.objects.filter(owner=owner).first() or Keeping(owner=owner, days=None)


def organisation_keeping_of(organisation: Organisation) -> OrganisationKeeping:
    """What its owners chose; for ever, before anything was chosen."""
    kept = OrganisationKeeping.objects.filter(organisation=organisation).first()
    return kept or OrganisationKeeping(organisation=organisation, days=None)


def choose_keeping(owner: Any, days: int | None) -> None:
    """From now on own readings are kept so long, and so are those that are there already.

    With 0 days all of them end now: they are out of sight at once and tidied away soon.
    """
    with transaction.atomic():
        Keeping.objects.update_or_create(owner=owner, defaults={"days": days})
        ends = None if days is None else F("created") + timedelta(days=days)
        Reading.objects.own(owner).update(expires=ends)


def tidy(now: datetime | None = None) -> Tidied:
    """Deletes the readings whose time is over, and files that belong to nothing.

    May be run at any time, by several at once, and again after it was interrupted.
    """
    now = now or timezone.now()
    readings = delete_readings(Reading.objects.filter(expires__lte=now))
    orphans = _orphans(now - ORPHANED_AFTER)
    delete_files(orphans)
    return Tidied(readings, len(orphans))


def _insert_reading(place: Place, used: ModelUsed, name: str, pages: list[Page]) -> Reading:
    created = timezone.now()
    reading = Reading(
        owner=place.keeper,
        organisation=place.organisation,
        name=" ".join(name.split())[:NAME_LENGTH] or _("Picture"),
        created=created,
        expires=place.rule.end_of(created),
        model_name=used.name,
        model_version=used.version,
        model_sha256=used.sha256,
        page_count=len(pages),
    )
    sum_up(reading, Current(tuple(pages)), History((), ()))
    reading.save()
    return reading


def _insert_page(reading: Reading, page: Page, packed: Packed, files: list[str]) -> None:
    kept = ReadPage.objects.create(
        reading=reading,
        number=page.page,
        width=page.width,
        height=page.height,
        answer=page.to_dict(),
    )
    KeptPicture.objects.create(
        page=kept, file=files[0], thumbnail=files[1], width=packed.width, height=packed.height
    )


def _orphans(moment: datetime) -> list[str]:
    """Files that were written before that moment and that no picture names."""
    orphans: list[str] = []
    for names in _in_batches(names_before(moment)):
        pictures = KeptPicture.objects
        known = set(pictures.filter(file__in=names).values_list("file", flat=True))
        known |= set(pictures.filter(thumbnail__in=names).values_list("thumbnail", flat=True))
        orphans += [name for name in names if name not in known]
    return orphans


def _in_batches(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while batch := list(islice(rest, BATCH)):
        yield batch
