"""The environment -> frozen settings, or every sentence about what is wrong with it."""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from inkread import InkreadError
from inkread.web.home import SECRET_FILE, default_home
from inkread.web.mail import read_mail
from inkread.web.providers import read_providers
from inkread.web.shared_cache import read_cache
from inkread.web.variables import ELSEWHERE, PREFIX, VARIABLES

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SECRET_LENGTH = 50
# What the application has below its root, besides the admin.
ADDRESSES = (
    *("account", "read", "readings", "healthz", "readyz", "static", "service-worker.js"),
    *("about", "administration", "api", "favicon.ico", "guide", "limits", "manifest", "models"),
    *("offline", "privacy"),
    "showing",
)
PLACEHOLDERS = ("changeme", "change-me", "change_me", "placeholder", "insecure", "your-secret")


class EnvironmentInvalid(InkreadError):
    """The environment asks for something that cannot be served; carries one sentence for each."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences

    def __str__(self) -> str:
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the environment says, complete and free of contradictions.

    database   as Django's DATABASES entry
    threads    cores that one reading uses
    mail       Django's EMAIL_ settings
    cache      as Django's CACHES entry
    providers  as Django's SOCIALACCOUNT_PROVIDERS
    admin_path where Django's admin is, without the first slash: "admin/"
    proxies    that stand before the application, each of which adds to X-Forwarded-For
    visitor_tries  pictures an hour for an address without an account; None: any number
    """

    home: Path
    secret_key: str
    allowed_hosts: tuple[str, ...]
    database: Mapping[str, Any]
    https: bool
    debug: bool
    workers: int
    request_threads: int
    threads: int
    max_upload_bytes: int
    max_pixels: int
    max_pages: int
    read_seconds: int
    mail: Mapping[str, Any]
    cache: Mapping[str, Any]
    providers: Mapping[str, Any]
    require_login: bool
    registration_open: bool
    admin_path: str
    proxies: int
    visitor_tries: int | None

    def __post_init__(self) -> None:
        sentences = []
        if self.debug and self.https:
            sentences.append(
                "INKREAD_DEBUG and INKREAD_HTTPS exclude each other: debug pages are only for"
                " working on inkread at one's own machine."
            )
        if self.debug and not set(self.allowed_hosts) <= set(LOCAL_HOSTS):
            sentences.append(
                "INKREAD_DEBUG shows the inside of the program, so INKREAD_ALLOWED_HOSTS may only"
                f" name {', '.join(LOCAL_HOSTS)} with it."
            )
        if sentences:
            raise EnvironmentInvalid(*sentences)

    @property
    def is_local_only(self) -> bool:
        return set(self.allowed_hosts) <= set(LOCAL_HOSTS)


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The settings; EnvironmentInvalid names all that is wrong, not only the first.

    An empty value counts as none.
    """
    given = _Given(variables)
    given.refuse_unknown()
    home = Path(given.text("HOME") or default_home()).expanduser()
    cores = os.cpu_count() or 1
    values: dict[str, Any] = {
        "home": home,
        "secret_key": _secret(given, home),
        "allowed_hosts": _hosts(given),
        "database": _database(given, home),
        "https": given.flag("HTTPS"),
        "debug": given.flag("DEBUG"),
        "workers": given.count("WORKERS", min(4, cores), 64),
        "request_threads": given.count("REQUEST_THREADS", 8, 256),
        "threads": given.count("THREADS", 1, 64),
        "max_upload_bytes": given.count("MAX_UPLOAD_MB", 25, 1000) * 1_000_000,
        "max_pixels": given.count("MAX_MEGAPIXELS", 50, 1000) * 1_000_000,
        "max_pages": given.count("MAX_PAGES", 20, 1000),
        "read_seconds": given.count("READ_SECONDS", 30, 600),
        "mail": read_mail(given.text("SMTP_URL"), given.text("MAIL_FROM"), given.complaints.append),
        "cache": read_cache(given.text("CACHE_URL"), given.complaints.append),
        "providers": read_providers(given.text, given.complaints.append),
        "require_login": given.flag("REQUIRE_LOGIN"),
        "registration_open": _registration(given),
        "admin_path": _admin_path(given),
        "proxies": given.count("PROXIES", int(given.flag("HTTPS")), 10, least=0),
        "visitor_tries": _visitor_tries(given),
    }
    if given.complaints:
        raise EnvironmentInvalid(*given.complaints)
    return Environment(**values)


class _Given:
    """The variables with our prefix, and what there is to complain about them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._values = {
            name.removeprefix(PREFIX): value.strip()
            for name, value in variables.items()
            if name.startswith(PREFIX)
        }
        self.complaints: list[str] = []

    def refuse_unknown(self) -> None:
        known = {variable.name for variable in VARIABLES} | ELSEWHERE
        for name in sorted(set(self._values) - known):
            self.complaints.append(f"There is no setting {PREFIX}{name}; it may be misspelt.")

    def text(self, name: str) -> str:
        return self._values.get(name, "")

    def flag(self, name: str) -> bool:
        value = self.text(name).lower()
        if value not in ("", "0", "1", "false", "true"):
            self.complaints.append(f"{PREFIX}{name} must be 0 or 1, not {value!r}.")
        return value in ("1", "true")

    def count(self, name: str, default: int, most: int, *, least: int = 1) -> int:
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdecimal() and least <= int(value[:9]) <= most):
            self.complaints.append(
                f"{PREFIX}{name} must be a whole number from {least} to {most}, not {value!r}."
            )
            return default
        return int(value)


def _secret(given: _Given, home: Path) -> str:
    secret, file = given.text("SECRET_KEY"), given.text("SECRET_KEY_FILE")
    if secret and file:
        given.complaints.append("Set INKREAD_SECRET_KEY or INKREAD_SECRET_KEY_FILE, not both.")
        return ""
    if not secret:
        path = Path(file).expanduser() if file else home / SECRET_FILE
        try:
            secret = path.read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            given.complaints.append(
                f"There is no secret in {path}: set INKREAD_SECRET_KEY or INKREAD_SECRET_KEY_FILE,"
                " or run `inkread serve` once, which writes one."
            )
            return ""
    if len(secret) < SECRET_LENGTH or len(set(secret)) < 10:
        given.complaints.append(
            f"The secret is too easy to guess: it needs {SECRET_LENGTH} characters or more, of at"
            " least 10 kinds."
        )
    elif any(word in secret.lower() for word in PLACEHOLDERS):
        given.complaints.append("The secret is a placeholder; make one of your own.")
    return secret


def _hosts(given: _Given) -> tuple[str, ...]:
    names = given.text("ALLOWED_HOSTS").split(",")
    hosts = tuple(name.strip() for name in names if name.strip())
    for host in hosts:
        if "/" in host or " " in host:
            given.complaints.append(
                f"INKREAD_ALLOWED_HOSTS holds names such as numbers.example.org, not {host!r}."
            )
    return hosts or LOCAL_HOSTS


def _registration(given: _Given) -> bool:
    value = given.text("REGISTRATION").lower() or "open"
    if value not in ("open", "closed"):
        given.complaints.append(f"INKREAD_REGISTRATION must be open or closed, not {value!r}.")
    return value == "open"


def _visitor_tries(given: _Given) -> int | None:
    if given.text("VISITOR_TRIES").lower() == "unlimited":
        return None
    return given.count("VISITOR_TRIES", 60, 1_000_000, least=0)


def _admin_path(given: _Given) -> str:
    path = given.text("ADMIN_PATH").strip("/") or "admin"
    # The name of another page would hide it, or be hidden by it.
    if not re.fullmatch(r"[\w-]+", path, re.ASCII) or path in ADDRESSES:
        given.complaints.append(
            "INKREAD_ADMIN_PATH must be one word of letters, digits, - and _, and not the name of"
            f" another page, not {path!r}."
        )
    return f"{path}/"


def _database(given: _Given, home: Path) -> Mapping[str, Any]:
    url = given.text("DATABASE_URL")
    if not url:
        return _sqlite(home / "inkread.sqlite3")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        given.complaints.append("INKREAD_DATABASE_URL is no address of a database.")
        return {}
    path = unquote(parts.path)
    if parts.scheme == "sqlite" and not parts.netloc and path.startswith("//") and path.strip("/"):
        return _sqlite(Path(path[1:]))
    if parts.scheme in ("postgres", "postgresql") and parts.hostname and len(path) > 1:
        if importlib.util.find_spec("psycopg") is None:
            given.complaints.append('PostgreSQL needs a driver: pip install "inkread[postgresql]".')
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": path[1:],
            "HOST": parts.hostname,
            "PORT": str(port or 5432),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    # The address itself is not repeated: it may hold a password.
    given.complaints.append(
        "INKREAD_DATABASE_URL must be sqlite:////ABSOLUTE/PATH or"
        " postgresql://USER:PASSWORD@HOST:PORT/NAME."
    )
    return {}


def _sqlite(path: Path) -> Mapping[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": 10,
            # Writers take their turn at the start, so that none has to give up half-way.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
