"""A person of the standing cast, with a browser that is logged in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

JSON = {"accept": "application/json"}


@dataclass(frozen=True)
class Keeper:
    user: Any
    client: Client

    def send(self, content: bytes, name: str = "form.png", **headers: str) -> Any:
        """POST /readings with that content in the field `image`."""
        picture = SimpleUploadedFile(name, content)
        return self.client.post("/readings", {"image": picture}, headers={**JSON, **headers})

    def keep(self, content: bytes, name: str = "form.png") -> str:
        """The address of the reading that is kept of it."""
        response = self.send(content, name)
        assert response.status_code == 201, response.content
        return str(response.json()["address"])

    def get(self, address: str) -> Any:
        """What a program gets there."""
        return self.client.get(address, headers=JSON)

    def change(self, address: str, kind: str, *, after: int, **facts: Any) -> Any:
        return self.client.post(
            f"{address}/changes",
            {"kind": kind, "after": after, **facts},
            content_type="application/json",
            headers=JSON,
        )


def keeper(name: str) -> Keeper:
    """A new account, and a browser that is logged in."""
    user = get_user_model().objects.create_user(name, f"{name}@example.org")
    client = Client()
    client.force_login(user)
    return Keeper(user, client)


def texts(values: dict[str, Any]) -> list[str]:
    """The numbers of the first page of a state."""
    return [number["text"] for number in values["pages"][0]["numbers"]]


def stored(folder: Path) -> list[Path]:
    """All files below a folder that may not be there."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
