"""A Django of the tests, in this process: small limits, a home that is nobody's.

The settings of whoever runs the tests are out of the way already (`tests/conftest.py`).
"""

from __future__ import annotations

import os
import tempfile

import django
from django.conf import settings

SECRET = "of-the-tests-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-abc"


def set_up_django() -> None:
    """Once a process; the application reads the environment when its settings are loaded."""
    if settings.configured:
        return
    os.environ["INKREAD_HOME"] = tempfile.mkdtemp(prefix="inkread-tests-")
    os.environ["INKREAD_SECRET_KEY"] = SECRET
    os.environ["INKREAD_MAX_UPLOAD_MB"] = "2"
    os.environ["INKREAD_MAX_PAGES"] = "3"
    os.environ["INKREAD_MAX_MEGAPIXELS"] = "4"
    os.environ["INKREAD_VISITOR_TRIES"] = "unlimited"
    # `scripts/on-postgresql` names one; without it the tests keep things in SQLite.
    if url := os.environ.get("TESTS_DATABASE_URL"):
        os.environ["INKREAD_DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "inkread.web.settings"
    django.setup()
    for name in [name for name in os.environ if name.startswith("INKREAD_MAX_")]:
        del os.environ[name]
    for name in ("SECRET_KEY", "VISITOR_TRIES", "HOME", "DATABASE_URL"):
        os.environ.pop(f"INKREAD_{name}", None)
