"""What went wrong on the server, each kind once."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MESSAGE_LENGTH = 500


class Fault(models.Model):
    """A line of the log at the level of an error, with how often it came.

    place    the part of the program that wrote it
    message  of the last time, without the inside of the program; that is in the log itself
    """

    place = models.CharField(_("part"), max_length=200)
    pattern = models.CharField(max_length=64, editable=False)
    message = models.CharField(_("message"), max_length=MESSAGE_LENGTH)
    count = models.PositiveIntegerField(_("times"), default=1)
    first = models.DateTimeField(_("first"), default=timezone.now)
    last = models.DateTimeField(_("last"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("fault")
        verbose_name_plural = _("faults")
        ordering = ("-last",)
        constraints = (
            models.UniqueConstraint(fields=("place", "pattern"), name="one_fault_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
