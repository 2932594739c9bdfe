"""Secrets of second factors as the database keeps them: sealed with the server's own secret.

Who takes a copy of the database away cannot make codes with it.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

logger = logging.getLogger(__name__)

# What was kept before there were seals has none; no secret of allauth has a colon.
SEALED: Final = "sealed:"
_PURPOSE: Final = b"inkread second factors\0"


def seal(text: str) -> str:
    """For the database."""
    return SEALED + _key().encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """The secret itself.

    Where the server's secret was changed it cannot be had any more: then it is one that nobody
    knows, so that no code fits, and the log says why.
    """
    if not kept.startswith(SEALED):
        return kept
    try:
        return _key().decrypt(kept.removeprefix(SEALED).encode()).decode()
    except InvalidToken:
        logger.error("a second factor was sealed with another INKREAD_SECRET_KEY")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _key() -> Fernet:
    digest = hashlib.sha256(_PURPOSE + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
