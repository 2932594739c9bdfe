"""While the application is served, it tidies up by itself: one process at a time."""

from __future__ import annotations

import fcntl
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from tests.web.readings.keepers import Keeper

from inkread.web import tidying
from inkread.web.readings.models import Reading


def test_what_is_over_is_deleted(alice: Keeper, kept: str) -> None:
    Reading.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert tidying.tidy_alone()
    assert Reading.objects.count() == 0


def test_only_one_process_tidies_at_a_time(alice: Keeper, kept: str) -> None:
    Reading.objects.update(expires=timezone.now() - timedelta(seconds=1))
    with (settings.ENVIRONMENT.home / tidying.LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not tidying.tidy_alone()
        assert Reading.objects.count() == 1
    assert tidying.tidy_alone()


def test_a_round_that_fails_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop = threading.Event()
    rounds: list[int] = []

    def tidy() -> bool:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise OperationalError("database is locked")
        stop.set()
        return True

    monkeypatch.setattr(tidying, "FIRST", 0.0)
    monkeypatch.setattr(tidying, "HOUR", 0.0)
    monkeypatch.setattr(tidying, "tidy_alone", tidy)
    thread = tidying.tidy_every_hour(stop)
    thread.join(5)
    assert rounds == [0, 1]
    assert "tidying failed" in caplog.text
