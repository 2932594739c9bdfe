"""Few tries for each visitor: so many at once, then one more each time a part of an hour is over.

One figure is kept for an address: the moment until which its tries are used up. A try moves it on
by its part of an hour; when it would lie more than an hour ahead, the try is one too many. The
figure is moved by a single statement of the database, so that tries at the same time all count.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inkread import InkreadError
from inkread.web.visitors.models import Share

HOUR: Final = 3_600_000  # ms
SALT: Final = "inkread.visitors.share"
# Who has one address of IPv6 has all that begin like it.
NETWORK_BITS: Final = 64

Clock = Callable[[], float]


class TooManyTries(InkreadError):
    """The share of an address is used up; carries the seconds until the next try, at least 1."""

    def __init__(self, an_hour: int, seconds: int) -> None:
        super().__init__(an_hour, seconds)
        self.an_hour = an_hour
        self.seconds = seconds

    def __str__(self) -> str:
        few = ngettext(
            "Without an account the server reads %(count)d picture an hour.",
            "Without an account the server reads %(count)d pictures an hour.",
            self.an_hour,
        ) % {"count": self.an_hour}
        minutes = math.ceil(self.seconds / 60)
        wait = ngettext(
            "Try again in %(count)d minute, or log in.",
            "Try again in %(count)d minutes, or log in.",
            minutes,
        ) % {"count": minutes}
        free = _("What the browser reads by itself is not counted.")
        return f"{few} {wait} {free}"


def take_try(address: str, an_hour: int, clock: Clock = time.time) -> None:
    """Counts one try of that network address. Raises TooManyTries; then nothing is counted."""
    now, step = int(clock() * 1000), max(1, HOUR // an_hour)
    latest = now + HOUR - step
    who = _name_of(address)
    # Twice, since another request may make the row between looking for it and making it.
    for _attempt in range(2):
        if Share.objects.filter(who=who, used_until__lte=latest).update(
            used_until=Greatest(F("used_until"), Value(now)) + step
        ):
            return
        used_until = Share.objects.filter(who=who).values_list("used_until", flat=True).first()
        if used_until is not None and used_until > latest:
            raise TooManyTries(an_hour, math.ceil((used_until - latest) / 1000))
        try:
            with transaction.atomic():
                Share.objects.create(who=who, used_until=now + step)
        except IntegrityError:
            continue
        return


def forget_shares(clock: Clock = time.time) -> int:
    """Deletes what is of no use any more: addresses whose tries are all free again."""
    return Share.objects.filter(used_until__lte=int(clock() * 1000)).delete()[0]


def _name_of(address: str) -> str:
    """The same for all addresses of one network, and of no use to anybody without the secret."""
    parsed = ip_address(address)
    network = parsed.packed
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        network = mapped.packed if mapped else network[: NETWORK_BITS // 8]
    return salted_hmac(SALT, network.hex(), algorithm="sha256").hexdigest()
