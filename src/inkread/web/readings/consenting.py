"""What people answered to whether inkread may learn from their corrections, and what follows."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from inkread.web.accounts.models import User
from inkread.web.readings.models import Change, LearningConsent, Reading


def answer_consent(owner: Any, *, given: bool) -> None:
    """Notes down whether this person's corrections may be learnt from, and when that was said."""
    LearningConsent.objects.create(owner=owner, given=given)


def consent_of(owner: Any) -> LearningConsent | None:
    """The last answer; None: this person was not asked yet, so the answer is no."""
    return LearningConsent.objects.filter(owner=owner).last()


def people_who_consent() -> QuerySet[User]:
    """Everybody whose last answer is yes."""
    last = LearningConsent.objects.filter(owner=OuterRef("pk")).order_by("-when", "-id")
    return User.objects.annotate(says=Subquery(last.values("given")[:1])).filter(says=True)


def readings_to_learn_from() -> QuerySet[Reading]:
    """Those whose keeper said yes, and so did everybody who changed them.

    Consent is a person's own: an organisation, or a colleague, gives it for nobody.
    """
    willing = people_who_consent().values("pk")
    others = Change.objects.filter(reading=OuterRef("pk")).exclude(by__in=willing)
    return Reading.objects.living().filter(~Exists(others), owner__in=willing)
