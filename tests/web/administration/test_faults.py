"""Faults of the server are kept for administrators, each kind once; and they never make others."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from tests.web.readings.keepers import keeper
from tests.web.scripted import Script
from tests.web.sending import send

from inkread import ModelFailed
from inkread.web.administration.models import MESSAGE_LENGTH, Fault

logger = logging.getLogger("inkread.web.somewhere")


@pytest.mark.django_db
def test_a_fault_is_kept_with_how_often_it_came() -> None:
    for name in ("one", "two", "three"):
        logger.error("mail could not be sent: %s", name)
    logger.error("something else\n over two lines")
    logger.warning("no fault")
    kept = {fault.message: fault.count for fault in Fault.objects.all()}
    assert kept == {"mail could not be sent: three": 3, "something else over two lines": 1}
    assert {fault.place for fault in Fault.objects.all()} == {"inkread.web.somewhere"}


@pytest.mark.django_db
def test_a_fault_of_the_reader_is_seen_by_staff(client: Client, script: Script) -> None:
    script.error = ModelFailed("reader", "node Conv_17")
    assert send(client).status_code == 500
    root = keeper("root")
    root.user.is_staff = True
    root.user.save()
    assert "Conv_17" in root.client.get("/administration/log").content.decode()


@pytest.mark.django_db
def test_a_fault_of_a_page_is_kept_without_the_inside(script: Script) -> None:
    script.error = RuntimeError("inside")
    assert send(Client(raise_request_exception=False)).status_code == 500
    (fault,) = Fault.objects.all()
    assert fault.message == "Internal Server Error: /read"


@pytest.mark.django_db
def test_a_message_without_end_is_cut() -> None:
    logger.error("x" * 10_000 + "\0")
    assert len(Fault.objects.get().message) == MESSAGE_LENGTH


@pytest.mark.django_db
def test_what_has_not_come_again_for_long_is_forgotten() -> None:
    logger.error("old")
    Fault.objects.update(last=timezone.now() - timedelta(days=91))
    logger.error("new")
    call_command("tidy", verbosity=0)
    assert [fault.message for fault in Fault.objects.all()] == ["new"]


@pytest.mark.django_db
def test_a_fault_that_cannot_be_kept_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def broken(*statement: object) -> None:
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(broken):
        logger.error("something that the database would have to keep")
    assert "a fault could not be kept" in caplog.text
    assert "something that the database" in caplog.text  # the log has it all the same
    assert not Fault.objects.exists()


@pytest.mark.django_db
def test_in_the_admin_what_happened_is_only_looked_at() -> None:
    logger.error("something")
    root = keeper("root")
    root.user.is_staff = root.user.is_superuser = True
    root.user.save()
    for model in admin.site._registry:
        if model._meta.object_name in ("Fault", "LogEntry", "Login", "Invitation"):
            place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            assert root.client.get(place).status_code == 200
            assert root.client.get(f"{place}add/").status_code == 403
    fault = Fault.objects.get()
    place = f"/admin/administration/fault/{fault.pk}/change/"
    assert root.client.post(place, {"message": "rewritten"}).status_code == 403
