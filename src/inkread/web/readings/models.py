"""What is kept of a reading: the answer as it was given, its pictures, and what people said."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, Final, NoReturn

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inkread import Page
from inkread.web.accounts.models import Organisation
from inkread.web.readings.corrections import KINDS, Correction, correction_from

NAME_LENGTH: Final = 200
NOTES_LENGTH: Final = 10_000
WORDS_LENGTH: Final = 100_000
SHORT: Final = 120
# The order of each list of readings; and what narrows it down and has an index of its own.
NEWEST_FIRST: Final = ("-created", "-public_id")
NARROWED: Final = (
    ("unsure", Q(unsure_count__gt=0)),
    ("corrected", Q(correction_count__gt=0)),
    ("tagged", ~Q(tags="")),
)
OWN: Final = Q(organisation__isnull=True)
SHARED: Final = Q(organisation__isnull=False)


def new_public_id() -> str:
    """128 random bits: an address that nobody can guess."""
    return secrets.token_urlsafe(16)


def go_unless_shared(collector: Any, field: Any, readings: Any, using: str) -> None:
    """What becomes of readings when the account of their keeper goes: own ones go with it.

    Those that were put into an organisation stay there, kept by nobody.
    """
    models.CASCADE(collector, field, readings.filter(OWN), using)
    models.SET_NULL(collector, field, readings.filter(SHARED), using)


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Readings, by whom they belong to and how long they are kept."""

    def of(self, owner: Any) -> ReadingQuerySet:
        """A person's own ones, those in no organisation, whose time is not over."""
        return self.own(owner).living()

    def own(self, owner: Any) -> ReadingQuerySet:
        """A person's own ones: what is in an organisation belongs to that."""
        return self.filter(OWN, owner=owner)

    def shared_by(self, owner: Any) -> ReadingQuerySet:
        """What this person put into organisations, and is there."""
        return self.filter(SHARED, owner=owner)

    def living(self) -> ReadingQuerySet:
        """Those whose time is not over."""
        return self.filter(Q(expires__isnull=True) | Q(expires__gt=timezone.now()))


class Reading(models.Model):
    """One picture or document that was read and is kept.

    public_id         its address; random
    owner             who kept it; null once that account is gone, and an organisation has it
    organisation      where it is shared; null: it is the owner's own
    model_sha256      of the .onnx that read it
    words             what a search looks through: folded name, numbers, notes and tags
    tags              one a line, with a line break before the first and after the last
    expires           when it is deleted; null: never
    number_count      of the current answer, and so are the next two
    unsure_count      numbers that a person should look at
    least_confidence  of all numbers, 0..1; null without any
    correction_count  corrections of numbers that hold
    change_count      the sequence of the last change; 0 before the first
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        go_unless_shared,
        null=True,
        related_name="readings",
        db_index=False,
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="readings", db_index=False
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    notes = models.TextField(_("notes"), blank=True, max_length=NOTES_LENGTH)
    tags = models.TextField(_("tags"), blank=True)
    words = models.TextField(editable=False)
    created = models.DateTimeField(_("read"), default=timezone.now, editable=False)
    expires = models.DateTimeField(_("kept until"), null=True, blank=True, db_index=True)
    model_name = models.CharField(max_length=100)
    model_version = models.CharField(max_length=100)
    model_sha256 = models.CharField(max_length=64)
    opinion = models.CharField(
        max_length=4, blank=True, choices=[("up", _("good")), ("down", _("bad"))]
    )
    page_count = models.PositiveIntegerField()
    number_count = models.PositiveIntegerField()
    unsure_count = models.PositiveIntegerField()
    least_confidence = models.FloatField(null=True)
    correction_count = models.PositiveIntegerField(default=0)
    change_count = models.PositiveIntegerField(default=0)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        # One for each list that a page of the history walks along; the newest is first.
        indexes = (
            *(
                models.Index(
                    fields=(whose, *NEWEST_FIRST), name=f"{begin}_{name}", condition=where & which
                )
                for whose, begin, where in (
                    ("owner", "own", OWN),
                    ("organisation", "shared", SHARED),
                )
                for name, which in (("newest", Q()), *NARROWED)
            ),
            models.Index(
                fields=("owner", "organisation"), name="shared_by_keeper", condition=SHARED
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | SHARED, name="a_reading_is_somebodys"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def numbers_in_short(self) -> str:
        """The first numbers as they are written, with blanks between: the second line of words."""
        line = self.words.split("\n", 2)[1:2]
        return line[0][:SHORT] if line else ""

    @property
    def tag_list(self) -> list[str]:
        return self.tags.strip("\n").splitlines()


class ReadPage(models.Model):
    """One page as the reader answered it: never changed. `number` counts from 1; px."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    answer = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reading", "number"), name="one_page_of_a_number"),
        )
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.reading} {self.number}"

    @property
    def page(self) -> Page:
        """The reader's answer."""
        return Page.from_dict(self.answer)


class KeptPicture(models.Model):
    """The picture of a page, made anew from its pixels; `file` and `thumbnail` are random names.

    width, height  of the file, px: at most those of the page
    """

    page = models.OneToOneField(ReadPage, models.CASCADE, related_name="picture")
    file = models.CharField(max_length=100, unique=True)
    thumbnail = models.CharField(max_length=100, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.file


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes are only ever added; they go with their reading."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise PermissionDenied("A change is never rewritten.")


class Change(models.Model):
    """What one person said about a reading, and when: added, never rewritten.

    sequence  counts the changes of a reading from 1
    details   the facts of the correction
    was       what stood there before, for people who look back
    """

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="changes")
    sequence = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="changes"
    )
    when = models.DateTimeField(default=timezone.now, editable=False)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    details = models.JSONField()
    was = models.CharField(max_length=200, blank=True)

    # Django itself sets `by` to null when an account goes: by the base manager, not by this one.
    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("reading", "sequence"), name="one_change_of_a_sequence"
            ),
        )
        ordering = ("sequence",)

    def __str__(self) -> str:
        return f"{self.reading} {self.sequence} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise PermissionDenied("A change is never rewritten.")
        super().save(*args, **kwargs)

    @property
    def correction(self) -> Correction:
        return correction_from(self.kind, self.details)


class Move(models.Model):
    """One time that a reading was put into an organisation, or given back to its keeper."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="moves")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    is_into = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    when = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("when", "id")

    def __str__(self) -> str:
        return f"{self.reading} {'into' if self.is_into else 'out of'} {self.organisation}"


class Rule(models.Model):
    """How long readings are kept, in days; null: for ever."""

    days = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True

    def end_of(self, created: datetime) -> datetime | None:
        """When a reading of that time is to be deleted; None: never."""
        return None if self.days is None else created + timedelta(days=self.days)


class Keeping(Rule):
    """A person's rule for own readings; 0 days: nothing is kept."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="keeping", primary_key=True
    )

    def __str__(self) -> str:
        return f"{self.owner}: {self.days}"

    @property
    def is_on(self) -> bool:
        return self.days != 0


class OrganisationKeeping(Rule):
    """An organisation's rule for the readings in it, whoever kept them."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="keeping", primary_key=True
    )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.days}"


class LearningConsent(models.Model):
    """A person's answer to whether corrections may be learnt from; the last one counts."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="learning_consents"
    )
    given = models.BooleanField()
    when = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("when", "id")

    def __str__(self) -> str:
        return f"{self.owner}: {self.given}"
