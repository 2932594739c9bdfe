"""The cache that all processes share: what limits of attempts are counted in."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

TABLE = "inkread_cache"


def read_cache(url: str, complain: Callable[[str], None]) -> Mapping[str, Any]:
    """Django's CACHES entry: a table of the database, or Redis where its address is given."""
    if not url:
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": TABLE}
    parts = urlsplit(url)
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        # The address itself is not repeated: it may hold a password.
        complain("INKREAD_CACHE_URL must be redis://USER:PASSWORD@HOST:PORT/NUMBER, or rediss:.")
        return {}
    if importlib.util.find_spec("redis") is None:
        complain("A cache in Redis needs its client: pip install redis.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
