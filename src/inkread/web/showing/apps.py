"""The application of how pages are shown."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class ShowingConfig(AppConfig):
    """Remembers the language and the size of type that people chose."""

    name = "inkread.web.showing"
    label = "showing"

    def ready(self) -> None:
        # These need models, which are not there while applications are being loaded.
        from inkread.web.accounts.belongings import of_people
        from inkread.web.showing.belongings import Showings
        from inkread.web.showing.choosing import remember

        of_people.register(Showings())
        user_logged_in.connect(remember, dispatch_uid="showing")
