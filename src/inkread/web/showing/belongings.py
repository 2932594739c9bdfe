"""What was chosen, as something that people own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from inkread.web.accounts.models import User
from inkread.web.showing.models import Showing


class Showings:
    """Language and size of type."""

    name = "showing"

    def describe(self, user: User) -> tuple[str, ...]:
        """Nothing that anybody would miss."""
        return ()

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        for kept in Showing.objects.filter(owner=user):
            facts = {"language": kept.language, "type_size": kept.type_size}
            yield "showing.json", json.dumps(facts, indent=2).encode()

    def delete(self, user: User) -> None:
        Showing.objects.filter(owner=user).delete()
