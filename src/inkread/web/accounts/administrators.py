"""Making an administrator, from the machine that serves: there is nobody yet who could allow it."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from inkread import InkreadError
from inkread.web.accounts.models import User


class CannotBeMade(InkreadError):
    """What was given makes no account; carries a sentence for each reason."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences

    def __str__(self) -> str:
        return " ".join(self.sentences)


@transaction.atomic
def make_administrator(name: str, email: str, password: str) -> User:
    """A new account that may do everything. Its address counts as confirmed.

    The rules for names, addresses and passwords are those of registering. Raises CannotBeMade.
    """
    user = User(username=name, email=email.lower(), is_staff=True, is_superuser=True)
    _check(user, password)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_administrator_of(user: User) -> None:
    """An account that is there already may do everything from now on."""
    user.is_staff = user.is_superuser = user.is_active = True
    user.save(update_fields=["is_staff", "is_superuser", "is_active"])


def _check(user: User, password: str) -> None:
    sentences: list[str] = []

    def note(check: object, *values: object) -> None:
        try:
            check(*values)  # type: ignore[operator]
        except ValidationError as error:
            sentences.extend(error.messages)

    note(get_adapter().clean_username, user.username, True)
    note(validate_email, user.email)
    note(validate_password, password, user)
    if User.objects.filter(username__iexact=user.username).exists():
        sentences.append(_("There is an account of that name already."))
    taken = Q(email__iexact=user.email) | Q(emailaddress__email__iexact=user.email)
    if user.email and User.objects.filter(taken).exists():
        sentences.append(_("There is an account with that address already."))
    if sentences:
        raise CannotBeMade(*sentences)
