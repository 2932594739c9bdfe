"""Accounts on the real server: mail that arrives, a provider elsewhere, passkeys, codes."""

from __future__ import annotations

import base64
import hmac
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, expect
from tests.browser.test_everyone import overflow
from tests.web.accounts.inbox import Inbox, receiving, text_of
from tests.web.test_access import ADMINISTRATION
from tests.web.test_serve import fetch, free_port, start

PASSWORD = "seven-herons-wade"


@pytest.fixture(scope="module")
def inbox_and_port() -> Iterator[tuple[Inbox, int]]:
    with receiving() as both:
        yield both


@pytest.fixture
def inbox(inbox_and_port: tuple[Inbox, int]) -> Inbox:
    inbox_and_port[0].messages.clear()
    return inbox_and_port[0]


@pytest.fixture(scope="module")
def provider_port() -> Iterator[int]:
    """An OpenID provider on this machine that knows Gail."""
    claims = {"sub": "gail-1", "email": "gail@example.org", "email_verified": True}
    claims["preferred_username"] = "gail"
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    command += ["--user-claims", json.dumps(claims)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        fetch(f"http://localhost:{port}/.well-known/openid-configuration", 60)
        yield port
        server.terminate()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def served_address(
    inbox_and_port: tuple[Inbox, int], provider_port: int, home: Path
) -> Iterator[str]:
    """`inkread serve` as it is, with a mail server and an OpenID provider beside it."""
    port = free_port()
    server = start(
        port,
        home,
        SMTP_URL=f"smtp://127.0.0.1:{inbox_and_port[1]}",
        MAIL_FROM="numbers@example.org",
        OPENID_URL=f"http://localhost:{provider_port}",
        OPENID_CLIENT_ID="inkread",
        OPENID_SECRET="known to both",
        OPENID_NAME="Example Post",
    )
    try:
        fetch(f"http://localhost:{port}/readyz", 60)
        yield f"http://localhost:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)


def register(page: Page, inbox: Inbox, name: str) -> None:
    """By the forms, up to the confirmed address; the person is logged in then."""
    page.goto("/account/signup/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    (message,) = inbox.messages
    link = re.search(r"http://localhost:\d+\S+", text_of(message))
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Yes, confirm").click()
    expect(page.locator(".menu summary")).to_have_text(name)


def log_out(page: Page) -> None:
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def log_in(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("User name or e-mail address").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def confirm(page: Page) -> None:
    """Types the password once more, where it is asked for."""
    if "/reauthenticate/" in page.url:
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()


def test_register_confirm_log_out_and_in_again(page: Page, inbox: Inbox) -> None:
    register(page, inbox, "alice")
    log_out(page)
    log_in(page, "alice")
    expect(page.locator(".menu summary")).to_have_text("alice")
    page.goto("/account/")
    expect(page.get_by_role("heading", name="alice")).to_be_visible()


def test_errors_stand_beside_their_fields_and_are_announced(page: Page) -> None:
    page.goto("/account/signup/")
    page.get_by_label("User name").fill("bert")
    page.get_by_label("E-mail address").fill("bert@example.org")
    page.get_by_label("Password", exact=True).fill("basketball1")
    page.get_by_label("Password again").fill("basketball1")
    page.get_by_role("main").get_by_role("button", name="Register").click()
    expect(page.get_by_role("alert")).to_contain_text("leaked elsewhere")
    field = page.get_by_label("Password", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("leaked elsewhere"))


def test_a_provider_elsewhere_opens_the_door(
    browser: Browser, served_address: str, inbox: Inbox
) -> None:
    """By way of another server and back, under our policy."""
    context = browser.new_context(base_url=served_address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if "Policy" in m.text else None)
    page.goto("/account/login/")
    page.get_by_role("button", name="Example Post").click()
    page.get_by_role("button", name="gail-1").click()
    expect(page.locator(".menu summary")).to_have_text("gail")
    page.goto("/account/3rdparty/")
    page.get_by_role("button", name="Disconnect Example Post").click()
    expect(page.get_by_role("alert")).to_contain_text("password")  # the only way in stays
    assert complaints == []
    context.close()


def authenticator(page: Page) -> CDPSession:
    """A device with a fingerprint, as Chromium plays it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_a_passkey_logs_in_without_a_password(page: Page, inbox: Inbox) -> None:
    register(page, inbox, "petra")
    authenticator(page)
    page.goto("/account/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("Name of the device").fill("Telephone")
    expect(page.get_by_label("without a password")).to_be_checked()
    page.get_by_role("main").get_by_role("button", name="Add").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("recovery codes", re.IGNORECASE))
    log_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".menu summary")).to_have_text("petra")


def test_a_browser_without_that_passkey_says_so(page: Page) -> None:
    session = authenticator(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("#passkey-trouble")).to_be_visible()
    session.detach()


def test_an_authenticator_app_is_asked_for_and_a_recovery_code_helps(
    page: Page, inbox: Inbox
) -> None:
    register(page, inbox, "tom")
    page.goto("/account/2fa/totp/activate/")
    confirm(page)
    secret = page.get_by_label("Secret", exact=True).input_value()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    assert Axe().run(page).violations_count == 0
    codes = page.get_by_label("Codes that were not used yet").input_value().split()
    assert len(codes) == 10
    log_out(page)
    log_in(page, "tom")
    expect(page.locator(".menu summary")).to_have_count(0)
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(codes[0])
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(page.locator(".menu summary")).to_have_text("tom")


def code_of(secret: str) -> str:
    """What an authenticator app shows now: RFC 6238, six digits, thirty seconds."""
    counter = int(time.time()) // 30
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def test_the_admin_works_under_our_policy(page: Page, inbox: Inbox, home: Path) -> None:
    register(page, inbox, "root")
    with closing(sqlite3.connect(home / "inkread.sqlite3", timeout=10)) as database, database:
        database.execute(
            "UPDATE accounts_user SET is_staff = 1, is_superuser = 1 WHERE username = 'root'"
        )
    page.goto("/")
    page.locator(".menu summary").click()
    page.get_by_role("link", name="Administration").click()
    expect(page.get_by_role("heading", name="Health", exact=True)).to_be_visible()
    page.get_by_role("link", name="Change data").click()
    page.get_by_role("link", name="Users", exact=True).click()
    page.get_by_role("link", name="root", exact=True).click()
    expect(page.get_by_label("Username")).to_have_value("root")
    page.goto("/admin/accounts/organisation/add/")
    expect(page.get_by_label("Name")).to_be_visible()


def test_the_pages_of_administrators_are_for_everyone(page: Page, inbox: Inbox, home: Path) -> None:
    register(page, inbox, "rita")
    with closing(sqlite3.connect(home / "inkread.sqlite3", timeout=10)) as database, database:
        database.execute("UPDATE accounts_user SET is_staff = 1 WHERE username = 'rita'")
    check(page, ["/administration/", *(f"/administration/{name}" for name in ADMINISTRATION)])


def test_larger_type_makes_no_page_of_administrators_wider_than_a_phone(
    page: Page, inbox: Inbox, home: Path
) -> None:
    register(page, inbox, "zora")
    with closing(sqlite3.connect(home / "inkread.sqlite3", timeout=10)) as database, database:
        database.execute("UPDATE accounts_user SET is_staff = 1 WHERE username = 'zora'")
    page.set_viewport_size({"width": 320, "height": 630})
    page.get_by_role("button", name="Larger type").click()
    for name in ADMINISTRATION:
        page.goto(f"/administration/{name}")
        assert overflow(page) <= 0, name


def test_the_pages_of_an_account_are_for_everyone(page: Page, inbox: Inbox) -> None:
    register(page, inbox, "wanda")
    places = ["/account/", "/account/email/", "/account/password/change/", "/account/2fa/"]
    places += ["/account/sessions/", "/account/organisations/", "/account/delete"]
    places += ["/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/3rdparty/"]
    check(page, places)
    log_out(page)
    places = ["/account/login/", "/account/signup/", "/account/register-organisation/"]
    check(page, [*places, "/account/password/reset/", "/account/login/code/"])


def check(page: Page, places: list[str]) -> None:
    """Nothing for axe to find, light and dark, and nothing wider than a phone."""
    for place in places:
        for scheme in ("light", "dark"):
            options: dict[str, Any] = {"color_scheme": scheme}
            page.emulate_media(**options)
            page.set_viewport_size({"width": 320, "height": 630})
            page.goto(place)
            confirm(page)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{place} {scheme}: {found.generate_report()}"
            assert overflow(page) <= 0, place
