"""The addresses below /showing/."""

from __future__ import annotations

from django.urls import path

from inkread.web.showing import views

urlpatterns = [
    path("language", views.language, name="language"),
    path("type", views.type_size, name="type-size"),
]
