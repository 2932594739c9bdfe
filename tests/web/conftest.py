"""The application of the tests, its client, its scripted reader, and the standing cast.

Alice keeps readings; Charlie is a stranger with an account of his own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from tests.web.readings.keepers import Keeper, keeper
from tests.web.readings.making import photograph
from tests.web.scripted import Row, Script, scripted_reader
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


@pytest.fixture
def files() -> Iterator[Path]:
    """The folder of kept pictures; empty before and after."""
    folder = Path(settings.ENVIRONMENT.home) / "files"
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def alice(db: None, files: Path) -> Keeper:
    return keeper("alice")


@pytest.fixture
def charlie(db: None, files: Path) -> Keeper:
    return keeper("charlie")


@pytest.fixture
def kept(alice: Keeper, script: Script) -> str:
    """The address of a reading of Alice's: 4071 sure, 28 unsure."""
    script.rows = [
        Row("4071", (0.1, 0.1, 0.6, 0.4)),
        Row("28", (0.1, 0.6, 0.5, 0.9), (0.62, 0.999)),
    ]
    return alice.keep(photograph(300, 200), "form.jpg")
