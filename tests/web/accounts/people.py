"""The standing cast: Alice owns, Bob is in her organisation, Charlie is a stranger."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from inkread.web.accounts.models import User

# As strong as the rules ask for, and the same for all: each test has its own people.
PASSWORD = "seven-herons-wade"


def person(name: str, password: str = PASSWORD) -> User:
    """Somebody whose address is confirmed."""
    user = User.objects.create_user(name, f"{name}@example.org", password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def client_of(user: User, **options: Any) -> Client:
    """A browser in which that person is logged in, by the form."""
    client = Client(**options)
    answer = client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    return client


def prove(client: Client, place: str = "/account/") -> Any:
    """Types the password again, which what matters asks for, and goes on to `place`."""
    fields = {"password": PASSWORD, "next": place}
    return client.post("/account/reauthenticate/", fields)


def registration(**changes: str) -> dict[str, str]:
    """What Alice types to register."""
    return {
        "username": "alice",
        "email": "alice@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | changes


def link_in(message: EmailMessage) -> str:
    """The path of the first link in a message."""
    found = re.search(r"http://testserver(/\S+)", str(message.body))
    assert found, message.body
    return found[1]
