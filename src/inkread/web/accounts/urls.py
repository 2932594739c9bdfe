"""The addresses below /account/: our own, then allauth's."""

from __future__ import annotations

from django.urls import include, path

from inkread.web.accounts import views

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("", include("allauth.urls")),
]
