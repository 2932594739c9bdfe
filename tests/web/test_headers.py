"""What every answer carries to keep a browser safe."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from tests.web.scripted import Script
from tests.web.sending import send
from tests.web.setting_up import SECRET
from tests.web.test_serve import own_variables

pytestmark = pytest.mark.usefixtures("script")


def policy(response: object) -> dict[str, set[str]]:
    header = response["Content-Security-Policy"]  # type: ignore[index]
    parts = [part.split() for part in header.split(";")]
    return {name: set(sources) for name, *sources in parts}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/read", "/healthz", "/nowhere", "/account/login/", "/admin/"]
)
def test_each_answer_carries_the_headers(client: Client, address: str) -> None:
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    allowed = dict(part.split("=") for part in response["Permissions-Policy"].split(", "))
    assert [name for name, who in allowed.items() if who != "()"] == ["camera"]
    assert allowed["camera"] == "(self)"
    assert {"microphone", "geolocation", "display-capture"} <= allowed.keys()
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
    rules = policy(response)
    assert rules["default-src"] == {"'none'"}
    assert rules["style-src"] == rules["connect-src"] == rules["worker-src"] == {"'self'"}
    assert rules["script-src"] == {"'self'", "'wasm-unsafe-eval'"}
    assert rules["frame-ancestors"] == rules["base-uri"] == {"'none'"}
    assert response["Content-Security-Policy"].count("unsafe") == 1


def test_pictures_inside_a_page_are_only_allowed_on_the_answer(
    client: Client, script: Script
) -> None:
    assert "data:" not in policy(client.get("/"))["img-src"]
    assert "data:" in policy(send(client, accept="text/html"))["img-src"]


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert page.count("<script") == 1


def test_debug_is_off_and_no_cookie_is_set(client: Client) -> None:
    assert settings.DEBUG is False
    assert not client.get("/").cookies


def test_a_strange_host_is_answered_400_with_a_sentence(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "INKREAD_ALLOWED_HOSTS" in response.content.decode()


def test_an_unknown_address_is_a_page_or_a_problem(client: Client) -> None:
    assert b"nothing at this address" in client.get("/nowhere").content
    problem = client.get("/nowhere", headers={"accept": "application/json"}).json()
    assert problem["type"] == "urn:inkread:problem:not-found"


def test_a_fault_of_our_own_shows_nothing_of_the_inside(script: Script) -> None:
    client = Client(raise_request_exception=False)
    script.rows = []
    script.error = RuntimeError("secret inside")
    response = send(client, accept="text/html")
    assert response.status_code == 500
    assert b"secret inside" not in response.content
    assert b"fault of its own" in response.content


def test_healthz_answers_ok(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_readyz_says_what_is_there(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "reader": "ok"}


@pytest.mark.django_db
def test_the_database_knows_all_migrations() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_behind_https_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    """In a process of its own, since settings are read once."""
    program = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "answer = Client().get('/healthz', secure=True, headers={'host': 'numbers.example.org'})\n"
        "print(answer['Strict-Transport-Security'])\n"
        "plain = Client().get('/', headers={'host': 'numbers.example.org'})\n"
        "print(plain.status_code, plain['Location'])\n"
        "from django.conf import settings\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "call_command('createcachetable')\n"
        "host = {'host': 'numbers.example.org'}\n"
        "page = Client().get('/account/login/', secure=True, headers=host)\n"
        "print(page.cookies['csrftoken']['secure'], page.cookies['csrftoken']['httponly'])\n"
        "print(settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY)\n"
        "call_command('check', deploy=True, fail_level='WARNING')\n"
    )
    variables = own_variables() | {
        "DJANGO_SETTINGS_MODULE": "inkread.web.settings",
        "INKREAD_HOME": str(tmp_path),
        "INKREAD_SECRET_KEY": SECRET,
        "INKREAD_HTTPS": "1",
        "INKREAD_ALLOWED_HOSTS": "numbers.example.org",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "max-age=31536000; includeSubDomains",
        "301 https://numbers.example.org/",
        "True True",
        "True True",
        "System check identified no issues (1 silenced).",
    ]
