"""All addresses of the application."""

from __future__ import annotations

from django.urls import path

from inkread.web.pages import views as pages
from inkread.web.readings import views as readings

urlpatterns = [
    path("", pages.home, name="home"),
    path("read", readings.read, name="read"),
    path("models/<str:sha256>/<str:name>", readings.model_file, name="model-file"),
    path("service-worker.js", pages.service_worker, name="service-worker"),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
]

handler400 = pages.bad_request
handler403 = pages.permission_denied
handler404 = pages.page_not_found
handler500 = pages.server_error
