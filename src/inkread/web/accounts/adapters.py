"""Where allauth asks what holds here: who may register, which names, what when mail fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from inkread import InkreadError
from inkread.web.accounts.models import User
from inkread.web.accounts.sealing import seal, unseal

logger = logging.getLogger(__name__)

INVITED = "account_verified_email"


class MailNotSent(InkreadError):
    """The mail server did not take a message."""

    def __str__(self) -> str:
        return "The mail server did not take a message."


@contextmanager
def posting() -> Iterator[None]:
    """Around what sends mail: MailNotSent instead of the many errors of a network."""
    try:
        yield
    except (OSError, SMTPException) as error:
        logger.error("mail could not be sent: %s", error)
        raise MailNotSent from error


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Registration may be closed to all but invited people; names are no addresses."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.REGISTRATION_OPEN or bool(invited_address(request))

    def clean_email(self, email: str) -> str:
        """An invitation into a closed house holds for one address only."""
        if not settings.REGISTRATION_OPEN and self.request.user.is_anonymous:
            invited = invited_address(self.request)
            if invited and email.lower() != invited.lower():
                raise ValidationError(
                    _("You were invited as %(address)s: register with that address.")
                    % {"address": invited}
                )
        return email

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """No name may look like somebody's address, since both open the same door."""
        if "@" in username:
            raise ValidationError(_("A user name must not contain @."))
        return str(super().clean_username(username, shallow))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        with posting():
            super().send_mail(template_prefix, email, context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        if self.request.user.is_authenticated:
            return reverse("account_home")
        return str(super().get_email_verification_redirect_url(email_address))


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The same people may register by way of a provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return AccountAdapter(request).is_open_for_signup(request)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys are shown by the application's name, not by that of its host; secrets are sealed."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def _get_site_name(self) -> str:
        return "inkread"

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1} if count else _("Passkey")


def invited_address(request: HttpRequest) -> str:
    """The address whose invitation this browser has opened, or nothing."""
    session = getattr(request, "session", None)
    return str(session.get(INVITED) or "") if session else ""
