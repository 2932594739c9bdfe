"""What people fill in about themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from django.utils.translation import gettext as _


class RegistrationForm(SignupForm):  # type: ignore[misc]
    """User name, e-mail address, and the password twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _(
            "3 characters or more: letters, digits, and the signs . + - _"
        )
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("We send a link there to confirm it.")
        if "password2" in self.fields:
            self.fields["password2"].label = _("Password again")
