"""The environment: complete settings, or every sentence about what is wrong."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.urls import get_resolver
from tests.web.setting_up import SECRET

import inkread
from inkread.web.environment import (
    ADDRESSES,
    LOCAL_HOSTS,
    Environment,
    EnvironmentInvalid,
    read_environment,
)
from inkread.web.home import make_home, make_secret
from inkread.web.variables import ELSEWHERE, VARIABLES


def settings(home: Path, **values: str) -> Environment:
    """Read with a good secret, unless another is given."""
    given = {"SECRET_KEY": SECRET, "HOME": str(home)} | values
    return read_environment({f"INKREAD_{name}": value for name, value in given.items()})


def complaint(home: Path, **values: str) -> str:
    with pytest.raises(EnvironmentInvalid) as caught:
        settings(home, **values)
    return str(caught.value)


def test_nothing_but_a_secret_is_needed(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert not found.debug
    assert not found.https
    assert found.allowed_hosts == LOCAL_HOSTS
    assert found.database["NAME"] == str(tmp_path / "inkread.sqlite3")


def test_a_missing_secret_is_said(tmp_path: Path) -> None:
    assert "There is no secret in" in complaint(tmp_path, SECRET_KEY="")


@pytest.mark.parametrize(
    "secret",
    ["short", "a" * 60, "django-insecure-" + SECRET, "CHANGEME" + SECRET, SECRET[:49]],
)
def test_a_guessable_or_placeholder_secret_is_refused(tmp_path: Path, secret: str) -> None:
    sentence = complaint(tmp_path, SECRET_KEY=secret)
    assert "secret" in sentence
    assert secret not in sentence


def test_the_secret_is_read_from_its_file(tmp_path: Path) -> None:
    make_home(tmp_path / "home")
    make_secret(tmp_path / "home")
    found = settings(tmp_path / "home", SECRET_KEY="")
    assert len(found.secret_key) > 50
    file = tmp_path / "elsewhere"
    file.write_text(SECRET + "\n")
    found = settings(tmp_path, SECRET_KEY="", SECRET_KEY_FILE=str(file))
    assert found.secret_key == SECRET


def test_the_secret_file_is_for_its_owner_only_and_written_once(tmp_path: Path) -> None:
    make_home(tmp_path / "home")
    make_secret(tmp_path / "home")
    file = tmp_path / "home" / "secret-key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    before = file.read_text()
    make_secret(tmp_path / "home")
    assert file.read_text() == before


def test_two_places_for_one_secret_are_refused(tmp_path: Path) -> None:
    assert "not both" in complaint(tmp_path, SECRET_KEY_FILE="anywhere")


def test_an_unknown_variable_with_our_prefix_is_refused(tmp_path: Path) -> None:
    assert "INKREAD_DEBGU" in complaint(tmp_path, DEBGU="1")


def test_what_other_parts_of_inkread_read_is_let_through(tmp_path: Path) -> None:
    settings(tmp_path, DATA="data", THREADS="2")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "0"),
        ("WORKERS", "65"),
        ("THREADS", "two"),
        ("MAX_PAGES", "-1"),
        ("READ_SECONDS", "1.5"),
        ("MAX_UPLOAD_MB", "9" * 5000),
        ("REQUEST_THREADS", "²"),
        ("DEBUG", "maybe"),
        ("ALLOWED_HOSTS", "https://example.org"),
        ("DATABASE_URL", "mysql://localhost/inkread"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///relative.sqlite3"),
        ("DATABASE_URL", "postgresql://host:many/inkread"),
        ("REQUIRE_LOGIN", "perhaps"),
        ("REGISTRATION", "half"),
        ("VISITOR_TRIES", "-1"),
        ("VISITOR_TRIES", "few"),
        ("VISITOR_TRIES", "1000001"),
        ("PROXIES", "11"),
        ("ADMIN_PATH", "account"),
        ("ADMIN_PATH", "a b"),
        ("ADMIN_PATH", "one/two"),
        ("CACHE_URL", "memcached://host"),
        ("CACHE_URL", "redis://"),
        ("GOOGLE_CLIENT_ID", "without-its-secret"),
        ("FACEBOOK_SECRET", "without-its-id"),
        ("LINKEDIN_SECRET", "without-its-id"),
        ("OPENID_URL", "https://id.example.org"),
        ("OPENID_NAME", "Nobody"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(tmp_path: Path, name: str, value: str) -> None:
    assert f"INKREAD_{name}" in complaint(tmp_path, **{name: value})


def test_a_provider_is_there_once_its_keys_are(tmp_path: Path) -> None:
    assert settings(tmp_path).providers == {}
    keys = {"GOOGLE_CLIENT_ID": "g", "GOOGLE_SECRET": "s"}
    assert list(settings(tmp_path, **keys).providers) == ["google"]
    keys = {"LINKEDIN_CLIENT_ID": "l", "LINKEDIN_SECRET": "s"}
    keys |= {"OPENID_CLIENT_ID": "o", "OPENID_SECRET": "s", "OPENID_URL": "https://id.example.org"}
    apps = settings(tmp_path, **keys, OPENID_NAME="Example").providers["openid_connect"]["APPS"]
    assert [app["name"] for app in apps] == ["LinkedIn", "Example"]


def test_visitors_have_few_tries_until_another_number_is_set(tmp_path: Path) -> None:
    assert settings(tmp_path).visitor_tries == 60
    assert settings(tmp_path, VISITOR_TRIES="0").visitor_tries == 0
    assert settings(tmp_path, VISITOR_TRIES="1000000").visitor_tries == 1_000_000
    assert settings(tmp_path, VISITOR_TRIES="unlimited").visitor_tries is None


def test_a_proxy_is_believed_only_when_there_is_said_to_be_one(tmp_path: Path) -> None:
    assert settings(tmp_path).proxies == 0
    assert settings(tmp_path, HTTPS="1").proxies == 1
    assert settings(tmp_path, HTTPS="1", PROXIES="2").proxies == 2
    assert settings(tmp_path, HTTPS="1", PROXIES="0").proxies == 0


def test_an_openid_provider_speaks_https_but_on_this_machine(tmp_path: Path) -> None:
    keys = {"OPENID_CLIENT_ID": "o", "OPENID_SECRET": "s"}
    for url in ("http://id.example.org", "ftp://localhost", "https://", "https://[broken"):
        assert "must start with https://" in complaint(tmp_path, OPENID_URL=url, **keys)
    settings(tmp_path, OPENID_URL="http://localhost:9000", **keys)


def test_the_admin_may_not_hide_another_page(tmp_path: Path) -> None:
    routes = [str(route.pattern).split("/")[0] for route in get_resolver().url_patterns]
    own = set(filter(None, routes)) - {"admin"}
    assert own <= set(ADDRESSES)
    assert settings(tmp_path, ADMIN_PATH="/back-office/").admin_path == "back-office/"


def test_all_complaints_come_at_once(tmp_path: Path) -> None:
    sentence = complaint(tmp_path, SECRET_KEY="short", WORKERS="none", DEBUG="maybe")
    assert all(word in sentence for word in ("secret", "WORKERS", "DEBUG"))


def test_debug_excludes_https_and_other_hosts(tmp_path: Path) -> None:
    assert "exclude each other" in complaint(tmp_path, DEBUG="1", HTTPS="1")
    assert "ALLOWED_HOSTS" in complaint(tmp_path, DEBUG="1", ALLOWED_HOSTS="example.org")
    assert settings(tmp_path, DEBUG="1").debug


def test_a_password_in_a_database_address_is_not_repeated(tmp_path: Path) -> None:
    assert "hunter2" not in complaint(tmp_path, DATABASE_URL="oracle://me:hunter2@host/name")


def test_sqlite_may_lie_elsewhere(tmp_path: Path) -> None:
    found = settings(tmp_path, DATABASE_URL="sqlite:////srv/my%20numbers.sqlite3")
    assert found.database["NAME"] == "/srv/my numbers.sqlite3"


def test_each_variable_that_the_code_names_is_listed() -> None:
    known = {variable.full_name for variable in VARIABLES} | {f"INKREAD_{n}" for n in ELSEWHERE}
    named = set()
    for path in Path(inkread.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named |= {word for word in [node.value] if word.startswith("INKREAD_")}
    plain = {name for name in named if name.isidentifier() and name != "INKREAD_"}
    assert plain <= known
