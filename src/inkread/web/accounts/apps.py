"""The application of accounts."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who may keep what they read."""

    name = "inkread.web.accounts"
    label = "accounts"
