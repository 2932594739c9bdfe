"""How mail leaves: a server's address in the environment -> Django's settings for sending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.utils import parseaddr
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

# Scheme -> its usual port, and how the connection is protected.
SCHEMES: Mapping[str, tuple[int, Mapping[str, bool]]] = MappingProxyType(
    {
        "smtp": (25, {}),
        "smtp+starttls": (587, {"EMAIL_USE_TLS": True}),
        "smtps": (465, {"EMAIL_USE_SSL": True}),
    }
)
# A mail server that does not answer must not hold a worker for long.
SECONDS = 10
CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def read_mail(url: str, sender: str, complain: Callable[[str], None]) -> Mapping[str, Any]:
    """Django's EMAIL_ settings; without a server mail is written to the standard output.

    What is wrong is told to `complain`, never with the address itself: it may hold a password.
    """
    if sender and not _is_address(sender):
        complain("INKREAD_MAIL_FROM must be an address, such as inkread <numbers@example.org>.")
    if not url:
        return {"EMAIL_BACKEND": CONSOLE, "DEFAULT_FROM_EMAIL": sender or "inkread@localhost"}
    if not sender:
        complain("INKREAD_SMTP_URL needs INKREAD_MAIL_FROM, the address that mail comes from.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query:
        complain(
            "INKREAD_SMTP_URL must be smtp://USER:PASSWORD@HOST:PORT, or the same with"
            " smtp+starttls: or smtps: in front."
        )
        return {}
    usual_port, protection = SCHEMES[parts.scheme]
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or usual_port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_TIMEOUT": SECONDS,
        "DEFAULT_FROM_EMAIL": sender,
        **protection,
    }


def _is_address(text: str) -> bool:
    _, address = parseaddr(text)
    name, _, domain = address.rpartition("@")
    return bool(name and domain) and not any(c in text for c in "\r\n")
