"""A person with an account."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """One person. Logs in by user name or by e-mail address, so both are unique."""

    email = models.EmailField(_("e-mail address"), unique=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]
