"""The application of accounts."""

from __future__ import annotations

from allauth.account.signals import user_logged_in
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who may keep what they read."""

    name = "inkread.web.accounts"
    label = "accounts"
    verbose_name = _("People and organisations")

    def ready(self) -> None:
        # These need models, which are not there while applications are being loaded.
        from inkread.web.accounts import belongings, history, own_belongings

        belongings.of_people.register(own_belongings.Account())
        belongings.of_people.register(own_belongings.Memberships())
        user_logged_in.connect(history.note_login)
