"""What an account keeps of how it is shown."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Showing(models.Model):
    """The choices of one person; an empty language or type was never chosen.

    language   a code of LANGUAGES
    type_size  "large" or "usual"
    """

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="showing"
    )
    language = models.CharField(max_length=10, blank=True)
    type_size = models.CharField(max_length=10, blank=True)

    class Meta:
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.owner}: {self.language} {self.type_size}"
