"""All addresses of the application."""

from __future__ import annotations

from django.urls import include, path

from inkread.web.pages import views as pages
from inkread.web.readings import views as readings

urlpatterns = [
    path("", pages.home, name="home"),
    path("read", readings.read, name="read"),
    path("readings", include("inkread.web.readings.urls")),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
]

handler400 = pages.bad_request
handler403 = pages.permission_denied
handler404 = pages.page_not_found
handler500 = pages.server_error
