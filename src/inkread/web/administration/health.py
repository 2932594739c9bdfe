"""How the machine is: each part tried out, and said in a sentence."""

from __future__ import annotations

import io
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from inkread import InkreadError, Limits
from inkread.web.mail import CONSOLE
from inkread.web.readings.apps import shared_darkroom, shared_reader

State = Literal["ok", "look", "broken"]
# Below these there is soon no room for pictures.
LEAST_FREE_BYTES = 1_000_000_000
LEAST_FREE_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Check:
    """One part: `state` is "ok", "look" where somebody should, or "broken"."""

    part: str
    state: State
    sentence: str


def examine() -> Iterator[Check]:
    """Every part, one after the other; a broken one does not keep the others from being said."""
    yield _database()
    yield _disk()
    yield _reader()
    yield _darkroom()
    yield _cache()
    yield _mail()
    yield _door()


def _database() -> Check:
    part = _("Database")
    try:
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        return Check(part, "broken", _("It cannot be used: %(why)s.") % {"why": error})
    if missing:
        return Check(part, "broken", _("It lacks %(n)d migrations.") % {"n": missing})
    values: dict[str, Any] = {"kind": connection.display_name}
    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and file.is_file():
        values["size"] = filesizeformat(file.stat().st_size)
        return Check(part, "ok", _("%(kind)s, %(size)s, up to date.") % values)
    return Check(part, "ok", _("%(kind)s, up to date.") % values)


def _disk() -> Check:
    part = _("Room for pictures")
    usage = shutil.disk_usage(settings.ENVIRONMENT.home)
    values = {"free": filesizeformat(usage.free), "total": filesizeformat(usage.total)}
    sentence = _("%(free)s of %(total)s are free.") % values
    is_low = usage.free < max(LEAST_FREE_BYTES, LEAST_FREE_SHARE * usage.total)
    return Check(part, "look" if is_low else "ok", sentence)


def _reader() -> Check:
    part = _("Models")
    try:
        cards = [model.card for model in shared_reader().models]
    except InkreadError as error:
        return Check(part, "broken", str(error))
    names = ", ".join(f"{card.name} {card.version}" for card in cards)
    return Check(part, "ok", _("Loaded: %(names)s.") % {"names": names})


def _darkroom() -> Check:
    """A picture of one dot goes through it."""
    part = _("Darkroom")
    file = io.BytesIO()
    Image.new("RGB", (1, 1)).save(file, "PNG")
    try:
        limits = Limits(bytes=10_000, pixels=100, pages=1, seconds=5.0)
        list(shared_darkroom().develop(file.getvalue(), limits, dpi=72, name=""))
    except (InkreadError, OSError) as error:
        return Check(part, "broken", _("It opens no pictures: %(why)s") % {"why": error})
    return Check(part, "ok", _("It opens pictures, in processes of their own."))


def _cache() -> Check:
    part = _("Counting of attempts")
    key, value = f"health-{secrets.token_hex(8)}", secrets.token_hex(8)
    try:
        cache.set(key, value, 30)
        is_kept = cache.get(key) == value
        cache.delete(key)
    # Redis and the database have errors of their own.
    except Exception as error:
        return Check(part, "broken", _("It cannot be used: %(why)s.") % {"why": error})
    if not is_kept:
        return Check(part, "broken", _("What is counted is forgotten at once."))
    return Check(part, "ok", _("It keeps what is counted."))


def _mail() -> Check:
    part = _("Mail")
    if settings.EMAIL_BACKEND == CONSOLE:
        sentence = _("No mail leaves: it is written to the standard output (INKREAD_SMTP_URL).")
        return Check(part, "look", sentence)
    values = {"host": settings.EMAIL_HOST, "sender": settings.DEFAULT_FROM_EMAIL}
    return Check(part, "ok", _("It is sent by %(host)s as %(sender)s.") % values)


def _door() -> Check:
    part = _("Connection")
    if settings.ENVIRONMENT.https:
        return Check(part, "ok", _("Browsers are held to HTTPS."))
    if settings.ENVIRONMENT.is_local_only:
        return Check(part, "ok", _("Only this machine is let in."))
    return Check(part, "look", _("Others come in without HTTPS (INKREAD_HTTPS)."))
