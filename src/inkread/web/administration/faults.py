"""Keeping the faults of the server where administrators see them, beside the log."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils import timezone

KEPT = timedelta(days=90)


class KeepFaults(logging.Handler):
    """Notes a fault in the database; when that is what is broken, the log alone has it."""

    def emit(self, record: logging.LogRecord) -> None:
        if not apps.ready:
            return
        try:
            note_fault(record)
        # Whatever happens here, the one who logs must not suffer from it.
        except Exception:
            logging.getLogger(__name__).warning("a fault could not be kept", exc_info=True)


def note_fault(record: logging.LogRecord) -> None:
    """One fault more of its kind: the same place with the same words, whatever stands in them."""
    from inkread.web.administration.models import MESSAGE_LENGTH, Fault

    words = f"{record.msg} {record.exc_info[0] if record.exc_info else ''}"
    kind = {
        "place": record.name[:200],
        "pattern": hashlib.sha256(words.encode("utf-8", "replace")).hexdigest(),
    }
    message = " ".join(record.getMessage().replace("\0", "").split())[:MESSAGE_LENGTH]
    with transaction.atomic():
        now = timezone.now()
        noted = Fault.objects.filter(**kind).update(count=F("count") + 1, last=now, message=message)
        if not noted:
            Fault.objects.create(**kind, message=message, first=now, last=now)


def forget_faults(now: datetime | None = None) -> int:
    """Deletes those that have not come again for long; how many there were."""
    from inkread.web.administration.models import Fault

    return Fault.objects.filter(last__lt=(now or timezone.now()) - KEPT).delete()[0]
