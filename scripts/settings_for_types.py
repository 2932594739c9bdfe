"""The application's settings as mypy's Django plugin loads them: no home, a secret of nobody's."""

from __future__ import annotations

import os

os.environ["INKREAD_SECRET_KEY"] = "for-types-only-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"

from inkread.web.settings import *  # noqa: F403
