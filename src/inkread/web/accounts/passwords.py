"""Passwords that others have tried already."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What people put around a word so that it passes for a password.
_ADORNMENT = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class LeakedPasswordValidator(CommonPasswordValidator):
    """Refuses Django's 20,000 commonest leaked passwords, also with digits and signs around them.

    Nothing is asked of another server.
    """

    def validate(self, password: str, user: Any = None) -> None:
        plain = password.lower().strip()
        core = _ADORNMENT.sub("", plain)
        if plain in self.passwords or core in self.passwords:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return _(
            "This password, or the word in it, is on the list of passwords that leaked elsewhere."
            " Others will try it; choose another one."
        )

    def get_help_text(self) -> str:
        return _("Not a password that leaked elsewhere, also not with digits added to it.")
