"""The account itself and the memberships, as belongings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inkread.web.accounts.belongings import delete_organisation, of_organisations
from inkread.web.accounts.flows import LastOwner, alone_in, owned_alone
from inkread.web.accounts.models import User


def as_json(value: object) -> bytes:
    """Readable by people too; dates as in ISO 8601."""

    def plain(each: object) -> str:
        return each.isoformat() if isinstance(each, datetime) else str(each)

    return json.dumps(value, indent=2, ensure_ascii=False, default=plain).encode()


class Account:
    """Who one is, and how one comes in. Secrets are left out: they are no use elsewhere."""

    name = "account"

    def describe(self, user: User) -> Iterator[str]:
        yield _("The account %(name)s with its address, passkeys and sessions.") % {
            "name": user.get_username()
        }

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        yield "account.json", as_json(self._facts(user))

    def delete(self, user: User) -> None:
        for session in UserSession.objects.filter(user=user):
            session.end()

    def _facts(self, user: User) -> dict[str, Any]:
        return {
            "user_name": user.get_username(),
            "first_name": user.first_name,
            "last_name": user.last_name,
            "email": user.email,
            "account_since": user.date_joined,
            "last_login": user.last_login,
            "addresses": list(
                EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
            ),
            "second_factors": list(
                Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
            ),
            "accounts_elsewhere": list(
                SocialAccount.objects.filter(user=user).values("provider", "uid", "date_joined")
            ),
            "sessions": list(
                UserSession.objects.filter(user=user).values(
                    "ip", "user_agent", "created_at", "last_seen_at"
                )
            ),
            "logins": list(user.logins.values("at", "ip", "user_agent")),
        }


class Memberships:
    """Where one works. What an organisation owns stays with it while anybody is left."""

    name = "organisations"

    def describe(self, user: User) -> Iterator[str]:
        alone = alone_in(user)
        left = user.organisations.exclude(pk__in=alone.values("pk")).count()
        for organisation in alone:
            yield _("The organisation %(name)s, since nobody else is in it.") % {
                "name": organisation
            }
            yield from of_organisations.describe(organisation)
        if left:
            yield ngettext(
                "Your place in %(count)d organisation; what it owns stays there.",
                "Your places in %(count)d organisations; what they own stays there.",
                left,
            ) % {"count": left}

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        memberships = user.memberships.values(
            "organisation__name", "organisation__kind", "role", "joined_at"
        )
        facts = [
            {key.removeprefix("organisation__"): value for key, value in each.items()}
            for each in memberships
        ]
        if facts:
            yield "organisations.json", as_json(facts)

    def delete(self, user: User) -> None:
        for organisation in owned_alone(user):
            raise LastOwner(organisation)
        for organisation in alone_in(user):
            delete_organisation(organisation)
