"""What is here, in figures: never the pictures, the numbers or the notes of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from inkread.web.accounts.models import Organisation, Role, User
from inkread.web.readings.consenting import people_who_consent
from inkread.web.readings.models import OWN, SHARED, Change, Reading
from inkread.web.readings.showing import words_of

PAGE = 50
SPANS = (("day", 1), ("week", 7), ("month", 30))


@dataclass(frozen=True, slots=True)
class Readings:
    """Kept readings: how many, whose, of when, and how sure.

    own     of people, in no organisation; with `shared` that is all of them
    shared  in organisations
    """

    total: int
    own: int
    shared: int
    recent: Sequence[tuple[str, int]]
    pages: int
    numbers: int
    unsure: int
    corrected: int
    over: int
    by_model: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What people said about readings."""

    opinions: Sequence[Mapping[str, object]]
    changes: Sequence[Mapping[str, object]]
    recent: Sequence[Mapping[str, object]]
    consents: int


def people(words: str) -> QuerySet[User]:
    """Everybody whose name or address holds these words, the newest first, with counts.

    Readings are counted where they belong: those in an organisation there, and not here.
    """
    found = User.objects.annotate(
        kept=_count_by("owner", Reading.objects.filter(OWN)),
        places=Count("memberships", distinct=True),
        confirmed=Count("emailaddress", filter=Q(emailaddress__verified=True), distinct=True),
    )
    if words:
        found = found.filter(Q(username__icontains=words) | Q(email__icontains=words))
    return found.order_by("-date_joined", "-pk")


def organisations(words: str) -> QuerySet[Organisation]:
    """All of them by name, with how many people of which role and readings are in each."""
    found = Organisation.objects.annotate(
        kept=_count_by("organisation", Reading.objects.filter(SHARED)),
        owners=Count("memberships", filter=Q(memberships__role=Role.OWNER), distinct=True),
        members=Count("memberships", filter=Q(memberships__role=Role.MEMBER), distinct=True),
        viewers=Count("memberships", filter=Q(memberships__role=Role.VIEWER), distinct=True),
        invited=Count("invitations", distinct=True),
    )
    if words:
        found = found.filter(name__icontains=words)
    return found.order_by("name", "pk")


def count_readings(now: datetime | None = None) -> Readings:
    """All kept readings in one row of figures."""
    now = now or timezone.now()
    every = Reading.objects.all()
    since = {
        name: Count("pk", filter=Q(created__gt=now - timedelta(days=days))) for name, days in SPANS
    }
    figures = every.aggregate(
        total=Count("pk"),
        own=Count("pk", filter=OWN),
        shared=Count("pk", filter=SHARED),
        pages=Coalesce(Sum("page_count"), 0),
        numbers=Coalesce(Sum("number_count"), 0),
        unsure=Coalesce(Sum("unsure_count"), 0),
        corrected=Count("pk", filter=Q(correction_count__gt=0)),
        over=Count("pk", filter=Q(expires__lte=now)),
        **since,
    )
    models = every.values("model_name", "model_version", "model_sha256").order_by("model_name")
    return Readings(
        recent=[(name, figures.pop(name)) for name, _ in SPANS],
        by_model=list(models.annotate(n=Count("pk"), corrections=Sum("correction_count"))),
        **figures,
    )


def count_feedback() -> Feedback:
    """Thumbs by model, corrections by kind, and the last of both without what they were about."""
    changes = Change.objects.values("kind").order_by("kind").annotate(n=Count("pk"))
    recent = (
        Change.objects.order_by("-when").select_related("by", "reading").defer("details")[:PAGE]
    )
    judged = Reading.objects.exclude(opinion="").values("model_name", "model_version")
    return Feedback(
        opinions=list(
            judged.order_by("model_name", "model_version").annotate(
                up=Count("pk", filter=Q(opinion="up")), down=Count("pk", filter=Q(opinion="down"))
            )
        ),
        changes=[{**each, "what": words_of(each["kind"])} for each in changes],
        recent=[
            {"when": each.when, "what": words_of(each.kind), "by": each.by, "reading": each.reading}
            for each in recent
        ],
        consents=people_who_consent().count(),
    )


def _count_by(whose: str, readings: QuerySet[Reading]) -> Coalesce:
    """How many of these readings belong to each row of an outer query; 0 without any.

    In a query of its own for each row on show: beside the other counts a join would count readings
    once for every member.
    """
    of_one = readings.filter(**{whose: OuterRef("pk")}).order_by().values(whose)
    return Coalesce(Subquery(of_one.annotate(n=Count("pk")).values("n")), 0)
