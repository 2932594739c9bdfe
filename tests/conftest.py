"""What holds for all tests: the settings of whoever runs them do not reach them."""

from __future__ import annotations

import os

from hypothesis import settings

# How long one example takes says nothing on a machine that has other work; and a test that passed
# once passes again.
settings.register_profile("patient", deadline=None, derandomize=True)
settings.load_profile("patient")

# Real data may be used by the tests that say so; everything else is chosen by the tests themselves.
KEPT = {"INKREAD_DATA"}

for name in [name for name in os.environ if name.startswith("INKREAD_")]:
    if name not in KEPT:
        del os.environ[name]
