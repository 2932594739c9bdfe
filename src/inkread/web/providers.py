"""Whose accounts may be used here: keys in the environment -> allauth's providers.

A provider that has no keys is not there at all: no button, no address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Text = Callable[[str], str]
Complain = Callable[[str], None]

LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Keys:
    """What a provider gave us for our application there."""

    client_id: str
    secret: str


def read_providers(text: Text, complain: Complain) -> Mapping[str, Any]:
    """Django's SOCIALACCOUNT_PROVIDERS: allauth's names of those that have keys.

    `text` answers a variable by its name without our prefix; what is wrong is told to `complain`.
    """
    found: dict[str, Any] = {}
    if keys := _keys("GOOGLE", text, complain):
        found["google"] = {
            "APPS": [{"client_id": keys.client_id, "secret": keys.secret}],
            "SCOPE": ["profile", "email"],
            "OAUTH_PKCE_ENABLED": True,
        }
    if keys := _keys("FACEBOOK", text, complain):
        found["facebook"] = {
            "APPS": [{"client_id": keys.client_id, "secret": keys.secret}],
            "METHOD": "oauth2",
            "SCOPE": ["email", "public_profile"],
            # Facebook does not say whether an address was confirmed, so we confirm it.
            "VERIFIED_EMAIL": False,
        }
    if apps := list(_openid_apps(text, complain)):
        found["openid_connect"] = {"APPS": apps, "OAUTH_PKCE_ENABLED": True}
    return found


def _openid_apps(text: Text, complain: Complain) -> list[Mapping[str, Any]]:
    apps = []
    if keys := _keys("LINKEDIN", text, complain):
        apps.append(
            _openid_app(
                "linkedin",
                "LinkedIn",
                keys,
                server_url="https://www.linkedin.com/oauth",
                token_auth_method="client_secret_post",
            )
        )
    url, name = text("OPENID_URL"), text("OPENID_NAME")
    keys = _keys("OPENID", text, complain)
    if bool(url) != bool(keys):
        complain(
            "INKREAD_OPENID_URL, INKREAD_OPENID_CLIENT_ID and INKREAD_OPENID_SECRET belong"
            " together: set all of them or none."
        )
    elif name and not url:
        complain("INKREAD_OPENID_NAME names a provider that INKREAD_OPENID_URL does not give.")
    elif url and not _is_safe(url):
        complain("INKREAD_OPENID_URL must start with https://; http:// is only for this machine.")
    elif keys:
        apps.append(_openid_app("openid", name or "OpenID", keys, server_url=url))
    return apps


def _openid_app(provider_id: str, name: str, keys: Keys, **settings: str) -> Mapping[str, Any]:
    return {
        "provider_id": provider_id,
        "name": name,
        "client_id": keys.client_id,
        "secret": keys.secret,
        "settings": settings,
    }


def _keys(name: str, text: Text, complain: Complain) -> Keys | None:
    client_id, secret = text(f"{name}_CLIENT_ID"), text(f"{name}_SECRET")
    if bool(client_id) != bool(secret):
        given, missing = ("CLIENT_ID", "SECRET") if client_id else ("SECRET", "CLIENT_ID")
        complain(f"INKREAD_{name}_{given} needs INKREAD_{name}_{missing} beside it.")
    return Keys(client_id, secret) if client_id and secret else None


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    )
