"""Without an account the server reads a few pictures, then asks to wait or to log in."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings
from tests.web.pictures import packed
from tests.web.readings.keepers import Keeper
from tests.web.scripted import Row, Script
from tests.web.sending import problem_of, send

from inkread.web.visitors.models import Share
from inkread.web.visitors.tries import TooManyTries, forget_shares, take_try

pytestmark = pytest.mark.django_db


class Clock:
    """Shows what a test sets, in seconds."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def _three_an_hour(settings: Settings) -> None:
    settings.VISITOR_TRIES = 3


def refused(address: str, an_hour: int, clock: Clock) -> int:
    """The seconds that are to be waited."""
    with pytest.raises(TooManyTries) as caught:
        take_try(address, an_hour, clock)
    return caught.value.seconds


def test_all_tries_of_an_hour_may_be_used_at_once(clock: Clock) -> None:
    for _ in range(4):
        take_try("192.0.2.7", 4, clock)
    assert refused("192.0.2.7", 4, clock) == 900


def test_another_try_comes_with_each_part_of_the_hour(clock: Clock) -> None:
    for _ in range(4):
        take_try("192.0.2.7", 4, clock)
    clock.now += 899
    assert refused("192.0.2.7", 4, clock) == 1
    clock.now += 1
    take_try("192.0.2.7", 4, clock)
    assert refused("192.0.2.7", 4, clock) == 900


def test_after_an_hour_all_tries_are_there_again_and_no_more(clock: Clock) -> None:
    for day in range(2):
        clock.now += day * 86_400
        for _ in range(4):
            take_try("192.0.2.7", 4, clock)
        refused("192.0.2.7", 4, clock)


def test_a_refused_try_does_not_make_the_wait_longer(clock: Clock) -> None:
    take_try("192.0.2.7", 1, clock)
    assert {refused("192.0.2.7", 1, clock) for _ in range(5)} == {3600}


def test_each_address_has_tries_of_its_own(clock: Clock) -> None:
    take_try("192.0.2.7", 1, clock)
    take_try("192.0.2.8", 1, clock)
    refused("192.0.2.7", 1, clock)


def test_an_address_of_the_new_kind_counts_with_its_network(clock: Clock) -> None:
    take_try("2001:db8:1:2::1", 1, clock)
    refused("2001:db8:1:2:ffff::9", 1, clock)
    take_try("2001:db8:1:3::1", 1, clock)
    take_try("192.0.2.7", 1, clock)
    refused("::ffff:192.0.2.7", 1, clock)


def test_the_address_itself_is_not_kept(clock: Clock) -> None:
    take_try("192.0.2.7", 3, clock)
    (share,) = Share.objects.all()
    assert "192.0.2.7" not in share.who
    assert len(share.who) == 64


def test_what_is_of_no_use_is_forgotten(clock: Clock) -> None:
    take_try("192.0.2.7", 2, clock)
    assert forget_shares(clock) == 0
    clock.now += 1800
    assert forget_shares(clock) == 1
    take_try("192.0.2.7", 2)
    Share.objects.update(used_until=1)
    call_command("tidy", verbosity=0)
    assert not Share.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_time_are_all_counted(clock: Clock) -> None:
    def attempt(_: int) -> bool:
        try:
            while True:
                try:
                    take_try("192.0.2.7", 5, clock)
                except OperationalError:
                    # A database in memory, unlike one in a file, does not wait for its turn.
                    time.sleep(0.005)
                else:
                    return True
        except TooManyTries:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(attempt, range(24))) == 5


@pytest.mark.usefixtures("_three_an_hour")
def test_a_visitor_who_sent_too_much_is_answered_429(client: Client, script: Script) -> None:
    script.rows = [Row("42")]
    assert [send(client).status_code for _ in range(3)] == [200] * 3
    answer = send(client)
    problem = problem_of(answer, 429)
    assert problem["type"] == "urn:inkread:problem:too-many-tries"
    assert problem["limit"] == 3
    assert "3 pictures an hour" in problem["detail"]
    assert "Try again in 20 minutes, or log in." in problem["detail"]
    assert 1190 <= int(answer["Retry-After"]) == problem["seconds"] <= 1200
    assert len(script.sizes) == 3  # nothing more was read


@pytest.mark.usefixtures("_three_an_hour")
def test_a_browser_is_told_the_same_as_a_page(client: Client, script: Script) -> None:
    for _ in range(3):
        send(client)
    answer = send(client, accept="text/html")
    assert answer.status_code == 429
    assert b"Without an account the server reads 3 pictures an hour." in answer.content
    assert b'href="/account/login/"' in answer.content


@pytest.mark.usefixtures("_three_an_hour")
def test_what_is_no_picture_counts_too(client: Client, script: Script) -> None:
    assert [send(client, b"text").status_code for _ in range(4)] == [415, 415, 415, 429]


@pytest.mark.usefixtures("_three_an_hour")
def test_who_is_logged_in_is_not_limited(alice: Keeper, script: Script) -> None:
    assert {send(alice.client).status_code for _ in range(6)} == {200}
    assert not Share.objects.exists()


@pytest.mark.usefixtures("_three_an_hour")
def test_what_a_browser_needs_to_read_by_itself_is_not_counted(
    client: Client, script: Script
) -> None:
    for _ in range(6):
        for address in ("/", "/service-worker.js", "/limits"):
            assert client.get(address).status_code == 200
    assert client.get("/read").status_code == 405
    assert not Share.objects.exists()


@pytest.mark.usefixtures("_three_an_hour")
def test_a_header_is_believed_only_behind_a_proxy(
    client: Client, script: Script, settings: Settings
) -> None:
    def from_address(header: str) -> Any:
        picture = SimpleUploadedFile("a.png", packed("PNG"))
        headers = {"accept": "application/json", "x-forwarded-for": header}
        return client.post("/read", {"image": picture}, headers=headers).status_code

    assert [from_address(f"192.0.2.{n}") for n in range(4)] == [200, 200, 200, 429]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    # What a visitor wrote comes first; what the proxy saw comes last.
    assert [from_address(f"192.0.2.{n}, 198.51.100.1") for n in range(4)] == [200, 200, 200, 429]
    assert from_address("192.0.2.1, 198.51.100.2") == 200


def test_with_0_nothing_is_read_for_visitors(
    client: Client, alice: Keeper, script: Script, settings: Settings
) -> None:
    settings.VISITOR_TRIES = 0
    assert problem_of(send(client), 401)["type"] == "urn:inkread:problem:login-required"
    assert script.sizes == []
    assert send(alice.client).status_code == 200
    assert client.get("/").status_code == 200


def test_the_load_that_is_measured_fits_into_a_raised_setting(
    client: Client, script: Script, settings: Settings
) -> None:
    from scripts.measure_server import RATE, SECONDS, TRIES

    assert RATE * SECONDS < TRIES
    settings.VISITOR_TRIES = TRIES
    assert {send(client).status_code for _ in range(100)} == {200}
    assert Share.objects.count() == 1  # it is counted all the same
