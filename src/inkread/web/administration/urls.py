"""The addresses below /administration/."""

from __future__ import annotations

from django.urls import path

from inkread.web.administration import views

urlpatterns = [
    path("", views.health, name="administration"),
    path("people", views.people, name="administration-people"),
    path("organisations", views.organisations, name="administration-organisations"),
    path("readings", views.readings, name="administration-readings"),
    path("feedback", views.feedback, name="administration-feedback"),
    path("log", views.log, name="administration-log"),
    path("models", views.models, name="administration-models"),
]
