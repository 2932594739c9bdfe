"""What is kept of visitors: how much of their share of tries is used, and nothing else."""

from __future__ import annotations

from django.db import models


class Share(models.Model):
    """How far one network address has used up its tries.

    who         a keyed hash of the address: it cannot be told from it
    used_until  milliseconds since 1970; each try moves it on, and time passes by it
    """

    who = models.CharField(max_length=64, primary_key=True)
    used_until = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.who[:8]
