"""Buttons for accounts elsewhere: each is there when its keys are, and leads where it says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from tests.web.setting_up import SECRET
from tests.web.test_serve import own_variables

KEYS = {
    "INKREAD_GOOGLE_CLIENT_ID": "id-at-google",
    "INKREAD_GOOGLE_SECRET": "s",
    "INKREAD_FACEBOOK_CLIENT_ID": "id-at-facebook",
    "INKREAD_FACEBOOK_SECRET": "s",
    # A port that nobody listens on: a provider that is away.
    "INKREAD_OPENID_URL": "http://localhost:1",
    "INKREAD_OPENID_CLIENT_ID": "id-there",
    "INKREAD_OPENID_SECRET": "s",
    "INKREAD_OPENID_NAME": "Away",
}
PROGRAM = """
import django; django.setup()
import json
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("createcachetable")
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
found = {"login": client.get("/account/login/").content.decode()}
for name in ("google", "facebook", "oidc/openid"):
    answer = client.post(f"/account/{name}/login/")
    found[name] = [answer.status_code, answer.content.decode()]
print(json.dumps(found))
"""


def test_each_button_leads_to_its_provider(tmp_path: Path) -> None:
    """In a process of its own, since settings are read once."""
    variables = own_variables() | KEYS
    variables |= {"DJANGO_SETTINGS_MODULE": "inkread.web.settings"}
    variables |= {"INKREAD_HOME": str(tmp_path), "INKREAD_SECRET_KEY": SECRET}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=variables, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    for name in ("Google", "Facebook", "Away"):
        assert f">{name}</button>" in found["login"]
    for name, host in (("google", "accounts.google.com"), ("facebook", "www.facebook.com")):
        status, page = found[name]
        assert status == 200
        assert f"url=https://{host}/" in page
        assert f"client_id=id-at-{name}" in page
    status, page = found["oidc/openid"]
    assert status == 503
    assert "The other side does not answer" in page


@pytest.mark.django_db
def test_without_keys_there_is_no_button_and_no_address(client: Client) -> None:
    assert b"account elsewhere" not in client.get("/account/login/").content
    for name in ("google", "facebook", "oidc/openid", "oidc/linkedin"):
        assert client.post(f"/account/{name}/login/").status_code == 404
