"""All that belongs to a person or an organisation here, to hand over or to delete."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from inkread.web.accounts.flows import alone_in
from inkread.web.accounts.models import Organisation, User
from inkread.web.readings.changing import state_of
from inkread.web.readings.files import open_file
from inkread.web.readings.keeping import delete_readings as delete_all
from inkread.web.readings.keeping import keeping_of
from inkread.web.readings.models import Keeping, KeptPicture, LearningConsent, Reading


class Readings:
    """Kept readings with their pictures, and what was chosen about them."""

    name = "readings"

    def describe(self, user: User) -> Iterator[str]:
        yield from _counted(Reading.objects.of(user).count())
        shared = Reading.objects.shared_by(user).living()
        count = shared.exclude(organisation__in=alone_in(user)).count()
        if count:
            yield ngettext(
                "Not deleted: %(count)d reading that you put into an organisation stays there.",
                "Not deleted: %(count)d readings that you put into organisations stay there.",
                count,
            ) % {"count": count}

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        """One after the other, so that no more than one picture is in memory."""
        yield "choices.json", _json(_choices(user))
        yield from _files(Reading.objects.of(user))

    def delete(self, user: User) -> None:
        """For good, with their files."""
        delete_all(Reading.objects.own(user))
        LearningConsent.objects.filter(owner=user).delete()
        Keeping.objects.filter(owner=user).delete()


class OrganisationReadings:
    """What people put into an organisation."""

    name = "readings"

    def describe(self, organisation: Organisation) -> Iterator[str]:
        yield from _counted(Reading.objects.filter(organisation=organisation).living().count())

    def files(self, organisation: Organisation) -> Iterator[tuple[str, bytes]]:
        """One after the other, so that no more than one picture is in memory."""
        yield from _files(Reading.objects.filter(organisation=organisation).living())

    def delete(self, organisation: Organisation) -> None:
        """For good, with their files."""
        delete_all(Reading.objects.filter(organisation=organisation))


def _counted(count: int) -> Iterator[str]:
    """How many go; nothing where there is none."""
    if count:
        yield ngettext(
            "%(count)d reading with its pictures and corrections.",
            "%(count)d readings with their pictures and corrections.",
            count,
        ) % {"count": count}


def _files(readings: QuerySet[Reading]) -> Iterator[tuple[str, bytes]]:
    """What is told of each, and its pictures, the oldest first."""
    chosen = readings.select_related("owner", "organisation").order_by("created", "public_id")
    for reading in chosen.iterator():
        folder = f"{reading.created:%Y-%m-%d}-{reading.public_id}"
        yield f"{folder}/reading.json", _json(_told(reading))
        for picture in KeptPicture.objects.filter(page__reading=reading).select_related("page"):
            ending = PurePosixPath(picture.file).suffix
            with open_file(picture.file) as file:
                yield f"{folder}/page-{picture.page.number}{ending}", file.read()


def _choices(user: Any) -> dict[str, Any]:
    consents = LearningConsent.objects.filter(owner=user)
    return {
        "days_kept": keeping_of(user).days,
        "learning": [{"given": each.given, "when": each.when.isoformat()} for each in consents],
    }


def _told(reading: Reading) -> dict[str, Any]:
    """Everything that is known of a reading, but for its pictures."""
    state = state_of(reading)
    changes = reading.changes.select_related("by")
    return {
        "id": reading.public_id,
        "name": reading.name,
        "notes": reading.notes,
        "tags": reading.tag_list,
        "kept_by": reading.owner.get_username() if reading.owner else None,
        "organisation": reading.organisation.name if reading.organisation else None,
        "read": reading.created.isoformat(),
        "kept_until": reading.expires.isoformat() if reading.expires else None,
        "model": {
            "name": reading.model_name,
            "version": reading.model_version,
            "sha256": reading.model_sha256,
        },
        "opinion": reading.opinion,
        "pages": [page.to_dict() for page in state.current.pages],
        "as_read": [page.to_dict() for page in state.given],
        "changes": [
            {
                "when": each.when.isoformat(),
                "by": each.by.get_username() if each.by else None,
                "kind": each.kind,
                **each.details,
                "was": each.was,
            }
            for each in changes
        ],
        "moves": [
            {
                "when": each.when.isoformat(),
                "by": each.by.get_username() if each.by else None,
                "organisation": each.organisation.name if each.organisation else None,
                "into": each.is_into,
            }
            for each in reading.moves.select_related("by", "organisation")
        ],
    }


def _json(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1).encode()
