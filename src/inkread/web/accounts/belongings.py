"""What people and organisations own: each part says how it is taken out and deleted.

An application registers its parts when it is ready:

    class ReadingsConfig(AppConfig):
        def ready(self) -> None:
            of_people.register(Readings())
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from typing import IO, Final, Generic, Protocol, TypeVar

from django.db import transaction

from inkread.web.accounts.models import Organisation, User

# Larger exports are written to the disk while they are made.
IN_MEMORY_BYTES = 5_000_000

Owner = TypeVar("Owner")
OwnerOf = TypeVar("OwnerOf", contravariant=True)


class Belonging(Protocol[OwnerOf]):
    """One kind of thing that is owned.

    name      the folder of its files in an export
    describe  what would be deleted, as sentences for people; nothing when there is nothing
    files     (name in the folder, content); a large kind yields one after the other
    delete    takes it all away, files outside the database too; raises NotPossible when a rule
              is against it. It runs inside a transaction, before the owner itself is deleted.
    """

    @property
    def name(self) -> str: ...

    def describe(self, owner: OwnerOf, /) -> Iterable[str]: ...

    def files(self, owner: OwnerOf, /) -> Iterable[tuple[str, bytes]]: ...

    def delete(self, owner: OwnerOf, /) -> None: ...


class Belongings(Generic[Owner]):
    """Every kind of thing that one kind of owner has, in the order of registration."""

    def __init__(self) -> None:
        self._registered: dict[str, Belonging[Owner]] = {}

    def register(self, belonging: Belonging[Owner]) -> None:
        """Makes a kind known; a later one of the same name takes its place."""
        self._registered[belonging.name] = belonging

    def unregister(self, name: str) -> None:
        """Forgets a kind."""
        self._registered.pop(name, None)

    def describe(self, owner: Owner) -> list[str]:
        """What deleting the owner takes away."""
        return [each for kind in self._registered.values() for each in kind.describe(owner)]

    def export(self, owner: Owner) -> IO[bytes]:
        """A zip file of all that is owned, open at its start."""
        packed = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115 (the caller closes)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for kind in self._registered.values():
                for name, content in kind.files(owner):
                    archive.writestr(f"inkread/{kind.name}/{name}", content)
        packed.seek(0)
        return packed

    def delete(self, owner: Owner) -> None:
        """All of it, what was registered last first. Raises NotPossible."""
        for kind in reversed(self._registered.values()):
            kind.delete(owner)


of_people: Final = Belongings[User]()
of_organisations: Final = Belongings[Organisation]()


@transaction.atomic
def delete_everything(user: User) -> None:
    """The account and all that belongs to it, or, when NotPossible is raised, nothing."""
    of_people.delete(user)
    user.delete()


@transaction.atomic
def delete_organisation(organisation: Organisation) -> None:
    """The organisation and all that belongs to it; its people keep what is their own."""
    of_organisations.delete(organisation)
    organisation.delete()
