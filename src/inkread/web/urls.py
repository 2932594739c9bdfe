"""All addresses of the application."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from inkread.web.pages import documents
from inkread.web.pages import views as pages
from inkread.web.readings import kept_views
from inkread.web.readings import views as readings

# The admin has no door of its own: who comes in passes the same limits and second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", pages.home, name="home"),
    path("read", readings.read, name="read"),
    path("guide", documents.guide, name="guide"),
    path("limits", documents.limits, name="limits"),
    path("about", documents.about, name="about"),
    path("privacy", documents.privacy, name="privacy"),
    path("api", documents.api, name="api"),
    path("account/", include("inkread.web.accounts.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("administration/", include("inkread.web.administration.urls")),
    path("readings", kept_views.readings, name="readings"),
    path("readings/", include("inkread.web.readings.urls")),
    path("showing/", include("inkread.web.showing.urls")),
    path("models/<str:sha256>/<str:name>", readings.model_file, name="model-file"),
    path("service-worker.js", pages.service_worker, name="service-worker"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("manifest/<str:language>", pages.manifest, name="manifest"),
    path("offline", pages.offline, name="offline"),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
]

handler400 = pages.bad_request
handler403 = pages.permission_denied
handler404 = pages.page_not_found
handler500 = pages.server_error
