"""The application of the tests, its client, and its scripted reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from django.apps import apps
from django.test import Client
from tests.web.scripted import Script, scripted_reader
from tests.web.setting_up import set_up_django

from inkread.web.readings.apps import ReadingsConfig

# Before the tests import anything that looks at Django's settings.
set_up_django()


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Script]:
    """What the application's reader answers; nothing at first."""
    config = cast(ReadingsConfig, apps.get_app_config("readings"))
    script = Script()
    config.reader = scripted_reader(script, tmp_path)
    yield script
    del config.reader


@pytest.fixture
def client() -> Client:
    return Client()
