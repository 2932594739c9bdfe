"""What a person owns here: each part of the application says how it is taken out and deleted.

An application registers its part when it is ready:

    class ReadingsConfig(AppConfig):
        def ready(self) -> None:
            belongings.register(Readings())
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Protocol

from django.db import transaction

from inkread.web.accounts.models import User

# Larger exports are written to the disk while they are made.
IN_MEMORY_BYTES = 5_000_000


class Belonging(Protocol):
    """One kind of thing that people own.

    name      the folder of its files in an export
    describe  what would be deleted, as sentences for people; nothing when there is nothing
    files     (name in the folder, content); a large kind yields one after the other
    delete    takes it all away, files outside the database too; raises NotPossible when a rule
              is against it. It runs inside a transaction, before the account itself is deleted.
    """

    @property
    def name(self) -> str: ...

    def describe(self, user: User) -> Iterable[str]: ...

    def files(self, user: User) -> Iterable[tuple[str, bytes]]: ...

    def delete(self, user: User) -> None: ...


_registered: dict[str, Belonging] = {}


def register(belonging: Belonging) -> None:
    """Makes a kind known; a later one of the same name takes its place."""
    _registered[belonging.name] = belonging


def unregister(name: str) -> None:
    """Forgets a kind."""
    _registered.pop(name, None)


def describe_everything(user: User) -> list[str]:
    """What deleting the account takes away, in the order of registration."""
    return [each for belonging in _registered.values() for each in belonging.describe(user)]


def export_everything(user: User) -> IO[bytes]:
    """A zip file of all that the user owns, open at its start."""
    packed = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115 (the caller closes)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in _files(user):
            archive.writestr(path, content)
    packed.seek(0)
    return packed


@transaction.atomic
def delete_everything(user: User) -> None:
    """The account and all that belongs to it, or, when NotPossible is raised, nothing."""
    for belonging in reversed(list(_registered.values())):
        belonging.delete(user)
    user.delete()


def _files(user: User) -> Iterator[tuple[str, bytes]]:
    for belonging in _registered.values():
        for name, content in belonging.files(user):
            yield f"inkread/{belonging.name}/{name}", content
