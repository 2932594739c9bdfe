"""Passwords that are hashed quickly: still by argon2, but without its deliberate slowness."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from pytest_django import Settings


class QuickArgon2(Argon2PasswordHasher):
    """For tests only."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.{QuickArgon2.__name__}"]
