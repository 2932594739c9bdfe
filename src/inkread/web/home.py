"""The folder in which an installation keeps its database and its secret."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

SECRET_FILE = "secret-key"


def default_home() -> Path:
    """The folder for application data of the user who runs this."""
    if sys.platform == "darwin":
        return Path("~/Library/Application Support/inkread").expanduser()
    shared = os.environ.get("XDG_DATA_HOME", "")
    base = Path(shared) if Path(shared).is_absolute() else Path("~/.local/share").expanduser()
    return base / "inkread"


def make_home(home: Path) -> None:
    """The folder, only for its owner; one that is there is left as it is. Raises OSError."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_secret(home: Path) -> None:
    """A file with a new secret, only for its owner; one that is there is kept. Raises OSError."""
    path = home / SECRET_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
