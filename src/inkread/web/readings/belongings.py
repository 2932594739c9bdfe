"""All that belongs to a person here, to hand over or to delete."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import ngettext

from inkread.web.accounts.models import User
from inkread.web.readings.changing import state_of
from inkread.web.readings.files import open_file
from inkread.web.readings.keeping import delete_readings as delete_all
from inkread.web.readings.keeping import keeping_of
from inkread.web.readings.models import Keeping, KeptPicture, LearningConsent, Reading


class Readings:
    """Kept readings with their pictures, and what was chosen about them."""

    name = "readings"

    def describe(self, user: User) -> Iterator[str]:
        count = Reading.objects.of(user).count()
        if count:
            yield ngettext(
                "%(count)d reading with its pictures and corrections.",
                "%(count)d readings with their pictures and corrections.",
                count,
            ) % {"count": count}

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        """One after the other, so that no more than one picture is in memory."""
        yield "choices.json", _json(_choices(user))
        for reading in Reading.objects.of(user).order_by("created", "public_id").iterator():
            folder = f"{reading.created:%Y-%m-%d}-{reading.public_id}"
            yield f"{folder}/reading.json", _json(_told(reading))
            for picture in KeptPicture.objects.filter(page__reading=reading).select_related("page"):
                ending = PurePosixPath(picture.file).suffix
                with open_file(picture.file) as file:
                    yield f"{folder}/page-{picture.page.number}{ending}", file.read()

    def delete(self, user: User) -> None:
        """For good, with their files."""
        delete_all(Reading.objects.filter(owner=user))
        LearningConsent.objects.filter(owner=user).delete()
        Keeping.objects.filter(owner=user).delete()


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
    }


def _json(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1).encode()
