"""Putting readings into an organisation, giving them back, and how long they stay there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from inkread import InkreadError
from inkread.web.accounts.models import Organisation
from inkread.web.readings.keeping import Place
from inkread.web.readings.models import Move, OrganisationKeeping, Reading


class NotMoved(InkreadError):
    """A reading stays where it is; `str()` says why."""


class OverThere(NotMoved):
    """By the rule of that place it would be deleted at once."""

    def __str__(self) -> str:
        return _("It would be deleted there at once, as it is older than readings are kept there.")


class KeeperGone(NotMoved):
    """There is nobody to give it back to."""

    def __str__(self) -> str:
        return _("The account of who kept it is gone, so it stays in the organisation.")


class MovedMeanwhile(NotMoved):
    """Somebody was faster."""

    def __str__(self) -> str:
        return _("It was moved meanwhile, in another window or by somebody else.")


def put_into(reading: Reading, organisation: Organisation, *, by: Any) -> None:
    """Shares an own reading with all who belong to the organisation. Raises NotMoved."""
    with transaction.atomic():
        locked = Reading.objects.select_for_update().get(pk=reading.pk)
        if locked.organisation_id is not None:
            raise MovedMeanwhile
        _move(locked, Place(locked.owner, organisation))
        Move.objects.create(reading=locked, organisation=organisation, is_into=True, by=by)


def give_back(reading: Reading, *, by: Any) -> None:
    """Takes a reading out of its organisation: it is its keeper's own again. Raises NotMoved."""
    with transaction.atomic():
        locked = Reading.objects.select_for_update().get(pk=reading.pk)
        if locked.organisation_id is None:
            raise MovedMeanwhile
        if locked.owner_id is None:
            raise KeeperGone
        left = locked.organisation
        _move(locked, Place(locked.owner))
        Move.objects.create(reading=locked, organisation=left, is_into=False, by=by)


def choose_organisation_keeping(organisation: Organisation, days: int | None) -> None:
    """From now on readings in it are kept so long, and so are those that are there already."""
    with transaction.atomic():
        OrganisationKeeping.objects.update_or_create(
            organisation=organisation, defaults={"days": days}
        )
        ends = None if days is None else F("created") + timedelta(days=days)
        Reading.objects.filter(organisation=organisation).update(expires=ends)


def _move(reading: Reading, place: Place) -> None:
    expires = place.rule.end_of(reading.created)
    if expires is not None and expires <= timezone.now():
        raise OverThere
    reading.organisation, reading.expires = place.organisation, expires
    reading.save(update_fields=["organisation", "expires"])
