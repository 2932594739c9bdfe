"""What browsers fetch to read on their own, and to open without a network."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any, cast

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from inkread import ModelNotFound, Reader
from inkread.web.readings.apps import ReadingsConfig

pytestmark = pytest.mark.usefixtures("script")
IMMUTABLE = "public, max-age=31536000, immutable"


def card_address(client: Client) -> str:
    found = re.search(r'data-card="([^"]*)"', client.get("/").content.decode())
    assert found is not None
    return found[1]


def shell(client: Client) -> dict[str, Any]:
    first = client.get("/service-worker.js").content.decode().partition(";\n")[0]
    found: dict[str, Any] = json.loads(first.removeprefix("const SHELL = "))
    return found


def content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response) if response.streaming else response.content


def test_the_card_and_the_graph_lie_under_the_hashes_of_what_they_hold(client: Client) -> None:
    address = card_address(client)
    card = client.get(address)
    assert card["Cache-Control"] == IMMUTABLE
    assert card["Content-Type"] == "application/json"
    assert hashlib.sha256(card.content).hexdigest() in address
    fields = card.json()
    graph = client.get(f"/models/{fields['sha256']}/{fields['file']}")
    assert graph["Cache-Control"] == IMMUTABLE
    assert hashlib.sha256(b"".join(graph)).hexdigest() == fields["sha256"]


@pytest.mark.parametrize(
    "address",
    ["/models/00/reader.onnx", "/models/00/..%2F..%2Fsettings.py", "/models/HASH/digit.json"],
)
def test_nothing_else_can_be_had_from_there(client: Client, address: str) -> None:
    known = card_address(client).split("/")[2]
    assert client.get(address.replace("HASH", known)).status_code == 404


def test_models_are_only_given_out(client: Client) -> None:
    assert client.post(card_address(client)).status_code == 405


def test_without_models_the_page_opens_and_offers_none(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*args: object, **kwargs: object) -> Reader:
        raise ModelNotFound("reader", ())

    config = cast(ReadingsConfig, apps.get_app_config("readings"))
    monkeypatch.delattr(config, "reader")
    monkeypatch.setattr("inkread.web.readings.apps.Reader", missing)
    assert card_address(client) == ""
    assert not [each for each in shell(client)["kept"] if each.startswith("/models/")]
    assert client.get("/models/00/reader.onnx").status_code == 404
    config.reader = cast(Reader, None)  # for the fixture to take away


def test_the_service_worker_is_asked_for_anew_each_time(client: Client) -> None:
    response = client.get("/service-worker.js")
    assert response["Cache-Control"] == "no-cache"
    assert response["Content-Type"] == "text/javascript"
    script = response.content.decode()
    assert not re.search(r"\b(import|export)\b", script)  # it is one file


def test_all_that_the_shell_names_is_there(client: Client) -> None:
    found = shell(client)
    assert found["page"] == "/"
    page = client.get("/").content.decode()
    used = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert used <= set(found["files"])
    for address in [*found["files"], *found["kept"]]:
        content(client, address)


def test_other_models_make_another_version(client: Client, tmp_path: Path) -> None:
    before = shell(client)
    (tmp_path / "reader.json").write_text(
        (tmp_path / "reader.json").read_text().replace("0.9", "0.8")
    )
    config = cast(ReadingsConfig, apps.get_app_config("readings"))
    config.reader = Reader(tmp_path, digit_model=tmp_path)
    after = shell(client)
    assert after["version"] != before["version"]
    assert after["files"] == before["files"]


def test_workers_are_confined_by_their_own_files(client: Client) -> None:
    # One that reads, and one that measures how numbers are written.
    scripts = [each for each in shell(client)["files"] if "/worker-" in each]
    assert len(scripts) == 2
    rules = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
    for script in scripts:
        response = client.get(script)
        assert response["Content-Security-Policy"] == rules
        assert "immutable" in response["Cache-Control"]
        assert b"".join(response)


def test_the_runtime_comes_compressed_to_whoever_takes_that(client: Client) -> None:
    (runtime,) = [each for each in shell(client)["kept"] if each.endswith(".wasm")]
    plain = len(content(client, runtime))
    packed = client.get(runtime, headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "br"
    assert packed["Content-Type"] == "application/wasm"
    assert len(b"".join(packed)) < plain / 4


def manifest_of(client: Client, page: str = "/", **headers: str) -> dict[str, Any]:
    """The manifest that a page names, asked for as browsers do: without cookies."""
    found = re.search(
        r'<link rel="manifest" href="([^"]*)"', client.get(page, headers=headers).text
    )
    assert found is not None
    answer = Client().get(found[1])
    assert answer["Content-Type"] == "application/manifest+json"
    values: dict[str, Any] = answer.json()
    assert answer["Content-Language"] == values["lang"]
    return values


def test_the_application_can_be_installed(client: Client) -> None:
    manifest = manifest_of(client)
    assert manifest["id"] == manifest["start_url"] == manifest["scope"] == "/"
    assert manifest["display"] == "standalone"
    sizes = {(icon["sizes"], icon.get("purpose")) for icon in manifest["icons"]}
    assert sizes >= {("192x192", None), ("512x512", None), ("512x512", "maskable")}
    for icon in manifest["icons"]:
        content(client, icon["src"])


def test_it_is_installed_in_the_language_of_the_page_as_the_same_application(
    client: Client,
) -> None:
    arabic = manifest_of(client, **{"accept-language": "ar"})
    assert (arabic["lang"], arabic["dir"]) == ("ar", "rtl")
    assert arabic["name"] == "inkread - يقرأ الأعداد المكتوبة بخط اليد"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"  # goes before what the browser says
    german = manifest_of(client, "/guide", **{"accept-language": "ar"})
    assert (german["lang"], german["dir"], german["short_name"]) == ("de", "ltr", "inkread")
    english = manifest_of(Client())
    for name in ("name", "description"):
        assert len({each[name] for each in (arabic, german, english)}) == 3
    for name in ("id", "start_url", "scope", "icons"):
        assert arabic[name] == german[name] == english[name]


def test_no_manifest_is_in_a_language_that_is_not_spoken_here(client: Client) -> None:
    assert client.get("/manifest/eo").status_code == 404


def test_the_shell_keeps_the_manifest_of_its_language(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ta"
    assert [each for each in shell(client)["files"] if "manifest" in each] == ["/manifest/ta"]
